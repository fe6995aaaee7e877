"""Every rule of the database, broken: by a bare INSERT, and in words by `full_clean`.

The rows are in `tests/<room>/rules*.py`.
"""

import re
from copy import copy
from importlib import import_module
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import CheckConstraint

from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import SENTENCES, refuses
from tests.register.rules import upload
from tests.support import factories
from tests.support.rules import MODELS, broken, collision_of, rule_of, sentence

TESTS = Path(__file__).parent.parent
TABLES = [
    import_module(f"tests.{path.parent.name}.{path.stem}")
    for path in sorted(TESTS.glob("*/rules*.py"))
]
BROKEN = [row for table in TABLES for row in getattr(table, "RULES", [])]


@pytest.mark.parametrize("breach", BROKEN, ids=lambda breach: breach.rule)
def test_the_database_refuses_and_the_refusal_is_a_sentence(db, breach):
    row = breach.row()
    assert rule_of(collision_of(copy(row))) == breach.rule
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    assert sentence(breach.rule) in refusal.value.messages
    with pytest.raises(ValidationError):
        row.full_clean()


CONSTRAINTS = [constraint for model in MODELS for constraint in model._meta.constraints]


def quoted_in(pattern: str) -> str:
    return "".join(path.read_text() for path in sorted(TESTS.glob(pattern)))


def test_every_constraint_is_broken_by_a_row_or_by_a_test():
    rows, tests = {breach.rule for breach in BROKEN}, quoted_in("*/test_rules*.py")
    names = {constraint.name for constraint in CONSTRAINTS}
    assert {name for name in names - rows if f'"{name}"' not in tests} == set()


def test_every_model_asks_its_checks_at_once():
    assert [model.__name__ for model in MODELS if not issubclass(model, RuledModel)] == []


def test_every_constraint_has_a_sentence_of_its_own():
    words = {constraint.name: constraint.violation_error_message for constraint in CONSTRAINTS}
    common = CheckConstraint.default_violation_error_message
    assert {name for name, said in words.items() if said == common or said[-1:] != "."} == set()


def rules_of_triggers() -> set[str]:
    """The names that the SQL of some trigger refuses by."""
    triggers = [trigger for model in MODELS for trigger in getattr(model._meta, "triggers", [])]
    sql = " ".join(trigger.func if isinstance(trigger.func, str) else "" for trigger in triggers)
    return set(re.findall(r"CONSTRAINT = '(\w+)'", sql))


def test_every_rule_of_a_trigger_is_tested():
    rules, tests = rules_of_triggers(), quoted_in("*/test_ledger*.py")
    assert rules
    assert {rule for rule in rules if rule not in tests} == set()


def test_every_rule_of_a_trigger_has_a_sentence_and_every_sentence_a_rule():
    assert SENTENCES.keys() == rules_of_triggers()
    assert {rule for rule, said in SENTENCES.items() if said[-1:] != "."} == set()
    assert len(set(SENTENCES.values())) == len(SENTENCES)


def test_a_rule_has_one_sentence():
    with pytest.raises(ValueError, match="sale_line_sign"):
        refuses(sale_line_sign="Deux phrases ne se contredisent pas.")


@pytest.mark.parametrize(
    ("valid", "column", "changes"),
    [
        (factories.counsellor, "email", {}),
        (upload, "key", {}),
        (
            factories.enrolment,
            "assessment_id",
            {"period": DateRange(factories.DAY.replace(2020), factories.DAY.replace(2021))},
        ),
    ],
)
def test_what_is_unique_by_its_column_is_unique(db, valid, column, changes):
    row = broken(valid, changes)
    with pytest.raises(IntegrityError, match=column), transaction.atomic():
        type(row).objects.bulk_create([row])
