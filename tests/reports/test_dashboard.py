"""Any days, a site, a funder: the figures of the reports, beside the same days a year before."""

from datetime import date

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from pimms.kernel.periods import year as calendar_year
from reports import figures
from reports.dashboard import board
from reports.figures import Scope, standing
from tests.support import factories, money
from tests.support.pages import queries_of, text
from workshops.models import Registration, SupportSession

BOARD = reverse("reports:dashboard")


@pytest.fixture(autouse=True)
def _summer():
    with time_machine.travel("2016-06-30 10:00", tick=False):
        yield


def came(workshop, person):
    seat = factories.seat(workshop, person)
    Registration.objects.filter(pk=seat.pk).update(status="present")


def test_a_year_is_the_scope_of_its_days(year):
    (counted,) = figures.of_each([Scope.of_year(2016)])
    assert counted.people == year.people
    assert counted.sales == year.sales
    assert counted.workshops == year.workshops


@pytest.mark.django_db
def test_two_scopes_are_counted_at_once_and_apart():
    factories.support(held_on=date(2016, 3, 1), minutes=30)
    factories.support(held_on=date(2015, 3, 1), minutes=45)
    factories.support(held_on=date(2015, 9, 1), minutes=45)
    first, last = date(2016, 1, 1), date(2016, 7, 1)
    scope = Scope(DateRange(first, last))
    now, before = figures.of_each([scope, board.year_before(scope)])
    assert (now.support.sessions, before.support.sessions) == (1, 1)
    assert (now.people.served, before.people.served) == (1, 1)


@pytest.mark.django_db
def test_a_site_counts_its_own_and_a_funder_its_workshops():
    massy = factories.site("M", "Massy")
    state = money.funder()
    awa, karim = factories.person(first_name="Awa"), factories.person(first_name="Karim")
    there = factories.support(awa)
    SupportSession.objects.filter(pk=there.pk).update(site=massy)
    factories.support(karim)
    came(factories.workshop(funder=state), awa)
    came(factories.workshop(), karim)
    days = calendar_year(2016)
    at_massy, paid, everywhere = figures.of_each(
        [Scope(days, site=massy.pk), Scope(days, funder=state.pk), Scope(days)]
    )
    assert (at_massy.support.sessions, at_massy.workshops.sessions) == (1, 0)
    assert (paid.workshops.sessions, paid.people.served, paid.support.sessions) == (1, 1, 0)
    assert (everywhere.workshops.sessions, everywhere.support.sessions) == (2, 2)
    for scope, counted in (
        (Scope(days, site=massy.pk), at_massy),
        (Scope(days, funder=state.pk), paid),
    ):
        for leaf in figures.values(counted):
            if not leaf.path.startswith("means."):
                assert leaf.indicator.proved(scope, leaf.code) == leaf.value, leaf.path


def test_the_page_sets_days_beside_an_evening_and_each_opens_its_list(year, client, sign_in):
    sign_in("director")
    answer = client.get(BOARD)
    page, html = text(answer), answer.content.decode()
    assert "Du 01/01/2016 au 30/06/2016" in page
    assert "Un an avant : du 01/01/2015 au 30/06/2015" in page.replace("\u202f", " ")
    assert "Au soir du 30/06/2016" in page
    for address in (
        "/bilans/tableau-de-bord/2016-01-01_2016-06-30/1.1/",
        "/bilans/tableau-de-bord/le/2016-06-30/running/",
    ):
        assert f'href="{address}"' in html
        assert client.get(address).status_code == 200
    listed = text(client.get("/bilans/tableau-de-bord/2016-01-01_2016-06-30/1.4/?code=feminin"))
    assert "Le tableau de bord dit 1 , la liste en donne 1 ." in listed
    assert "DIALLO Awa" in listed


def test_the_page_says_what_the_report_of_the_year_says(year, client, sign_in):
    with time_machine.travel("2017-01-20 10:00", tick=False):
        sign_in("director")
        page = text(client.get(BOARD, {"du": "2016-01-01", "au": "2016-12-31"}))
    for each in figures.values(year):
        if each.indicator.reach and not each.code:
            assert f"{each.indicator.number} {each.indicator.title} {each.shown}" in page, each.path


def test_every_evening_figure_counts_the_rows_of_its_list(year, client, sign_in):
    sign_in("director")
    for each, n in standing.on(date(2016, 6, 30)):
        assert each.rows(date(2016, 6, 30)).count() == n
        page = text(client.get(reverse("reports:evening", args=[date(2016, 6, 30), each.code])))
        assert f"{n} ce jour-là." in page


def test_the_page_asks_at_most_twelve_times_and_no_more_for_more(year, client, sign_in):
    sign_in("director")
    few = queries_of(client, BOARD)
    for _ in range(4):
        factories.sale()
        factories.support()
    assert queries_of(client, BOARD) == few <= 12


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"du": "2016-05-01", "au": "2016-04-01"}, "Le dernier jour vient après le premier."),
        ({"du": "31/02/2016"}, "Écrivez un jour"),
        ({"lieu": "999"}, "Choisissez dans la liste."),
    ],
)
def test_what_makes_no_sense_is_said(client, sign_in, query, sentence):
    sign_in("director")
    answer = client.get(BOARD, query)
    assert answer.status_code == 422
    assert sentence in text(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("scope", ["2016-02-31_2016-03-01", "2016-03-02_2016-03-01", "demain"])
def test_days_that_are_none_make_no_address(client, sign_in, scope):
    sign_in("director")
    assert client.get(f"/bilans/tableau-de-bord/{scope}/1.1/").status_code == 404
