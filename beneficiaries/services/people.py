"""What may happen to a person's file: each verb is one transaction and one line of the journal."""

from datetime import date

from django.db import connection, transaction

from accounts import journal
from accounts.models import Site, User
from beneficiaries.births import born_in_our_time
from beneficiaries.models import Beneficiary, DossierNumber, PossibleDuplicate

from .districts import locate


@transaction.atomic
def register_person(
    *, number: str = "", site: Site, by: User | str, on: date, **identity
) -> Beneficiary:
    """A person has a file, under the given dossier number or the next one of the year."""
    person = Beneficiary(site=site, **identity)
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
    """Put before a counsellor every pair that a person newer than `after` makes with another:
    born the same day, names that differ by a slip of the pen."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO beneficiaries_possibleduplicate (first_id, second_id, found_on)
            SELECT least(a.id, b.id), greatest(a.id, b.id), %(on)s
            FROM beneficiaries_beneficiary a
            JOIN beneficiaries_beneficiary b ON b.born_on = a.born_on AND b.id <> a.id
            WHERE a.id > %(after)s AND (b.id <= %(after)s OR a.id > b.id)
              AND pimms_names_are_near(a.last_key || a.first_key, b.last_key || b.first_key)
            ON CONFLICT DO NOTHING
            """,
            {"after": after, "on": on},
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
def correct_person(person: Beneficiary, *, by: User, on: date, **identity) -> Beneficiary:
    """The file says what the person says now; the journal names the fields that changed."""
    person = Beneficiary.objects.select_for_update(of=["self"]).get(pk=person.pk)
    changed = sorted(name for name, value in identity.items() if getattr(person, name) != value)
    for name in changed:
        setattr(person, name, identity[name])
    person.full_clean()
    born_in_our_time(person, on=on)
    person.save()
    locate(person, by=by, on=on)
    journal.record("beneficiary.corrected", person, by=by, fields=changed)
    return person
