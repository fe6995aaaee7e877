"""Selling at the counter."""

import uuid
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from beneficiaries import services as people
from pimms.kernel.templatetags.french import NARROW
from recharges.models import Product, Sale
from tests.support import factories
from tests.support.pages import queries_of, text

pytestmark = pytest.mark.usefixtures("at_the_counter")


@pytest.fixture
def at_the_counter(sign_in):
    with time_machine.travel("2016-03-15 10:00", tick=False):
        yield sign_in("counsellor")


@pytest.fixture
def awa(db):
    return factories.enrolment()


@pytest.fixture
def card(db):
    return factories.product("5.00", "22.00", a_month=2)


def till(enrolment):
    return reverse("recharges:sell", args=[enrolment.beneficiary_id])


def basket(quantities, **more):
    fields = {f"quantity-{product.pk}": quantity for product, quantity in quantities.items()}
    return {"payment": "cash"} | fields | more


def test_a_sale_has_a_receipt_and_says_what_was_saved(client, awa, card):
    answer = client.post(till(awa), basket({card: 1}), follow=True)
    sale = Sale.objects.get()
    assert answer.redirect_chain == [(sale.get_absolute_url(), 302)]
    assert (sale.sold_on, sale.payment, sale.seller_name) == (
        date(2016, 3, 15), "cash", "Nadia Benali",
    )  # fmt: skip
    assert "Vente enregistrée" in text(answer)
    assert sale.receipt in text(answer)
    assert f"Vous avez économisé 17,00{NARROW}€." in text(answer)


def test_the_till_shows_prices_and_what_the_caps_leave(client, awa, card):
    factories.sale(awa, quantities={card: 1})
    page = text(client.get(till(awa)))
    assert f"5,00{NARROW}€ au lieu de 22,00{NARROW}€" in page
    assert f"reste par mois{NARROW}: 1 sur 2" in page


def test_cash_comes_first_and_is_chosen(client, awa, card):
    form = client.get(till(awa)).context["form"]
    assert form["payment"].value() == "cash"
    assert form.fields["payment"].choices[0][0] == "cash"
    assert "not_stated" not in dict(form.fields["payment"].choices)


def test_a_cap_refuses_in_words_and_keeps_what_was_typed(client, awa, card):
    answer = client.post(till(awa), basket({card: 3}))
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        f"{card.name}{NARROW}: au plus 2 par mois, il reste 2{NARROW};"
        " le compte repart le 01/04/2016."
    ]
    assert answer.context["form"].non_field_errors()[0] in unescape(answer.content.decode())
    assert answer.context["form"][f"quantity-{card.pk}"].value() == "3"
    assert not Sale.objects.exists()


def test_a_form_sent_twice_is_one_sale(client, awa, card):
    first, second = client.post(till(awa), basket({card: 1})), client.again()
    assert first.url == second.url == Sale.objects.get().get_absolute_url()


def test_the_way_back_opens_a_fresh_form(client, awa, card):
    before, after = client.get(till(awa)), client.get(till(awa))
    assert "no-store" in before.headers["Cache-Control"]
    assert before.context["form"]["key"].value() != after.context["form"]["key"].value()


@pytest.mark.parametrize("nonsense", ["-1", "1000000000", "deux", "1,5", "9" * 5000, "\x00"])
def test_a_quantity_that_is_none_is_refused_in_words(client, awa, card, nonsense):
    answer = client.post(till(awa), basket({card: nonsense}))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        f"quantity-{card.pk}": ["Indiquez un nombre entier, de 0 à 99."]
    }
    assert not Sale.objects.exists()


def test_an_empty_basket_is_refused_in_words(client, awa, card):
    answer = client.post(till(awa), basket({card: ""}))
    assert answer.context["form"].non_field_errors() == ["Choisissez au moins un article."]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("payment", "", "Indiquez le moyen de paiement."),
        ("payment", "not_stated", "Choisissez un moyen de paiement de la liste."),
        ("key", "", f"Cette page n’est plus valable{NARROW}: rouvrez-la et recommencez."),
        ("key", "x", f"Cette page n’est plus valable{NARROW}: rouvrez-la et recommencez."),
    ],
)
def test_a_basket_tampered_with_is_refused_in_words(client, awa, card, field, value, sentence):
    answer = client.tamper(till(awa), basket({card: 1}, **{field: value}))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [sentence]}
    assert sentence in unescape(answer.content.decode())


@pytest.mark.parametrize("day", ["2016-03-14 23:30", "2017-03-15 00:30"])
def test_nothing_is_sold_outside_the_twelve_months(client, awa, card, day):
    with time_machine.travel(day + " +0100", tick=False):
        client.force_login(factories.counsellor())
        answer = client.forge(till(awa), basket({card: 1}, key=uuid.uuid4()))
    assert answer.status_code == 422
    assert "pas d’inscription en cours" in text(answer)
    assert reverse("beneficiaries:enrol", args=[awa.beneficiary_id]) in answer.content.decode()
    assert not Sale.objects.exists()


def test_an_article_that_is_not_for_sale_is_not_shown(client, awa, card):
    Product.objects.filter(pk=card.pk).update(is_archived=True)
    assert "Aucun article n’a de prix aujourd’hui" in text(client.get(till(awa)))
    by_force = basket({card: 1}, key=uuid.uuid4())
    assert client.forge(till(awa), by_force).status_code == 422


def test_a_free_sale_is_paid_nothing(client, awa, card):
    client.post(till(awa), basket({card: 1}, payment="free", allocation="emergency"))
    sale = Sale.objects.with_totals().get()
    assert (sale.paid, sale.saving) == (0, Decimal(22))


def test_a_till_of_twenty_articles_asks_no_more_than_one_of_two(client, awa):
    for _ in range(2):
        factories.product(a_month=2)
    few = queries_of(client, till(awa))
    for _ in range(18):
        factories.product(a_month=2)
    assert queries_of(client, till(awa)) == few <= 15


def test_somebody_without_a_file_is_not_found(client):
    assert client.get(reverse("recharges:sell", args=[10**9])).status_code == 404


def test_a_renewal_sells_on_the_enrolment_that_runs(client, card):
    awa = factories.person()
    factories.enrolment(awa, starts_on=date(2015, 3, 15))
    running = people.enrol(
        awa,
        starts_on=factories.DAY,
        criteria=["minimum_income"],
        by=factories.counsellor(),
        on=factories.DAY,
    )
    client.post(till(running), basket({card: 1}))
    assert Sale.objects.get().enrolment == running
