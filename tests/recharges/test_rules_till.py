"""Every constraint of the till, broken: by a bare INSERT, and in words."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from recharges.models import AccountCode, CashCount, Closing
from tests.support import factories
from tests.support.rules import broken, sentence

OTHER_DAY = date(2016, 3, 17)


def closed():
    session = factories.till_open()
    factories.till_counted(session)
    session.refresh_from_db()
    return session


def count():
    session = factories.till_open()
    return CashCount.objects.create(session=session, denomination=2000, pieces=2)


def z_of_a_session():
    return closed().closing


def z_of_a_day():
    session = factories.till_open()
    factories.till_counted(session, ends_the_day=True)
    return Closing.objects.get(kind="day")


def account():
    return AccountCode.objects.get(purpose="cash")


def another(row):
    """As valid as the row, were it not for what follows."""
    return {"day": OTHER_DAY}


TABLE = [
    ("till_one_open_per_site", factories.till_open, another),
    ("till_closed_whole_or_not_at_all", closed, {"closed_by": None}),
    ("till_closed_whole_or_not_at_all", closed, {"closed_at": None}),
    ("till_closed_whole_or_not_at_all", closed, {"expected": None}),
    ("till_amounts_not_negative", closed, {"opening_float": -1}),
    ("till_amounts_not_negative", closed, {"banked": Decimal(-10), "carried": Decimal(60)}),
    ("till_discrepancy_with_a_motive", closed, {"expected": Decimal(51)}),
    ("till_banked_or_carried", closed, {"carried": Decimal(49)}),
    ("cash_count_once_a_denomination", count, {"pieces": 3}),
    ("cash_count_of_euros", count, {"denomination": 2001}),
    ("cash_count_of_euros", count, {"denomination": 50, "pieces": 0}),
    ("closing_session_iff_of_a_session", z_of_a_session, {"session": None}),
    ("closing_session_iff_of_a_session", z_of_a_session, {"kind": "month"}),
    ("closing_periods_do_not_overlap", z_of_a_day, {}),
    ("account_code_one_at_a_time", account, {"code": "531"}),
    ("account_code_digits", account,
     {"code": "53 0", "period": DateRange(date(1990, 1, 1), date(1991, 1, 1))}),
]  # fmt: skip
every_rule = pytest.mark.parametrize(("name", "valid", "changes"), TABLE)


@every_rule
def test_the_database_refuses(db, name, valid, changes):
    row = broken(valid, changes)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        type(row).objects.bulk_create([row])
    assert refusal.value.__cause__.diag.constraint_name == name


@every_rule
def test_the_refusal_is_a_sentence(db, name, valid, changes):
    row = broken(valid, changes)
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    assert sentence(name) in refusal.value.messages


def test_the_numbers_of_receipts_and_of_closings_are_given_once(db):
    """By the database itself: a copy is refused whatever it says."""
    first, second = factories.sale(), factories.sale()
    session = factories.till_open()
    closing = factories.till_counted(session, ends_the_day=True)
    copy = first.seal
    copy.pk = second.pk
    with pytest.raises(ValidationError) as refusal:
        copy.validate_constraints()
    assert refusal.value.messages == [sentence("seal_number_unique")]
    closing.pk = None
    with pytest.raises(ValidationError) as refusal:
        closing.validate_constraints()
    assert sentence("closing_number_unique") in refusal.value.messages
