"""What is said of a grid and of a measure that break their rules."""

from tests.support import factories, skills
from tests.support.rules import sentence


def test_a_second_grid_of_a_day_and_a_measure_of_nothing_have_their_sentences():
    assert sentence("skill_grid_one_a_day") == "Une autre grille commence déjà ce jour-là."
    said = sentence("skill_measure_measures_something")
    assert said == "Choisissez un niveau pour au moins une compétence."


def test_a_correction_may_measure_nothing(db):
    assert skills.correct(skills.measure(factories.person()), levels={}).levels == {}
