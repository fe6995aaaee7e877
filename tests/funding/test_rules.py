"""The rules of funding, broken by a bare INSERT."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from funding.models import (
    BudgetLine,
    Call,
    Contact,
    DedicatedMovement,
    Expense,
    Income,
    Instalment,
    Paper,
    Post,
    Promise,
    Receipt,
    Resource,
    Share,
    VolunteerHours,
)
from pimms.kernel.forms import sentence_of
from tests.support import factories, money

DAY, YEAR = factories.DAY, DateRange(date(2016, 1, 1), date(2017, 1, 1))


def refused(rule, thing) -> str:
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        type(thing).objects.bulk_create([thing])
    assert collision.value.__cause__.diag.constraint_name == rule
    return sentence_of(collision.value)


@pytest.fixture
def grant(db):
    return money.grant()


def test_a_contact_can_be_reached(db):
    refused("funder_contact_can_be_reached", Contact(funder=money.funder(), name="Mme Roy"))


def call(**more):
    return Call(**{"funder": money.funder(), "title": "Appel", "year": 2016} | more)


def test_the_rules_of_a_call(db):
    call().save()
    refused("call_once_a_year_and_title", call())
    refused("call_status_known", call(title="B", status="maybe", answered_on=DAY, asked=1,
                                      decided_on=DAY))  # fmt: skip
    refused("call_answered_says_when_and_how_much", call(title="B", status="answered", asked=8000))
    answered = {"title": "B", "asked": 8000, "answered_on": DAY}
    refused("call_decided_says_when", call(status="won", **answered))
    refused(
        "call_decided_after_the_answer",
        call(status="lost", decided_on=date(2016, 3, 1), **answered),
    )


def test_a_call_has_one_grant(db):
    asked = money.answered()
    money.grant(call=asked)
    other = money.Grant(funder=asked.funder, year=2016, purpose="Autre", amount=1, call=asked)
    refused("grant_once_a_call", other)


def test_an_instalment_is_something(grant):
    refused(
        "instalment_amount_positive", Instalment(grant=grant, due_on=DAY, label="Solde", amount=0)
    )


def receipt(grant, **more):
    fields = {"key": uuid.uuid4(), "grant": grant, "received_on": DAY, "amount": 100}
    return Receipt(**fields | {"by": factories.director()} | more)


def test_the_rules_of_a_receipt(grant):
    first = money.received(grant, "100")
    refused("receipt_recorded_once", receipt(grant, key=first.key))
    refused("receipt_amount_sign", receipt(grant, amount=-100))
    refused("receipt_amount_sign", receipt(grant, amount=-100, reverses=first))
    back = {"amount": -100, "reverses": first, "reason": "Erreur"}
    receipt(grant, **back).save()
    refused("receipt_reversed_once", receipt(grant, **back))


def promise(grant, **more):
    fields = {"grant": grant, "figure": "people.served", "target": 150, "period": YEAR}
    return Promise(**fields | more)


def test_the_rules_of_a_promise(grant):
    promise(grant).save()
    refused("promise_once_a_figure_and_period", promise(grant))
    refused("promise_target_positive", promise(grant, figure="workshops.sessions", target=0))
    refused(
        "promise_period_bounded",
        promise(grant, period=DateRange(date(2016, 1, 1), None)),
    )


def line(**more):
    return BudgetLine(**{"year": 2016, "account": "606", "amount": 100} | more)


def test_the_rules_of_a_budget_line(db):
    line().save()
    refused("budget_line_once_an_account", line())
    refused("budget_line_not_negative", line(account="607", amount=-1))
    refused("budget_line_account_planned", line(account="870"))


def expense(**more):
    fields = {"key": uuid.uuid4(), "day": DAY, "label": "Toner", "account": "606", "amount": 10}
    return Expense(**fields | {"by": factories.director()} | more)


def test_the_rules_of_an_expense(db):
    first = money.expense("10")
    refused("expense_recorded_once", expense(key=first.key))
    refused("expense_amount_sign", expense(amount=-10))
    refused("expense_account_is_a_charge", expense(account="706"))
    refused("expense_account_is_a_charge", expense(account="689"))
    back = {"amount": -10, "reverses": first, "reason": "Erreur"}
    expense(**back).save()
    refused("expense_reversed_once", expense(**back))


def income(**more):
    fields = {"key": uuid.uuid4(), "day": DAY, "label": "Don", "account": "754", "amount": 10}
    return Income(**fields | {"by": factories.director()} | more)


def test_the_rules_of_an_income(db):
    first = money.income("10")
    refused("income_recorded_once", income(key=first.key))
    refused("income_amount_sign", income(amount=-10))
    for computed in ("606", "707", "741", "789"):
        refused("income_account_is_a_product", income(account=computed))
    back = {"amount": -10, "reverses": first, "reason": "Erreur"}
    income(**back).save()
    refused("income_reversed_once", income(**back))


def test_a_share_is_something(grant):
    given = {"grant": grant, "amount": 0, "by": factories.director(), "on": DAY}
    refused("share_is_something", Share(expense=money.expense(), **given))


def paper(**more):
    fields = {"name": "Lettre", "kind": "pdf", "size": 10, "file": "a.pdf", "added_on": DAY}
    return Paper(**fields | {"added_by": factories.director()} | more)


def test_the_rules_of_a_paper(grant):
    refused("funding_paper_size", paper(grant=grant, size=0))
    refused("funding_paper_of_one_thing", paper())
    refused("funding_paper_of_one_thing", paper(grant=grant, expense=money.expense()))


def test_the_aid_of_a_post_stays_within_its_cost(db):
    post = Post(title="Médiatrice", contract="subsidised", period=YEAR, cost=1000, aid=1001)
    refused("post_aid_within_the_cost", post)


def test_the_rules_of_a_resource(db):
    given = {"kind": "room", "label": "Salle"}
    refused("resource_period_begins", Resource(period=DateRange(None, DAY), **given))
    refused("resource_value_when_given", Resource(period=YEAR, value=100, **given))


def test_the_rules_of_volunteers_hours(db):
    first = money.hours()
    given = {"day": DAY, "activity": "Accueil", "by": first.by, "rate": Decimal(9)}
    refused("volunteer_hours_recorded_once", VolunteerHours(key=first.key, hours=1, **given))
    refused("volunteer_hours_are_something", VolunteerHours(key=uuid.uuid4(), hours=0, **given))


def test_the_rules_of_a_dedicated_fund(grant):
    given = {"grant": grant, "year": 2016, "by": factories.director(), "on": DAY}
    refused("dedicated_amount_positive", DedicatedMovement(kind="added", amount=0, **given))
    refused("dedicated_kind_known", DedicatedMovement(kind="x", amount=1, **given))
