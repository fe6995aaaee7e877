"""What is corrected in the catalogue changes nothing of what was sold and closed."""

import io
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from pimms.kernel.templatetags.french import NARROW
from recharges import services
from recharges.models import Closing, SaleLine, TillSession
from recharges.verification import verify
from tests.support import factories
from tests.support.pages import text

DAY = factories.DAY


@pytest.fixture
def closed_day(db):
    """Two cards sold, one given back; the till is counted and the day closed."""
    card = factories.product("5.00", "22.00", category="sim_card")
    card.name = "Carte SIM"
    card.save()
    awa = factories.enrolment()
    kept = factories.sale(awa, quantities={card: 2})
    undone = factories.sale(awa, quantities={card: 1})
    services.reverse(undone, reason="Erreur", by=factories.counsellor(), on=DAY)
    factories.till_counted(TillSession.objects.get(), ends_the_day=True)
    return kept, card


def correct(client, card, **fields):
    said = {"name": card.name, "category": card.category} | fields
    answer = client.post(reverse("recharges:correct_product", args=[card.pk]), said, follow=True)
    assert answer.status_code == 200


@time_machine.travel("2016-03-20T10:00:00+01:00", tick=False)
def test_a_category_that_is_corrected_is_no_alteration(client, sign_in, closed_day):
    _, card = closed_day
    sign_in("director")
    correct(client, card, category="phone", name="Téléphone simple")
    said = {"starts_on": "2016-03-20", "public": "30", "solidarity": "7", "purchase": ""}
    assert client.post(reverse("recharges:set_price", args=[card.pk]), said).status_code == 302

    verified = verify()
    assert (verified.receipts, verified.closings) == (3, 2)
    z = Closing.objects.get(kind="day")
    page = text(client.get(z.get_absolute_url()))
    assert f"Carte SIM 10,00{NARROW}€" in page


def test_the_month_is_closed_with_the_categories_of_its_days(client, sign_in, closed_day):
    _, card = closed_day
    sign_in("director")
    correct(client, card, category="phone")
    z = services.close_month(
        factories.site(), month=DAY, by=factories.director(), on=date(2016, 4, 1),
        at=factories.at(date(2016, 4, 1)),
    )  # fmt: skip
    assert z.totals["by_category"] == {"sim_card": "10.00"}
    verify()


def test_a_receipt_goes_on_saying_what_was_sold(client, sign_in, closed_day):
    kept, card = closed_day
    sign_in("director")
    correct(client, card, name="Téléphone simple")
    assert "Carte SIM" in text(client.get(kept.get_absolute_url()))
    printed = client.post(reverse("recharges:receipt", args=[kept.pk]))
    assert "2 × Carte SIM" in PdfReader(io.BytesIO(printed.content)).pages[0].extract_text()


def test_a_line_says_its_article_and_the_price_of_its_day(closed_day):
    said = SaleLine.objects.order_by("pk").values_list("name", "category", "solidarity_price")
    assert set(said) == {("Carte SIM", "sim_card", Decimal("5.00"))}


def test_what_is_taken_back_says_what_was_sold(closed_day):
    kept, card = closed_day
    card.name, card.category = "Téléphone simple", "phone"
    card.save()
    services.set_price(
        card, starts_on=DAY, public=Decimal(30), solidarity=Decimal(7), by=factories.director(),
        on=DAY,
    )  # fmt: skip
    factories.till_open(date(2016, 3, 16))
    mirror = services.reverse(
        kept, reason="Erreur", by=factories.counsellor(), on=date(2016, 3, 16)
    )
    line = mirror.lines.get()
    assert (line.name, line.category, line.solidarity_price) == ("Carte SIM", "sim_card", 5)
    verify()


def test_whoever_writes_a_line_does_not_choose_its_words(db):
    line = factories.sale().lines.get()
    assert (line.name, line.category) == (line.product.name, line.product.category)
    other = SaleLine(
        sale=line.sale, product=line.product, quantity=1, paid=5, public_price=10, name="Rien",
        category="phone", solidarity_price=1,
    )  # fmt: skip
    SaleLine.objects.bulk_create([other])
    other.refresh_from_db()
    assert (other.name, other.category, other.solidarity_price) == (line.name, line.category, 5)
