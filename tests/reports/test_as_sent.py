"""The report as a director would send it: shares that add up, a curve of the months, the year
before drawn, figures beside the boxes, a text in Word; and what is said where documents differ."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from recharges import services as till
from reports import ccas, figures
from reports.ccas import sentences
from reports.content import Beside
from reports.words import shares
from tests.support import editions, factories
from tests.support.pages import text

JANUARY = date(2017, 1, 16)


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel("2017-01-16 10:00", tick=False):
        yield


def tenths(share: str) -> Decimal:
    return Decimal(share.removesuffix("\u202f%").replace(",", "."))


@given(st.lists(st.integers(0, 500), min_size=1, max_size=40))
def test_shares_add_up_to_a_hundred(values):
    told = shares(values)
    if not sum(values):
        assert set(told) == {"—"}
        return
    assert sum(map(tenths, told)) == 100
    for value, share in zip(values, told, strict=True):
        assert abs(tenths(share) - Decimal(100) * value / sum(values)) < Decimal("0.1")


def test_three_thirds_are_a_hundred():
    assert shares([1, 1, 1]) == ("33,4\u202f%", "33,3\u202f%", "33,3\u202f%")


def test_the_months_are_told_until_the_day_of_the_report(year):
    told = ccas.report(year, on=date(2016, 5, 10)).months
    rows = {each.code: values for each, values in told.rows}
    assert rows["workshops.attendances_by_month"][2] == "2"
    assert rows["workshops.attendances_by_month"][3:] == ["0"] + ["—"] * 8
    assert "Au plus haut" in told.alt
    assert "Présences : 2 en mars" in told.alt.replace("\u202f", " ")
    assert told.chart.startswith("data:image/svg+xml")


def test_outside_a_curve_with_a_month_to_hide_is_not_drawn(year):
    assert ccas.report(year, on=JANUARY, discreet=ccas.Discreet.of(year)).months is None


def test_an_unfinished_year_says_so_in_its_title(year):
    assert ccas.report(year, on=date(2016, 12, 31)).title == "Bilan 2016 provisoire"
    assert ccas.report(year, on=date(2017, 1, 1)).title == "Bilan 2016"


def test_the_year_before_is_drawn_beside(year):
    factories.support(held_on=date(2015, 5, 4))
    beside = Beside(before=figures.of_year(2015))
    told = ccas.report(year, on=JANUARY, beside=beside)
    [changes] = [part.changes for part in told.sections if part.changes]
    assert changes.chart.startswith("data:image/svg+xml")
    assert "Accompagnements : 1, puis 1" in changes.alt.replace("\u202f", " ")


@pytest.mark.django_db
def test_a_sale_taken_back_in_another_year_is_said():
    sale = factories.sale()
    assert sentences.reversals(figures.of_year(2016)) == ""
    till.reverse(sale, reason="Erreur", by=factories.counsellor(), on=date(2017, 1, 5))
    paid = sale.lines.get().paid
    then, after = figures.of_year(2016), figures.of_year(2017)
    assert (then.sales.lines, after.sales.lines) == (0, 0)
    assert then.more["sales.reversed_later"] == after.more["sales.reversed_now"] == paid
    assert "de ventes de 2016 annulées depuis y restent" in sentences.reversals(then)
    assert "de ventes d’avant 2017 en sont retirés" in sentences.reversals(after)


@pytest.mark.django_db
def test_a_year_of_which_all_is_to_come_is_no_year():
    factories.workshop(held_on=date.max.replace(year=2999) - timedelta(days=30))
    assert figures.recorded() == ()


def test_a_year_before_without_anything_is_a_dash(year, client, sign_in):
    sign_in("director")
    asked = {"du": "2016-01-01", "au": "2016-12-31"}
    page = text(client.get(reverse("reports:dashboard"), asked))
    assert "1.1 Personnes aidées 3 —" in page


def test_the_figures_stand_beside_the_boxes_where_one_writes(year, client, sign_in):
    sign_in("director")
    page = text(client.get(editions.in_hand().get_absolute_url())).replace("\u00a0", " ")
    assert "Les chiffres de cette partie" in page
    assert "1 orientation nous est parvenue de CCAS d’Antony." in page
    assert "Économie par catégorie : " in page.replace("\u202f", " ")


@pytest.mark.parametrize("frozen", [False, True])
def test_the_text_leaves_as_a_word_file_without_small_counts(year, client, sign_in, frozen):
    sign_in("director")
    address = reverse("reports:text", args=[2016])
    if frozen:
        edition = editions.freeze(editions.in_hand())
        page = client.get(edition.get_absolute_url()).content.decode()
        address = reverse("reports:edition_text", args=[edition.pk])
        assert f'href="{address}"' in page
    answer = client.get(address)
    version = "-v1" if frozen else ""
    name = f"bilan-ccas-texte-a-remettre-2016{version}.docx"
    assert name in answer["Content-Disposition"]
    document = Document(io.BytesIO(answer.content))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings[0] == "L’essentiel"
    assert {"Moyens", "Comment nous comptons"} <= set(headings)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "masqué" in cells
    assert document.core_properties.language == "fr-FR"
