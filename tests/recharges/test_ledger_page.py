"""The tab of a person's file that shows the twelve months and the sales."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Entry
from beneficiaries.models import Enrolment
from pimms.kernel.templatetags.french import NARROW
from recharges import services
from tests.support import factories
from tests.support.pages import queries_of, text


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-10-20 10:00", tick=False):
        yield sign_in("counsellor")


@pytest.fixture
def awa(db):
    return factories.enrolment()


def ledger(enrolment):
    return reverse("recharges:ledger", args=[enrolment.beneficiary_id])


def test_the_tab_says_what_was_paid_and_saved_since_the_enrolment(client, awa):
    card = factories.product("5.00", "22.00")
    factories.sale(awa, quantities={card: 2})
    factories.sale(awa, quantities={card: 1}, on=date(2016, 10, 17))
    page = text(client.get(ledger(awa)))
    assert f"15,00{NARROW}€ payés · 51,00{NARROW}€ économisés" in page
    assert f"15\u00a0mars 10,00{NARROW}€" in page
    assert f"15\u00a0oct. 5,00{NARROW}€" in page
    assert "Du 15/03/2016 au 14/03/2017" in page


def test_a_reversed_sale_is_struck_and_counts_no_more(client, awa):
    card = factories.product(a_month=2)
    sale = factories.sale(awa, quantities={card: 2}, on=date(2016, 10, 17))
    services.reverse(sale, reason="Carte défectueuse", by=factories.director(), on=factories.DAY)
    answer = client.get(ledger(awa))
    assert f"<s>2 × {card.name}</s>" in answer.content.decode()
    assert f"annulée le 15/03/2016{NARROW}: Carte défectueuse" in text(answer)
    assert f"0,00{NARROW}€ payés" in text(answer)
    assert "2 sur 2" in text(answer)


def test_a_cap_that_is_reached_says_when_it_opens_again(client, awa):
    card = factories.product(a_month=1)
    factories.sale(awa, quantities={card: 1}, on=date(2016, 10, 17))
    assert f"{card.name} par mois plus rien · rouvre le 1 er nov." in text(client.get(ledger(awa)))


def test_nothing_is_left_nor_sold_when_the_twelve_months_are_over(client):
    over = factories.enrolment(starts_on=date(2015, 3, 15))
    answer = client.get(ledger(over))
    assert "Cette inscription n’est pas en cours aujourd’hui" in text(answer)
    assert reverse("recharges:sell", args=[over.beneficiary_id]) not in answer.content.decode()


def test_somebody_never_enrolled_is_led_to_the_enrolment(client):
    person = factories.person()
    answer = client.get(reverse("recharges:ledger", args=[person.pk]))
    assert "Pas encore d’inscription" in text(answer)
    assert reverse("beneficiaries:enrol", args=[person.pk]) in answer.content.decode()


def test_an_earlier_enrolment_is_a_click_away(client):
    awa = factories.person()
    before = factories.enrolment(awa, starts_on=date(2015, 3, 15))
    running = factories.enrolment(awa, starts_on=date(2016, 3, 15))
    sale = factories.sale(before, on=date(2015, 5, 4))
    assert sale.receipt not in text(client.get(ledger(running)))
    assert sale.receipt in text(client.get(ledger(running), {"inscription": before.pk}))


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "9" * 30, "\x00"])
def test_an_enrolment_that_is_none_of_theirs_shows_the_one_that_runs(client, awa, nonsense):
    shown = client.get(ledger(awa), {"inscription": nonsense}).context["statement"].enrolment
    assert shown == Enrolment.objects.get()


def test_reading_the_tab_is_in_the_journal(client, awa):
    client.get(ledger(awa))
    read = Entry.objects.filter(verb="beneficiary.read").get()
    assert (read.by, read.details["page"]) == ("nadia@pimms.example", ledger(awa))


def test_twenty_sales_ask_no_more_than_two(client, awa):
    card, other = factories.product(), factories.product()
    for _ in range(2):
        factories.sale(awa, quantities={card: 1, other: 1})
    few = queries_of(client, ledger(awa))
    for _ in range(17):
        factories.sale(awa, quantities={card: 1, other: 1})
    undone = factories.sale(awa, quantities={card: 1})
    services.reverse(undone, reason="Erreur", by=factories.director(), on=factories.DAY)
    assert queries_of(client, ledger(awa)) == few <= 12
