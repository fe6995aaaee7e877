"""A row that breaks a rule, and what is said of it."""

import uuid

from django.apps import apps
from django.db.backends.postgresql.psycopg_any import DateRange

EMPTY = DateRange(empty=True)


def fresh(row):
    return {"key": uuid.uuid4()}


def broken(valid, changes):
    """A copy of a valid row, not saved, with what the rule forbids."""
    row = valid()
    columns = [f for f in row._meta.concrete_fields if not f.primary_key and not f.generated]
    copy = type(row)(**{column.name: getattr(row, column.name) for column in columns})
    for field, value in (changes(row) if callable(changes) else changes).items():
        setattr(copy, field, value)
    return copy


def sentence(name):
    return next(
        constraint.violation_error_message
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if constraint.name == name
    )
