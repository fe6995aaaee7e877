"""The calendar, one workshop, who has a seat and who came."""

from datetime import date, time
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from pimms.kernel.templatetags.french import NARROW
from tests.support import factories
from tests.support.pages import queries_of, text
from workshops.models import Registration, Workshop

CALENDAR = reverse("workshops:workshops")
PLAN = reverse("workshops:plan")


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-03-15 10:00", tick=False):
        yield sign_in("counsellor")


def details(**more):
    return {
        "title": "Seniors : premiers pas",
        "held_on": "2016-03-22",
        "starts_at": "14:00",
        "ends_at": "16:00",
        "place": "Place des Baconnets",
        "host_name": "Nadia",
        "capacity": "8",
        "themes": ["navigation_sur_internet", "email"],
    } | more


def search(client, workshop):
    client.search(workshop.get_absolute_url(), "awa diallo")


def register(client, workshop, person):
    """Presses the button beside who was found."""
    url = reverse("workshops:register", args=[workshop.pk])
    return client.post(url, {"beneficiary": person.pk})


def mark(client, workshop, **statuses):
    return client.post(reverse("workshops:mark", args=[workshop.pk]), statuses)


# --- the calendar ---------------------------------------------------------------------------


def test_the_workshops_to_come_stand_first_the_next_one_first(client):
    later = factories.workshop(title="Bureautique", held_on=date(2016, 4, 5))
    today = factories.workshop(title="E-mail", held_on=date(2016, 3, 15))
    factories.workshop(title="Hier", held_on=date(2016, 3, 14))
    assert list(client.get(CALENDAR).context["coming"]) == [today, later]


def test_a_workshop_of_the_list_says_its_places_left_and_a_past_one_who_came(client):
    full = factories.workshop(capacity=1)
    factories.seat(full)
    past = factories.workshop(held_on=date(2016, 3, 1), capacity=None)
    came = factories.seat(past)
    factories.seat(past)
    mark(client, past, **{f"status-{came.pk}": "present"})
    page = text(client.get(CALENDAR))
    assert "1 complet" in page
    assert "mar. 01/03/2016" in page
    assert [each.present for each in client.get(CALENDAR).context["held"]] == [1, 0]


def test_the_calendar_is_leafed_through_by_month(client):
    old = factories.workshop(held_on=date(2015, 11, 3))
    factories.workshop()
    answer = client.get(CALENDAR, {"mois": 11, "annee": 2015})
    assert list(answer.context["held"]) == [old]
    assert "Novembre 2015" in text(answer)
    assert "← octobre 2015" not in text(answer)
    assert "décembre 2015 →" in text(answer)


@pytest.mark.parametrize(
    "query", [{"mois": "13", "annee": "2016"}, {"mois": "x"}, {"annee": "9999"}, {"mois": "\x00"}]
)
def test_a_month_that_is_none_shows_this_one(client, query):
    factories.workshop()
    assert client.get(CALENDAR, query).context["month"] == date(2016, 3, 1)


def test_an_empty_calendar_says_what_to_do(client):
    answer = client.get(CALENDAR)
    assert "Aucun atelier n’est prévu." in text(answer)
    assert PLAN in answer.content.decode()


def test_twenty_workshops_ask_no_more_than_two(client):
    for n in range(2):
        factories.seat(factories.workshop(held_on=date(2016, 3, 15 + n)))
    few = queries_of(client, CALENDAR)
    for n in range(18):
        factories.seat(factories.workshop(held_on=date(2016, 3, 10 + n)))
    assert queries_of(client, CALENDAR) == few <= 12


# --- planning -------------------------------------------------------------------------------


def test_a_workshop_is_planned(client):
    answer = client.post(PLAN, details(), follow=True)
    workshop = Workshop.objects.get()
    assert answer.redirect_chain == [(workshop.get_absolute_url(), 302)]
    assert (workshop.held_on, workshop.starts_at, workshop.capacity) == (
        date(2016, 3, 22), time(14), 8,
    )  # fmt: skip
    assert f"L’atelier «{NARROW}Seniors : premiers pas{NARROW}» est au calendrier." in text(answer)
    assert "Mardi 22\u00a0mars 2016, de 14\u00a0h à 16\u00a0h" in text(answer)
    assert "E-mail" in text(answer)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Ce champ est obligatoire."),
        ("held_on", "31/02/2016", "Ce jour n’existe pas\u202f; écrivez-le comme 15/03/1984."),
        ("held_on", "0216-03-22", "Vérifiez l’année\u202f: 22/03/216 est bien loin."),
        ("held_on", "2061-03-22", "Vérifiez l’année\u202f: 22/03/2061 est bien loin."),
        ("ends_at", "13:00", "L’atelier finit après avoir commencé."),
        ("capacity", "0", "Un atelier a au moins une place."),
        ("themes", [], "Cochez au moins un thème."),
        ("themes", ["cuisine"], "Choisissez les thèmes dans la liste."),
    ],
)
def test_a_workshop_that_cannot_be_is_refused_in_words(client, field, value, sentence):
    answer = client.tamper(PLAN, details(**{field: value}))
    assert answer.status_code == 422
    assert sentence in unescape(answer.content.decode())
    assert not Workshop.objects.exists()


