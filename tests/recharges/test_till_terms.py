"""At the till: who pays, what is given, advice read, what the director lets pass, kits, scans."""

import uuid
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from pimms.kernel.templatetags.french import NARROW
from recharges import services
from recharges.models import Cap, Sale
from tests.support import factories
from tests.support.keyboards import pressed
from tests.support.pages import text


@pytest.fixture(autouse=True)
def nadia(sign_in):
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


def send(client, enrolment, quantities, **more):
    return client.post(till(enrolment), basket(quantities, **more))


def errors(answer):
    return {name: list(words) for name, words in answer.context["form"].errors.items()}


# Who pays


def test_somebody_else_pays_and_is_named(client, awa, card):
    send(client, awa, {card: 1}, payment="third_party", payer=factories.ccas().pk)
    sale = Sale.objects.get()
    assert sale.payer == factories.ccas()
    assert "Prise en charge par CCAS d’Antony" in text(client.get(sale.get_absolute_url()))


def test_who_pays_is_asked_for(client, awa, card):
    answer = send(client, awa, {card: 1}, payment="third_party")
    assert errors(answer) == {"payer": ["Dites quel organisme prend la vente en charge."]}
    assert answer.status_code == 422


def test_a_reversal_names_the_same_payer(awa, card, nadia):
    sale = factories.sale(awa, quantities={card: 1}, payment="third_party", payer=factories.ccas())
    mirror = services.reverse(sale, reason="Rendu", by=nadia, on=factories.DAY)
    assert mirror.payer == factories.ccas()


def test_a_cheque_may_bear_its_number_and_cash_bears_none(client, awa, card):
    send(client, awa, {card: 1}, payment="cheque", cheque_number="0012345")
    send(client, awa, {card: 1}, payment="cash", cheque_number="0012345")
    numbers = Sale.objects.order_by("pk").values_list("cheque_number", flat=True)
    assert list(numbers) == ["0012345", ""]


# What is given


def test_what_is_given_is_an_allocation_with_its_motive_and_outside_the_caps(client, awa, card):
    factories.sale(awa, quantities={card: 2})
    send(client, awa, {card: 1}, payment="free", allocation="faulty")
    sale = Sale.objects.latest("pk")
    assert (sale.lines.get().kind, sale.lines.get().paid) == ("allocation", Decimal(0))
    page = text(client.get(sale.get_absolute_url()))
    assert f"dotation exceptionnelle{NARROW}: remplacement d’un article défectueux" in page


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({}, {"allocation": ["Dites pourquoi ces articles sont donnés."]}),
        ({"allocation": "other"},
         {"allocation_note": ["Dites cet autre motif en quelques mots."]}),
    ],
)  # fmt: skip
def test_a_gift_without_its_motive_is_refused_in_words(client, awa, card, said, refused):
    assert errors(send(client, awa, {card: 1}, payment="free", **said)) == refused
    assert not Sale.objects.exists()


def test_a_motive_that_is_none_is_refused_in_words(client, awa, card):
    answer = client.tamper(till(awa), basket({card: 1}, payment="free", allocation="x"))
    assert errors(answer) == {"allocation": ["Choisissez un motif de la liste."]}
    assert not Sale.objects.exists()


# Caps that warn, caps that refuse


@pytest.fixture
def advice(card):
    return factories.cap(card, span=Cap.Span.MONTH, limit=1, is_advisory=True)


def test_advice_is_read_then_passed_over(client, awa, card, advice):
    answer = send(client, awa, {card: 2})
    assert errors(answer) == {
        "acknowledged": [
            f"{card.name}{NARROW}: au plus 1 par mois, il reste 1{NARROW}; le compte repart le"
            " 01/04/2016. Ce plafond est indicatif."
        ]
    }
    assert "Vendre quand même" in text(answer)
    assert f'value="{advice.pk}"' in answer.content.decode()
    send(client, awa, {card: 2}, acknowledged=advice.pk)
    assert Sale.objects.get().lines.get().quantity == 2


def test_advice_that_was_not_read_is_not_passed_over(client, awa, card, advice):
    send(client, awa, {card: 2})
    answer = client.tamper(till(awa), basket({card: 2}, acknowledged=advice.pk + 1))
    assert answer.status_code == 422


def test_a_cap_that_refuses_is_not_passed_by_reading(client, awa, card, advice):
    send(client, awa, {card: 2})
    answer = send(client, awa, {card: 3}, acknowledged=advice.pk)
    assert list(errors(answer)) == ["__all__"]
    assert "Vendre quand même" not in text(answer)


def test_the_director_lets_a_sale_pass_and_says_why(client, awa, card, sign_in):
    claire = sign_in("director")
    assert "Dérogation de la direction" in text(send(client, awa, {card: 3}))
    send(client, awa, {card: 3}, override="Carte volée")
    sale = Sale.objects.get()
    assert (sale.override_reason, sale.overridden_by) == ("Carte volée", claire)
    assert "au plus 2 par mois" in sale.overridden
    assert "Carte volée" in text(client.get(reverse("recharges:overrides")))


