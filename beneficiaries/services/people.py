"""What may happen to a person's file: each verb is one transaction and one line of the journal."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts import journal
from accounts.models import Site, User
from beneficiaries.births import born_in_our_time
from beneficiaries.changes import amend
from beneficiaries.models import Beneficiary, DossierNumber, PossibleDuplicate
from beneficiaries.models.likeness import SUSPECT
from beneficiaries.models.people import KNOWN

from .districts import locate
from .files import locked

_LAST = 2**63 - 1
_PAIRS = """
WITH a AS MATERIALIZED (
  SELECT *, extract(year FROM born_on) AS year, extract(month FROM born_on) AS month,
    extract(day FROM born_on) AS day
  FROM beneficiaries_beneficiary
  WHERE id > %(after)s AND id <= %(upto)s AND merged_into_id IS NULL
), met AS (
  SELECT a.id AS one, b.id AS other
  FROM a JOIN beneficiaries_beneficiary b ON b.born_on = a.born_on
  UNION
  SELECT a.id, b.id
  FROM a JOIN beneficiaries_beneficiary b ON b.born_on = pimms_day_and_month_swapped(a.born_on)
  UNION
  SELECT a.id, b.id FROM a CROSS JOIN LATERAL (  -- a hostel's number says nothing of who is who
    SELECT id FROM beneficiaries_beneficiary
    WHERE phone = a.phone AND phone <> '' AND id <> a.id ORDER BY id LIMIT 10
  ) b
  UNION
  SELECT a.id, b.id FROM a JOIN beneficiaries_beneficiary b ON b.sound_key = a.sound_key
  UNION  -- one slip in the birth date leaves the year or the day as it is
  SELECT a.id, b.id FROM a JOIN beneficiaries_beneficiary b
    ON b.last_key = a.last_key AND extract(year FROM b.born_on) = a.year
  UNION
  SELECT a.id, b.id FROM a JOIN beneficiaries_beneficiary b
    ON b.last_key = a.last_key AND extract(month FROM b.born_on) = a.month
    AND extract(day FROM b.born_on) = a.day
  UNION
  SELECT a.id, b.id FROM a JOIN beneficiaries_beneficiary b
    ON b.first_key = a.first_key AND extract(year FROM b.born_on) = a.year
  UNION
  SELECT a.id, b.id FROM a JOIN beneficiaries_beneficiary b
    ON b.first_key = a.first_key AND extract(month FROM b.born_on) = a.month
    AND extract(day FROM b.born_on) = a.day
  UNION
  SELECT a.id, b.id FROM a JOIN beneficiaries_beneficiary b ON b.used_key = a.last_key
  WHERE b.used_key <> ''
  UNION
  SELECT a.id, b.id FROM a JOIN beneficiaries_beneficiary b ON b.last_key = a.used_key
  WHERE a.used_key <> ''
)
INSERT INTO beneficiaries_possibleduplicate (first_id, second_id, found_on)
SELECT DISTINCT least(a.id, b.id), greatest(a.id, b.id), %(on)s::date
FROM met JOIN a ON a.id = met.one JOIN beneficiaries_beneficiary b ON b.id = met.other
WHERE a.id <> b.id AND b.merged_into_id IS NULL
  AND (b.id <= %(after)s OR b.id > %(upto)s OR a.id > b.id)  -- each pair once
  AND pimms_likeness(
    a.search_key, a.sound_key, a.last_key, a.used_key, a.first_key, a.born_on, a.phone, a.gender,
    b.search_key, b.sound_key, b.last_key, b.used_key, b.first_key, b.born_on, b.phone, b.gender,
    (SELECT count(*) FROM beneficiaries_beneficiary)
  ) >= %(suspect)s
