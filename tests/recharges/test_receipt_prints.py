"""The first print of a receipt is the original; the later ones say so."""

import io

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from pimms.kernel.templatetags.french import NARROW
from recharges.models import ReceiptPrint
from tests.support import factories
from tests.support.pages import text


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-03-15 10:00", tick=False):
        yield sign_in("counsellor")


@pytest.fixture
def sale(db):
    return factories.sale(quantities={factories.product("5.00", "22.00"): 2})


def printed(client, sale, query=""):
    answer = client.post(reverse("recharges:receipt", args=[sale.pk]) + query)
    assert answer.headers["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.content))


@pytest.mark.parametrize("query", ["", "?format=80mm"])
def test_the_second_print_is_a_duplicate_and_says_which(client, sale, query):
    original = printed(client, sale, query).pages[0].extract_text()
    again = printed(client, sale, query).pages[0].extract_text()
    assert "DUPLICATA" not in original
    assert "DUPLICATA" in again
    assert f"impression n°{NARROW}2" in again


def test_the_roll_is_80_mm_wide_one_page_long_and_says_the_same(client, sale):
    document = printed(client, sale, "?format=80mm")
    words = document.pages[0].extract_text()
    assert len(document.pages) == 1
    assert round(float(document.pages[0].mediabox.width) / 72 * 25.4) == 80
    assert "Reçu A2016-000001" in words
    assert f"Vous avez économisé 34,00{NARROW}€" in words
    assert document.trailer["/Root"]["/Lang"] == "fr"


def test_a_roll_of_twenty_articles_is_still_one_page(client):
    shop = {factories.product(): 1 for _ in range(20)}
    assert len(printed(client, factories.sale(quantities=shop), "?format=80mm").pages) == 1


def test_each_print_is_kept_and_the_sale_says_when(client, sale, nadia):
    printed(client, sale)
    printed(client, sale, "?format=80mm")
    prints = ReceiptPrint.objects.order_by("number").values_list("number", "paper", "printed_by")
    assert list(prints) == [(1, "feuille", nadia.pk), (2, "80mm", nadia.pk)]
    page = text(client.get(sale.get_absolute_url()))
    assert "Imprimé le 15/03/2016 à 10:00 par Nadia Benali" in page
    assert "(duplicata)" in page


def test_looking_prints_nothing(client, sale):
    assert client.get(reverse("recharges:receipt", args=[sale.pk])).status_code == 405
    assert not ReceiptPrint.objects.exists()
