"""Where the programme says so, the twelve months open with the first purchase, not before."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from beneficiaries.models import Enrolment
from recharges.models import Sale
from tests.support import eligibility, factories
from tests.support.pages import text

TODAY = date(2016, 4, 4)


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-04-04 10:00", tick=False):
        yield sign_in("counsellor")


@pytest.fixture
def awa(nadia):
    """Admitted under a version that opens at the first purchase."""
    eligibility.change(starts_on=TODAY, opens="first_purchase")
    person = factories.person()
    eligibility.assessment(person, on=TODAY)
    return person


def at(name, person):
    return reverse(name, args=[person.pk])


def buy(client, person, product, quantity=1):
    fields = {f"quantity-{product.pk}": quantity, "payment": "cash"}
    return client.post(at("recharges:sell", person), fields)


def test_the_counter_offers_to_sell_to_whoever_is_admitted(client, awa):
    page = text(client.get(at("counter:person", awa)))
    assert "les douze mois s’ouvriront à son premier achat" in page
    assert "Vendre" in page
    assert not Enrolment.objects.exists()


def test_the_first_purchase_opens_the_twelve_months(client, awa):
    credit = factories.product(a_month=2)
    assert "avec ce premier achat" in text(client.get(at("recharges:sell", awa)))
    assert not Enrolment.objects.exists()
    assert buy(client, awa, credit).status_code == 302
    enrolment = Enrolment.objects.get()
    assert enrolment.period.lower == TODAY
    assert Sale.objects.get().enrolment == enrolment


def test_a_purchase_that_is_refused_opens_nothing(client, awa):
    credit = factories.product(a_month=2)
    answer = buy(client, awa, credit, quantity=3)
    assert answer.status_code == 422
    assert "au plus 2" in text(answer)
    assert not Enrolment.objects.exists()


def test_a_double_click_opens_and_sells_once(client, awa):
    assert buy(client, awa, factories.product()).url == client.again().url
    assert Sale.objects.count() == Enrolment.objects.count() == 1
