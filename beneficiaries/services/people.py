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

from .districts import locate
from .files import locked

SENSITIVE = {"last_name", "first_name", "born_on"}  # whoever changes these says why


@transaction.atomic
def register_person(
    *, number: str = "", site: Site, by: User | str, on: date, **identity: Any
) -> Beneficiary:
    """A person has a file, under the given dossier number or the next one of the year."""
    person = Beneficiary(site=site, last_seen_on=None if isinstance(by, str) else on, **identity)
    person.full_clean()
    born_in_our_time(person, on=on)
    person.save()
    dossier = DossierNumber(beneficiary=person, number=number or DossierNumber.next_of(on.year))
    dossier.full_clean()
    dossier.save()
    report_near_namesakes(after=person.pk - 1, on=on)
    locate(person, by=by, on=on)
    journal.record("beneficiary.registered", person, by=by, number=dossier.number)
    return person


@transaction.atomic
def report_near_namesakes(*, after: int, on: date) -> None:
    """Put before a counsellor every pair that a person newer than `after` makes with another: by
    the name, its sound, the birth date (day and month swapped too) and the telephone."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO beneficiaries_possibleduplicate (first_id, second_id, found_on)
            SELECT least(a.id, b.id), greatest(a.id, b.id), %(on)s
            FROM (
              SELECT a.id AS one, b.id AS other FROM beneficiaries_beneficiary a
              JOIN beneficiaries_beneficiary b ON b.born_on = a.born_on WHERE a.id > %(after)s
              UNION
              SELECT a.id, b.id FROM beneficiaries_beneficiary a
              JOIN beneficiaries_beneficiary b
                ON b.born_on = pimms_day_and_month_swapped(a.born_on) WHERE a.id > %(after)s
              UNION
              SELECT a.id, b.id FROM beneficiaries_beneficiary a
              CROSS JOIN LATERAL (  -- the number of a hostel says nothing of who is who
                SELECT id FROM beneficiaries_beneficiary
                WHERE phone = a.phone AND phone <> '' AND id <> a.id ORDER BY id LIMIT 10
              ) b
              WHERE a.id > %(after)s AND a.phone <> ''
            ) met
            JOIN beneficiaries_beneficiary a ON a.id = met.one
            JOIN beneficiaries_beneficiary b ON b.id = met.other
            WHERE (b.id <= %(after)s OR a.id > b.id) AND a.id <> b.id
              AND a.merged_into_id IS NULL AND b.merged_into_id IS NULL
              AND pimms_likeness(a.search_key, a.sound_key, a.born_on, a.phone,
                                 b.search_key, b.sound_key, b.born_on, b.phone) >= %(suspect)s
            ON CONFLICT DO NOTHING
            """,
            {"after": after, "on": on, "suspect": SUSPECT},
        )


@transaction.atomic
def dismiss_duplicate(pair: PossibleDuplicate, *, by: User, on: date) -> None:
    """The two are different people, and will not be put forward again."""
    if pair.dismissed_on:
        return
    pair.dismissed_on = on
    pair.save(update_fields=["dismissed_on"])
    journal.record("duplicate.dismissed", pair, by=by)


@transaction.atomic
def correct_person(
    person: Beneficiary, *, motive: str = "", by: User, on: date, **identity: Any
) -> Beneficiary:
    """The file says what the person says now, and its history what it said before.

    Raises ValidationError when a name or the birth date changes without a motive.
    """
    person = locked(person)
    renamed = sorted(name for name in SENSITIVE & identity.keys()
                     if getattr(person, name) != identity[name])  # fmt: skip
    if "born_on" in renamed:
        born_in_our_time(Beneficiary(born_on=identity["born_on"]), on=on)
    if renamed and not motive:
        raise ValidationError(
            {"motive": "Le nom, le prénom ou la date de naissance change\u202f: dites pourquoi."}
        )
    changed = amend(person, identity, by=by, motive=motive)
    locate(person, by=by, on=on)
    journal.record("beneficiary.corrected", person, by=by, fields=changed)
    return person
