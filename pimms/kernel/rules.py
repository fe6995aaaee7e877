"""Rules of the database that are asked before anything is written, all of a row at once."""

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

from django.core.exceptions import FieldError
from django.db import DatabaseError, connections, models, router, transaction
from django.db.models import BooleanField, CheckConstraint, Model, Q
from django.db.models.constraints import BaseConstraint
from django.db.models.functions import Coalesce
from django.db.models.sql import Query
from django.db.models.sql.constants import SINGLE


class RuledModel(models.Model):
    """A model whose check constraints are one question to the database, not one each.

    Django asks for each of them in a savepoint of its own: three statements a constraint.
    """

    class Meta:
        abstract = True

    _kept: frozenset[str] = frozenset()  # the names of those that the row is known to keep

    def validate_constraints(self, exclude: Any = None) -> None:
        """Raises ValidationError with the sentence of each constraint that the row breaks."""
        using = router.db_for_write(type(self), instance=self)
        self._kept = frozenset(_kept(self, exclude=exclude, using=using))
        try:
            super().validate_constraints(exclude=exclude)
        finally:
            del self._kept

    def get_constraints(self) -> list[tuple[type[Model], Sequence[BaseConstraint]]]:
        """Those to be looked at one by one, which say what they are for."""
        return [
            (model, [each for each in constraints if each.name not in self._kept])
            for model, constraints in super().get_constraints()
        ]


def _kept(row: Model, *, exclude: Any, using: str) -> list[str]:
    """The names of the check constraints that the row keeps, excluded fields aside."""
    values = row._get_field_expression_map(meta=row._meta, exclude=exclude)  # type: ignore[attr-defined]
    asked = [
        each
        for each in row._meta.constraints
        if isinstance(each, CheckConstraint)
        and Q(each.condition).referenced_base_fields <= values.keys()
    ]
    answers = _answers([each.condition for each in asked], values, using) if asked else []
    return [each.name for each, holds in zip(asked, answers, strict=True) if holds]


def _answers(conditions: list[Any], values: dict[str, Any], using: str) -> list[bool]:
    """Whether each holds of these values; what cannot be asked holds of none."""
    query = Query(None)
    connection = connections[using]
    apart = transaction.atomic(using=using) if connection.in_atomic_block else nullcontext()
    try:
        for name, value in values.items():
            query.add_annotation(value, name, select=False)
        for rank, condition in enumerate(conditions):
            holds = Coalesce(condition, True, output_field=BooleanField())
            query.add_annotation(holds, f"rule_{rank}")
        with apart:
            return list(query.get_compiler(using=using).execute_sql(SINGLE))
    except (DatabaseError, FieldError):
        return [False] * len(conditions)
