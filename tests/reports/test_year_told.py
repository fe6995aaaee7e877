"""What a Pimms lives by, in the report of the year: each figure is its list, and says the same
wherever it is read."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Site
from pimms.kernel.money import ZERO
from recharges import services as till
from reports import ccas, figures, services
from reports.figures import INDICATORS, Scope
from reports.outside.tables import HIDDEN, shown_outside
from reports.word import variables
from tests.support import desk, editions, eligibility, factories, network, rights
from tests.support.pages import text
from workshops import services as calendar
from workshops.demands import Demand
from workshops.orientations import Orientation

JANUARY = date(2017, 1, 16)
NEW = [each for each in INDICATORS if not each.counted]


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel("2017-01-16 10:00", tick=False):
        yield


@pytest.fixture
def told(year) -> figures.Year:
    """The small year with one of everything else that a Pimms does."""
    nadia, claire = factories.counsellor(), factories.director()
    awa = factories.person(first_name="Awa", last_name="Ndiaye", commune=factories.antony())
    enrolment = factories.enrolment(awa)
    card = factories.product("5.00", "12.00")
    factories.cap(card, limit=1)
    factories.sale(enrolment, quantities={card: 1}, payment="third_party")
    factories.sale(enrolment, quantities={card: 1}, payment="free")
    factories.sale(enrolment, quantities={card: 2}, override="Carte volée", by=claire)
    gone = factories.enrolment(starts_on=date(2015, 6, 1))
    earlier = factories.sale(gone, quantities={card: 1}, on=date(2015, 12, 21))
    till.reverse(earlier, reason="Erreur", by=nadia, on=date(2016, 1, 5))
    later = factories.sale(enrolment, quantities={factories.product("1.00", "3.00"): 1})
    till.reverse(later, reason="Erreur", by=nadia, on=date(2017, 1, 5))
    workshop = factories.workshop()
    seat = calendar.register(workshop, beneficiary=awa, companion=True, by=nadia)
    calendar.mark(workshop, present={seat.pk}, absent=set(), walk_ins=3, by=nadia)
    factories.support(awa, oriented_to=Orientation.SOCIAL)
    aid = desk.aid(awa)
    calendar.answer_aid(
        aid, status="granted", decided_on=factories.DAY, amount_granted="60.00", by=nadia
    )
    desk.passage(Demand.PRINTING, Demand.PRINTING, Demand.BILL)
    desk.passage(Demand.BILL, beneficiary=awa)
    desk.drop_in()
    came = desk.arrival(awa, at=factories.at(desk.TOMORROW, 9))
    calendar.call_in(came, by=nadia, at=factories.at(desk.TOMORROW, 10))
    came.refresh_from_db()
    calendar.serve(came, by=nadia, at=factories.at(desk.TOMORROW, 11))
    for hour, status in ((14, "held"), (16, "missed")):
        meeting = factories.appointment(awa, starts_at=factories.at(desk.TOMORROW, hour))
        calendar.close_appointment(meeting, status=status, by=nadia)
    eligibility.assessment(factories.person(), criteria=(), waiver="Sans papiers", by=claire)
    former = factories.enrolment(factories.person(), starts_on=date(2015, 2, 1))
    rights.talk(former)
    rights.follow_up(factories.enrolment(starts_on=date(2014, 3, 1)), on=date(2016, 4, 1))
    factories.enrolment(former.beneficiary, starts_on=date(2016, 4, 1))
    network.action()
    return figures.of_year(2016)


def test_each_new_figure_counts_something_here(told):
    empty = [each.code for each in NEW if not any(cell.value for cell in each.cells(told))]
    assert not empty


@pytest.mark.parametrize("site", [False, True])
def test_the_list_behind_each_comes_to_the_figure(told, site):
    where = Site.objects.get(code="A").pk if site else None
    scope = Scope(Scope.of_year(2016).period, site=where)
    (counted,) = figures.of_each([scope])
    for each in figures.values(counted):
        if each.indicator.reach:
            assert each.indicator.proved(scope, each.code) == each.value, each.path


def test_page_document_csv_and_json_say_the_same(told, client, sign_in):
    sign_in("director")
    sent = json.loads(client.get(reverse("reports:data", args=[2016])).content)
    assert sent == told.as_json()
    table = client.get(reverse("reports:table", args=[2016])).content.decode("utf-8-sig")
    rows = {row["code"]: row["valeur"] for row in csv.DictReader(io.StringIO(table), delimiter=";")}
    page = text(client.get(reverse("reports:year", args=[2016])))
    drawn = PdfReader(io.BytesIO(ccas.document(told, on=JANUARY)))
    printed = squeezed("".join(sheet.extract_text() for sheet in drawn.pages))
    for each in figures.indicator.values_of(NEW, told):
        assert rows[each.path].replace(",", ".") == str(each.value)
        if not each.code:
            assert f"{each.indicator.title}" in page
            assert squeezed(each.indicator.title) in printed, each.path
            assert squeezed(each.shown) in printed, each.path


def test_each_is_frozen_and_compared(told, client, sign_in):
    kept = services.frozen_year(editions.freeze(editions.in_hand()))
    assert figures.by_path(kept) == figures.by_path(told)
    night = services.compare(2016, by="night", at=factories.at(JANUARY))
    assert night.differences == []
    desk.passage(Demand.BILL, at=factories.at(factories.DAY, 12))
    night = services.compare(2016, by="night", at=factories.at(JANUARY, 10))
    assert [row["path"] for row in night.differences] == [
        "reception.passages",
        "reception.demands",
        "reception.by_demand.facture",
        "reception.passages_by_month.3",
    ]


def test_a_year_frozen_before_they_were_counted_says_nothing_of_them(told):
    old = replace(told, more={})
    assert not [each for each in figures.values(old) if not each.indicator.counted]
    said = ccas.report(old, on=JANUARY)
    assert {"accueil", "parcours", "reseau"}.isdisjoint(part.code for part in said.sections)


def test_small_counts_of_people_are_hidden_outside(told):
    shown = shown_outside(told)
    assert all(table.chart for table in shown.tables)
    counting = {each.code for each in NEW if each.is_counting and not each.is_breakdown}
    small = {key.code: key.written for key in shown.keys if key.code in counting}
    for code, written in small.items():
        value = figures.named(code).value(told)
        assert (written == HIDDEN) or not 0 < value < 5, code
    amounts = {key.code: key.written for key in shown.keys}
    assert amounts["support.aid_amount"] == amounts["sales.gifts_value"] == HIDDEN


def test_the_dashboard_and_word_models_have_each(told, client, sign_in):
    sign_in("director")
    page = text(client.get(reverse("reports:dashboard"), {"du": "2016-01-01", "au": "2016-12-31"}))
    names = {name for name, _ in variables.PLAIN} | {name for name, *_ in variables.LISTS}
    for each in NEW:
        assert each.variable in names
        if not each.is_breakdown:
            assert f"{each.number} {each.title}" in page


def test_each_that_may_be_promised_is_counted_day_by_day(told):
    for each in NEW:
        if each.promised:
            by_day = each.by_day(Scope.of_year(2016))
            assert sum(by_day.values(), ZERO) == each.value(told), each.code


def squeezed(words: str) -> str:
    return "".join(words.split())
