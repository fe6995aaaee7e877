"""The sheet « Bénéficiaires »: people, their dossier numbers, referrals and twelve months."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F

from beneficiaries.models import Beneficiary, DossierNumber, Enrolment, Referral
from beneficiaries.models.enrolments import MONTHS
from beneficiaries.services import report_near_namesakes
from partners import renamed
from partners.models import Organisation
from pimms.kernel import communes, phones
from pimms.kernel.periods import months_from
from pimms.kernel.text import fold, squash

from . import cells, labels, staging
from .context import Context
from .sheets import PEOPLE
from .staging import Refused, Row

_LONGEST_NUMBER = 30

Identity = tuple[str, str, date]


@dataclass
class Newcomer:
    """A person of this chunk who has no file yet, with what their first row says."""

    person: Beneficiary
    starts_on: date | None
    remarks: list[str] = field(default_factory=list)


@dataclass
class Chunk:
    """A thousand rows judged together, so that the database is asked a few times only."""

    known: dict[Identity, int]
    number_owners: dict[str, Identity]
    newcomers: dict[Identity, Newcomer] = field(default_factory=dict)
    numbers: list[tuple[str, Identity]] = field(default_factory=list)
    referrals: list[tuple[Row, Identity, date]] = field(default_factory=list)
    starts: list[tuple[Identity, date]] = field(default_factory=list)

    def are_one(self, one: Identity, other: Identity) -> bool:
        """Whether both are written on files that were merged."""
        return one in self.known and self.known[one] == self.known.get(other)


def bring_in(context: Context) -> None:
    """Every person of the sheet has one file, under each of their dossier numbers."""
    towns = communes.Index.load()
    organisations = _Organisations()
    newest = Beneficiary.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    met: set[int] = set()
    for rows in staging.to_judge(PEOPLE):
        identities = {}
        for row in rows:
            try:
                identities[row.line] = _identity(row, today=context.today)
            except Refused:
                continue  # judged again below, where the refusal is written down
        chunk = _look_up(rows, identities.values())
        context.judge(PEOPLE, rows, lambda row, c=chunk: _judge(row, c, context, towns, met))
        _write(chunk, context, organisations, met)
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


def _look_up(rows: list[Row], identities) -> Chunk:
    """Who of these people, and which of these numbers, the database knows."""
    born = {identity[2] for identity in identities}
    names = {identity[0] for identity in identities}
    # A standing file comes last: it is known before one that was merged under the same name.
    found = Beneficiary.objects.filter(born_on__in=born, last_key__in=names).order_by(
        F("merged_into").desc(nulls_last=True), "pk"
    )
    known = {
        (person.last_key, person.first_key, person.born_on): person.survivor.pk for person in found
    }
    owners = DossierNumber.objects.filter(
        number__in={row.dossier for row in rows}
    ).values_list(
        "number", "beneficiary__last_key", "beneficiary__first_key", "beneficiary__born_on",
        "beneficiary",
    )  # fmt: skip
    chunk = Chunk(known=known, number_owners={})
    for number, *who, pk in owners:
        chunk.number_owners[number] = tuple(who)
        chunk.known.setdefault(tuple(who), pk)
    return chunk


def _judge(row: Row, chunk: Chunk, context: Context, towns, met: set[int]) -> None:
    identity = _identity(row, today=context.today)
    context.fit(row, "N° dossier", _LONGEST_NUMBER)
    number = row.dossier[:_LONGEST_NUMBER].rstrip()
    owner = chunk.number_owners.get(number, identity)
    if owner != identity and not chunk.are_one(owner, identity):
        raise Refused(f"Le numéro de dossier {number} est déjà celui d’une autre personne.")
    if number and number not in chunk.number_owners:
        chunk.number_owners[number] = identity
        chunk.numbers.append((number, identity))
    starts_on = _day(row, "Date d'inscription", context)
    if identity in chunk.newcomers:
        _keep(chunk.newcomers[identity], row, starts_on.remark)
    elif identity in chunk.known:
        if chunk.known[identity] not in met and starts_on.value:
            chunk.starts.append((identity, starts_on.value))
        met.add(chunk.known[identity])
    else:
        newcomer = Newcomer(_person(row, identity, context, towns), starts_on.value)
        _keep(newcomer, row, starts_on.remark)
        chunk.newcomers[identity] = newcomer
        if not number:
            context.warn(row, "numéro de dossier absent\u202f; un numéro sera donné.")
    _referral(row, identity, chunk, context)


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


def _keep(newcomer: Newcomer, row: Row, remark: str) -> None:
    if remark:
        newcomer.remarks.append(remark)


def _person(row: Row, identity: Identity, context: Context, towns) -> Beneficiary:
    remarks = []

    def aside(column: str, why: str) -> None:
        remarks.append(f"{column}\u202f: {row[column]}")
        context.warn(row, f"«\u202f{row[column]}\u202f» {why} ({column})\u202f; gardé en note.")

    status = context.meaning(row, "Situation", labels.STATUSES, Beneficiary.SocialStatus.NOT_STATED)
    if row["Situation"] and labels.plain(row["Situation"]) not in labels.STATUSES:
        remarks.append(f"Situation\u202f: {row['Situation']}")
    gender = context.meaning(row, "Civilité", labels.GENDERS, Beneficiary.Gender.NOT_STATED)
    if row["Civilité"] and labels.plain(row["Civilité"]) not in labels.GENDERS:
        remarks.append(f"Civilité\u202f: {row['Civilité']}")
    return Beneficiary(
        last_name=context.fit(row, "Nom", 100),
        first_name=context.fit(row, "Prénom", 100),
        born_on=identity[2],
        gender=gender,
        social_status=status,
        income_source=context.fit(row, "Ressource principale", 60),
        adults=_head_count(row, "Adultes", aside),
        children=_head_count(row, "Enfants", aside),
        phone=_phone(row, aside),
        email=_email(row, aside),
        address=context.fit(row, "Adresse", 200),
        commune_id=_commune(row, towns, aside),
        postal_code=_postal_code(row),
        site=context.site,
        notes="\n".join(remarks),
    )


def _head_count(row: Row, column: str, aside) -> int | None:
    try:
        value = cells.cap(row[column])
    except ValueError:
        value = -1
    if value is not None and not 0 <= value <= 99:
        aside(column, "n’est pas un nombre de personnes")
        return None
    return value


def _phone(row: Row, aside) -> str:
    if not row["Téléphone"]:
        return ""
    try:
        read = phones.read(row["Téléphone"])
    except ValueError:
        aside("Téléphone", "n’est pas un numéro de téléphone")
        return ""
    if read.beside:
        aside("Téléphone", f"dit plus qu’un numéro\u202f: {phones.in_words(read.number)} est pris")
    return read.number


def _email(row: Row, aside) -> str:
    if not row["Courriel"]:
        return ""
    try:
        validate_email(row["Courriel"])
    except ValidationError:
        aside("Courriel", "n’est pas une adresse électronique")
        return ""
    return row["Courriel"][:254]


def _postal_code(row: Row) -> str:
    """The five figures of the cell, or of the town's when they stand there."""
    written = row["Code postal"].replace(" ", "")
    if re.fullmatch("[0-9]{4,5}", written):
        return written.zfill(5)  # a spreadsheet takes 01000 for a number
    return "" if written else communes.postal_code_in(row["Ville"])


