"""Charges and products by account: planned, real, in per cent, and both sides even."""

from datetime import date
from decimal import Decimal

import pytest

from funding import services
from funding.models import Funder
from funding.statement import charges_and_products
from tests.support import factories, money

pytestmark = pytest.mark.django_db


def line(side, code):
    every = [each for heading in side.headings for each in (heading, *heading.below)]
    return next(each for each in every if each.code == code)


def test_the_house_by_account():
    grant = money.grant("5000")
    money.grant("2500", funder=money.funder("CCAS", Funder.Kind.CCAS))
    money.expense("300")
    money.expense("700", account="641")
    money.expense("99", day=date(2015, 12, 31))
    money.income("50")
    money.aside(grant, amount="400")
    services.plan(
        2016,
        amounts={"606": Decimal(600), "741": Decimal(5000)},
        by=factories.director(),
    )
    said = charges_and_products(2016, sales=Decimal("120.50"))
    assert line(said.charges, "60").real == 300
    assert line(said.charges, "689").real == 400
    assert said.charges.total.real == 1400
    assert line(said.products, "707").real == Decimal("120.50")
    assert line(said.products, "744").real == 2500
    assert said.products.total.real == Decimal("7670.50")
    assert said.surplus.real == Decimal("6270.50")
    assert said.charges.total.real + said.surplus.real == said.even.real
    assert said.products.total.planned + said.deficit.planned == said.even.planned


def test_what_one_grant_pays():
    grant, bill = money.grant("5000"), money.expense("300")
    money.share(bill, grant, "100")
    money.expense("700")
    services.plan(2016, amounts={"606": Decimal(200)}, grant=grant, by=factories.director())
    said = charges_and_products(2016, grant)
    assert line(said.charges, "606").real == 100
    assert said.products.total.real == 5000
    assert said.surplus.real == 4900


def test_a_fund_put_aside_comes_back_the_year_it_is_used():
    grant = money.grant("5000")
    money.aside(grant, amount="400")
    money.aside(grant, "used", "150", year=2017)
    assert line(charges_and_products(2016, grant).charges, "689").real == 400
    after = charges_and_products(2017, grant)
    assert line(after.products, "789").real == 150
    assert line(after.products, "741").real == 0


def test_what_is_given_stands_on_both_sides():
    money.room()
    money.room(kind="goods", label="Cartes", value=Decimal(40), last=date(2016, 1, 31))
    money.room(label="Bureau", first=date(2016, 11, 15))
    money.hours("10")
    services.plan(2016, amounts={"864": Decimal(100)}, by=factories.director())
    said = charges_and_products(2016)
    assert line(said.voluntary_charges, "861").real == 12 * 250 + 2 * 250
    assert line(said.voluntary_products, "871").real == 3500
    assert line(said.voluntary_products, "875").real == 40
    assert line(said.voluntary_products, "870").real == Decimal("96.70")
    assert line(said.voluntary_products, "870").planned == 100
    assert said.voluntary_charges.total.real == said.voluntary_products.total.real


def test_an_expense_taken_back_leaves_the_year_and_its_grant():
    grant, bill = money.grant("5000"), money.expense("300")
    money.share(bill, grant, "100")
    services.take_back(
        bill, reason="Saisie en double", by=factories.director(), on=date(2016, 5, 2)
    )
    for said in (charges_and_products(2016), charges_and_products(2016, grant)):
        assert said.charges.total.real == 0


def test_an_empty_year_is_even():
    said = charges_and_products(2014)
    assert said.even.real == said.even.planned == 0
    assert said.charges.shown == ()
