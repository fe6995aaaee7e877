"""What people learnt in a year, in its report: only of those measured, small counts hidden."""

import json
from datetime import date

import pytest

from reports import ccas, content, figures, notes
from tests.support import factories, skills
from tests.support.pages import text

pytestmark = pytest.mark.django_db

LEFT = date(2016, 6, 14)


@pytest.fixture
def year():
    """Six learnt to write an e-mail alone, one of them could before; a seventh was not measured."""
    for n in range(6):
        person = factories.person(first_name=f"Awa {n}")
        factories.support(person)
        before = {"courriel": 3 if n == 0 else 1, "internet": 1}
        skills.both_ends(person, before, {"courriel": 3, "internet": 1}, left_on=LEFT)
    factories.support(factories.person(first_name="Lin"))
    return figures.of_year(2016)


def test_only_those_measured_at_both_ends_are_told(year):
    assert (year.learning.accompanied, year.learning.measured) == (7, 6)
    mail = next(skill for skill in year.learning.skills if skill.after)
    # One could before: hidden, and the six who can after give nobody away.
    assert (mail.measured, mail.before, mail.after) == (6, None, 6)


def test_the_report_and_its_page_say_of_how_many(year, client, sign_in):
    report = ccas.report(year, on=date(2017, 1, 5))
    assert "progres" in [section.code for section in report.sections]
    sign_in("director")
    page = text(client.get("/bilans/2016/"))
    assert "Ce que les personnes ont appris" in page
    assert "6 ont été mesurées à l’entrée et à la sortie" in page


def test_it_is_frozen_with_the_year_and_older_reports_are_still_read(year):
    kept = content.written(content.Content(year, notes.ALL))
    assert content.read(kept).year.learning == year.learning
    older = json.loads(kept)
    del older["year"]["learning"]
    assert content.read(json.dumps(older)).year.learning.measured == 0


def test_a_year_without_measures_says_nothing_of_it():
    factories.support()
    report = ccas.report(figures.of_year(2016), on=date(2017, 1, 5))
    assert "progres" not in [section.code for section in report.sections]
