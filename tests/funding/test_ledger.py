"""What the triggers of funding keep: nothing paid twice, nothing beyond what was given."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import Error, IntegrityError, connection, transaction

from funding import services
from funding.models import (
    DedicatedMovement,
    Expense,
    Grant,
    Income,
    Instalment,
    Paper,
    Receipt,
    Share,
    VolunteerHours,
)
from pimms.kernel.forms import sentence_of
from tests.support import factories, money

DAY = factories.DAY


def refused(rule, act):
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        act()
    assert collision.value.__cause__.diag.constraint_name == rule
    assert sentence_of(collision.value).endswith(".")


@pytest.fixture
def grant(db):
    return money.grant("1000")


def test_a_grant_does_not_sink_below_what_is_used_of_it(grant):
    money.share(money.expense("300"), grant, "300")
    money.received(grant, "400")
    money.aside(grant, amount="500")
    sink = Grant.objects.filter(pk=grant.pk).update
    for amount in (299, 399, 499):
        refused("grant_holds_what_it_gave", lambda amount=amount: sink(amount=amount))
    sink(amount=500)


def test_no_more_comes_in_than_was_granted(grant):
    money.received(grant, "900")
    refused("receipts_within_the_grant", lambda: money.received(grant, "100.01"))
    money.received(grant, "100")


def test_a_receipt_is_taken_back_as_it_came(grant):
    first, other = money.received(grant, "400"), money.grant("1000", year=2015)
    instalment = Instalment.objects.create(grant=grant, due_on=DAY, label="Solde", amount=1)
    fields = {"received_on": DAY, "by": factories.director(), "reason": "Erreur"}

    def back(amount, of=grant, **more):
        return lambda: Receipt.objects.create(
            key=uuid.uuid4(), grant=of, amount=amount, reverses=first, **fields | more
        )

    money.received(other, "400")
    refused("receipt_reverses_the_same", back(-399))
    refused("receipt_reverses_the_same", back(-400, of=other))
    refused("receipt_reverses_the_same", back(-400, instalment=instalment))
    back(-400)()


def test_a_receipt_is_of_an_instalment_of_its_grant(grant):
    instalment = Instalment.objects.create(grant=grant, due_on=DAY, label="Solde", amount=1)
    other = money.grant("1000", year=2015)
    refused("receipt_of_its_grant", lambda: money.received(other, "10", instalment=instalment))


def test_an_expense_is_paid_once(grant):
    other, bill = money.grant("1000", year=2015), money.expense("300")
    money.share(bill, grant, "200")
    refused("shares_within_the_expense", lambda: money.share(bill, other, "100.01"))
    money.share(bill, other, "100")


def test_what_is_given_back_was_paid(grant):
    bill = money.expense("300")
    money.share(bill, grant, "200")
    given = {"by": factories.director(), "on": DAY}
    refused(
        "share_given_back_was_paid",
        lambda: Share.objects.create(expense=bill, grant=grant, amount=-201, **given),
    )


def test_a_grant_pays_no_more_than_it_gives(grant):
    money.share(money.expense("900"), grant, "900")
    refused("shares_within_the_grant", lambda: money.share(money.expense("300"), grant, "100.01"))
    money.share(money.expense("300"), grant, "100")


def copy_of(written, **more):
    fields = {name: getattr(written, name) for name in ("day", "label", "account", "by")}
    fields |= {"key": uuid.uuid4(), "reverses": written, "reason": "Erreur"}
    return lambda: type(written).objects.create(**fields | {"amount": -written.amount} | more)


@pytest.mark.parametrize("change", [{"amount": -1}, {"day": date(2016, 3, 16)}])
def test_a_line_is_taken_back_as_it_was_written(grant, change):
    refused("expense_reverses_the_same", copy_of(money.expense(), **change))
    refused("income_reverses_the_same", copy_of(money.income(), **change))


def test_an_expense_that_grants_pay_is_not_taken_back_behind_them(grant):
    bill = money.expense("300")
    money.share(bill, grant, "200")
    refused("shares_within_the_expense", copy_of(bill))
    services.take_back(bill, reason="Erreur", by=factories.director(), on=DAY)
    refused("shares_within_the_expense", lambda: money.share(bill, grant, "1"))


def test_a_dedicated_fund_gives_no_more_than_it_holds(grant):
    money.aside(grant, "added", "500")
    money.aside(grant, "used", "300", year=2017)
    refused("dedicated_fund_not_overdrawn", lambda: money.aside(grant, "used", "201", year=2018))
    refused("dedicated_fund_not_overdrawn", lambda: money.aside(grant, "used", "501"))
    refused("dedicated_fund_not_overdrawn", lambda: money.aside(grant, year=2015))
    refused("grant_holds_what_it_gave", lambda: money.aside(grant, amount="500.01"))


@pytest.mark.parametrize("model", [Receipt, Expense, Income, Share, Paper, VolunteerHours,
                                   DedicatedMovement])  # fmt: skip
def test_the_books_are_written_once(model, db):
    money.one_of_each()
    line = model.objects.latest("pk")
    for change in (
        lambda: model.objects.filter(pk=line.pk).update(**{_a_number(model): Decimal(1)}),
        lambda: model.objects.filter(pk=line.pk).delete(),
        lambda: connection.cursor().execute(f"TRUNCATE {model._meta.db_table} CASCADE"),
    ):
        with pytest.raises(Error), transaction.atomic():
            change()


def _a_number(model):
    return {Paper: "size", VolunteerHours: "hours"}.get(model, "amount")
