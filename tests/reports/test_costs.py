"""What a result costs, when the hours and the charges are complete; else what is missing."""

from datetime import date, time
from decimal import Decimal

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from funding.models import Post
from reports import costs
from tests.support import factories, money
from tests.support.pages import queries_of, text

COSTS, MARCH = reverse("reports:costs"), date(2016, 3, 1)


@pytest.fixture(autouse=True)
def _march():
    with time_machine.travel("2016-03-01 10:00", tick=False):
        yield


@pytest.fixture
def winter(db):
    """January and February 2016: a post, its pay, eight hours of workshops, two of support."""
    Post.objects.create(
        title="Médiatrice", contract="permanent", period=DateRange(date(2016, 1, 1), None)
    )
    for month in (1, 2):
        money.expense("1000", account="641", day=date(2016, month, 5))
        for day in (10, 20):
            held = factories.workshop(
                held_on=date(2016, month, day), starts_at=time(10), ends_at=time(12)
            )
            factories.seat(held)
            held.registrations.update(status="present")
    money.expense("300", account="607", day=date(2016, 2, 1))
    money.expense("500", account="613", day=date(2016, 2, 1))
    factories.support(held_on=date(2016, 2, 2), minutes=120)
    return costs.costs_of(2016, today=MARCH)


def test_charges_are_shared_by_the_hours(winter):
    now = winter.now
    assert winter.missing == ()
    assert (now.goods, now.staff, now.other) == (300, 2000, 500)
    assert now.hours == 10
    assert (now.of_workshops, now.of_support) == (Decimal(2000), Decimal(500))
    assert now.of_workshops + now.of_support + now.goods == now.total
    assert now.per_workshop_hour == 250
    assert now.per_support_hour == 250
    assert now.per_attendance == 500
    assert now.per_person == Decimal("560.00")  # 2 800 for four who came and one supported


def test_the_page_prints_the_costs_with_their_rule(winter, client, sign_in):
    sign_in("director")
    page = text(client.get(COSTS)).replace("\u202f", " ")
    assert "D’une heure d’atelier 250,00 €" in page
    assert "selon leurs heures" in page
    assert "incomplète" in page  # the year before
    assert queries_of(client, COSTS) <= 12


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda: factories.seat(factories.workshop(held_on=date(2016, 2, 11))), "présences"),
        (lambda: Post.objects.all().delete(), "Aucun poste"),
    ],
)
def test_nothing_is_printed_of_a_year_that_is_not_complete(
    winter, client, sign_in, spoil, sentence
):
    spoil()
    sign_in("director")
    page = text(client.get(COSTS))
    assert "Il manque de quoi compter juste" in page
    assert sentence in page
    assert "250,00" not in page


def test_a_month_without_pay_or_without_workshop_is_named(winter):
    told = costs.costs_of(2016, today=date(2016, 4, 1)).missing
    assert told == (
        "Pas de charge de personnel en mars, alors qu’un poste était pourvu.",
        "Aucune heure d’atelier notée en mars.",
    )


@pytest.mark.django_db
def test_a_year_without_charges_says_so():
    assert costs.costs_of(2016, today=MARCH).missing == ("Aucune dépense n’est notée en 2016.",)


def test_a_funder_has_its_part_and_its_hours(winter):
    state = money.funder()
    grant = money.grant(funder=state)
    money.share(money.expense("400", account="641", day=date(2016, 2, 9)), grant, "100")
    held = factories.workshop(
        held_on=date(2016, 2, 12), starts_at=time(10), ends_at=time(12), funder=state
    )
    assert held.funder == state
    (paid,) = costs.costs_of(2016, today=MARCH).funders
    assert (paid.funder, paid.paid, paid.hours) == ("État", Decimal(100), Decimal(2))
