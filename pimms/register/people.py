"""The sheet « Bénéficiaires »: people, their dossier numbers, referrals and twelve months."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Max

from beneficiaries.models import Beneficiary, DossierNumber, Enrolment, Referral
from beneficiaries.models.enrolments import MONTHS
from beneficiaries.services import report_near_namesakes
from partners import renamed
from partners.models import Organisation
from pimms.kernel import communes
from pimms.kernel.periods import last_day, months_from
from pimms.kernel.text import fold, squash

from . import cells, completing, spelling, staging
from .context import Context
from .described import described
from .sheets import PEOPLE
from .spelling import Identity
from .staging import Refused, Row

_LONGEST_NUMBER = 30


@dataclass
class File:
    """A person's file as the rows of a chunk find it, and as they leave it."""

    person: Beneficiary
    periods: list[DateRange] = field(default_factory=list)
    opened: list[DateRange] = field(default_factory=list)  # by the rows of this chunk
    remarks: list[str] = field(default_factory=list)
    is_changed: bool = False

    @property
    def is_new(self) -> bool:
        return self.person.pk is None

    def note(self, *remarks: str) -> None:
        """The remarks stand on the notes of the file, each once."""
        said = [*self.person.notes.splitlines(), *self.remarks]
        self.remarks += [each for each in remarks if each and each not in said]


@dataclass
class Chunk:
    """A thousand rows judged together, so that the database is asked a few times only."""

    files: dict[Identity, File] = field(default_factory=dict)
    number_owners: dict[str, Identity] = field(default_factory=dict)
    earlier: set[str] = field(default_factory=set)  # the numbers that an earlier file gave
    numbered: dict[str, File] = field(default_factory=dict)  # the files that have these numbers
    shared: set[Identity] = field(default_factory=set)  # of people whom only a number tells apart
    numbers: list[tuple[str, File]] = field(default_factory=list)
    referrals: list[tuple[Row, File, date]] = field(default_factory=list)

    def are_one(self, one: Identity, other: Identity) -> bool:
        """Whether both are written on the same file."""
        return one in self.files and self.files[one] is self.files.get(other)

    def every_file(self) -> list[File]:
        files = (*self.files.values(), *self.numbered.values())
        return list({id(file): file for file in files}.values())


@dataclass
class Sheet:
    """The sheet on its way in: what the chunks share."""

    context: Context
    towns: communes.Index
    organisations: "_Organisations"
    last_number: int  # the last dossier number that was given before this register
    spelt: dict[Identity, int] = field(default_factory=dict)  # people under a new spelling


def bring_in(context: Context) -> None:
    """Every person of the sheet has one file, under each of their dossier numbers."""
    newest = Beneficiary.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    last_number = DossierNumber.objects.aggregate(last=Max("pk"))["last"] or 0
    sheet = Sheet(context, communes.Index.load(), _Organisations(), last_number)
    for rows in staging.to_judge(PEOPLE):
        identities = {}
        for row in rows:
            try:
                identities[row.line] = _identity(row, today=context.today)
            except Refused:
                continue  # judged again below, where the refusal is written down
        chunk = _look_up(rows, set(identities.values()), sheet)
        context.judge(PEOPLE, rows, lambda row, c=chunk: _judge(row, c, sheet))
        _write(chunk, sheet)
    report_near_namesakes(after=newest, on=context.today)


def _identity(row: Row, *, today: date) -> Identity:
    last, first = squash(row["Nom"]), squash(row["Prénom"])
    if not row["Nom"]:
        raise Refused("Le nom manque.")
    if not last:
        raise Refused(f"«\u202f{row['Nom']}\u202f» n’est pas un nom.")
    if not row["Date de naissance"]:
        raise Refused("La date de naissance manque.")
    try:
        return last, first, cells.birth(row["Date de naissance"], today=today)
    except ValueError:
        raise Refused(
            f"«\u202f{row['Date de naissance']}\u202f» n’est pas une date de naissance"
            " (JJ/MM/AAAA)."
        ) from None


