"""What the database holds to at the desk, whoever writes."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from beneficiaries import services as people
from beneficiaries.models import Beneficiary
from pimms.kernel.forms import sentence_of
from tests.support import desk, factories
from workshops import services
from workshops.models import Appointment, DropIn, Occupation, Passage


def refused(rule, write, *args, **kwargs) -> str:
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        write(*args, **kwargs)
    assert collision.value.__cause__.diag.constraint_name == rule
    return sentence_of(collision.value)


def slot(drop_in, minutes=0, length=30):
    begins = drop_in.begins + timedelta(minutes=minutes)
    return DateTimeTZRange(begins, begins + timedelta(minutes=length))


def test_a_permanence_takes_its_host_and_gives_them_back(nadia):
    held = desk.drop_in()
    assert Occupation.objects.get().drop_in == held
    with pytest.raises(ValidationError, match="déjà un atelier ou un"):
        desk.drop_in(starts_at=factories.time(11), ends_at=factories.time(13))
    services.cancel_drop_in(held, by=nadia, at=factories.an_instant())
    assert not Occupation.objects.exists()
    desk.drop_in(starts_at=factories.time(11), ends_at=factories.time(13))


def test_nobody_holds_a_workshop_and_a_permanence_at_once(nadia):
    factories.workshop(host=nadia, held_on=desk.TOMORROW, starts_at=factories.time(10))
    with pytest.raises(ValidationError, match="Le 16/03/2016"):
        desk.drop_in()
    assert not DropIn.objects.exists()


def test_an_appointment_within_a_permanence_belongs_to_it(nadia):
    held = desk.drop_in()
    taken = factories.appointment(starts_at=held.begins)
    assert taken.drop_in == held
    assert Occupation.objects.count() == 1


def test_an_appointment_stays_within_its_permanence(nadia):
    held = desk.drop_in()
    taken = factories.appointment(starts_at=held.begins)
    rows = Appointment.objects.filter(pk=taken.pk)
    sentence = refused("appointment_within_its_permanence", rows.update, slot=slot(held, 170))
    assert "sort des heures" in sentence


def test_a_permanence_is_not_cancelled_over_those_who_are_expected(nadia):
    held = desk.drop_in()
    factories.appointment(starts_at=held.begins)
    rows, at = DropIn.objects.filter(pk=held.pk), factories.an_instant()
    rule = "drop_in_cancelled_when_nobody_is_expected"
    assert "ont rendez-vous" in refused(rule, rows.update, cancelled_at=at)
    with pytest.raises(ValidationError, match="prévenez les personnes"):
        services.cancel_drop_in(held, by=nadia, at=at)


@pytest.mark.parametrize(
    "write",
    [
        lambda passage: Passage.objects.filter(pk=passage.pk).update(demands=["appel"]),
        lambda passage: Passage.objects.filter(pk=passage.pk).delete(),
        lambda passage: connection.cursor().execute("TRUNCATE workshops_passage"),
    ],
)
def test_the_register_of_passages_is_never_edited(db, write):
    passage = desk.passage()
    with pytest.raises(Error), transaction.atomic():
        write(passage)
    assert Passage.objects.get().demands == ["impression"]


def test_a_counter_entry_takes_back_a_passage_and_nothing_else(nadia):
    passage = desk.passage()
    entry = services.take_back_passage(passage, by=nadia, at=passage.at)
    again = Passage(
        site=entry.site, day=entry.day, at=entry.at, by=nadia, reverses=entry, reason="Non"
    )
    sentence = refused("passage_takes_back_a_passage", again.save)
    assert "porte sur un passage" in sentence


def test_a_merge_takes_what_happened_at_the_desk_along(nadia):
    awa, twin = factories.person(), factories.person()
    passage, step, aid = desk.passage(beneficiary=twin), desk.step(twin), desk.aid(twin)
    arrival = desk.arrival(twin)
    people.merge(awa, absorbed=twin, by=nadia, on=factories.DAY)
    for thing in (passage, step, aid, arrival):
        thing.refresh_from_db()
        assert thing.beneficiary == awa
    with pytest.raises(IntegrityError), transaction.atomic():
        desk.passage(beneficiary=twin)


def test_whoever_arrives_or_passes_is_seen(db):
    awa, karim = factories.person(), factories.person(last_name="Lopez")
    later = factories.an_instant() + timedelta(days=3)
    desk.arrival(awa, at=later)
    desk.passage(beneficiary=karim, at=later)
    assert set(Beneficiary.objects.values_list("last_seen_on", flat=True)) == {later.date()}
