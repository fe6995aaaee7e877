"""Which addresses lie in a priority district."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts import journal
from accounts.models import User
from beneficiaries.models import Beneficiary, District, DistrictStreet


@dataclass(frozen=True)
class Street:
    """A line of the list: a street of a district since a day."""

    line: int
    name: str
    code: str
    commune_id: str
    street: str
    first: int | None
    last: int | None
    side: str
    since: date


@transaction.atomic
def bring_in_districts(
    streets: Iterable[Street], *, source: str, is_checked: bool, by: User, on: date
) -> list[District]:
    """The districts of the list stand with these streets in place of those they had.

    Everybody's file is read again against them. Raises ValidationError when the list is empty.
    """
    found = {}
    for each in streets:
        if each.code not in found:
            found[each.code] = _district(each, source=source, is_checked=is_checked)
        DistrictStreet.objects.get_or_create(
            district=found[each.code],
            commune_id=each.commune_id,
            street=each.street,
            first=each.first,
            last=each.last,
            side=each.side,
        )
    if not found:
        raise ValidationError("La liste ne nomme aucune voie.")
    for district in found.values():
        journal.record("district.brought_in", district, by=by, source=source)
        for person in Beneficiary.objects.who_may_live_in(district).iterator():
            locate(person, by=by, on=on)
    return list(found.values())


def _district(street: Street, *, source: str, is_checked: bool) -> District:
    standing = District.objects.filter(code=street.code).standing_on(street.since).first()
    district = standing or District(code=street.code, period=DateRange(street.since, None))
    district.name, district.source, district.is_checked = street.name, source, is_checked
    district.full_clean()
    district.save()
    district.streets.all().delete()  # what the list says now, and nothing else
    return district


@transaction.atomic
def locate(person: Beneficiary, *, by: User | str, on: date) -> Beneficiary:
    """The file says whether the person's address lies in a priority district that day."""
    found = District.objects.around(person.address, person.commune_id, on=on)
    if person.district_id != (found and found.pk):
        person.district = found
        person.save(update_fields=["district"])
        journal.record("beneficiary.located", person, by=by, district=str(found or ""))
    return person
