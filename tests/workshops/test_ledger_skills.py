"""What the triggers keep of skills: grids that served, measures that stand."""

from datetime import date, timedelta

import pytest
from django.db import Error, IntegrityError, connection, transaction

from beneficiaries.models import Beneficiary
from pimms.kernel.forms import sentence_of
from tests.support import factories, skills
from workshops import services as room
from workshops.models import Skill, SkillGrid, SkillMeasure


@pytest.fixture
def awa(db):
    return factories.person()


def refused(rule, act):
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        act()
    assert collision.value.__cause__.diag.constraint_name == rule
    assert sentence_of(collision.value).endswith(".")


@pytest.mark.parametrize(
    "change",
    [
        lambda grid: SkillGrid.objects.filter(pk=grid.pk).update(name="Autre"),
        lambda grid: grid.skills.update(name="Autre"),
        lambda grid: Skill.objects.create(
            grid=grid, code="x", position=99, name="X", levels=["a", "b", "c"]
        ),
        lambda grid: grid.skills.earliest("position").delete(),
    ],
)
def test_a_grid_that_served_is_frozen(awa, change):
    grid = SkillGrid.objects.get()
    change_of = grid.skills.earliest("position")
    change_of.name = "Encore libre"
    change_of.save()
    skills.measure(awa)
    refused("skill_grid_frozen_once_used", lambda: change(grid))


def test_a_grid_does_not_begin_before_what_was_measured(awa):
    skills.measure(awa)
    refused(
        "skill_grid_after_the_measures",
        lambda: SkillGrid.objects.create(name="Tard", starts_on=factories.DAY),
    )
    SkillGrid.objects.create(name="À temps", starts_on=factories.DAY + timedelta(days=1))


def insert(measure, **more):
    fields = ("beneficiary", "grid", "moment", "measured_on", "levels", "registration", "support",
              "by", "at")  # fmt: skip
    said = {name: getattr(measure, name) for name in fields}
    return SkillMeasure.objects.bulk_create([SkillMeasure(**said | more)])


def test_a_measure_is_made_by_the_grid_of_its_day(awa):
    measure = skills.measure(awa)
    other = SkillGrid.objects.create(name="2017", starts_on=date(2017, 1, 1))
    refused("skill_measure_by_the_grid_of_its_day", lambda: insert(measure, grid=other))


@pytest.mark.parametrize("levels", [{"courriel": 4}, {"courriel": 0}, {"voler": 1}, [1], "x"])
def test_a_measure_keeps_to_its_grid(awa, levels):
    measure = skills.measure(awa)
    refused("skill_measure_within_its_grid", lambda: insert(measure, levels=levels))


def test_a_measure_in_a_session_is_of_who_was_there(awa):
    measure = skills.measure(awa)
    theirs = factories.support(factories.person(first_name="Fatou"))
    in_session = {"moment": "session", "support": theirs}
    refused("skill_measure_of_who_was_there", lambda: insert(measure, **in_session))
    seat = factories.seat(beneficiary=awa)
    coming = {
        "moment": "session",
        "registration": seat,
        "measured_on": seat.workshop.held_on,
    }
    refused("skill_measure_of_who_was_there", lambda: insert(measure, **coming))
    room.mark(seat.workshop, present={seat.pk}, absent=set(), by=factories.counsellor())
    insert(measure, **coming)


def test_a_correction_is_of_the_same_moment(awa):
    measure = skills.measure(awa)
    refused(
        "skill_measure_corrects_the_same",
        lambda: insert(measure, corrects=measure, moment="exit"),
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE workshops_skillmeasure SET levels = '{}'",
        "UPDATE workshops_skillmeasure SET measured_on = '2016-01-01'",
        "DELETE FROM workshops_skillmeasure",
        "TRUNCATE workshops_skillmeasure CASCADE",
    ],
)
def test_a_measure_is_never_rewritten(awa, statement):
    measure = skills.measure(awa)
    with connection.cursor() as cursor, pytest.raises(Error), transaction.atomic():
        cursor.execute(statement)
    assert SkillMeasure.objects.get().levels == measure.levels


def test_measures_follow_the_file_that_stays(awa):
    other = factories.person()
    measure = skills.measure(other)
    factories.merge(awa, absorbed=other)
    measure.refresh_from_db()
    assert measure.beneficiary == awa
    refused("file_takes_more_only_if_standing", lambda: insert(measure, beneficiary=other))


def test_who_is_measured_is_seen(awa):
    later = factories.DAY + timedelta(days=3)
    skills.measure(awa, measured_on=later)
    assert Beneficiary.objects.get(pk=awa.pk).last_seen_on == later
