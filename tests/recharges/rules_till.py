"""The rules on the till, each broken."""

from datetime import date
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

from recharges.models import AccountCode, CashCount, Closing
from tests.support import factories
from tests.support.rules import Broken

YEAR = DateRange(date(2016, 1, 1), date(2017, 1, 1))
LATER = DateRange(date(2020, 1, 1), date(2021, 1, 1))

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


RULES = [
    Broken("till_one_open_per_site", factories.till_open, another),
    Broken("till_closed_whole_or_not_at_all", closed, {"closed_by": None}),
    Broken("till_closed_whole_or_not_at_all", closed, {"closed_at": None}),
    Broken("till_closed_whole_or_not_at_all", closed, {"expected": None}),
    Broken("till_amounts_not_negative", closed, {"opening_float": -1}),
    Broken("till_amounts_not_negative", closed, {"banked": Decimal(-10), "carried": Decimal(60)}),
    Broken("till_discrepancy_with_a_motive", closed, {"expected": Decimal(51)}),
    Broken("till_banked_or_carried", closed, {"carried": Decimal(49)}),
    Broken("cash_count_once_a_denomination", count, {"pieces": 3}),
    Broken("cash_count_of_euros", count, {"denomination": 2001}),
    Broken("cash_count_of_euros", count, {"denomination": 50, "pieces": 0}),
    Broken("closing_session_iff_of_a_session", z_of_a_session, {"session": None}),
    Broken("closing_session_iff_of_a_session", z_of_a_session, {"kind": "month"}),
    Broken("closing_periods_do_not_overlap", z_of_a_day),
    Broken("account_code_one_at_a_time", account, {"code": "531"}),
    Broken(
        "account_code_digits",
        account,
        {"code": "53 0", "period": DateRange(date(1990, 1, 1), date(1991, 1, 1))},
    ),
]
