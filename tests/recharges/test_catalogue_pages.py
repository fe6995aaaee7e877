"""The director keeps the catalogue, counsellors read it."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from pimms.kernel.templatetags.french import NARROW, held
from recharges import services
from recharges.models import Cap, Kit, Price, Product
from tests.support import factories
from tests.support.keyboards import pressed
from tests.support.pages import queries_of, text

TODAY = date(2016, 3, 15)


@pytest.fixture(autouse=True)
def claire(sign_in):
    with time_machine.travel("2016-03-15 10:00", tick=False):
        yield sign_in("director")


@pytest.fixture
def card(db):
    return factories.product("5.00", "22.00")


def go(name, *args):
    return reverse(f"recharges:{name}", args=args)


def errors(answer):
    assert answer.status_code == 422
    return {name: list(words) for name, words in answer.context["form"].errors.items()}


NEW = {
    "reference": "rm9", "name": "Recharge 9 €", "category": "mobile_credit",
    "barcode": "3760000000017", "public": "22,00", "solidarity": "9", "purchase": "8,50",
}  # fmt: skip


def test_a_new_article_is_on_the_shelf_from_today(client):
    answer = client.post(go("new_product"), NEW)
    made = Product.objects.get(reference="RM9")
    assert answer.url == made.get_absolute_url()
    price = made.prices.get()
    assert (price.public, price.solidarity, price.purchase) == (22, 9, Decimal("8.50"))
    assert price.period == DateRange(TODAY, None)
    page = text(client.get(go("catalogue")))
    assert f"RM9 Recharge 9 € 3760000000017 22,00{NARROW}€ 9,00{NARROW}€ 8,50{NARROW}€" in page


@pytest.mark.parametrize(("scanner", "desk"), [("us", "french"), ("french", "us")])
def test_a_barcode_is_scanned_whatever_keyboard_the_scanner_is_set_to(client, scanner, desk):
    client.post(
        go("new_product"), NEW | {"barcode": pressed(NEW["barcode"], scanner=scanner, desk=desk)}
    )
    assert Product.objects.get(reference="RM9").barcode == NEW["barcode"]


_PRICES = f"Vérifiez ce montant{NARROW}: il va de 0 à 99{NARROW}999,99{NARROW}€."


def unread(typed):
    return (
        f"«{NARROW}{typed}{NARROW}» ne se lit pas comme un montant{NARROW}: écrivez par exemple"
        " 12,50."
    )


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("solidarity", "-1", _PRICES),
        ("solidarity", "1000000000", _PRICES),
        ("solidarity", "cinq", unread("cinq")),
        ("solidarity", "1,234", unread("1,234")),
        ("solidarity", "5 50", unread("5 50")),
        ("solidarity", "", "Indiquez un montant."),
        ("purchase", "-1", _PRICES),
        ("barcode", "3760000000018",
         f"Ce code-barres n’est pas juste{NARROW}: un chiffre est mal recopié."),
        ("barcode", "12", "Un code-barres a 8, 12 ou 13 chiffres."),
        ("name", "", "Nommez l’article."),
        ("reference", "", "Indiquez une référence."),
    ],
)  # fmt: skip
def test_what_is_mistyped_is_refused_in_words(client, field, value, sentence):
    assert sentence in errors(client.post(go("new_product"), NEW | {field: value}))[field]
    assert not Product.objects.exists()


def test_a_reference_or_a_barcode_that_is_taken_is_refused_in_words(client):
    client.post(go("new_product"), NEW)
    again = errors(client.post(go("new_product"), NEW))
    assert again == {
        "__all__": [
            "Un article porte déjà cette référence.",
            "Un article porte déjà ce code-barres.",
        ]
    }


def test_an_article_is_corrected_and_taken_off_the_shelf(client, card):
    client.post(go("correct_product", card.pk),
                {"name": "Carte SIM", "category": "sim_card", "is_archived": "on"})  # fmt: skip
    card.refresh_from_db()
    assert (card.name, card.category, card.is_archived) == ("Carte SIM", "sim_card", True)
    assert "retiré de la vente" in text(client.get(go("catalogue")))


def test_a_new_price_ends_the_last_one_on_its_eve(client, card):
    said = {"starts_on": "2016-04-01", "public": "22", "solidarity": "6,50", "purchase": ""}
    client.post(go("set_price", card.pk), said)
    page = text(client.get(card.get_absolute_url()))
    assert f"depuis le 01/04/2016 22,00{NARROW}€ 6,50{NARROW}€ —" in page
    assert f"du 01/01/2010 au 31/03/2016 22,00{NARROW}€ 5,00{NARROW}€ —" in page


def test_a_price_of_the_same_day_takes_the_place_of_the_mistake(client, card):
    for price in ("65", "6,50"):
        said = {"starts_on": "2016-03-15", "public": "22", "solidarity": price}
        client.post(go("set_price", card.pk), said)
    assert Product.objects.for_sale_on(TODAY).get().solidarity == Decimal("6.50")
    assert "remplacé le jour même" in text(client.get(card.get_absolute_url()))


def test_a_price_does_not_begin_in_the_past_nor_before_one_that_is_set(client, card):
    said = {"starts_on": "2016-03-14", "public": "22", "solidarity": "6"}
    assert errors(client.post(go("set_price", card.pk), said)) == {
        "starts_on": [f"Un prix ne commence pas dans le passé{NARROW}: au plus tôt aujourd’hui."]
    }
    client.post(go("set_price", card.pk), said | {"starts_on": "2016-05-01"})
    assert errors(client.post(go("set_price", card.pk), said | {"starts_on": "2016-04-01"})) == {
        "starts_on": [
            f"Un prix commence déjà le 01/05/2016{NARROW}: choisissez ce jour ou un jour plus tard."
        ]
    }


CAP = {"measure": "euros", "span": "month", "scope": "household", "limit": "30", "factor": "0,5",
       "starts_on": "2016-03-15"}  # fmt: skip


def test_a_cap_is_set_replaced_and_lifted(client, card):
    client.post(go("set_cap"), CAP | {"categories": ["mobile_credit", "internet_credit"]})
    cap = Cap.objects.get()
    assert f"30,00{NARROW}€ par mois par foyer +{NARROW}50{NARROW}% par autre personne" in text(
        client.get(go("caps"))
    )
    client.post(go("change_cap", cap.pk), {"limit": "40", "starts_on": "2016-04-01"})
    old, new = Cap.objects.order_by("pk")
    assert (old.period.upper, new.limit, new.categories) == (date(2016, 4, 1), 40, cap.categories)
    client.post(go("end_cap", new.pk))
    new.refresh_from_db()
    assert new.period.isempty
    answer = client.forge(go("end_cap", old.pk), follow=True)
    assert "Ce plafond a déjà pris fin." in text(answer)


def test_a_cap_is_on_an_article_or_on_categories(client, card):
    sentence = {"product": ["Choisissez un article, ou des catégories."]}
    assert errors(client.post(go("set_cap"), CAP)) == sentence
    both = CAP | {"product": card.pk, "categories": ["phone"]}
    assert errors(client.post(go("set_cap"), both)) == sentence


def test_the_same_cap_twice_is_refused_in_words(client, card):
    client.post(go("set_cap"), CAP | {"product": card.pk})
    assert errors(client.post(go("set_cap"), CAP | {"product": card.pk})) == {
        "__all__": ["Cet article a déjà ce plafond sur cette période."]
    }


def test_the_published_cap_is_offered_where_there_is_none(client):
    assert "Poser le plafond publié" in text(client.get(go("caps")))
    form = client.get(go("set_cap"), {"modele": "publie"}).context["form"]
    assert (form["limit"].value(), form["span"].value()) == ("30", "month")


def test_a_kit_is_composed_and_retired(client, card):
    said = {"name": "Kit de départ", f"quantity-{card.pk}": "2"}
    client.post(go("compose_kit"), said)
    assert f"2 × {card}" in text(client.get(go("kits")))
    assert errors(client.post(go("compose_kit"), said)) == {
        "__all__": ["Un kit porte déjà ce nom."]
    }
    client.post(go("retire_kit", Kit.objects.get().pk))
    assert not Kit.objects.in_use().exists()


def test_an_empty_kit_is_refused_in_words(client, card):
    answer = client.post(go("compose_kit"), {"name": "Vide"})
    assert errors(answer) == {"__all__": ["Choisissez au moins un article."]}


def test_a_counsellor_reads_and_changes_nothing(client, card, sign_in):
    factories.cap(card)
    sign_in("counsellor")
    for page in (go("catalogue"), go("caps"), go("kits"), card.get_absolute_url()):
        words = text(client.get(page))
        assert "Nouve" not in words
        assert "Lever" not in words
    assert client.get(go("set_price", card.pk)).status_code == 403


def test_a_catalogue_of_thirty_asks_no_more_than_one_of_two(client):
    for _ in range(2):
        factories.product(a_month=1)
    asked = {name: queries_of(client, go(name)) for name in ("catalogue", "caps", "kits")}
    for _ in range(28):
        factories.kit({factories.product(a_month=1): 1}, name=f"Kit {Kit.objects.count()}")
    for name, few in asked.items():
        assert queries_of(client, go(name)) <= few + 1  # the articles of kits, once there are any


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (DateRange(date(2016, 1, 1), None), "depuis le 01/01/2016"),
        (DateRange(date(2016, 1, 1), date(2016, 2, 1)), "du 01/01/2016 au 31/01/2016"),
        (DateRange(None, date(2016, 2, 1)), "jusqu’au 31/01/2016"),
        (DateRange(None, None), "depuis toujours"),
        (DateRange(empty=True), "remplacé le jour même"),
    ],
)
def test_when_something_held_in_words(period, words):
    assert held(period) == words


class Prices(TestCase):
    @settings(max_examples=25)
    @given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 90)), max_size=8))
    def test_however_prices_are_set_each_day_has_one_price_the_last_that_began(self, changes):
        article, claire = factories.product("5.00"), factories.director()
        began = {date(2010, 1, 1): Decimal("5.00")}
        for days, euros in changes:
            day = date.fromordinal(TODAY.toordinal() + days)
            try:
                services.set_price(article, starts_on=day, public=99, solidarity=Decimal(euros),
                                   by=claire, on=TODAY)  # fmt: skip
            except ValidationError:
                assert day < max(began)  # noqa: PT017
            else:
                began[day] = Decimal(euros)
        for days in range(-1, 42):
            day = date.fromordinal(TODAY.toordinal() + days)
            [price] = Price.objects.filter(product=article, period__contains=day)
            assert price.solidarity == began[max(each for each in began if each <= day)]
