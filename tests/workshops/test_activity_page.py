"""The tab of a person's file with workshops and support, and noting a session of support."""

from datetime import date
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from pimms.kernel.templatetags.french import NARROW
from tests.support import factories
from tests.support.pages import queries_of, text
from workshops import services
from workshops.models import Registration, SupportSession
from workshops.themes import Theme


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-03-15 10:00", tick=False):
        yield sign_in("counsellor")


@pytest.fixture
def awa(db):
    return factories.person()


def tab(person):
    return reverse("workshops:activity", args=[person.pk])


def support(person):
    return reverse("workshops:support", args=[person.pk])


def session(**more):
    return {
        "held_on": "2016-03-15",
        "duration": "30",
        "other_duration": "",
        "themes": ["email", "aide_aux_demarches_administratives"],
        "notes": "",
    } | more


def test_the_tab_says_the_time_spent_and_how_the_workshops_went(client, awa):
    factories.support(awa, minutes=45)
    factories.support(awa, minutes=30)
    came = factories.seat(factories.workshop(held_on=date(2016, 3, 1)), awa)
    services.mark(came.workshop, present={came.pk}, absent=set(), by=factories.counsellor())
    factories.seat(factories.workshop(title="Bureautique", held_on=date(2016, 4, 1)), awa)
    factories.seat(factories.workshop(title="Emploi", held_on=date(2016, 2, 1)), awa)
    page = text(client.get(tab(awa)))
    assert "2 séances, 1\u00a0h\u00a015 en tout." in page
    assert "Ma première adresse électronique Présente" in page
    assert "Bureautique Inscrite" in page
    assert "Emploi Non noté" in page


def test_an_empty_tab_says_so(client, awa):
    page = text(client.get(tab(awa)))
    assert "Aucun accompagnement n’est encore noté." in page
    assert "Aucun atelier pour l’instant." in page
    assert "Aucun atelier n’est prévu." in page


def test_somebody_takes_a_seat_from_their_file(client, awa):
    workshop = factories.workshop()
    assert "22/03/2016, 14\u00a0h – Ma première adresse électronique, places libres" in text(
        client.get(tab(awa))
    )
    answer = client.post(tab(awa), {"workshop": workshop.pk})
    assert answer.url == tab(awa)
    assert Registration.objects.get().beneficiary == awa


@pytest.mark.parametrize(
    ("held_on", "sentence"),
    [
        (date(2016, 3, 22), "Cet atelier est complet\u202f: toutes les places sont prises."),
        (date(2016, 3, 14), "Cet atelier n’est plus proposé."),
    ],
)
def test_a_seat_that_is_not_to_be_had_is_refused_in_words(client, awa, held_on, sentence):
    workshop = factories.workshop(held_on=held_on, capacity=1)
    factories.workshop(title="Un autre")
    factories.seat(workshop)
    answer = client.tamper(tab(awa), {"workshop": workshop.pk})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert Registration.objects.count() == 1


def test_a_session_is_noted_with_its_time_and_themes(client, awa):
    answer = client.post(support(awa), session(notes="Adresse créée."), follow=True)
    noted = SupportSession.objects.get()
    assert (noted.minutes, noted.held_on, noted.recorded_by.name) == (
        30, date(2016, 3, 15), "Nadia Benali",
    )  # fmt: skip
    assert set(noted.themes) == {"email", "aide_aux_demarches_administratives"}
    assert "Accompagnement enregistré" in text(answer)
    assert "Adresse créée." in text(answer)


def test_the_day_is_today_unless_said_otherwise(client, awa):
    assert client.get(support(awa)).context["form"]["held_on"].value() == date(2016, 3, 15)
    client.post(support(awa), session(held_on="10/03/2016"))
    assert SupportSession.objects.get().held_on == date(2016, 3, 10)


def test_another_duration_is_written_in_minutes(client, awa):
    client.post(support(awa), session(duration="", other_duration="50"))
    assert SupportSession.objects.get().minutes == 50


def test_a_form_sent_twice_is_one_session(client, awa):
    client.post(support(awa), session())
    client.again()
    assert SupportSession.objects.count() == 1


def test_the_way_back_opens_a_fresh_form(client, awa):
    before, after = client.get(support(awa)), client.get(support(awa))
    assert "no-store" in before.headers["Cache-Control"]
    assert before.context["form"]["key"].value() != after.context["form"]["key"].value()


def test_every_theme_is_offered_once_and_other_comes_last(client, awa):
    themes = [code for code, _ in client.get(support(awa)).context["form"].fields["themes"].choices]
    assert sorted(themes) == sorted(Theme.values)
    assert themes[-1] == Theme.OTHER


def test_the_notes_warn_of_what_must_not_be_written(client, awa):
    assert "Pas de donnée sensible" in text(client.get(support(awa)))


NOT_MINUTES = "Indiquez un nombre de minutes, de 1 à 1440."
STALE = f"Cette page n’est plus valable{NARROW}: rouvrez-la et recommencez."


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"held_on": ""}, "held_on", "Indiquez le jour, par exemple 15/03/1984."),
        ({"held_on": "2016-03-16"}, "held_on", "Ce jour n’est pas encore venu."),
        (
            {"held_on": "0016-03-15"},
            "held_on",
            f"La personne n’était pas née{NARROW}: vérifiez l’année.",
        ),
        ({"duration": ""}, "duration", "Indiquez la durée."),
        (
            {"other_duration": "50"},
            "duration",
            "Choisissez une durée ou écrivez-en une, pas les deux.",
        ),
        ({"duration": "31"}, "duration", "Choisissez une durée de la liste."),
        ({"duration": "", "other_duration": "-1"}, "other_duration", NOT_MINUTES),
        ({"duration": "", "other_duration": "1000000000"}, "other_duration", NOT_MINUTES),
        ({"duration": "", "other_duration": "une heure"}, "other_duration", NOT_MINUTES),
        ({"themes": []}, "themes", "Cochez au moins un thème."),
        ({"themes": ["cuisine"]}, "themes", "Choisissez les thèmes dans la liste."),
        ({"key": "x"}, "key", STALE),
    ],
)
def test_a_session_that_cannot_be_is_refused_in_words(client, awa, wrong, field, sentence):
    answer = client.tamper(support(awa), session(**wrong))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [sentence]}
    assert sentence in unescape(answer.content.decode())
    assert not SupportSession.objects.exists()


def test_twenty_lines_ask_no_more_than_two(client, awa):
    for _ in range(2):
        factories.support(awa)
        factories.seat(factories.workshop(), awa)
    few = queries_of(client, tab(awa))
    for _ in range(18):
        factories.support(awa)
        factories.seat(factories.workshop(), awa)
    assert queries_of(client, tab(awa)) == few <= 12
