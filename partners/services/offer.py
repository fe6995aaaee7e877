"""What the house says of itself and of its services."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from accounts import journal
from accounts.models import User
from partners import national_schema as schema
from partners.models import OurHouse, OurService
from pimms.kernel.models import Commune

THE_COUNTRY = "france"


@transaction.atomic
def keep_house(*, by: User, on: date, **words: Any) -> OurHouse:
    """The house is told with these words, read over on that day."""
    house = OurHouse.objects.filter(only=True).first() or OurHouse()
    for name, value in words.items():
        setattr(house, name, value)
    house.updated_on = on
    _refuse(_wrong_of_all(house))
    house.full_clean()
    house.save()
    journal.record("offer.house_kept", house, by=by)
    return house


@transaction.atomic
def keep_service(kind: str, *, by: User, on: date, **words: Any) -> OurService:
    """The service of that kind is told with these words, read over on that day."""
    service = OurService.objects.filter(kind=kind).first() or OurService(kind=kind)
    for name, value in words.items():
        setattr(service, name, value)
    service.updated_on = on
    _refuse(_wrong_of_all(service) | _wrong_zones(service.zones))
    service.full_clean()
    service.save()
    journal.record("offer.service_kept", service, by=by)
    return service


def _refuse(wrong: dict[str, str]) -> None:
    if wrong:
        raise ValidationError(wrong)


def _wrong_of_all(told: OurHouse | OurService) -> dict[str, str]:
    """Hours that nobody reads, and an address that is somebody's."""
    wrong = {}
    _, words = schema.check(schema.BY_ATTRIBUTE["opening"], told.opening)
    if words:
        wrong["opening"] = f"Ce champ {words}."
    if told.email and User.objects.filter(email__iexact=told.email).exists():
        wrong["email"] = (
            "Cette adresse est celle d’une personne, et tout le monde la lirait\u202f: donnez celle"
            " de la maison."
        )
    return wrong


def _wrong_zones(zones: list[str]) -> dict[str, str]:
    """A code that means nothing here: the code of a region would be read as a department."""
    asked = [zone for zone in zones if zone != THE_COUNTRY]
    here = Q(code__in=asked) | Q(department__in=asked) | Q(intercommunality__in=asked)
    rows = Commune.objects.filter(here).values_list("code", "department", "intercommunality")
    known = {code for row in rows for code in row}
    unknown = [zone for zone in asked if zone not in known]
    if not unknown:
        return {}
    return {
        "zones": f"«\u202f{unknown[0]}\u202f» n’est ni une commune, ni un département, ni une"
        " intercommunalité d’Île-de-France. Pour toute la région, écrivez ses départements\u202f:"
        " 75, 77, 78, 91, 92, 93, 94, 95."
    }
