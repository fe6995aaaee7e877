"""What the directory of digital actors says."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from accounts import journal
from accounts.models import User
from partners import national_files as files
from partners import national_schema as schema
from partners.models import Place

_TOLD = 50  # faults: whoever has more has another problem


@transaction.atomic
def keep_place(place: Place | None = None, *, by: User, on: date, **values: Any) -> Place:
    """The place is in the directory with these values, which follow the schema."""
    place = place or Place()
    for name, value in values.items():
        setattr(place, name, value)
    place.updated_on = on
    place.local_id = place.local_id or f"{place.pivot}-{_next_number()}"
    wrong = {}
    for each in schema.FIELDS:
        _, words = schema.check(each, getattr(place, each.attribute), on=on)
        if words:
            wrong[each.attribute] = f"Ce champ {words}."
    if wrong:
        raise ValidationError(wrong)
    place.full_clean()
    place.save()
    journal.record("place.kept", place, by=by)
    return place


def _next_number() -> int:
    latest = Place.objects.order_by("-pk").first()
    return (latest.pk if latest else 0) + 1


@transaction.atomic
def end_place(place: Place, *, by: User, on: date) -> Place:
    """The place is listed no longer; a file that names it again brings it back."""
    if place.ended_on:
        raise ValidationError("Ce lieu est déjà retiré de l’annuaire.")
    place.ended_on = on
    place.save(update_fields=["ended_on"])
    journal.record("place.ended", place, by=by)
    return place


@transaction.atomic
def bring_in_places(*, file: File, by: User, on: date) -> dict[str, int]:
    """All the places of the file are in the directory, or none is and every fault is told.

    A place is known again by its id. Returns how many came and how many were renewed.
    """
    reading = files.read(file.read(), on=on)
    if reading.faults:
        more = len(reading.faults) - _TOLD
        told = reading.faults[:_TOLD]
        if more > 0:
            told.append(f"Et {more} autres lignes à corriger.")
        raise ValidationError({"file": told})
    ids = [values["local_id"] for values in reading.places]
    standing = Place.objects.select_for_update().in_bulk(ids, field_name="local_id")
    new: list[Place] = []
    renewed: list[Place] = []
    for values in reading.places:
        place = standing.get(values["local_id"]) or Place()
        for name, value in values.items():
            setattr(place, name, value)
        place.ended_on = None
        (renewed if place.pk else new).append(place)
    Place.objects.bulk_create(new, batch_size=500)
    columns = [each.attribute for each in schema.FIELDS] + ["ended_on"]
    Place.objects.bulk_update(renewed, columns, batch_size=200)
    journal.record(
        "place.brought_in", Place(pk=0), by=by, new=len(new), renewed=len(renewed), on=f"{on}"
    )
    return {"new": len(new), "renewed": len(renewed)}