ON CONFLICT DO NOTHING
"""

SENSITIVE = {"last_name", "first_name", "born_on"}  # whoever changes these says why
_COMPARED = SENSITIVE | {"used_name", "phone"}


@transaction.atomic
def register_person(
    *,
    number: str = "",
    another: int = 0,
    site: Site,
    by: User | str,
    on: date,
    **identity: Any,
) -> Beneficiary:
    """A person has a file, under the given dossier number or the next one of the year.

    Raises ValidationError where somebody of that name, born on that day, has one; unless they are
    said to be `another`: the next rank among these namesakes.
    """
    person = Beneficiary(site=site, last_seen_on=None if isinstance(by, str) else on, **identity)
    person.namesake = _rank(person, another)
    person.full_clean()
    born_in_our_time(person, on=on)
    person.save()
    dossier = DossierNumber(beneficiary=person, number=number or DossierNumber.next_of(on.year))
    dossier.full_clean()
    dossier.save()
    report_near_namesakes(after=person.pk - 1, on=on)
    _tell_namesakes_apart(person, by=by, on=on)
    locate(person, by=by, on=on)
    journal.record("beneficiary.registered", person, by=by, number=dossier.number)
    return person


def _rank(person: Beneficiary, another: int) -> int:
    """0 when nobody else bears the name and was born on the day; else the rank that was chosen.

    Raises ValidationError when none was, or when somebody took it since.
    """
    others = Beneficiary.objects.standing().exclude(pk=person.pk)
    rank = others.who_is(person.last_name, person.first_name, person.born_on).next_rank()
    if rank and rank != another:
        raise ValidationError(KNOWN)
    return rank


def _tell_namesakes_apart(person: Beneficiary, *, by: User | str, on: date) -> None:
    """Whom somebody said to be another than their namesakes is no possible duplicate of theirs."""
    if not person.namesake:
        return
    namesakes = Beneficiary.objects.who_is(person.last_name, person.first_name, person.born_on)
    pairs = PossibleDuplicate.objects.undecided().of(person)
    for pair in pairs.filter(first__in=namesakes, second__in=namesakes):
        dismiss_duplicate(pair, by=by, on=on)


@transaction.atomic
def report_near_namesakes(*, after: int, upto: int | None = None, on: date) -> None:
    """Put before a counsellor every pair that one of the people numbered from after `after` to
    `upto`, or to the last, makes with another who looks the same by name, birth and telephone."""
    with connection.cursor() as cursor:
        cursor.execute(
            _PAIRS, {"after": after, "upto": upto or _LAST, "on": on, "suspect": SUSPECT}
        )


@transaction.atomic
def dismiss_duplicate(pair: PossibleDuplicate, *, by: User | str, on: date) -> None:
    """The two are different people, and will not be put forward again."""
    if pair.dismissed_on:
        return
    pair.dismissed_on = on
    pair.save(update_fields=["dismissed_on"])
    journal.record("duplicate.dismissed", pair, by=by)


@transaction.atomic
def correct_person(
    person: Beneficiary,
    *,
    reason: str = "",
    another: int = 0,
    by: User,
    on: date,
    **identity: Any,
) -> Beneficiary:
    """The file says what the person says now, and its history what it said before.

    Raises ValidationError when a name or the birth date changes without a reason; and where
    somebody of the new name and birth has a file, unless it is `another`, as in `register_person`.
    """
    person = locked(person)
    renamed = sorted(name for name in SENSITIVE & identity.keys()
                     if getattr(person, name) != identity[name])  # fmt: skip
    if renamed:
        names = ("last_name", "first_name", "born_on")
        described = {name: identity.get(name, getattr(person, name)) for name in names}
        identity["namesake"] = _rank(Beneficiary(pk=person.pk, **described), another)
    if "born_on" in renamed:
        born_in_our_time(Beneficiary(born_on=identity["born_on"]), on=on)
    if renamed and not reason:
        raise ValidationError(
            {"reason": "Le nom, le prénom ou la date de naissance change\u202f: dites pourquoi."}
        )
    changed = amend(person, identity, by=by, reason=reason)
    if _COMPARED & set(changed):
        report_near_namesakes(after=person.pk - 1, upto=person.pk, on=on)
        _tell_namesakes_apart(person, by=by, on=on)
    locate(person, by=by, on=on)
    journal.record("beneficiary.corrected", person, by=by, fields=changed)
    return person
