"""The rule and its arithmetic, without the database."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from beneficiaries.eligibility import (
    Budget,
    Circumstances,
    Rule,
    Situation,
    band,
    draw,
    priority,
    referral_holds,
    refusals,
    threshold_for,
)
from pimms.kernel.periods import add_months
from pimms.kernel.templatetags.french import NARROW

DAY = date(2016, 3, 15)
days = some.dates(date(2000, 1, 1), date(2040, 12, 31))
euros = some.decimals(0, 9999, places=2)
sizes = some.integers(1, 12)


def somebody(**known):
    fields = {"born_on": date(1980, 5, 1), "criteria": frozenset({"minimum_income"})}
    return Situation(**fields | known)


def test_the_arithmetic_is_written_as_one_would_on_paper():
    budget = Budget(Decimal("812"), Decimal("455"), 3)
    assert budget.arithmetic.replace("\u00a0", " ").replace(NARROW, " ") == (
        "(812,00 € − 455,00 €) ÷ 3 personnes ÷ 30,42 = 3,91 € par jour"
    )
    assert "÷ 1\u00a0personne ÷" in Budget(Decimal(900), Decimal(0), 1).arithmetic


@pytest.mark.parametrize(
    ("per_day", "code"),
    [
        ("-2", "under_5"), ("4.99", "under_5"), ("5", "5_to_10"), ("9.99", "5_to_10"),
        ("10", "10_to_15"), ("15", "10_to_15"), ("15.01", "over_15"),
    ],
)  # fmt: skip
def test_the_band_of_what_is_left_to_live_on(per_day, code):
    assert band(Decimal(per_day)) == code


@given(euros, euros, sizes)
def test_more_charges_or_more_people_never_leave_more(resources, charges, persons):
    left = Budget(resources, charges, persons).per_day
    assert Budget(resources, charges + 1, persons).per_day <= left
    if left >= 0:
        assert Budget(resources, charges, persons + 1).per_day <= left
    assert Budget(resources + 1, charges, persons).per_day >= left


@given(some.dictionaries(sizes, euros), sizes)
def test_the_threshold_is_that_of_the_nearest_smaller_household(thresholds, persons):
    found = threshold_for(thresholds, persons)
    smaller = [size for size in thresholds if size <= persons]
    assert found == (thresholds[max(smaller)] if smaller else None)


@given(days, some.integers(1, 24))
def test_a_referral_holds_until_the_eve_of_the_same_day(received_on, months):
    end = add_months(received_on, months)
    assert not referral_holds(received_on, on=end, valid_months=months)
    assert referral_holds(received_on, on=received_on, valid_months=months)


@given(some.frozensets(some.sampled_from("abcdef")), some.integers(1, 6))
def test_so_many_of_the_criteria_are_enough(criteria, required):
    reasons = refusals(somebody(criteria=criteria), on=DAY, rule=Rule(required_count=required))
    assert (reasons == []) == (len(criteria) >= required)


@given(some.integers(0, 99), days)
def test_the_age_of_the_version_is_that_of_the_birthday(age, on):
    born_on = add_months(on, -12 * age)
    reasons = refusals(somebody(born_on=born_on), on=on, rule=Rule(minimum_age=age))
    assert reasons == [] or born_on.day != on.day  # 29 February


@pytest.mark.parametrize(
    ("known", "rule", "sentence"),
    [
        ({}, Rule(required_count=2), f"Un seul critère est constaté{NARROW}; il en faut 2."),
        ({"criteria": frozenset("ab")}, Rule(required_count=3),
         f"2 critères sont constatés{NARROW}; il en faut 3."),
        ({}, Rule(referral_required=True),
         "Le programme demande une orientation par un travailleur social."),
        ({}, Rule(minimum_age=40), "La personne a moins de 40 ans."),
        ({"criteria": frozenset({"referral"}), "referred_on": date(2016, 1, 15)},
         Rule(referral_valid_months=2), "L’orientation du 15/01/2016 a plus de 2 mois."),
        ({"enrolled_until": date(2016, 4, 1)}, Rule(),
         "La personne est déjà inscrite jusqu’au 01/04/2016."),
    ],
)  # fmt: skip
def test_each_refusal_says_what_is_missing(known, rule, sentence):
    assert refusals(somebody(**known), on=DAY, rule=rule) == [sentence]


def test_the_published_points():
    hard = Circumstances(
        2, has_phone=False, band="under_5", operator_debt=True, home_internet=False
    )
    assert sum(points for _, points in priority(hard)) == 10
    assert priority(Circumstances()) == []


@given(some.lists(some.integers(1, 10_000), unique=True), some.integers(0, 100), some.integers(0))
def test_the_same_seed_draws_the_same_share(among, percent, seed):
    drawn = draw(among, percent=percent, seed=seed)
    assert drawn == draw(list(reversed(among)), percent=percent, seed=seed)
    assert set(drawn) <= set(among)
    assert len(drawn) * 100 >= len(among) * percent > (len(drawn) - 1) * 100 or not drawn
