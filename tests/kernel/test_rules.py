"""Checks of a row are one question, and what is refused says the same as one by one."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Model

from partners.models import NetworkAction

LASTS = "Une action dure de cinq minutes à une journée."
GATHERS = "Une action réunit au moins une personne."
TOPIC = "Une action a au moins un sujet."


def action(**changes) -> NetworkAction:
    return NetworkAction(**{"minutes": 60, "participants": 4, "topics": ["rights"]} | changes)


def refusal(action, by=NetworkAction, **asked) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        by.validate_constraints(action, **asked)
    return refused.value.messages


def test_what_is_kept_is_one_question(db, django_assert_num_queries):
    with django_assert_num_queries(3):  # its savepoint is made and given back
        action().validate_constraints()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"minutes": 1}, [LASTS]),
        ({"minutes": 1, "participants": 0}, [LASTS, GATHERS]),
        ({"minutes": 1, "participants": 0, "topics": []}, [LASTS, GATHERS, TOPIC]),
        ({"participants": 0, "minutes": None}, [GATHERS]),  # of what is not known nothing is said
    ],
)
def test_what_is_broken_says_its_own_sentence(db, changes, said):
    assert refusal(action(**changes)) == said
    assert refusal(action(**changes), by=Model) == said


def test_a_field_that_is_left_out_is_not_asked_about(db):
    broken = action(minutes=1, participants=0)
    assert refusal(broken, exclude={"minutes"}) == [GATHERS]
    assert refusal(broken, exclude={"participants"}) == [LASTS]
    broken.validate_constraints(exclude={"minutes", "participants"})


def test_what_cannot_be_asked_hides_nothing_of_the_rest(db):
    """A number no column of PostgreSQL can hold."""
    assert refusal(action(minutes=10**30, participants=0)) == [LASTS, GATHERS]


def test_the_row_can_be_asked_again(db):
    changed = action()
    changed.validate_constraints()
    changed.participants = 0
    assert refusal(changed) == [GATHERS]
