"""The programme, sessions and cycles, planned and changed at the pages of a counsellor."""

from datetime import date, time

import pytest
import time_machine
from django.urls import reverse

from tests.support import factories
from tests.support.pages import queries_of, text
from workshops.models import Absence, Cycle, Room, Workshop, WorkshopType

PLAN, CYCLE = reverse("workshops:plan"), reverse("workshops:plan_cycle")
CALENDAR, PROGRAMME = reverse("workshops:calendar"), reverse("workshops:programme")


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-03-15 10:00", tick=False):
        yield sign_in("counsellor")


def session(**changes):
    return {
        "title": "Premiers pas",
        "held_on": "2016-03-22",
        "starts_at": "14:00",
        "ends_at": "16:00",
        "capacity": "8",
        "themes": ["email"],
        "is_public": "on",
    } | changes


def cycle(**changes):
    fields = session(first_on="2016-03-22", weekdays=["1"], every="1", last_on="2016-05-10")
    del fields["held_on"]
    return fields | changes


def of(workshop, name):
    return reverse(f"workshops:{name}", args=[workshop.pk])


def test_a_session_follows_the_programme(client):
    kind = factories.workshop_type(level="debutant", equipment=["ordinateur"], capacity=6)
    page = client.get(PLAN, {"type": kind.pk})
    assert page.context["form"]["title"].value() == "Bagage numérique minimum"
    assert page.context["form"]["capacity"].value() == 6
    client.post(PLAN, session(type=kind.pk, level="debutant"))
    assert Workshop.objects.get().type == kind


@pytest.mark.parametrize("words", ["0", "x", "9" * 30, "\x00"])
def test_a_type_that_is_none_starts_from_nothing(client, words):
    assert client.get(PLAN, {"type": words}).context["form"]["title"].value() is None


def test_a_host_of_the_team_is_named(client, nadia):
    client.post(PLAN, session(host=nadia.pk))
    assert Workshop.objects.get().host_name == "Nadia Benali"


def test_a_host_who_is_elsewhere_is_refused_in_words(client, nadia):
    factories.workshop(host=nadia)
    answer = client.post(PLAN, session(host=nadia.pk))
    assert answer.status_code == 422
    assert "a déjà un atelier ou un rendez-vous à cette heure." in text(answer)


def test_what_is_odd_is_said_and_nothing_refused(client, nadia):
    factories.absence(user=nadia, first=date(2016, 3, 28), last=date(2016, 3, 28))
    site, room = factories.site(), factories.room(seats=6, computers=4)
    site.opening_hours.create(weekday=0, opens_at=time(9), closes_at=time(12))
    answer = client.post(
        PLAN,
        session(held_on="2016-03-28", host=nadia.pk, room=room.pk, computers="6"),
        follow=True,
    )
    page = text(answer)
    assert "Ce jour est férié\u202f: Lundi de Pâques." in page
    assert "Nadia Benali est notée absente" in page
    assert "L’atelier déborde des heures d’ouverture" in page
    assert "La salle a 6 places assises." in page
    assert "La salle a 4 ordinateurs." in page


def test_a_session_is_changed(client):
    workshop = factories.workshop()
    answer = client.post(of(workshop, "change"), session(title="Deuxièmes pas", capacity="10"))
    assert answer.url == workshop.get_absolute_url()
    workshop.refresh_from_db()
    assert (workshop.title, workshop.capacity) == ("Deuxièmes pas", 10)
    assert "Prévenez les personnes" not in text(client.get(answer.url))
    client.post(of(workshop, "change"), session(starts_at="15:00"))
    assert "Prévenez les personnes inscrites du changement." in text(client.get(answer.url))


def test_a_session_is_held_again_on_other_days(client):
    workshop = factories.workshop(host=factories.counsellor())
    factories.seat(workshop)
    client.post(of(workshop, "repeat"), {"days": "29/03/2016\n05/04/2016, 29/03/2016"})
    copies = Workshop.objects.exclude(pk=workshop.pk).with_counts().in_order()
    assert [(each.held_on, each.seated) for each in copies] == [
        (date(2016, 3, 29), 0),
        (date(2016, 4, 5), 0),
    ]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ("", "Écrivez au moins une date, par exemple 12/04/2016."),
        ("31/02/2017", "Le 31/02/2017 n’existe pas."),
        ("demain", "«\u202fdemain\u202f» n’est pas une date"),
        ("01/01/2060", "Vérifiez l’année\u202f: 01/01/2060 est bien loin."),
        ("22/03/2016", "Le 22/03/2016\u202f: Cette personne de l’équipe a déjà un atelier"),
    ],
)
def test_copies_that_cannot_be_are_refused_in_words(client, nadia, days, sentence):
    answer = client.post(of(factories.workshop(host=nadia), "repeat"), {"days": days})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert Workshop.objects.count() == 1


def test_a_cycle_over_a_term_leaves_the_holidays_out(client):
    look = text(client.post(CYCLE, cycle(apercu="Voir les dates")))
    assert "6 séances" in look
    assert "mardi 19\u00a0avril 2016 : vacances de printemps" in look
    assert not Workshop.objects.exists()
    client.post(CYCLE, cycle())
    made = Cycle.objects.get()
    days = list(made.workshops.in_order().values_list("held_on", flat=True))
    assert len(days) == 6
    assert days[-1] == date(2016, 5, 10)
    page = text(client.get(made.get_absolute_url()))
    assert "Chaque semaine, le mardi" in page
    assert "mar. 10/05/2016" in page


