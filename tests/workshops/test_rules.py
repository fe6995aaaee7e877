"""One host, one room, one place at a time; and what a rule leaves alone."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.support import factories
from tests.support.rules import rule_of
from workshops.models import Guest, Occupation, Registration, Waiting, Workshop


def collides(rule, **details):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        factories.workshop(**details)
    assert rule_of(refusal.value) == rule


def test_a_host_is_in_one_place_at_a_time(nadia):
    factories.workshop(host=nadia)
    rule = "occupation_host_in_one_place"
    collides(rule, host=nadia, starts_at=time(15), ends_at=time(17))
    factories.workshop(host=nadia, starts_at=time(16), ends_at=time(17))


def test_a_room_is_taken_once_at_a_time(db):
    room = factories.room()
    factories.workshop(room=room)
    collides("occupation_room_in_one_place", room=room, starts_at=time(13), ends_at=time(15))
    factories.workshop(room=factories.room(name="Petite salle"))


def test_an_appointment_takes_its_host_from_a_workshop_and_the_other_way_round(nadia):
    held = factories.appointment(host=nadia)  # on the next day from ten to half past ten
    day = factories.DAY + timedelta(days=1)
    hours = {"held_on": day, "starts_at": time(10, 15), "ends_at": time(12)}
    collides("occupation_host_in_one_place", host=nadia, **hours)
    type(held).objects.update(status="cancelled")
    factories.workshop(host=nadia, **hours)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        factories.appointment(host=nadia)
    assert rule_of(refusal.value) == "occupation_host_in_one_place"


def test_a_cancelled_workshop_leaves_host_and_room(nadia):
    room = factories.room()
    Workshop.objects.filter(pk=factories.workshop(host=nadia, room=room).pk).update(
        cancelled_at="2016-03-16T10:00Z"
    )
    factories.workshop(host=nadia, room=room)
    assert Occupation.objects.count() == 1


def test_the_hours_are_those_of_our_clocks_in_summer_and_winter(nadia):
    for day, hour in ((date(2016, 1, 12), 13), (date(2016, 7, 12), 12)):
        factories.workshop(host=nadia, held_on=day)
        assert Occupation.objects.latest("pk").slot.lower.hour == hour


def test_somebody_who_gave_their_seat_back_may_take_one_again(db):
    seat = factories.seat()
    Registration.objects.update(status="cancelled")
    factories.seat(seat.workshop, seat.beneficiary)
    assert Registration.objects.standing().count() == 1


def test_a_guest_is_no_beneficiary(db):
    assert str(Guest(last_name="Nguyen", first_name="Linh")) == "NGUYEN Linh"
    assert Waiting.objects.count() == 0
