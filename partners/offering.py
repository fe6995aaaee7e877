"""What the house offers, in data·inclusion v1: itself, its services, the places around.

Nobody's name is in it. The addresses of places stay out, since one does not see whose they are.
"""

import json
import re
from collections.abc import Iterable
from datetime import date
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.urls import reverse

from partners import inclusion
from partners import national_schema as schema
from partners.models import OurHouse, OurService, Place
from pimms.kernel.text import fold

_LONGEST_NAME = 150
Row = dict[str, Any]


def source() -> str:
    """Who says it: `pimms-d-antony`."""
    return fold(settings.HOUSE).replace(" ", "-")


def house_row(house: OurHouse) -> Row:
    return _told(
        source=source(),
        id=_id("maison"),
        nom=settings.HOUSE,
        date_maj=house.updated_on.isoformat(),
        description=house.description,
        siret=_siret(settings.HOUSE_SIRET),
        **_address_of(house),
        telephone=house.phone,
        courriel=house.email,
        site_web=house.website,
        horaires_accueil=house.opening,
        reseaux_porteurs=sorted(house.networks),
    )


def service_row(service: OurService, house: OurHouse) -> Row:
    """A service, which is found at the house and reached there when it does not say otherwise."""
    kind = inclusion.KINDS[service.kind]
    return _told(
        source=source(),
        structure_id=_id("maison"),
        id=_id(service.kind),
        nom=service.name,
        description=service.description,
        date_maj=service.updated_on.isoformat(),
        type=kind.type,
        thematiques=sorted(kind.themes),
        frais=service.fee,
        frais_precisions=service.fee_details,
        publics=sorted(service.publics),
        publics_precisions=service.publics_details,
        conditions_acces=service.conditions,
        **_address_of(house),
        telephone=service.phone or house.phone,
        courriel=service.email or house.email,
        modes_accueil=sorted(service.meetings),
        zone_eligibilite=sorted(service.zones),
        lien_mobilisation=service.link,
        modes_mobilisation=sorted(service.ways),
        mobilisable_par=sorted(service.askers),
        mobilisation_precisions=service.ways_details,
        horaires_accueil=service.opening or house.opening,
    )


def place_row(place: Place) -> Row:
    return _told(
        source=source(),
        id=_id(f"lieu-{place.pk}"),
        nom=_shortened(place.name),
        date_maj=place.updated_on.isoformat(),
        description=place.summary if len(place.summary) >= 5 else "",
        lien_source=settings.ADDRESS + reverse("partners:public_place", args=[place.pk]),
        siret=_siret(place.pivot),
        commune=place.commune_name,
        code_postal=place.postal_code,
        code_insee=place.insee_code,
        adresse=place.address,
        complement_adresse=place.more_address,
        longitude=place.longitude and float(place.longitude),
        latitude=place.latitude and float(place.latitude),
        telephone=place.phone,
        site_web=next(iter(place.websites), ""),
        horaires_accueil=place.opening,
        accessibilite_lieu=place.accessibility,
    )


def document(
    house: OurHouse | None,
    services: Iterable[OurService],
    places: Iterable[Place],
    *,
    on: date,
) -> dict[str, list[Row]]:
    """All of it, sorted. The house's own place is the house; what is not right on that day is out.

    Without the house's card there are places only: a service belongs to its structure.
    """
    ours = fold(settings.HOUSE)
    structures = [
        place_row(place)
        for place in places
        if not (house and fold(place.name) == ours) and not faults_of(place, on=on)
    ]
    told = []
    if house:
        structures.append(house_row(house))
        told = [service_row(service, house) for service in services if service.is_offered]
    return {
        "structures": sorted(structures, key=itemgetter("id")),
        "services": sorted(told, key=itemgetter("id")),
    }


def faults_of(place: Place, *, on: date) -> list[str]:
    """What keeps the place out of the file: it came in before these were looked at."""
    checked = [
        (each.name, schema.check(each, getattr(place, each.attribute), on=on)[1])
        for each in schema.FIELDS
        if each.attribute in ("name", "updated_on", "opening", "postal_code", "insee_code")
    ]
    return [f"{name} {words}" for name, words in checked if words]


def as_json(told: dict[str, list[Row]]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1)


def _id(local: str) -> str:
    return f"{source()}--{local}"


def _told(**words: Any) -> Row:
    """Without what is not known: four lists are refused when they are there and empty."""
    return {name: value for name, value in words.items() if value not in (None, "", [])}


def _siret(number: str) -> str:
    return number if re.fullmatch(r"\d{14}", number, re.ASCII) and number.strip("0") else ""


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _address_of(house: OurHouse) -> Row:
    return {
        "commune": house.commune.name,
        "code_postal": house.postal_code,
        "code_insee": house.commune_id,
        "adresse": house.address,
        "complement_adresse": house.more_address,
    }
