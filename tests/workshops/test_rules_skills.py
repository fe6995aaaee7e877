"""The rules of the grid and of its measures, broken by a bare INSERT."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from pimms.kernel.forms import sentence_of
from tests.support import factories, skills
from workshops.models import Skill, SkillGrid, SkillMeasure

LEVELS = ["Pas encore", "Avec de l’aide", "Sans aide"]


def refused(rule, thing) -> str:
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        type(thing).objects.bulk_create([thing])
    assert collision.value.__cause__.diag.constraint_name == rule
    return sentence_of(collision.value)


@pytest.fixture
def grid(db):
    return SkillGrid.objects.create(name="Grille de 2017", starts_on=date(2017, 1, 1))


def skill(grid, **more):
    fields = {"code": "photo", "position": 1, "name": "Photo", "levels": LEVELS}
    return Skill(grid=grid, **fields | more)


def test_two_grids_do_not_begin_on_one_day(grid):
    said = refused("skill_grid_one_a_day", SkillGrid(name="Autre", starts_on=grid.starts_on))
    assert said == "Une autre grille commence déjà ce jour-là."


def test_a_skill_is_once_in_a_grid_at_a_rank_of_its_own(grid):
    skill(grid).save()
    refused("skill_code_once_a_grid", skill(grid, position=2))
    refused("skill_position_once_a_grid", skill(grid, code="video"))


@pytest.mark.parametrize("levels", [LEVELS[:2], ["Pas encore", "", "Sans aide"], []])
def test_a_skill_has_three_levels_in_words(grid, levels):
    refused("skill_has_three_levels", skill(grid, levels=levels))


def bare(person, **more):
    fields = {
        "beneficiary": person,
        "grid": SkillGrid.objects.in_force_on(factories.DAY),
        "moment": "entry",
        "measured_on": factories.DAY,
        "levels": {"courriel": 1},
        "by": factories.counsellor(),
        "at": factories.an_instant(),
    }
    return SkillMeasure(**fields | more)


@pytest.fixture
def awa(db):
    return factories.person()


def test_a_measure_sent_twice_is_one(awa):
    key = uuid.uuid4()
    skills.measure(awa, key=key)
    refused("skill_measure_recorded_once", bare(awa, key=key))


def test_a_measure_is_of_a_known_moment(awa):
    refused("skill_measure_moment_known", bare(awa, moment="noon"))


def test_a_measure_in_a_session_says_which_and_no_other_does(awa):
    support = factories.support(awa)
    refused("skill_measure_names_its_session", bare(awa, moment="session"))
    refused("skill_measure_names_its_session", bare(awa, support=support))


def test_a_measure_measures_something(awa):
    said = refused("skill_measure_measures_something", bare(awa, levels={}))
    assert said == "Choisissez un niveau pour au moins une compétence."
    assert skills.correct(skills.measure(awa), levels={}).levels == {}
