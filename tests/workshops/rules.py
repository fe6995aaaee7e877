"""The rules on sessions, seats, queues and hours, each broken."""

from datetime import date, time

from django.db.backends.postgresql.psycopg_any import DateRange

from tests.support import factories
from tests.support.rules import EMPTY, Broken
from workshops import services as calendar
from workshops.models import (
    Message,
    OpeningHours,
    Registration,
    Sheet,
    Workshop,
)


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


RULES = [
    Broken("workshop_code_unique", lambda: factories.workshop(code="W1")),
    Broken("workshop_ends_after_start", factories.workshop, {"ends_at": time(14)}),
    Broken("workshop_has_places", factories.workshop, {"capacity": 0}),
    Broken("workshop_themes_known", factories.workshop, {"themes": []}),
    Broken("workshop_themes_known", factories.workshop, {"themes": ["cuisine"]}),
    Broken("registration_once_a_workshop", factories.seat, {"status": "present"}),
    Broken("registration_status_known", factories.seat, {"status": "late"}),
    Broken("support_session_recorded_once", factories.support, {"minutes": 10}),
    Broken("support_session_lasts_up_to_a_day", factories.support, {"minutes": 0}),
    Broken("support_session_lasts_up_to_a_day", factories.support, {"minutes": 1441}),
    Broken("support_session_themes_known", factories.support, {"themes": ["cuisine"]}),
    Broken(
        "workshop_type_name_unique", factories.workshop_type, {"name": "BAGAGE numerique minimum"}
    ),
    Broken("workshop_type_themes_known", factories.workshop_type, {"name": "B", "themes": []}),
    Broken("workshop_type_lasts_up_to_a_day", factories.workshop_type, {"name": "B", "minutes": 5}),
    Broken("workshop_type_has_places", factories.workshop_type, {"name": "B", "capacity": 0}),
    Broken("room_name_unique_in_its_site", factories.room, {"name": "salle INFORMATIQUE"}),
    Broken("room_has_seats", factories.room, {"name": "Cave", "seats": 0}),
    Broken("cycle_weekdays_known", factories.cycle, {"weekdays": []}),
    Broken("cycle_weekdays_known", factories.cycle, {"weekdays": [7]}),
    Broken("cycle_every_week_or_fortnight", factories.cycle, {"every": 3}),
    Broken("cycle_ends_after_start", factories.cycle, {"last_on": date(2016, 3, 1)}),
    Broken("opening_hours_end_after_start", opening, {"closes_at": time(9)}),
    Broken("opening_hours_weekday_known", opening, {"weekday": 7}),
    Broken("opening_hours_once_a_start", opening, {"closes_at": time(13)}),
    Broken("absence_of_somebody_or_of_a_site", factories.absence, {"user": None}),
    Broken(
        "absence_of_somebody_or_of_a_site", closure, lambda it: {"user": factories.counsellor()}
    ),
    Broken("absence_period_bounded", factories.absence, {"period": EMPTY}),
    Broken(
        "absence_period_bounded", factories.absence, {"period": DateRange(date(2017, 1, 1), None)}
    ),
    Broken("absences_of_one_do_not_overlap", factories.absence),
    Broken("closures_do_not_overlap", closure),
    Broken("guest_has_a_name", factories.guest, {"last_name": "…"}),
    Broken("guest_phone_international", factories.guest, {"phone": "0612345678"}),
    Broken("registration_once_a_guest", guest_seat),
    Broken("registration_of_somebody", factories.seat, {"beneficiary": None}),
    Broken("registration_of_one_or_two", factories.seat, {"seats": 3}),
    Broken("registration_late_when_present", factories.seat, {"is_late": True}),
    Broken("registration_revoked_with_a_reason", factories.seat, {"status": "revoked"}),
    Broken("message_to_a_seat_or_to_the_queue", message, {"registration": None}),
    Broken("message_result_of_its_way", message, {"way": "sms"}),
    Broken("message_purpose_known", message, {"purpose": "poem"}),
    Broken("sheet_scanned_or_kept", sheet, {"kept_in": ""}),
    Broken("sheet_kind_of_its_scan", sheet, {"kind": "application/pdf"}),
    Broken("sheet_kind_of_its_scan", sheet, {"scan": "x.exe"}),
    Broken("feed_token_unique", feed),
    Broken("feed_of_a_host_or_of_a_site", feed, lambda it: {"token": "x", "site": it.host.site}),
    Broken("waiting_rank_unique", factories.waiting, {"status": "left"}),
    Broken("waiting_once_a_workshop", factories.waiting, again),
    Broken("waiting_of_somebody", factories.waiting, lambda it: again(it) | {"beneficiary": None}),
    Broken("waiting_of_one_or_two", factories.waiting, lambda it: again(it) | {"seats": 0}),
    Broken("waiting_status_known", factories.waiting, lambda it: again(it) | {"status": "lost"}),
    Broken(
        "waiting_offer_has_an_end", factories.waiting, lambda it: again(it) | {"status": "offered"}
    ),
]
