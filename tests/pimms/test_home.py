"""Home by role, and the pages that everybody may read."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from pimms import views
from pimms.kernel.templatetags.french import NARROW
from tests.support import factories
from tests.support.pages import queries_of, text

HOME = reverse("home")


@pytest.fixture(autouse=True)
def _in_march():
    with time_machine.travel("2016-03-15 10:00", tick=False):
        yield


def test_a_counsellor_is_at_the_counter(client, sign_in):
    sign_in("counsellor")
    assert client.get(HOME).url == reverse("counter:counter")


def test_the_desk_shows_the_workshops_of_today_and_the_next_ones(client, sign_in):
    sign_in("director")
    factories.seat(factories.workshop(title="E-mail", held_on=date(2016, 3, 15)))
    factories.workshop(title="Bureautique", held_on=date(2016, 3, 24), capacity=None)
    factories.workshop(title="Hier", held_on=date(2016, 3, 14))
    page = text(client.get(HOME))
    assert "E-mail aujourd’hui, 14\u00a0h 1/8" in page
    assert "Bureautique jeudi 24\u00a0mars 2016, 14\u00a0h 0" in page
    assert "Hier" not in page


def test_the_desk_shows_the_referrals_that_wait_the_oldest_first(client, sign_in):
    sign_in("director")
    factories.referral(last_name="Traoré", on=date(2016, 3, 12))
    factories.referral(last_name="Lopez", on=date(2016, 3, 3))
    factories.referral(factories.person())
    page = text(client.get(HOME))
    assert f"Orientations à examiner{NARROW}: 2" in page
    assert page.index("LOPEZ") < page.index("TRAORÉ")
    assert "12 j ours d’attente" in page


@pytest.mark.parametrize(
    ("starts_on", "shown"),
    [
        (date(2015, 3, 15), False),  # ended yesterday
        (date(2015, 3, 16), True),  # ends today
        (date(2015, 4, 15), True),  # last day 14/04, thirty days on
        (date(2015, 4, 16), False),
    ],
)
def test_the_desk_shows_whose_twelve_months_end_within_thirty_days(
    client, sign_in, starts_on, shown
):
    sign_in("director")
    factories.enrolment(starts_on=starts_on)
    assert ("DIALLO Awa" in text(client.get(HOME))) is shown


def test_somebody_already_enrolled_again_is_not_announced(client, sign_in):
    sign_in("director")
    awa = factories.person()
    factories.enrolment(awa, starts_on=date(2015, 4, 1))
    factories.enrolment(awa, starts_on=date(2016, 4, 1))
    assert "Aucune inscription ne finit d’ici trente jours." in text(client.get(HOME))


def test_the_desk_names_the_people_who_may_be_one(client, sign_in):
    sign_in("director")
    factories.person(last_name="Diallo", born_on=date(1984, 5, 6))
    double = factories.person(last_name="Dialo", born_on=date(1984, 5, 6))
    page = client.get(HOME)
    assert f"Doublons possibles{NARROW}: 1" in text(page)
    assert double.get_absolute_url() in page.content.decode()


def test_an_empty_desk_says_so(client, sign_in):
    sign_in("director")
    page = text(client.get(HOME))
    assert "Aucun atelier n’est prévu." in page
    assert "Toutes les orientations ont leur réponse." in page
    assert "Doublons" not in page


def test_the_director_finds_the_figures_and_the_import(client, sign_in):
    sign_in("director")
    page = client.get(HOME).content.decode()
    assert reverse("reports:year", args=[2016]) in page
    assert reverse("register:uploads") in page


def test_a_social_worker_finds_their_referrals_and_no_others(client, sign_in):
    karim = sign_in("social_worker")
    factories.referral(last_name="Traoré", by=karim)
    lucie = factories.social_worker("lucie@mission.example", factories.organisation())
    factories.referral(last_name="Lopez", by=lucie, organisation=factories.organisation())
    page = client.get(HOME)
    assert reverse("beneficiaries:refer") in page.content.decode()
    assert "TRAORÉ" in text(page)
    assert "À examiner" in text(page)
    assert "LOPEZ" not in text(page)


def test_a_busy_desk_asks_no_more_than_a_quiet_one(client, sign_in):
    sign_in("director")
    for first_name in ("Issa", "Isa"):  # a pair to decide on: the block is on the page throughout
        factories.person(first_name=first_name, born_on=date(1984, 5, 6))

    def more(times):
        for _ in range(times):
            factories.seat(factories.workshop())
            factories.referral()
            factories.enrolment(starts_on=date(2015, 3, 20))

    more(2)
    few = queries_of(client, HOME)
    more(18)
    assert queries_of(client, HOME) == few <= 12


# --- for everybody --------------------------------------------------------------------------


def test_whoever_is_not_signed_in_is_sent_to_the_door(client):
    assert client.get(HOME).url.startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("accessibility", ["non conforme", "RGAA 4.1", "Défenseur des droits", "axe-core"]),
        ("privacy", ["Deux ans après votre dernier contact", "CNIL", "intérêt légitime"]),
    ],
)
def test_the_public_pages_are_open_to_whoever_comes(client, db, name, words):
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert [word for word in words if word not in text(answer)] == []


def test_a_page_that_is_not_there_says_so_in_the_house_s_own_words(client, sign_in):
    sign_in("counsellor")
    answer = client.get("/nulle-part/")
    assert answer.status_code == 404
    assert "Page introuvable" in text(answer)


def test_a_request_that_makes_no_sense_keeps_the_page_around_its_answer(rf, db):
    request = rf.get("/")
    request.user = factories.counsellor()
    answer = views.bad_request(request, ValueError())
    assert answer.status_code == 400
    assert "Pimms d’Antony" in text(answer)
