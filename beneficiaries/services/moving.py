"""What hangs on a file hangs on another: every table that names a person, found by itself.

A table that comes later is moved too. What the database does not let through stays where it is,
unless the model says by `outweighs(other)` which of two rows for the same thing counts: then the
other one is put aside, to come back if the files are parted.
"""

from collections.abc import Iterator

from django.core import serializers
from django.db import DatabaseError, IntegrityError, models, transaction
from django.db.models import Field, ForeignObjectRel, Model, ProtectedError, Q

from beneficiaries.models import Beneficiary, Merge, PossibleDuplicate

_STAY = (Beneficiary, Merge, PossibleDuplicate)


def columns() -> Iterator[tuple[type[Model], Field]]:
    """(model, field) for each column of the database that names a person."""
    for relation in Beneficiary._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        if relation.related_model not in _STAY:
            yield relation.related_model, relation.field


def move_all(absorbed: Beneficiary, survivor: Beneficiary) -> tuple[dict, list]:
    """({"app.Model.field": pks}, rows put aside) of what now names the survivor."""
    moved: dict[str, list] = {}
    aside: list[dict] = []
    for model, field in columns():
        rows = model._base_manager.filter(**{field.name: absorbed}).order_by("pk")
        if pks := list(rows.values_list("pk", flat=True)):
            gone = _move(model, field, pks, survivor, aside)
            moved[f"{model._meta.label}.{field.name}"] = gone
    return moved, aside


def _move(
    model: type[Model], field: Field, pks: list, survivor: Beneficiary, aside: list[dict]
) -> list:
    """All at once; one by one when two of them are in each other's way."""
    try:
        _set(model, field, pks, survivor)
        return pks
    except IntegrityError:
        rows = model._base_manager.in_bulk(pks)
        return [pk for pk in pks if _moves(rows[pk], field, survivor, aside)]
    except DatabaseError:  # a table whose rows never change
        return []


def _moves(row: Model, field: Field, survivor: Beneficiary, aside: list[dict]) -> bool:
    try:
        _set(type(row), field, [row.pk], survivor)
    except IntegrityError:
        rival = _rival(row, field, survivor)
        if not rival or not hasattr(row, "outweighs"):
            return False
        loser = rival if row.outweighs(rival) else row
        if not _put_aside(loser, aside) or loser is row:
            return False
        _set(type(row), field, [row.pk], survivor)
    return True


def _set(model: type[Model], field: Field, pks: list, person: Beneficiary) -> None:
    with transaction.atomic():
        model._base_manager.filter(pk__in=pks).update(**{field.name: person})


def _rival(row: Model, field: Field, survivor: Beneficiary) -> Model | None:
    """The survivor's own row for the same thing."""
    for constraint in row._meta.constraints:
        names = getattr(constraint, "fields", ())
        if isinstance(constraint, models.UniqueConstraint) and field.name in names:
            same = {name: getattr(row, name) for name in names} | {field.name: survivor}
            rows = type(row)._base_manager.filter(constraint.condition or Q(), **same)
            if rival := rows.first():
                return rival
    return None


def _put_aside(row: Model, aside: list[dict]) -> bool:
    [kept] = serializers.serialize("python", [row])
    try:
        with transaction.atomic():
            row.delete()
    except (ProtectedError, DatabaseError):
        return False
    aside.append(kept | {"fields": _plain(kept["fields"])})
    return True


def _plain(fields: dict) -> dict:
    return {name: value if value is None or isinstance(value, bool | int | str) else str(value)
            for name, value in fields.items()}  # fmt: skip


def move_back(moved: dict, aside: list, *, absorbed: Beneficiary, survivor: Beneficiary) -> None:
    """What was moved names the absorbed again, if it still names the survivor; what was put aside
    is there again."""
    for model, field in columns():
        pks = moved.get(f"{model._meta.label}.{field.name}", [])
        still = model._base_manager.filter(pk__in=pks, **{field.name: survivor})
        if pks := list(still.values_list("pk", flat=True)):
            _set(model, field, pks, absorbed)
    for row in serializers.deserialize("python", aside):
        row.save()
