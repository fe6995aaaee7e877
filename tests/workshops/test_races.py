"""Many at one seat at once, with real commits: one has it."""

import pytest

from tests.support import factories
from tests.support.races import of_type, race
from workshops import services as calendar
from workshops.models import Registration

pytestmark = pytest.mark.usefixtures("committed_db")


def test_ten_people_race_for_the_last_seat_and_one_has_it():
    nadia, workshop = factories.counsellor(), factories.workshop(capacity=3)
    for _ in range(2):
        factories.seat(workshop)
    crowd = [factories.person() for _ in range(10)]

    outcomes = race(
        [lambda who=who: calendar.register(workshop, beneficiary=who, by=nadia) for who in crowd]
    )
    assert len(of_type(Registration, outcomes)) == 1
    assert all(words.startswith("Cet atelier est complet") for words in of_type(str, outcomes))
    assert workshop.registrations.count() == 3


def test_the_same_person_is_seated_once_however_often_it_is_sent():
    nadia, workshop, awa = factories.counsellor(), factories.workshop(), factories.person()
    outcomes = race([lambda: calendar.register(workshop, beneficiary=awa, by=nadia)] * 4)
    assert len(of_type(Registration, outcomes)) == 1
    assert workshop.registrations.count() == 1
