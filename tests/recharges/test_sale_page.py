"""One sale: its receipt on screen and on paper, and how it is undone."""

import io
from html import unescape

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Entry
from pimms.kernel.templatetags.french import NARROW
from recharges.models import Sale
from tests.support import factories
from tests.support.pages import queries_of, text


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-03-15 10:00", tick=False):
        yield sign_in("counsellor")


@pytest.fixture
def sale(db):
    card = factories.product("5.00", "22.00")
    return factories.sale(quantities={card: 2})


def undo(client, sale, reason="Carte défectueuse"):
    return client.post(reverse("recharges:reverse", args=[sale.pk]), {"reason": reason})


def printed(client, sale):
    answer = client.post(reverse("recharges:receipt", args=[sale.pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.content))


def test_the_receipt_says_the_articles_the_total_and_the_saving(client, sale):
    page = text(client.get(sale.get_absolute_url()))
    assert "Reçu A2016-000001" in page
    assert f"Total 10,00{NARROW}€" in page
    assert f"Vous avez économisé 34,00{NARROW}€." in page
    assert "Mardi 15\u00a0mars 2016, Antony · Espèces · Nadia Benali" in page


def test_the_paper_receipt_is_one_tagged_page_in_french(client, sale):
    document = printed(client, sale)
    words = document.pages[0].extract_text()
    assert len(document.pages) == 1
    assert document.metadata.title == "Reçu A2016-000001 · Pimms d’Antony"
    assert document.trailer["/Root"]["/Lang"] == "fr"
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "DIALLO Awa" in words
    assert f"Vous avez économisé 34,00{NARROW}€" in words
    assert "Espèces · Nadia Benali" in words


def test_a_receipt_of_a_whole_shop_is_still_one_page(client):
    shop = {factories.product(): 1 for _ in range(20)}
    assert len(printed(client, factories.sale(quantities=shop)).pages) == 1


def test_printing_is_in_the_journal(client, sale):
    printed(client, sale)
    assert Entry.objects.filter(verb="sale.receipt_printed").get().by == "nadia@pimms.example"


def test_a_sale_is_undone_by_a_second_receipt(client, sale):
    answer = undo(client, sale)
    assert answer.url == sale.get_absolute_url()
    mirror = Sale.objects.get(reverses=sale)
    assert mirror.reason == "Carte défectueuse"
    page = text(client.get(sale.get_absolute_url()))
    assert "Le reçu A2016-000001 est annulé." in page
    assert "Vente annulée le 15/03/2016 par le reçu A2016-000002" in page
    assert "Carte défectueuse" in page
    assert "Vous avez économisé" not in page
    assert "Ce reçu annule le reçu A2016-000001" in text(client.get(mirror.get_absolute_url()))


def test_both_papers_say_the_reversal(client, sale):
    undo(client, sale)
    words = printed(client, sale).pages[0].extract_text()
    assert "Annulé le 15/03/2016 par le reçu A2016-000002" in words
    assert "économisé" not in words
    mirror = printed(client, sale.reversal).pages[0].extract_text()
    assert "Annule le reçu A2016-000001" in mirror


def test_undoing_asks_before_it_does(client, sale):
    page = text(client.get(reverse("recharges:reverse", args=[sale.pk])))
    assert f"Annuler le reçu A2016-000001{NARROW}?" in page
    assert f"reprend 10,00{NARROW}€ (espèces)" in page
    assert not Sale.objects.filter(reverses=sale).exists()


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "Dites pourquoi cette vente est annulée."),
        ("   ", "Dites pourquoi cette vente est annulée."),
    ],
)
def test_undoing_without_a_reason_is_refused_in_words(client, sale, reason, sentence):
    answer = undo(client, sale, reason)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"reason": [sentence]}
    assert not Sale.objects.filter(reverses=sale).exists()


def test_a_sale_is_undone_once(client, sale):
    undo(client, sale)
    answer = undo(client, sale)
    sentence = "Le reçu A2016-000001 est déjà annulé."
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [sentence]
    assert sentence in unescape(answer.content.decode())


def test_a_reversal_is_not_undone(client, sale):
    undo(client, sale)
    answer = undo(client, Sale.objects.get(reverses=sale))
    assert answer.context["form"].non_field_errors() == [
        "Ce reçu est déjà une annulation\u202f: refaites plutôt la vente."
    ]


@pytest.mark.parametrize("name", ["sale", "receipt", "reverse"])
def test_a_social_worker_sees_no_sale(client, sale, sign_in, name):
    sign_in("social_worker")
    assert client.get(reverse(f"recharges:{name}", args=[sale.pk])).status_code == 403


def test_a_receipt_of_twenty_lines_asks_no_more_than_one_of_two(client):
    few, many = (
        factories.sale(quantities={factories.product(): 1 for _ in range(n)}) for n in (2, 20)
    )
    asked = queries_of(client, few.get_absolute_url())
    assert queries_of(client, many.get_absolute_url()) == asked <= 12