def _look_up(rows: list[Row], identities: Iterable[Identity], sheet: Sheet) -> Chunk:
    """Who of these people, and which of these numbers, the database knows."""
    chunk = Chunk()
    owners = DossierNumber.objects.filter(number__in={row.dossier for row in rows}).select_related(
        "beneficiary__commune"
    )
    for number in owners:
        person = number.beneficiary
        who = person.last_key, person.first_key, person.born_on
        chunk.number_owners[number.number] = who
        chunk.files[who] = chunk.numbered[number.number] = File(person.survivor)
        if number.pk <= sheet.last_number:
            chunk.earlier.add(number.number)
    born = {identity[2] for identity in identities}
    names = {identity[0] for identity in identities}
    bearers = Counter()
    # A standing file comes last: it is known before one that was merged under the same name.
    found = (
        Beneficiary.objects.filter(born_on__in=born, last_key__in=names)
        .select_related("commune")
        .order_by(F("merged_into").desc(nulls_last=True), "pk")
    )
    for person in found:
        who = person.last_key, person.first_key, person.born_on
        chunk.files[who] = File(person.survivor)
        if not person.merged_into_id:
            bearers[who] += 1
    chunk.shared = {who for who, people in bearers.items() if people > 1}
    spelt = {who: pk for who, pk in sheet.spelt.items() if who in identities}
    people = Beneficiary.objects.in_bulk(set(spelt.values())) if spelt else {}
    for who, pk in spelt.items():
        chunk.files[who] = File(people[pk])
    _once_each(chunk)
    return chunk


def _once_each(chunk: Chunk) -> None:
    """A person has one file here, under whatever names, with the twelve months that stand."""
    files: dict[int, File] = {}
    for known in (chunk.files, chunk.numbered):
        for key, file in known.items():
            known[key] = files.setdefault(file.person.pk, file)
    standing = Enrolment.objects.standing().filter(beneficiary__in=files)
    for pk, period in standing.order_by("period").values_list("beneficiary", "period"):
        files[pk].periods.append(period)


def _judge(row: Row, chunk: Chunk, sheet: Sheet) -> None:
    context = sheet.context
    identity = _identity(row, today=context.today)
    context.fit(row, "N° dossier", _LONGEST_NUMBER)
    number = row.dossier[:_LONGEST_NUMBER].rstrip()
    _settle_owner(row, number, identity, chunk, sheet)
    file = _known(number, identity, chunk)
    said = described(row, born_on=identity[2], context=context, towns=sheet.towns)
    if file:
        if completing.complete(file.person, said, row, context):
            file.is_changed = True
        file.note(*said.notes.splitlines())
    else:
        file = chunk.files[identity] = File(said)
        if not number:
            context.warn(row, "numéro de dossier absent\u202f; un numéro sera donné.")
    if number and number not in chunk.number_owners:
        chunk.number_owners[number] = identity
        chunk.numbers.append((number, file))
    _open(file, row, context)
    _referral(row, file, chunk, context)


def _known(number: str, identity: Identity, chunk: Chunk) -> File | None:
    """The file of the person, if there is one; of namesakes born on one day, the one of the number.

    Raises Refused when no number tells which of them it is.
    """
    if identity not in chunk.shared:
        return chunk.files.get(identity)
    if number not in chunk.numbered:
        raise Refused(
            "Deux personnes de ce nom sont nées ce jour-là\u202f: écrivez le numéro de dossier de"
            " l’une d’elles."
        )
    return chunk.numbered[number]


def _settle_owner(row: Row, number: str, identity: Identity, chunk: Chunk, sheet: Sheet) -> None:
    """Raises Refused when the number is somebody else's. A name that one slip parts from the one
    of an earlier file is the same person's, and is kept beside it."""
    owner = chunk.number_owners.get(number, identity)
    if owner == identity or chunk.are_one(owner, identity):
        return
    refusal = f"Le numéro de dossier {number} est déjà celui d’une autre personne."
    corrects = (
        number in chunk.earlier
        and identity not in chunk.files
        and spelling.nearly(owner, identity)
        and row.reason != refusal  # sent again as it was refused: nobody mended it
        and not spelling.stands_beside(owner, row)
    )
    if not corrects:
        raise Refused(refusal)
    file = chunk.files[identity] = chunk.files[owner]
    if not file.is_new:
        sheet.spelt[identity] = file.person.pk
    written = f"{row['Nom']} {row['Prénom']}".strip()
    kept = f"{file.person.last_name} {file.person.first_name}".strip()
    file.note(f"Aussi écrit\u202f: {written}")
    sheet.context.warn(
        row,
        f"«\u202f{written}\u202f» est lu comme «\u202f{kept}\u202f», dont c’est le numéro de"
        f" dossier {number} et la date de naissance\u202f; gardé en note.",
    )


@dataclass(frozen=True)
class _Day:
    value: date | None
    remark: str = ""


def _day(row: Row, column: str, context: Context) -> _Day:
    if not row[column]:
        return _Day(None)
    try:
        day = cells.day(row[column])
        if day > context.today:
            context.warn(row, f"le {day:%d/%m/%Y} est à venir ({column})\u202f: vérifiez la date.")
        return _Day(day)
    except ValueError:
        context.warn(
            row, f"«\u202f{row[column]}\u202f» n’est pas une date ({column})\u202f; gardé en note."
        )
        return _Day(None, f"{column}\u202f: {row[column]}")


