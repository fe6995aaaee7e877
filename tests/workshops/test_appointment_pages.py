"""Appointments: taken from a person's file, kept by one of the team, closed in one click."""

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Entry
from tests.support import factories
from tests.support.pages import text
from workshops.models import Appointment


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-03-15 10:00", tick=False):
        yield sign_in("counsellor")


@pytest.fixture
def awa(nadia):
    return factories.person()


def of(person):
    return reverse("workshops:appointments", args=[person.pk])


def ask(client, person, with_whom, **words):
    fields = {"day": "2016-03-17", "time": "14:30", "minutes": "30", "host": with_whom.pk}
    return client.post(of(person), fields | words)


def test_an_appointment_is_taken_and_said(client, nadia, awa):
    answer = ask(client, awa, nadia, subject="Ouvrir une adresse électronique")
    assert answer.url == of(awa)
    page = text(client.get(of(awa)))
    said = "jeudi 17\u00a0mars 2016 à 14\u00a0h\u00a030, avec Nadia Benali."
    assert f"Rendez-vous le {said}" in page
    assert "Ouvrir une adresse électronique" in page
    assert Entry.objects.filter(verb="appointment.made").count() == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"day": "2016-03-14"}, "Choisissez un jour d’ici un an."),
        ({"day": "2018-01-01"}, "Choisissez un jour d’ici un an."),
        ({"day": "2016-03-15", "time": "09:00"}, "Ce créneau est déjà passé."),
        ({"time": ""}, "Indiquez l’heure, par exemple 14:30."),
        ({"time": "25:00"}, "Indiquez l’heure, par exemple 14:30."),
        ({"minutes": "7"}, "Choisissez une durée de la liste."),
        ({"host": "0"}, "Choisissez une personne de l’équipe."),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_words(client, nadia, awa, words, sentence):
    fields = {"day": "2016-03-17", "time": "14:30", "minutes": "30", "host": nadia.pk}
    answer = client.tamper(of(awa), fields | words)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Appointment.objects.exists()


def test_a_time_that_is_taken_is_refused(client, nadia, awa):
    ask(client, factories.person(last_name="Lopez"), nadia)
    answer = ask(client, awa, nadia, time="14:45")
    assert answer.status_code == 422
    assert "Ce créneau est déjà pris" in text(answer)


@pytest.mark.parametrize(
    ("status", "said"), [("held", "tenu"), ("missed", "manqué"), ("cancelled", "annulé")]
)
def test_what_came_of_it_is_noted(client, nadia, awa, status, said):
    ask(client, awa, nadia)
    appointment = Appointment.objects.get()
    close = reverse("workshops:close_appointment", args=[appointment.pk])
    assert client.post(close, {"status": status}).url == of(awa)
    assert f"Rendez-vous {said}." in text(client.get(of(awa)))
    appointment.refresh_from_db()
    assert appointment.status == status


def test_a_cancelled_appointment_stays_cancelled(client, nadia, awa):
    ask(client, awa, nadia)
    close = reverse("workshops:close_appointment", args=[Appointment.objects.get().pk])
    client.post(close, {"status": "cancelled"})
    client.forge(close, {"status": "held"})
    assert "Ce rendez-vous est annulé" in text(client.get(of(awa)))
    client.forge(close, {"status": "n’importe quoi"})
    assert "Choisissez tenu, manqué ou annulé." in text(client.get(of(awa)))
