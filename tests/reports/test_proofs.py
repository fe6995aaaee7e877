"""Every figure, the list behind it, and the ways it is read: all say the same."""

import csv
import io
import json
from datetime import date

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Entry
from pimms.kernel.templatetags.french import NARROW
from reports import ccas, figures
from reports.figures import INDICATORS, Scope
from tests.support.pages import queries_of, text
from tests.support.small_year import live_a_small_year
from tests.support.standing import standing

small_year = standing(live_a_small_year)


@pytest.fixture
def year(db) -> figures.Year:
    return figures.of_year(2016)


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel("2017-01-16 10:00", tick=False):
        yield


def test_the_list_behind_each_figure_comes_to_the_figure(year):
    told = list(figures.values(year))
    assert {each.indicator for each in told} >= {each for each in INDICATORS if each.counted}
    for each in told:
        assert each.indicator.proved(Scope.of_year(2016), each.code) == each.value, each.path


def test_every_figure_that_leaves_the_house_has_a_number(year):
    def values(branch):
        if isinstance(branch, dict):
            return [value for twig in branch.values() for value in values(twig)]
        if isinstance(branch, list):
            return [row["amount"] for row in branch]
        return [branch]

    sent = {name: branch for name, branch in year.as_json().items() if name != "year"}
    told = [each.value for each in figures.values(year)]
    assert sorted(map(str, told)) == sorted(map(str, values(sent)))


def test_numbers_and_paths_name_one_indicator_each():
    assert len({each.number for each in INDICATORS}) == len(INDICATORS)
    for each in INDICATORS:
        assert figures.by_number(each.number) is each
        assert figures.named(each.name) is each
        assert figures.of_path(each.code)[0].code == each.code


def test_page_csv_and_json_say_the_same_of_every_figure(year, client, sign_in):
    sign_in("director")
    sent = json.loads(client.get(reverse("reports:data", args=[2016])).content)
    assert sent == year.as_json()
    told = figures.by_path(year)
    table = client.get(reverse("reports:table", args=[2016])).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert {row["code"]: row["valeur"].replace(",", ".") for row in rows} == {
        path: str(value) for path, value in told.items()
    }
    page = text(client.get(reverse("reports:figures", args=[2016])))
    drawn = PdfReader(io.BytesIO(ccas.document(year, on=date(2017, 1, 16))))
    printed = "".join(page.extract_text() for page in drawn.pages)
    for leaf in figures.values(year):
        assert f"{leaf.shown}" in page
        if leaf.indicator.number in printed:
            assert squeezed(leaf.shown) in squeezed(printed), leaf.path


def test_a_figure_opens_its_list_and_the_reading_is_written_down(client, sign_in):
    sign_in("director")
    address = reverse("reports:figure", args=[2016, "1.4"]) + "?code=feminin"
    page = text(client.get(address))
    assert f"1.4 Genre{NARROW}: Féminin, 2016" in page
    assert "Le bilan dit 1 , la liste en donne 1 ." in page
    assert "DIALLO Awa" in page
    assert "DIALLO Moussa" not in page
    entry = Entry.objects.get(verb="figure.opened")
    assert entry.details == {"year": 2016, "path": "people.by_gender.feminin"}


@pytest.mark.parametrize("path", [each.number for each in INDICATORS])
def test_each_list_is_a_page_that_asks_no_more_for_more_rows(client, sign_in, path):
    sign_in("director")
    address = reverse("reports:figure", args=[2016, path])
    assert client.get(address).status_code == 200
    assert queries_of(client, address) <= 24


@pytest.mark.parametrize("address", ["/9.9/", "/1.1/?code=feminin", "/1.4/?code=inconnu"])
def test_a_figure_that_is_none_is_not_there(client, sign_in, address):
    sign_in("director")
    assert client.get(f"/bilans/2016/chiffres{address}").status_code == 404


def test_a_key_figure_and_a_row_lead_to_their_lists(client, sign_in):
    sign_in("director")
    page = client.get(reverse("reports:year", args=[2016])).content.decode()
    assert 'href="/bilans/2016/chiffres/1.1/"' in page
    assert 'href="/bilans/2016/chiffres/1.5/?code=vingt_cinq_trente_neuf"' in page


def squeezed(words: str) -> str:
    return "".join(words.split())