def _commune(row: Row, towns, aside) -> str | None:
    postal_code = _postal_code(row)
    if not row["Ville"]:
        if row["Code postal"] and not postal_code:
            aside("Code postal", "n’est pas un code postal")
        return None
    town = " ".join(word for word in row["Ville"].split() if word != postal_code)
    if code := towns.find(postal_code, town):
        return code
    aside("Ville", f"n’est pas une commune connue avec le code postal {postal_code or 'absent'}")
    return None


def _referral(row: Row, identity: Identity, chunk: Chunk, context: Context) -> None:
    if not row["Orienté par"]:
        return
    received_on = _day(row, "Date d'orientation", context)
    if received_on.value and fold(row["Orienté par"]):
        chunk.referrals.append((row, identity, received_on.value))
        return
    if not received_on.remark:
        context.warn(row, "orientation sans date\u202f; gardée en note.")
    if newcomer := chunk.newcomers.get(identity):
        newcomer.remarks.append(f"Orienté par\u202f: {row['Orienté par']}")
        _keep(newcomer, row, received_on.remark)


def _write(chunk: Chunk, context: Context, organisations, met: set[int]) -> None:
    """Write the chunk down: people, then what hangs on them."""
    for newcomer in chunk.newcomers.values():
        notes = [newcomer.person.notes, *newcomer.remarks]
        newcomer.person.notes = "\n".join(note for note in notes if note)
    created = Beneficiary.objects.bulk_create(
        [newcomer.person for newcomer in chunk.newcomers.values()]
    )
    people = chunk.known | {
        identity: person.pk for identity, person in zip(chunk.newcomers, created, strict=True)
    }
    met.update(person.pk for person in created)
    DossierNumber.objects.bulk_create(
        DossierNumber(number=number, beneficiary_id=people[identity])
        for number, identity in chunk.numbers
    )
    _number_the_numberless(chunk, people, context)
    enrolments = _enrol(chunk, people)
    Referral.objects.bulk_create(
        [
            _as_referral(row, identity, received_on, people, enrolments, organisations, context)
            for row, identity, received_on in chunk.referrals
        ],
        ignore_conflicts=True,  # the same organisation, person and day: one referral
    )


def _number_the_numberless(chunk: Chunk, people: dict[Identity, int], context: Context) -> None:
    numbered = {identity for _, identity in chunk.numbers}
    DossierNumber.objects.bulk_create(
        DossierNumber(
            number=DossierNumber.next_of(context.today.year), beneficiary_id=people[identity]
        )
        for identity in chunk.newcomers
        if identity not in numbered
    )


def _enrol(chunk: Chunk, people: dict[Identity, int]) -> dict[int, date]:
    """{person: first day} of the twelve months that this chunk opens."""
    wanted = {people[identity]: starts_on for identity, starts_on in chunk.starts}
    for pk, period in (
        Enrolment.objects.standing()
        .filter(beneficiary__in=wanted)
        .values_list("beneficiary", "period")
    ):
        ours = months_from(wanted[pk], MONTHS) if pk in wanted else None
        if ours and ours.lower < period.upper and period.lower < ours.upper:
            del wanted[pk]  # what stands already stands
    wanted |= {
        people[identity]: newcomer.starts_on
        for identity, newcomer in chunk.newcomers.items()
        if newcomer.starts_on
    }
    Enrolment.objects.bulk_create(
        Enrolment(beneficiary_id=pk, period=months_from(starts_on, MONTHS))
        for pk, starts_on in wanted.items()
    )
    return wanted


def _as_referral(row, identity, received_on, people, enrolments, organisations, context):
    pk = people[identity]
    enrolled_on = enrolments.get(pk)
    return Referral(
        organisation_id=organisations.named(row["Orienté par"]),
        beneficiary_id=pk,
        last_name=row["Nom"][:100],
        first_name=row["Prénom"][:100],
        born_on=identity[2],
        referrer_name=context.fit(row, "Travailleur social", 100),
        received_on=received_on,
        status=Referral.Status.ACCEPTED if enrolled_on else Referral.Status.SENT,
        decided_on=max(enrolled_on, received_on) if enrolled_on else None,
    )


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
