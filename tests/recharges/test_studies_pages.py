"""What if, what was let pass, what was saved: the director's pages."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from pimms.kernel.templatetags.french import NARROW
from recharges import savings, services
from tests.support import factories
from tests.support.pages import queries_of, text


@pytest.fixture(autouse=True)
def claire(sign_in):
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield sign_in("director")


@pytest.fixture
def card(db):
    return factories.product("5.00", "22.00", a_month=2)


def ask(client, **question):
    return client.get(reverse("recharges:simulation"), question)


def terms(**more):
    return {"scope": "person", "factor": "", "limit": "1"} | more


def test_a_tighter_cap_says_who_would_have_been_refused(client, card):
    awa = factories.enrolment()
    kept, lost = (factories.sale(awa, quantities={card: 1}) for _ in range(2))
    answer = ask(client, quoi="plafond", cap=card.caps.get().pk, **terms())
    comparison = answer.context["comparison"]
    assert [each.sale_id for each in comparison.refused] == [lost.pk]
    assert comparison.paid_more == -5
    page = text(answer)
    assert "1 vente refusée sur 2" in page
    assert "DIALLO Awa" in page
    assert f"−5,00{NARROW}€" in page


def test_the_cap_as_it_is_refuses_nobody(client, card):
    factories.sale(quantities={card: 2})
    answer = ask(client, quoi="plafond", cap=card.caps.get().pk, **terms(limit="2"))
    assert "Personne n’aurait été refusé." in text(answer)


def test_a_cap_that_does_not_exist_yet(client, card):
    awa = factories.person(), factories.person()
    factories.household(*awa)
    for person in awa:
        factories.sale(factories.enrolment(person), quantities={card: 1})
    cap = {"categories": ["mobile_credit"], "measure": "euros", "span": "month"}
    shared = ask(client, quoi="nouveau", **cap, **terms(limit="6", scope="household"))
    alone = ask(client, quoi="nouveau", **cap, **terms(limit="6"))
    assert len(shared.context["comparison"].refused) == 1
    assert not alone.context["comparison"].refused


def test_another_price_says_what_it_costs(client, card):
    factories.sale(quantities={card: 2})
    comparison = ask(client, quoi="prix", product=card.pk, solidarity="7").context["comparison"]
    assert (comparison.paid_more, comparison.saved_more) == (4, -4)


def test_reversed_sales_are_not_replayed(client, card, claire):
    sale = factories.sale(quantities={card: 1})
    services.reverse(sale, reason="Rendu", by=claire, on=date(2016, 6, 15))
    answer = ask(client, quoi="prix", product=card.pk, solidarity="7")
    assert answer.context["comparison"].before.sales == 0


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ({"quoi": "prix", "solidarity": "-1"}, "Vérifiez ce montant"),
        ({"quoi": "prix", "solidarity": "1000000000"}, "Vérifiez ce montant"),
        ({"quoi": "nouveau", "limit": "1"}, "Choisissez un article, ou des catégories."),
    ],
)
def test_a_question_that_is_none_is_refused_in_words(client, card, question, sentence):
    answer = ask(client, **question)
    assert answer.context["comparison"] is None
    assert sentence in text(answer)


def test_a_year_of_sales_is_replayed_in_few_questions(client, card):
    for _ in range(5):
        factories.sale(quantities={card: 1})
    url = reverse("recharges:simulation") + f"?quoi=prix&product={card.pk}&solidarity=7"
    few = queries_of(client, url)
    for _ in range(20):
        factories.sale(quantities={card: 1})
    assert queries_of(client, url) == few


# What was let pass


def test_what_was_let_pass_is_counted_and_listed(client, card, claire):
    sale = factories.sale(quantities={card: 3}, override="Carte volée", by=claire)
    page = text(client.get(reverse("recharges:overrides")))
    assert "1 en 2016" in page
    assert "0 en 2015" in page
    assert f"{sale.receipt} DIALLO Awa 3 × {card} Carte volée" in page


def test_nothing_was_let_pass(client):
    words = text(client.get(reverse("recharges:overrides")))
    assert "Aucune vente n’a passé un plafond par dérogation." in words


# What was saved


@pytest.fixture
def year(card):
    awa, karim = factories.person(), factories.person(first_name="Karim", commune=None)
    factories.household(awa, karim)
    factories.sale(factories.enrolment(awa), quantities={card: 2})
    factories.sale(
        factories.enrolment(karim),
        quantities={card: 1},
        payment="third_party",
        payer=factories.ccas(),
    )


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("personne", [("DIALLO Awa", 34), ("DIALLO Karim", 17)]),
        ("payeur", [("La personne elle-même", 34), ("CCAS d’Antony", 17)]),
        ("commune", [("Antony", 34), ("Commune inconnue", 17)]),
    ],
)
def test_savings_are_counted_by(year, by, expected):
    counted = savings.savings_of(2016, by=by)
    assert [(line.label, line.saving) for line in counted.lines] == expected
    assert (counted.total.saving, counted.total.paid, counted.total.people) == (51, 15, 2)


def test_savings_of_a_household_are_those_of_its_members(year):
    [home] = savings.savings_of(2016, by="foyer").lines
    assert (home.people, home.saving) == (2, Decimal(51))


@pytest.mark.parametrize("query", ["", "?par=foyer", "?par=payeur&annee=2016", "?par=x&annee=y"])
def test_the_page_of_savings_opens(client, year, query):
    page = text(client.get(reverse("recharges:savings") + query))
    assert f"51,00{NARROW}€ économisés" in page


def test_a_house_that_sold_nothing_saved_nothing(client):
    assert client.get(reverse("recharges:savings")).status_code == 200