# --- registrations --------------------------------------------------------------------------


def test_somebody_found_takes_a_seat(client):
    workshop, awa = factories.workshop(), factories.person()
    found = client.search(workshop.get_absolute_url(), "dial")
    assert "DIALLO Awa" in text(found)
    answer = register(client, workshop, awa)
    assert answer.url == workshop.get_absolute_url()
    page = text(client.get(answer.url))
    assert "DIALLO Awa a sa place." in page
    assert "1 sur 8" in page
    assert "déjà dans la liste" in text(client.search(answer.url, "awa diallo"))


def test_the_search_while_typing_answers_with_the_list_alone(client):
    workshop = factories.workshop()
    factories.person()
    answer = client.post(workshop.get_absolute_url(), {"q": "dial"}, headers={"hx-request": "true"})
    assert "DIALLO Awa" in text(answer)
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize("words", ["", "d", "\x00", "é" * 5000, "00/00/0000"])
def test_a_search_that_is_none_finds_nobody(client, words):
    workshop = factories.workshop()
    factories.person()
    assert "DIALLO" not in text(client.search(workshop.get_absolute_url(), words))


def test_nobody_found_leads_to_a_new_file(client):
    answer = client.search(factories.workshop().get_absolute_url(), "zzz")
    assert "Personne ne répond à cette recherche." in text(answer)
    assert reverse("beneficiaries:new") in answer.content.decode()


def test_a_full_room_is_refused_in_words(client):
    workshop, awa = factories.workshop(capacity=1), factories.person()
    search(client, workshop)
    factories.seat(workshop, factories.person(last_name="Lopez"))
    answer = register(client, workshop, awa)
    assert answer.status_code == 422
    assert "Cet atelier est complet\u202f: toutes les places sont prises." in text(answer)
    assert Registration.objects.count() == 1


def test_nobody_sits_twice(client):
    workshop, awa = factories.workshop(), factories.person()
    search(client, workshop)
    register(client, workshop, awa)
    answer = client.again()
    assert answer.status_code == 422
    assert "Cette personne est déjà inscrite à cet atelier." in text(answer)
    assert Registration.objects.count() == 1


def test_a_cancelled_workshop_takes_nobody(client):
    workshop, awa = factories.workshop(), factories.person()
    search(client, workshop)
    Workshop.objects.update(cancelled_at="2016-03-14T10:00Z")
    assert "Cet atelier est annulé." in text(register(client, workshop, awa))


@pytest.mark.parametrize(
    ("nobody", "sentence"),
    [
        ("", "Choisissez une personne."),
        ("x", "Cette personne n’a pas de dossier."),
        ("9" * 30, "Cette personne n’a pas de dossier."),
    ],
)
def test_a_seat_for_nobody_is_refused_in_words(client, nobody, sentence):
    url = reverse("workshops:register", args=[factories.workshop().pk])
    answer = client.forge(url, {"beneficiary": nobody})
    assert answer.status_code == 422
    assert sentence in text(answer)


@pytest.mark.parametrize("name", ["register", "mark"])
def test_whoever_comes_back_from_signing_in_finds_the_workshop(client, name):
    workshop = factories.workshop()
    answer = client.get(reverse(f"workshops:{name}", args=[workshop.pk]))
    assert answer.url == workshop.get_absolute_url()


# --- attendance -----------------------------------------------------------------------------


def test_the_whole_room_is_marked_at_once_and_may_be_marked_again(client):
    workshop = factories.workshop()
    awa, moussa, lin = (
        factories.seat(workshop, factories.person(first_name=name))
        for name in ("Awa", "Moussa", "Lin")
    )
    answer = mark(
        client, workshop, **{f"status-{awa.pk}": "present", f"status-{moussa.pk}": "absent"}
    )
    assert answer.url == workshop.get_absolute_url()
    assert "Les présences sont enregistrées." in text(client.get(answer.url))
    statuses = Registration.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["present", "absent", "registered"]
    others = {f"status-{awa.pk}": "registered", f"status-{moussa.pk}": "registered"}
    mark(client, workshop, **others, **{f"status-{lin.pk}": "present"})
    assert list(statuses.all()) == ["registered", "registered", "present"]


def test_an_attendance_that_is_none_is_refused_in_words(client):
    seat = factories.seat()
    url = reverse("workshops:mark", args=[seat.workshop.pk])
    answer = client.tamper(url, {f"status-{seat.pk}": "peut-être"})
    assert answer.status_code == 422
    assert "Choisissez présent ou absent." in text(answer)


def test_the_list_agrees_with_the_person(client):
    seat = factories.seat()
    page = text(client.get(seat.workshop.get_absolute_url()))
    assert "Présente" in page
    assert "Absente" in page


def test_a_room_of_twenty_asks_no_more_than_one_of_two(client):
    workshop = factories.workshop(capacity=None)
    for _ in range(2):
        factories.seat(workshop)
    few = queries_of(client, workshop.get_absolute_url())
    for _ in range(18):
        factories.seat(workshop)
    assert queries_of(client, workshop.get_absolute_url()) == few <= 12


def test_a_workshop_that_is_none_is_not_found(client):
    assert client.get(reverse("workshops:workshop", args=[10**12])).status_code == 404
