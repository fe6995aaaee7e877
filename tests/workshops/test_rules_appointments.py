"""The rules of appointments, broken by a bare INSERT and said by `full_clean`."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.support import factories
from tests.support.rules import collision_of, rule_of
from workshops.models import Appointment

HALF_AN_HOUR = timedelta(minutes=30)


def later(slot, by):
    return DateTimeTZRange(slot.lower + by, slot.upper + by)


def bare(rule, appointment) -> str:
    """The sentence of the rule that the copy breaks."""
    assert rule_of(collision_of(appointment)) == rule
    with pytest.raises(ValidationError) as refusal:
        appointment.full_clean()
    return " ".join(refusal.value.messages)


def test_one_of_the_team_receives_one_person_at_a_time(nadia):
    held = factories.appointment()
    other = Appointment(
        beneficiary=factories.person(last_name="Lopez"),
        host=held.host,
        site=held.site,
        slot=later(held.slot, HALF_AN_HOUR / 2),
    )
    assert "choisissez une autre heure" in bare("appointment_host_in_one_place", other)
    other.slot = later(held.slot, HALF_AN_HOUR)
    other.save()


def test_nobody_is_received_by_two_at_once(nadia, claire):
    held = factories.appointment(host=nadia)
    other = Appointment(beneficiary=held.beneficiary, host=claire, site=held.site, slot=held.slot)
    assert "déjà un rendez-vous" in bare("appointment_person_in_one_place", other)


def test_a_cancelled_appointment_leaves_its_place(nadia):
    held = factories.appointment(host=nadia)
    Appointment.objects.update(status="cancelled")
    factories.appointment(factories.person(last_name="Lopez"), host=nadia)
    assert Appointment.objects.kept().filter(slot=held.slot).count() == 1


@pytest.mark.parametrize("slot", [DateTimeTZRange(empty=True), DateTimeTZRange(None, None)])
def test_an_appointment_begins_and_ends(nadia, slot):
    held = factories.appointment()
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        Appointment.objects.filter(pk=held.pk).update(slot=slot)
    assert rule_of(collision.value) == "appointment_slot_bounded"
