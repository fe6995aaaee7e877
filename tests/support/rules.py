"""A row that breaks a rule of the database, and what is said of it.

Each room lists its own in `tests/<room>/rules*.py`; `tests/house/test_rules.py` breaks them all.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model

from tests.support.databases import ROOMS

MODELS = [model for model in apps.get_models() if model.__module__.split(".")[0] in ROOMS]
EMPTY = DateRange(empty=True)


@dataclass(frozen=True)
class Broken:
    """A rule, and how to make a row that breaks it and is right otherwise.

    `make` returns a new row, or one that is saved: then its copy is what breaks the rule.
    `changes` is what the rule forbids, by field, or a function of the row that returns it.
    `beside` writes what stands in the database already.
    """

    rule: str
    make: Callable[[], Model]
    changes: dict | Callable[[Model], dict] = field(default_factory=dict)
    beside: Callable[[], object] | None = None

    def row(self) -> Model:
        """The row that breaks the rule, not saved."""
        if self.beside:
            self.beside()
        return broken(self.make, self.changes)


def broken(make, changes) -> Model:
    """The new row, or a copy of the saved one, with what the rule forbids."""
    row = made = make()
    if not made._state.adding:
        columns = [f for f in made._meta.concrete_fields if not f.primary_key and not f.generated]
        row = type(made)(**{column.name: getattr(made, column.name) for column in columns})
    for name, value in (changes(made) if callable(changes) else changes).items():
        setattr(row, name, value)
    return row


def fresh(row) -> dict:
    """Sent another time."""
    return {"key": uuid.uuid4()}


def afresh(**changes) -> Callable[[Model], dict]:
    """Sent another time, with these changes."""
    return lambda row: fresh(row) | changes


def collision_of(row) -> IntegrityError:
    """How the database refuses the row, at the latest when the transaction ends."""
    try:
        with transaction.atomic():
            type(row).objects.bulk_create([row])
            connection.check_constraints()
    except IntegrityError as collision:
        return collision
    raise AssertionError("The row was not refused.")


def rule_of(collision: IntegrityError) -> str:
    """The name of the rule that the database gave."""
    return collision.__cause__.diag.constraint_name


def sentence(rule: str) -> str:
    """What is said where the rule is broken."""
    return next(
        constraint.violation_error_message
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if constraint.name == rule
    )
