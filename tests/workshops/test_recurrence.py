"""Which days a cycle is held on: holidays left out, and every reason said."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from workshops import days_off
from workshops.recurrence import Rule

TUESDAY = date(2016, 3, 15)


def rule(**fields):
    return Rule(**{"first_on": TUESDAY, "weekdays": frozenset({1})} | fields)


def test_a_weekly_cycle_leaves_out_school_holidays_and_public_ones():
    kept, skipped = rule(weekdays=frozenset({0, 1})).until(date(2016, 5, 24))
    assert kept[:3] == [date(2016, 3, 15), date(2016, 3, 21), date(2016, 3, 22)]
    reasons = {each.day: each.why for each in skipped}
    assert reasons[date(2016, 3, 28)] == "jour férié (Lundi de Pâques)"
    assert reasons[date(2016, 4, 19)] == "vacances de printemps"
    assert reasons[date(2016, 5, 16)] == "jour férié (Lundi de Pentecôte)"
    assert date(2016, 5, 3) in kept


@pytest.mark.parametrize("ascension", ["2016-05-05", "2024-05-09", "2026-05-14", "2027-05-06"])
def test_the_bridge_after_the_ascension_is_off(ascension):
    """The ministry's calendar has it each year, the package in some."""
    thursday = date.fromisoformat(ascension)
    assert days_off.public_holiday(thursday) == "Ascension"
    friday, saturday, monday = (thursday + timedelta(days=n) for n in (1, 2, 4))
    assert days_off.school_holiday(friday) == "Pont de l’Ascension"
    assert days_off.school_holiday(saturday) == "Pont de l’Ascension"
    assert days_off.school_holiday(monday) == ""


def test_holidays_may_be_kept_and_dates_left_out():
    kept, skipped = rule(in_school_holidays=True, excluded_on=frozenset({date(2016, 4, 26)})).until(
        date(2016, 5, 3)
    )
    assert date(2016, 4, 19) in kept
    assert [(each.day, each.why) for each in skipped] == [(date(2016, 4, 26), "date écartée")]


def test_a_fortnightly_cycle_counts_from_its_first_week():
    kept, _ = rule(weekdays=frozenset({0, 4}), every=2).until(date(2016, 4, 15))
    assert kept == [date(2016, 3, 18), date(2016, 4, 1), date(2016, 4, 11), date(2016, 4, 15)]


def test_a_number_of_sessions_gives_the_last_day():
    assert rule().last_of(6) == date(2016, 5, 3)


def test_too_many_sessions_for_a_year_is_said():
    with pytest.raises(ValidationError, match="En un an, ce cycle a"):
        rule().last_of(60)


@given(
    st.dates(date(2015, 9, 1), date(2017, 6, 1)),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.sampled_from([1, 2]),
    st.integers(0, 200),
)
def test_every_day_is_of_the_rule_and_told_once(first, weekdays, every, days):
    last = first + timedelta(days=days)
    kept, skipped = Rule(first, weekdays, every).until(last)
    told = kept + [each.day for each in skipped]
    assert len(set(told)) == len(told)
    assert all(first <= day <= last and day.weekday() in weekdays for day in told)
    assert not any(days_off.public_holiday(day) or days_off.school_holiday(day) for day in kept)
