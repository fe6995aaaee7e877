"""What people can do, on screen: measured in a minute, corrected in the open, shown on a paper."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from tests.support import factories, skills
from tests.support.pages import queries_of, text
from workshops.models import SkillGrid, SkillMeasure

Moment = SkillMeasure.Moment
PROGRESS = reverse("workshops:progress")


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-03-20 09:30", tick=False):
        yield sign_in("counsellor")


@pytest.fixture
def awa(nadia):
    return factories.person()


def asked(**levels) -> dict:
    words = {"occasion": Moment.ENTRY, "measured_on": "15/03/2016"}
    return words | {f"level-{code}": level for code, level in levels.items()}


def measure(client, person, words):
    return client.post(reverse("workshops:measure_skills", args=[person.pk]), words, follow=True)


def shown(client, person) -> str:
    return text(client.get(reverse("workshops:skills", args=[person.pk])))


def test_a_measure_is_noted_and_shown(client, awa):
    answer = measure(client, awa, asked(courriel=1, internet=2))
    assert "Les compétences sont notées." in text(answer)
    assert SkillMeasure.objects.get().levels == {"courriel": 1, "internet": 2}


def test_the_same_measure_sent_twice_is_one(client, awa):
    for answer in (measure(client, awa, asked(courriel=1)), client.again()):
        assert answer.status_code == 200
    assert SkillMeasure.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"level-courriel": "9"},
        {"measured_on": "31/02/2016"},
        {"measured_on": "15/03/2030"},
        {"occasion": "jadis"},
        {"key": "x"},
        {"level-courriel": ""},
    ],
)
def test_nonsense_is_refused_with_a_sentence_and_notes_nothing(client, awa, wrong):
    page = reverse("workshops:measure_skills", args=[awa.pk])
    answer = client.tamper(page, asked(courriel=1) | wrong)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode() or "invalid-feedback" in (
        answer.content.decode()
    )
    assert not SkillMeasure.objects.exists()


def test_a_mistake_is_put_right_and_stays_readable(client, awa):
    wrong = skills.measure(awa, levels={"courriel": 3})
    url = reverse("workshops:correct_measure", args=[wrong.pk])
    answer = client.post(url, {"level-courriel": 1}, follow=True)
    assert "l’ancienne reste dans l’historique" in text(answer)
    assert [each.levels for each in SkillMeasure.objects.order_by("pk")] == [
        {"courriel": 3},
        {"courriel": 1},
    ]
    assert [each.levels for each in SkillMeasure.objects.standing()] == [{"courriel": 1}]


def test_the_radar_says_in_words_what_it_draws(client, awa):
    skills.both_ends(awa, {"courriel": 1}, {"courriel": 3}, left_on=date(2016, 3, 18))
    page = client.get(reverse("workshops:skills", args=[awa.pk]))
    assert page.context["wheel"]
    assert "Messagerie\u202f: sans aide" in page.context["wheel_words"]
    assert page.context["wheel_words"] in page.content.decode()


def test_the_paper_says_what_the_person_can_do_alone(client, awa):
    skills.both_ends(awa, {"courriel": 1}, {"courriel": 3}, left_on=date(2016, 3, 18))
    answer = client.get(reverse("workshops:progress_paper", args=[awa.pk]))
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(b"".join(answer)))
    words = " ".join(page.extract_text() for page in reader.pages)
    assert "Mes progrès" in words
    assert reader.trailer["/Root"]["/Lang"].startswith("fr")


def test_before_and_after_says_how_many_were_really_measured(client, awa):
    skills.both_ends(awa, {"courriel": 1}, {"courriel": 3}, left_on=date(2016, 3, 18))
    karim = factories.person(first_name="Karim")
    skills.measure(karim)
    for person in (awa, karim):
        factories.support(person)
    page = client.get(PROGRESS, {"du": "2016-01-01", "au": "2016-12-31"})
    assert page.status_code == 200
    assert page.context["figures"].at_both == 1
    assert page.context["figures"].accompanied == 2


def test_progress_costs_as_many_questions_for_one_as_for_many(client, awa):
    skills.both_ends(awa, {"courriel": 1}, {"courriel": 3}, left_on=date(2016, 3, 18))
    one = queries_of(client, PROGRESS)
    for first in ("Karim", "Lin", "Sara"):
        person = factories.person(first_name=first)
        skills.both_ends(person, {"courriel": 1}, {"courriel": 2}, left_on=date(2016, 3, 18))
    assert queries_of(client, PROGRESS) == one
    assert one <= 12


def test_a_person_with_many_measures_costs_no_more(client, awa):
    url = reverse("workshops:skills", args=[awa.pk])
    noted = skills.measure(awa, levels={"internet": 1})
    few = queries_of(client, url)
    for level in (2, 3, 2, 1):
        noted = skills.correct(noted, levels={"internet": level})
    assert queries_of(client, url) <= few


def test_only_the_director_writes_a_new_grid(client, sign_in):
    url = reverse("workshops:new_skill_grid")
    assert client.get(url).status_code == 403
    sign_in("director")
    page = client.get(url)
    assert page.status_code == 200
    words = {name: value for name, value in page.context["form"].initial.items() if value}
    words |= {"name": "Grille de printemps", "starts_on": "01/04/2016"}
    answer = client.post(url, words, follow=True)
    assert "La nouvelle grille est enregistrée." in text(answer)
    assert SkillGrid.objects.in_force_on(date(2016, 4, 2)).name == "Grille de printemps"


def test_a_grid_cannot_begin_before_tomorrow(client, sign_in):
    sign_in("director")
    answer = client.post(
        reverse("workshops:new_skill_grid"), {"name": "Hier", "starts_on": "19/03/2016"}
    )
    assert answer.status_code == 422
