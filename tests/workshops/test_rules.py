"""The rules of sessions, seats, queues and hours, broken by a bare INSERT."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.support import factories
from tests.support.rules import broken, sentence
from workshops import services as calendar
from workshops.models import (
    Guest,
    Message,
    Occupation,
    OpeningHours,
    Registration,
    Sheet,
    Waiting,
    Workshop,
)

EMPTY = DateRange(empty=True)


def opening():
    return OpeningHours.objects.create(
        site=factories.site(), weekday=1, opens_at=time(9), closes_at=time(12)
    )


def closure():
    return factories.absence(user=None, site=factories.site())


def guest_seat():
    factories.seat()
    return Registration.objects.create(workshop=Workshop.objects.get(), guest=factories.guest())


def message():
    return Message.objects.create(
        registration=factories.seat(), purpose="reminder", way="call", result="reached",
        at=factories.an_instant(),
    )  # fmt: skip


def sheet():
    return Sheet.objects.create(
        workshop=factories.workshop(), kept_in="classeur", at=factories.an_instant(),
        by=factories.counsellor(),
    )  # fmt: skip


def feed():
    return calendar.open_feed(
        host=factories.counsellor(), by=factories.counsellor(), at=factories.an_instant()
    )


def again(waiting):
    return {"rank": waiting.rank + 1}


TABLE = [
    ("workshop_type_name_unique", factories.workshop_type, {"name": "BAGAGE numerique minimum"}),
    ("workshop_type_themes_known", factories.workshop_type, {"name": "B", "themes": []}),
    ("workshop_type_lasts_up_to_a_day", factories.workshop_type, {"name": "B", "minutes": 5}),
    ("workshop_type_has_places", factories.workshop_type, {"name": "B", "capacity": 0}),
    ("room_name_unique_in_its_site", factories.room, {"name": "salle INFORMATIQUE"}),
    ("room_has_seats", factories.room, {"name": "Cave", "seats": 0}),
    ("cycle_weekdays_known", factories.cycle, {"weekdays": []}),
    ("cycle_weekdays_known", factories.cycle, {"weekdays": [7]}),
    ("cycle_every_week_or_fortnight", factories.cycle, {"every": 3}),
    ("cycle_ends_after_start", factories.cycle, {"last_on": date(2016, 3, 1)}),
    ("opening_hours_end_after_start", opening, {"closes_at": time(9)}),
    ("opening_hours_weekday_known", opening, {"weekday": 7}),
    ("opening_hours_once_a_start", opening, {"closes_at": time(13)}),
    ("absence_of_somebody_or_of_a_site", factories.absence, {"user": None}),
    ("absence_of_somebody_or_of_a_site", closure, lambda it: {"user": factories.counsellor()}),
    ("absence_period_bounded", factories.absence, {"period": EMPTY}),
    ("absence_period_bounded", factories.absence, {"period": DateRange(date(2017, 1, 1), None)}),
    ("absences_of_one_do_not_overlap", factories.absence, {}),
    ("closures_do_not_overlap", closure, {}),
    ("guest_has_a_name", factories.guest, {"last_name": "…"}),
    ("guest_phone_international", factories.guest, {"phone": "0612345678"}),
    ("registration_once_a_guest", guest_seat, {}),
    ("registration_of_somebody", factories.seat, {"beneficiary": None}),
    ("registration_of_one_or_two", factories.seat, {"seats": 3}),
    ("registration_late_when_present", factories.seat, {"is_late": True}),
    ("registration_revoked_with_a_reason", factories.seat, {"status": "revoked"}),
    ("message_to_a_seat_or_to_the_queue", message, {"registration": None}),
    ("message_result_of_its_way", message, {"way": "sms"}),
    ("message_purpose_known", message, {"purpose": "poem"}),
    ("sheet_scanned_or_kept", sheet, {"kept_in": ""}),
    ("sheet_kind_of_its_scan", sheet, {"kind": "application/pdf"}),
    ("sheet_kind_of_its_scan", sheet, {"scan": "x.exe"}),
    ("feed_token_unique", feed, {}),
    ("feed_of_a_host_or_of_a_site", feed, lambda it: {"token": "x", "site": it.host.site}),
    ("waiting_rank_unique", factories.waiting, {"status": "left"}),
    ("waiting_once_a_workshop", factories.waiting, again),
    ("waiting_of_somebody", factories.waiting, lambda it: again(it) | {"beneficiary": None}),
    ("waiting_of_one_or_two", factories.waiting, lambda it: again(it) | {"seats": 0}),
    ("waiting_status_known", factories.waiting, lambda it: again(it) | {"status": "lost"}),
    ("waiting_offer_has_an_end", factories.waiting, lambda it: again(it) | {"status": "offered"}),
]
every_rule = pytest.mark.parametrize(("name", "valid", "changes"), TABLE)


@every_rule
def test_the_database_refuses(db, name, valid, changes):
    row = broken(valid, changes)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        type(row).objects.bulk_create([row])
    assert refusal.value.__cause__.diag.constraint_name == name


@every_rule
def test_the_refusal_is_a_sentence(db, name, valid, changes):
    row = broken(valid, changes)
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    assert sentence(name) in refusal.value.messages


def collides(rule, **details):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        factories.workshop(**details)
    assert refusal.value.__cause__.diag.constraint_name == rule


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
    assert refusal.value.__cause__.diag.constraint_name == "occupation_host_in_one_place"


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
