"""The surveys of a year in its report: marked questions, small counts hidden, frozen with it."""

import json
from datetime import date

import pytest

from reports import ccas, content, figures, notes
from surveys.models import Question
from tests.support import factories, surveys
from tests.support.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    campaign = surveys.campaign()
    for _ in range(6):
        surveys.answer(campaign, internet="oui", souhaits="Écrire")
    for _ in range(2):
        surveys.answer(campaign, internet="non", raisons=["prix"])
    factories.support()
    return figures.of_year(2016)


def test_only_marked_questions_are_told_and_small_counts_are_hidden(year):
    (home,) = year.needs.questions
    assert (year.needs.responses, home.label, home.given, home.asked) == (8, "Internet", 8, 8)
    # Two said no: shown, six would give them away.
    assert [(line.label, line.count) for line in home.lines] == [("Oui", None), ("Non", None)]


def test_the_report_tells_them_on_the_page(year, client, sign_in):
    sign_in("director")
    page = text(client.get("/bilans/2016/"))
    assert "Ce que disent les habitants" in page
    assert "8 réponses sur 8 personnes interrogées" in page
    assert "besoins" in [
        section.code for section in ccas.report(year, on=date(2017, 1, 5)).sections
    ]


def test_they_are_frozen_with_the_year_and_are_none_of_its_agreed_keys(year):
    kept = content.written(content.Content(year, notes.ALL))
    assert content.read(kept).year.needs == year.needs
    assert "needs" not in year.as_json()


def test_a_report_frozen_before_there_were_surveys_is_still_read(year):
    kept = json.loads(content.written(content.Content(year, notes.ALL)))
    del kept["year"]["needs"]
    assert content.read(json.dumps(kept)).year.needs.responses == 0


def test_a_year_without_a_survey_says_nothing_of_it():
    factories.support()
    assert Question.objects.count() == 0
    report = ccas.report(figures.of_year(2016), on=date(2017, 1, 5))
    assert "besoins" not in [section.code for section in report.sections]