def test_a_cycle_of_so_many_sessions(client):
    client.post(CYCLE, cycle(last_on="", number="3", every="2"))
    assert Cycle.objects.get().last_on == date(2016, 5, 3)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"weekdays": []}, "Cochez au moins un jour."),
        ({"number": "3"}, "Dites le dernier jour ou le nombre de séances."),
        ({"last_on": ""}, "Dites le dernier jour ou le nombre de séances."),
        ({"last_on": "2016-03-01"}, "Le dernier jour vient après le premier"),
        ({"last_on": "", "number": "59"}, "En un an, ce cycle a"),
        ({"excluded_on": "22/13/2016"}, "Le 22/13/2016 n’existe pas."),
        ({"last_on": "2016-03-22", "excluded_on": "22/03/2016"}, "Aucun jour ne reste"),
        ({"ends_at": "13:00"}, "L’atelier finit après avoir commencé."),
    ],
)
def test_a_cycle_that_cannot_be_is_refused_in_words(client, changes, sentence):
    answer = client.post(CYCLE, cycle(**changes))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Workshop.objects.exists()


@pytest.mark.parametrize("view", ["mois", "semaine"])
def test_the_calendar_draws_a_month_or_a_week(client, view):
    workshop = factories.workshop(capacity=1)
    factories.seat(workshop)
    factories.workshop(title="Ailleurs", held_on=date(2016, 5, 3))
    page = text(client.get(CALENDAR, {"vue": view, "jour": "2016-03-22"}))
    assert "14\u00a0h Ma première adresse électronique complet" in page
    assert "Ailleurs" not in page


def test_the_calendar_says_who_is_away_and_what_is_off(client):
    factories.absence()
    page = text(client.get(CALENDAR))
    assert "Mars 2016" in page
    assert "Nadia Benali absent·e" in page
    assert "Lundi de Pâques" in page


@pytest.mark.parametrize("day", ["x", "0001-01-01", "9999-12-31", "\x00"])
def test_a_day_that_is_none_shows_today(client, day):
    assert client.get(CALENDAR, {"jour": day}).context["agenda"].day == date(2016, 3, 15)


def test_a_full_month_asks_no_more_than_an_empty_one(client):
    few = queries_of(client, CALENDAR)
    for n in range(1, 20):
        factories.seat(factories.workshop(held_on=date(2016, 3, n)))
    assert queries_of(client, CALENDAR) == few


def test_the_programme_is_kept(client, nadia):
    answer = client.post(reverse("workshops:add_type"), {
        "name": "Seniors", "minutes": "90", "themes": ["navigation_sur_internet"], "capacity": "6",
    })  # fmt: skip
    assert answer.status_code == 302, text(answer)
    kind = WorkshopType.objects.get()
    client.post(
        of(kind, "type"),
        {"name": "Seniors", "minutes": "60", "themes": ["navigation_sur_internet"]},
    )
    client.post(reverse("workshops:add_room"), {
        "site": nadia.site.pk, "name": "Grande salle", "seats": "12", "computers": "8",
    })  # fmt: skip
    client.post(reverse("workshops:hours"), {"day-0": "9:00-12:30, 14:00-18:00", "day-5": ""})
    client.post(
        reverse("workshops:note_absence"),
        {"user": nadia.pk, "first": "2016-03-20", "last": "2016-03-21"},
    )
    page = text(client.get(PROGRAMME))
    assert "Seniors 1\u00a0h" in page.replace("Seniors  ", "Seniors ")
    assert "12 places, 8 ordinateurs" in page
    assert "lundi, de 9\u00a0h à 12\u00a0h\u00a030 et de 14\u00a0h à 18\u00a0h" in page
    assert "Nadia Benali : du 20/03/2016 au 21/03/2016" in page
    client.post(of(Absence.objects.get(), "take_back_absence"))
    client.post(of(kind, "withdraw_type"))
    client.post(of(Room.objects.get(), "room"), {
        "site": nadia.site.pk, "name": "Grande salle", "seats": "12", "computers": "8",
        "closed_on": "2016-03-01",
    })  # fmt: skip
    page = text(client.get(PROGRAMME))
    assert "Personne n’est noté absent." in page
    assert "Le programme est vide." in page
    assert "fermée depuis le 01/03/2016" in page


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ("9h-12h", "Écrivez les heures comme 9:00-12:30."),
        ("12:00-9:00", "La fermeture vient après l’ouverture."),
        ("9:00-12:00,11:00-14:00", "Deux ouvertures du lundi se chevauchent."),
    ],
)
def test_hours_that_cannot_be_are_refused_in_words(client, hours, sentence):
    answer = client.post(reverse("workshops:hours"), {"day-0": hours})
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_an_absence_ends_after_it_begins(client, nadia):
    answer = client.post(
        reverse("workshops:note_absence"), {"first": "2016-03-20", "last": "2016-03-19"}
    )
    assert answer.status_code == 422
    assert "Le dernier jour ne précède pas le premier." in text(answer)