def _open(file: File, row: Row, context: Context) -> None:
    """The twelve months of the row are the person's, where none of theirs stand already."""
    starts_on = _day(row, "Date d'inscription", context)
    file.note(starts_on.remark)
    if not starts_on.value:
        return
    ours = months_from(starts_on.value, MONTHS)
    met = next((p for p in file.periods if p.lower < ours.upper and ours.lower < p.upper), None)
    if met is None:
        file.periods.append(ours)
        file.opened.append(ours)
    elif met.lower != ours.lower:
        context.warn(
            row,
            f"l’inscription du {ours.lower:%d/%m/%Y} n’est pas reprise\u202f: elle tombe dans les"
            f" douze mois du {met.lower:%d/%m/%Y} au {last_day(met):%d/%m/%Y}.",
        )


def _referral(row: Row, file: File, chunk: Chunk, context: Context) -> None:
    if not row["Orienté par"]:
        beside = [name for name in ("Travailleur social", "Date d'orientation") if row[name]]
        if beside:
            context.warn(row, "orientation sans organisme\u202f; gardée en note.")
            file.note(*(f"{name}\u202f: {row[name]}" for name in beside))
        return
    received_on = _day(row, "Date d'orientation", context)
    if received_on.value and fold(row["Orienté par"]):
        chunk.referrals.append((row, file, received_on.value))
        return
    if not received_on.remark:
        context.warn(row, "orientation sans date\u202f; gardée en note.")
    file.note(f"Orienté par\u202f: {row['Orienté par']}", received_on.remark)


def _write(chunk: Chunk, sheet: Sheet) -> None:
    """Write the chunk down: people, then what hangs on them."""
    files = chunk.every_file()
    for file in files:
        if file.remarks:
            file.person.notes = "\n".join(filter(None, [file.person.notes, *file.remarks]))
    created = [file for file in files if file.is_new]
    for file in created:  # as the twelve months below will say, without a second writing
        file.person.last_seen_on = max((each.lower for each in file.opened), default=None)
    changed = [file.person for file in files if file.is_changed or file.remarks]
    Beneficiary.objects.bulk_update(
        [person for person in changed if person.pk], (*completing.FIELDS, "notes"), batch_size=100
    )
    Beneficiary.objects.bulk_create([file.person for file in created])
    DossierNumber.objects.bulk_create(
        DossierNumber(number=number, beneficiary=file.person) for number, file in chunk.numbers
    )
    _number_the_numberless(created, chunk, sheet.context)
    staging.write(
        [
            Enrolment(beneficiary=file.person, period=period)
            for file in files
            for period in file.opened
        ]
    )
    Referral.objects.bulk_create(
        [_as_referral(row, file, received_on, sheet) for row, file, received_on in chunk.referrals],
        ignore_conflicts=True,  # the same organisation, person and day: one referral
    )


def _number_the_numberless(created: list[File], chunk: Chunk, context: Context) -> None:
    numbered = {file.person.pk for _, file in chunk.numbers}
    DossierNumber.objects.bulk_create(
        DossierNumber(number=DossierNumber.next_of(context.today.year), beneficiary=file.person)
        for file in created
        if file.person.pk not in numbered
    )


def _as_referral(row: Row, file: File, received_on: date, sheet: Sheet) -> Referral:
    admitted_on = _admitted_on(file, received_on)
    return Referral(
        organisation_id=sheet.organisations.named(row["Orienté par"]),
        beneficiary=file.person,
        last_name=row["Nom"][:100],
        first_name=row["Prénom"][:100],
        born_on=file.person.born_on,
        referrer_name=sheet.context.fit(row, "Travailleur social", 100),
        received_on=received_on,
        status=Referral.Status.ACCEPTED if admitted_on else Referral.Status.SENT,
        decided_on=max(admitted_on, received_on) if admitted_on else None,
    )


def _admitted_on(file: File, received_on: date) -> date | None:
    """The first day of the twelve months that came of a referral received that day."""
    after = [period.lower for period in file.periods if period.upper > received_on]
    opened = [period.lower for period in file.opened]
    return min(after, default=max(opened, default=None))


class _Organisations:
    """The organisations by name, made as they are met."""

    def __init__(self):
        self._by_name = dict(Organisation.objects.values_list("name_key", "pk"))
        self._by_name = {renamed.today(k): pk for k, pk in self._by_name.items()} | self._by_name

    def named(self, name: str) -> int:
        key = fold(name)
        known = self._by_name.get(key) or self._by_name.get(renamed.today(key))
        if known is None:
            known = Organisation.objects.create(name=name[:150]).pk
        self._by_name[key] = known
        self._by_name.setdefault(renamed.today(key), known)
        return known
