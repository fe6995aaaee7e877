"""The pages of the stock, as a counsellor and the director meet them."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Entry
from recharges.models import Inventory, StockMovement, Unit
from recharges.services import stock, units
from tests.support import factories, shelves
from tests.support.pages import queries_of, text
from tests.support.visitor import Visitor

DAY = factories.DAY


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-03-15 10:00", tick=False):
        yield sign_in("counsellor")


def at(name, *args):
    return reverse(f"recharges:{name}", args=args)


def send(client, name, product, **fields):
    fields = {"site": factories.site().pk} | fields
    return client.post(at(name, product.pk), fields, follow=True)


def test_the_page_says_what_is_low_and_what_expires(client):
    charger = shelves.tracked(low_stock_at=5)
    shelves.delivery(charger, 5)
    sims = shelves.tracked("unit")
    shelves.delivery(sims, [f"{shelves.iccid()};01/04/2016", f"{shelves.iccid()};31/12/2017"])
    page = text(client.get(at("stock")))
    assert "Chargeur 5 stock bas" in page
    assert "1 à utiliser jusqu’au 01/04/2016" in page
    assert "À vendre d’ici trente jours\u202f: 1" in page
    assert "À réapprovisionner\u202f: 1" in page


def test_the_questions_do_not_grow_with_the_shelves(client):
    shelves.delivery(shelves.tracked("unit"), 1)
    few = queries_of(client, at("stock"))
    for _ in range(5):
        shelves.delivery(shelves.tracked("unit"), 3)
        shelves.delivery(shelves.tracked(), 3)
    assert queries_of(client, at("stock")) == few


def test_the_history_of_a_product_does_not_ask_by_row(client):
    charger = shelves.tracked()
    sceaux = factories.site("S", "Sceaux")
    shelves.delivery(charger, 20)
    move = {"site": factories.site(), "by": factories.counsellor(), "on": DAY}
    stock.transfer(charger, to=sceaux, quantity=1, **move)
    factories.sale(quantities={charger: 1})
    few = queries_of(client, at("stock_product", charger.pk))
    for _ in range(4):
        stock.transfer(charger, to=sceaux, quantity=1, **move)
        factories.sale(quantities={charger: 1})
    assert queries_of(client, at("stock_product", charger.pk)) == few
    page = text(client.get(at("stock_product", charger.pk)))
    assert "Transfert, arrivée +1 Sceaux Nadia Benali depuis Antony" in page


def test_a_delivery_is_typed_and_its_bad_lines_are_told_together(client):
    sims = shelves.tracked("unit")
    good, wrong = shelves.iccid(), "89330100000000000"
    page = send(client, "stock_receive", sims, numbers=f"{good}\n{wrong}\n{good}")
    assert page.status_code == 422
    words = text(page)
    assert "Ligne 2\u202f: le numéro d’une carte SIM a 19 ou 20 chiffres." in words
    assert "Ligne 3\u202f: ce numéro est déjà à la ligne 1." in words
    assert not Unit.objects.exists()
    page = send(client, "stock_receive", sims, numbers=good, reference="BL-12")
    assert "Livraison enregistrée\u202f: 1 «\u202fCarte SIM\u202f»." in text(page)
    assert "bon BL-12" in text(page)


def test_the_page_of_a_delivery_sent_twice_receives_once(client):
    charger = shelves.tracked()
    send(client, "stock_receive", charger, quantity=5)
    client.again()
    assert shelves.level(charger) == 5


@pytest.mark.parametrize("quantity", ["", "0", "-3", "1000000000", "beaucoup"])
def test_a_quantity_that_is_none_is_refused_with_a_sentence(client, quantity):
    page = send(client, "stock_receive", shelves.tracked(), quantity=quantity)
    assert page.status_code == 422
    assert "Indiquez un nombre entier, de 1 à 9\u202f999." in text(page)


def test_a_loss_and_a_transfer_are_entered(client):
    charger, sceaux = shelves.tracked(), factories.site("S", "Sceaux")
    shelves.delivery(charger, 5)
    page = send(client, "stock_lose", charger, kind="breakage", quantity=1, reason="Tombé")
    assert "Sorti du stock\u202f: 1 «\u202fChargeur\u202f»." in text(page)
    page = send(client, "stock_transfer", charger, to=sceaux.pk, quantity=2)
    assert "Transféré\u202f: 2 «\u202fChargeur\u202f»." in text(page)
    assert (shelves.level(charger), shelves.level(charger, sceaux)) == (2, 2)
    page = send(client, "stock_transfer", charger, to=sceaux.pk, quantity=3)
    assert "Il ne reste que 2 «\u202fChargeur\u202f» à Antony." in text(page)


def test_the_life_of_a_piece_leads_to_its_sale_and_names_nobody(client):
    unit = shelves.sim()
    sale = factories.sale(quantities={unit.product: 1})
    page = client.get(unit.get_absolute_url())
    assert "15/03/2016 · Réception, Antony" in text(page)
    assert f"reçu {sale.receipt}" in text(page)
    assert sale.get_absolute_url() in page.content.decode()
    assert "DIALLO" not in text(page).upper()


def test_a_piece_that_came_back_is_put_back_for_sale(client, nadia):
    unit = shelves.sim()
    sale = factories.sale(quantities={unit.product: 1})
    client.post(at("reverse", sale.pk), {"reason": "Erreur d’article"})
    assert "rendue, à vérifier" in text(client.get(unit.get_absolute_url()))
    sold = {"what": "sold", "reason": "x"}
    assert client.tamper(unit.get_absolute_url(), sold).status_code == 422
    client.post(unit.get_absolute_url(), {"what": "back", "reason": "Elle fonctionne"})
    unit.refresh_from_db()
    assert unit.status == "in_stock"


def test_what_comes_back_unfit_is_said_on_the_page_of_the_reversal(client):
    unit = shelves.sim()
    sale = factories.sale(quantities={unit.product: 1})
    client.post(at("reverse", sale.pk), {"reason": "Puce cassée", "unfit": "on"})
    assert StockMovement.objects.latest("pk").reason == "Puce cassée"
    unit.refresh_from_db()
    client.post(unit.get_absolute_url(), {"what": "back", "reason": "Elle marche, finalement"})
    unit.refresh_from_db()
    assert unit.status == "in_stock"


def test_a_piece_is_found_by_its_number_which_stands_in_no_address(client):
    unit = shelves.top_up()
    code = units.vault.unseal(unit.code)
    answer = client.post(at("stock_find"), {"number": f"{code[:4]} {code[4:]}"})
    assert answer.headers["Location"] == unit.get_absolute_url()
    page = client.post(at("stock_find"), {"number": "1234"}, follow=True)
    assert "Aucune pièce n’a ce numéro." in text(page)


def test_what_is_past_its_date_is_removed_in_one_gesture(client):
    sims = shelves.tracked("unit")
    shelves.delivery(sims, [f"{shelves.iccid()};10/03/2016"], on=DAY - timedelta(days=20))
    assert "Sortir du stock 1 pièce périmée" in text(client.get(at("stock")))
    page = client.post(at("stock_remove_expired"), follow=True)
    assert "1 pièce périmée sortie du stock." in text(page)


# At the till


def test_the_till_says_what_is_left_and_stops_what_is_out(client):
    charger, cable = shelves.tracked(), shelves.tracked(name="Câble")
    shelves.delivery(charger, 3)
    page = client.get(at("sell", factories.enrolment().beneficiary_id))
    assert "en stock\u202f: 3" in text(page)
    assert "épuisé ici" in text(page)
    fields = page.context["form"].fields
    assert fields[f"quantity-{cable.pk}"].widget.attrs["disabled"]
    assert "disabled" not in fields[f"quantity-{charger.pk}"].widget.attrs


def test_a_second_tab_that_sells_the_last_sim_reads_a_sentence(client, nadia):
    unit, enrolment = shelves.sim(), factories.enrolment()
    address, second = at("sell", enrolment.beneficiary_id), Visitor()
    second.force_login(nadia)
    for tab in (client, second):
        tab.get(address)
    asked = {f"quantity-{unit.product_id}": 1, "payment": "cash"}
    assert client.post(address, asked).status_code == 302
    page = second.post(address, asked)
    assert page.status_code == 422
    assert "Il ne reste plus de «\u202fCarte SIM\u202f» à Antony." in text(page)


def test_the_seller_scans_the_piece_and_the_receipt_prints_its_end(client):
    sims = shelves.tracked("unit")
    numbers = [shelves.iccid(), shelves.iccid()]
    shelves.delivery(sims, numbers)
    enrolment = factories.enrolment()
    form = {
        "payment": "cash",
        f"quantity-{sims.pk}": 1,
        "serials": f" {numbers[1][:10]} {numbers[1][10:]}\n",
    }
    page = client.post(at("sell", enrolment.beneficiary_id), form, follow=True)
    assert numbers[1] in text(page)
    sale = page.context["sale"]
    receipt = client.post(at("receipt", sale.pk))
    words = PdfReader(io.BytesIO(receipt.content)).pages[0].extract_text()
    assert f"…{numbers[1][-4:]}" in words
    assert numbers[1] not in words


# Codes


@pytest.fixture
def sold_code(nadia):
    unit = shelves.top_up()
    return factories.sale(quantities={unit.product: 1}), units.vault.unseal(unit.code)


def test_the_seller_shows_the_code_and_the_journal_has_it(client, sold_code):
    sale, code = sold_code
    page = client.get(sale.get_absolute_url())
    assert "Montrer le code" in text(page)
    assert code not in page.content.decode()
    shown = client.post(at("codes", sale.pk))
    assert code in text(shown).replace("\u00a0", "")
    assert "no-store" in shown.headers["Cache-Control"]
    assert Entry.objects.filter(verb="unit.code_shown", by="nadia@pimms.example").count() == 1


def test_the_slip_prints_the_code_and_the_receipt_does_not(client, sold_code):
    sale, code = sold_code
    slip = PdfReader(io.BytesIO(client.post(at("codes_slip", sale.pk)).content))
    words = slip.pages[0].extract_text().replace("\u00a0", "").replace(" ", "")
    assert code in words
    receipt = PdfReader(io.BytesIO(client.post(at("receipt", sale.pk)).content))
    assert code not in receipt.pages[0].extract_text()


def test_a_code_shown_before_says_so_wherever_it_is_shown_again(client, sold_code):
    sale, _ = sold_code
    assert "Déjà montrés" not in text(client.get(sale.get_absolute_url()))
    assert "Déjà montrés" not in text(client.post(at("codes", sale.pk)))
    assert "Déjà montrés à" in text(client.get(sale.get_absolute_url()))
    assert "Déjà montrés à" in text(client.post(at("codes", sale.pk)))
    slip = PdfReader(io.BytesIO(client.post(at("codes_slip", sale.pk)).content))
    assert "DUPLICATA" in slip.pages[0].extract_text()


def test_nobody_else_and_no_other_day_sees_the_code(client, sold_code, sign_in):
    sale, _ = sold_code
    with time_machine.travel("2016-03-16 10:00", tick=False):
        sign_in("counsellor")
        assert client.forge(at("codes", sale.pk)).status_code == 403
    sign_in("director")
    assert "Montrer le code" not in text(client.get(sale.get_absolute_url()))
    assert client.forge(at("codes", sale.pk)).status_code == 403
    assert client.forge(at("codes_slip", sale.pk)).status_code == 403
    assert not Entry.objects.filter(verb="unit.code_shown").exists()


def test_a_code_sealed_with_a_lost_key_is_a_sentence(client, sold_code, settings):
    settings.CODES_KEY = "une autre clé"
    page = client.post(at("codes", sold_code[0].pk))
    assert "la clé de chiffrement n’est plus celle de sa réception" in text(page)


# Inventories


def test_a_count_is_typed_by_a_counsellor_and_settled_by_the_director(client, sign_in):
    charger, sims = shelves.tracked(), shelves.tracked("unit")
    shelves.delivery(charger, 5)
    shelves.delivery(sims, 2)
    lost = Unit.objects.order_by("pk").first()
    counted = {f"count-{charger.pk}": "4", f"missing-{sims.pk}": [lost.pk]}
    page = client.post(at("count"), counted, follow=True)
    assert "Chargeur 5 4 −1" in text(page)
    assert f"Carte SIM 2 1 −1 n°\u00a0{lost.serial}" in text(page)
    inventory = Inventory.objects.get()
    assert client.get(at("inventory_decide", inventory.pk)).status_code == 403
    assert "Un inventaire du 15/03/2016 attend" in text(client.get(at("stock")))
    sign_in("director")
    decision = {"status": "confirmed", "reason": "Recompté à deux"}
    page = client.post(at("inventory_decide", inventory.pk), decision, follow=True)
    assert "Confirmé le 15/03/2016 par Claire Morel\u202f: Recompté à deux" in text(page)
    assert (shelves.level(charger), shelves.level(sims)) == (4, 1)
    page = client.again()
    assert "Cet inventaire est déjà confirmé." in text(page)


def test_an_empty_count_says_so(client):
    shelves.delivery(shelves.tracked(), 5)
    assert "Comptez au moins un article." in text(client.post(at("count")))


def test_the_sheet_for_counting_says_no_quantity_to_be_copied(client):
    charger, sims = shelves.tracked(), shelves.tracked("unit")
    shelves.delivery(charger, 777)
    shelves.delivery(sims, 2)
    sheet = PdfReader(io.BytesIO(client.get(at("count_sheet")).content))
    words = sheet.pages[0].extract_text()
    assert "Chargeur" in words
    assert "777" not in words
    assert Unit.objects.order_by("pk").first().serial in words.replace(" ", "")


def test_the_director_says_what_is_tracked(client, sign_in):
    product = factories.product()
    assert client.get(at("stock_track", product.pk)).status_code == 403
    sign_in("director")
    page = client.post(
        at("stock_track", product.pk), {"tracking": "quantity", "low_stock_at": "3"}, follow=True
    )
    assert "En quantité, avertissement à 3" in text(page)
