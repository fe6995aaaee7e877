"""The rules on money, each broken."""

from datetime import date
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

from funding.models import (
    BudgetLine,
    Call,
    Contact,
    DedicatedMovement,
    Expense,
    Funder,
    Grant,
    Income,
    Instalment,
    Paper,
    Post,
    Promise,
    Receipt,
    Resource,
    Share,
)
from tests.support import factories, money
from tests.support.rules import EMPTY, Broken, afresh, broken, fresh

DAY, YEAR = factories.DAY, DateRange(date(2016, 1, 1), date(2017, 1, 1))


def funder() -> Funder:
    return Funder.objects.create(name="CCAS d’Antony", kind=Funder.Kind.CCAS)


def contact() -> Contact:
    return Contact(funder=money.funder(), name="Mme Roy")


def call() -> Call:
    return Call(funder=money.funder(), title="Appel", year=2016)


def grant() -> Grant:
    return Grant.objects.create(funder=funder(), year=2016, purpose="Médiation", amount=5000)


def grant_of_a_call() -> Grant:
    return money.grant(call=money.answered())


def instalment() -> Instalment:
    return Instalment(grant=money.grant(), due_on=DAY, label="Solde", amount=1000)


def receipt() -> Receipt:
    return money.received(money.grant(), "100")


def expense() -> Expense:
    return money.expense("10")


def income() -> Income:
    return money.income("10")


def taken_back(make):
    """Makes what undoes it, written past the services."""

    def undoing():
        row = broken(make, lambda it: undone(it) | {"reason": "Erreur"})
        row.save()
        return row

    return undoing


def undone(it) -> dict:
    """Taken back, without a word."""
    return fresh(it) | {"amount": -it.amount, "reverses": it}


def promise() -> Promise:
    fields = {"figure": "people.served", "target": 150, "period": YEAR}
    return Promise.objects.create(grant=money.grant(), **fields)


def line() -> BudgetLine:
    return BudgetLine.objects.create(year=2016, account="606", amount=100)


def share() -> Share:
    given = {"amount": 5, "by": factories.director(), "on": DAY}
    return Share(expense=money.expense(), grant=money.grant(), **given)


def paper() -> Paper:
    fields = {"name": "Lettre", "kind": "pdf", "size": 10, "file": "a.pdf", "added_on": DAY}
    return Paper(grant=money.grant(), added_by=factories.director(), **fields)


def post() -> Post:
    return Post.objects.create(title="Médiatrice", contract="subsidised", period=YEAR)


def resource() -> Resource:
    return Resource(kind="room", label="Salle", period=YEAR)


def dedicated() -> DedicatedMovement:
    given = {"year": 2016, "by": factories.director(), "on": DAY}
    return DedicatedMovement(grant=money.grant(), kind="added", amount=1, **given)


ANSWERED = {"asked": 8000, "answered_on": DAY}
RULES = [
    Broken("funder_name_unique", funder, {"kind": "state"}),
    Broken("funder_contact_can_be_reached", contact),
    Broken("funder_contact_phone_international", contact, {"phone": "0146661234"}),
    Broken("call_once_a_year_and_title", money.call),
    Broken("call_status_known", call, ANSWERED | {"status": "maybe", "decided_on": DAY}),
    Broken("call_answered_says_when_and_how_much", call, {"status": "answered", "asked": 8000}),
    Broken("call_decided_says_when", call, ANSWERED | {"status": "won"}),
    Broken(
        "call_decided_after_the_answer",
        call,
        ANSWERED | {"status": "lost", "decided_on": date(2016, 3, 1)},
    ),
    Broken("grant_once_a_year_and_purpose", grant, {"amount": 2500}),
    Broken("grant_amount_positive", grant, {"amount": 0}),
    Broken("grant_once_a_call", grant_of_a_call, {"purpose": "Autre", "amount": 1}),
    Broken("instalment_amount_positive", instalment, {"amount": 0}),
    Broken("receipt_recorded_once", receipt),
    Broken("receipt_amount_sign", receipt, afresh(amount=-100)),
    Broken("receipt_amount_sign", receipt, undone),
    Broken("receipt_reversed_once", taken_back(receipt), fresh),
    Broken("promise_once_a_figure_and_period", promise),
    Broken("promise_target_positive", promise, {"figure": "workshops.sessions", "target": 0}),
    Broken("promise_period_bounded", promise, {"period": DateRange(date(2016, 1, 1), None)}),
    Broken("budget_line_once_an_account", line),
    Broken("budget_line_not_negative", line, {"account": "607", "amount": -1}),
    Broken("budget_line_account_planned", line, {"account": "870"}),
    Broken("expense_recorded_once", expense),
    Broken("expense_amount_sign", expense, afresh(amount=-10)),
    Broken("expense_account_is_a_charge", expense, afresh(account="706")),
    Broken("expense_account_is_a_charge", expense, afresh(account="689")),
    Broken("expense_reversed_once", taken_back(expense), fresh),
    Broken("income_recorded_once", income),
    Broken("income_amount_sign", income, afresh(amount=-10)),
    *[
        Broken("income_account_is_a_product", income, afresh(account=computed))
        for computed in ("606", "707", "741", "789")
    ],
    Broken("income_reversed_once", taken_back(income), fresh),
    Broken("share_is_something", share, {"amount": 0}),
    Broken("funding_paper_size", paper, {"size": 0}),
    Broken("funding_paper_of_one_thing", paper, {"grant": None}),
    Broken("funding_paper_of_one_thing", paper, lambda it: {"expense": money.expense()}),
    Broken("post_period_not_empty", post, {"period": EMPTY}),
    Broken("post_period_not_empty", post, {"period": DateRange(None, date(2017, 1, 1))}),
    Broken("post_aid_within_the_cost", post, {"cost": 1000, "aid": 1001}),
    Broken("resource_period_begins", resource, {"period": DateRange(None, DAY)}),
    Broken("resource_value_when_given", resource, {"value": 100}),
    Broken("volunteer_hours_recorded_once", money.hours, {"hours": Decimal(1)}),
    Broken("volunteer_hours_are_something", money.hours, afresh(hours=Decimal(0))),
    Broken("dedicated_amount_positive", dedicated, {"amount": 0}),
    Broken("dedicated_kind_known", dedicated, {"kind": "x"}),
]