def test_a_motive_that_nothing_called_for_is_not_kept(client, awa, card, sign_in):
    sign_in("director")
    send(client, awa, {card: 1}, override="Carte volée")
    assert Sale.objects.get().override_reason == ""


def test_a_counsellor_lets_nothing_pass(client, awa, card):
    by_force = basket({card: 3}, override="Carte volée", key=uuid.uuid4())
    answer = client.forge(till(awa), by_force)
    assert answer.status_code == 422
    assert "Dérogation" not in text(answer)
    assert not Sale.objects.exists()


def test_a_household_reads_who_shares_its_cap(client):
    card = factories.product()
    awa, karim = factories.person(), factories.person(first_name="Karim")
    factories.household(awa, karim)
    factories.cap(card, span="month", limit=1, scope="household", factor=Decimal("0.5"))
    hers = factories.enrolment(awa)
    factories.sale(factories.enrolment(karim), quantities={card: 1})
    assert errors(send(client, hers, {card: 1})) == {
        "__all__": [
            f"{card.name}{NARROW}: au plus 1 par mois, par foyer pour 2 personnes au foyer, il ne"
            f" reste rien{NARROW}; le compte repart le 01/04/2016. Le foyer partage ce"
            f" plafond{NARROW}: DIALLO Awa et DIALLO Karim."
        ]
    }


# A person who was reunited with another meanwhile


def test_nothing_is_sold_to_a_file_that_was_just_reunited(awa, card, nadia):
    kept = factories.person(last_name="Sow", first_name="Aminata")
    person = awa.beneficiary
    person.merged_into = kept
    person.save()
    with pytest.raises(ValidationError) as refusal:
        factories.sale(awa, quantities={card: 1})
    assert refusal.value.messages == [
        f"Ce dossier vient d’être réuni avec celui de SOW Aminata{NARROW}: rien n’est vendu."
        " Recommencez la vente depuis son dossier."
    ]


def test_nothing_is_sold_on_months_that_moved_to_another_file(awa, card):
    kept = factories.person(last_name="Sow", first_name="Aminata")
    opened = type(awa).objects.get(pk=awa.pk)
    awa.beneficiary = kept
    awa.save()
    with pytest.raises(ValidationError, match="SOW Aminata"):
        factories.sale(opened, quantities={card: 1})


# Kits and barcodes


def test_a_kit_fills_the_basket_without_javascript(client, awa, card):
    kit = factories.kit({card: 2})
    page = client.get(till(awa), {"kit": kit.pk})
    assert page.context["form"][f"quantity-{card.pk}"].value() == 2
    assert f'data-kit="{card.pk}=2"' in page.content.decode()


@pytest.mark.parametrize("asked", ["x", "99999999999999999999", "0"])
def test_a_kit_that_is_none_leaves_the_basket_empty(client, awa, card, asked):
    assert client.get(till(awa), {"kit": asked}).status_code == 200


def test_a_kit_that_is_not_wholly_for_sale_is_not_offered(client, awa, card):
    other = factories.product()
    factories.kit({card: 1, other: 1})
    other.is_archived = True
    other.save()
    assert "Kit de départ" not in text(client.get(till(awa)))


def test_a_scanned_article_is_in_the_basket_and_nothing_is_sold(client, awa, card):
    card.barcode = "3760000000017"
    card.save()
    answer = send(client, awa, {card: 1}, barcode="3760000000017", payment="card")
    form = answer.context["form"]
    assert (form[f"quantity-{card.pk}"].value(), form["payment"].value()) == (2, "card")
    assert f"{card}{NARROW}: un de plus dans le panier." in unescape(answer.content.decode())
    assert not Sale.objects.exists()


@pytest.mark.parametrize(("scanner", "desk"), [("us", "french"), ("french", "us")])
def test_a_scanner_set_to_another_keyboard_sells_too(client, awa, card, scanner, desk):
    card.barcode = "3760000000017"
    card.save()
    typed = pressed(card.barcode, scanner=scanner, desk=desk)
    answer = send(client, awa, {card: 1}, barcode=typed, payment="card")
    assert answer.context["form"][f"quantity-{card.pk}"].value() == 2


def test_an_unknown_barcode_says_so_and_keeps_the_basket(client, awa, card):
    answer = send(client, awa, {card: 1}, barcode="123")
    assert "Aucun article en vente ne porte ce code-barres. Un lecteur" in text(answer)
    assert answer.context["form"][f"quantity-{card.pk}"].value() == "1"


def test_each_article_and_each_payment_has_a_key_of_its_own(client, awa):
    for _ in range(12):
        factories.product()
    form = client.get(till(awa)).context["form"]
    keys = [row.key for row in form.rows()] + [choice.key for choice in form.payments()]
    assert len(set(keys)) == len(keys) == 17
    assert keys[:10] == [*"123456789a"]


def test_a_refusal_in_the_last_month_says_when_the_twelve_months_end(awa, card):
    with pytest.raises(ValidationError) as refusal:
        factories.sale(awa, quantities={card: 3}, on=date(2017, 3, 10))
    assert refusal.value.messages == [
        f"{card.name}{NARROW}: au plus 2 par mois, il reste 2{NARROW}; l’inscription prend fin le"
        " 14/03/2017."
    ]
