"""The rules on rights and exits, each broken."""

from datetime import date

from beneficiaries.models import Movement
from tests.support import factories, rights
from tests.support.rules import Broken

MARCH, JUNE = factories.DAY, date(2016, 6, 1)


def movement(kind, **fields):
    """A movement that could be written, and is not yet."""
    boring = {"recorded_on": MARCH, "recorded_by": factories.director()}
    enrolment = fields.pop("enrolment", None) or factories.enrolment()
    return Movement(enrolment=enrolment, kind=kind, **boring | fields)


def suspension():
    return movement("suspension", effective_on=JUNE, motive="away")


def early_end():
    return movement("early_end", effective_on=JUNE, motive="moved")


def resumption():
    return movement("resumption", effective_on=MARCH, enrolment=paused().enrolment)


def paused():
    return rights.suspension(effective_on=MARCH)


def extension():
    return movement("extension", extension_motive=rights.motive(), days=3)


def undo():
    return movement("undo")


def answered(asked):
    return {"outcome": "granted", "decided_on": MARCH, "decided_by": factories.director()}


def refused(asked):
    return answered(asked) | {"outcome": "refused"}


def revoked(card):
    return {"revoked_on": MARCH, "token": "O" * 20}


RULES = [
    Broken("extension_motive_unique", rights.motive, {"max_days": 3}),
    Broken("extension_motive_allows_something", rights.motive, {"name": "Rien", "max_days": 0}),
    Broken("extension_motive_allows_something", rights.motive, {"name": "Rien", "max_times": 0}),
    Broken("movement_says_its_motive", suspension, {"motive": ""}),
    Broken("movement_says_its_motive", suspension, {"motive": "moved"}),
    Broken("movement_says_its_motive", early_end, {"motive": "hospital"}),
    Broken("movement_says_its_motive", extension, {"motive": "away"}),
    Broken("movement_explains_another_motive", suspension, {"motive": "other"}),
    Broken("movement_explains_another_motive", early_end, {"motive": "other"}),
    Broken("movement_has_its_day", suspension, {"effective_on": None}),
    Broken("movement_has_its_day", extension, {"effective_on": JUNE}),
    Broken("movement_pushes_by_suspension", early_end, {"pushes": True}),
    Broken("movement_extends_by_some_time", extension, {"days": 0}),
    Broken("movement_extends_by_some_time", extension, {"extension_motive": None}),
    Broken("movement_extends_by_some_time", suspension, {"days": 3}),
    Broken("movement_undo_names_another", undo),
    Broken(
        "movement_undo_names_another",
        resumption,
        lambda it: {"effective_on": JUNE, "undoes": it.enrolment.movements.get()},
    ),
    Broken("extension_request_one_pending", rights.request, {"days": 2}),
    Broken(
        "extension_request_asks_for_some_time",
        rights.request,
        lambda it: refused(it) | {"days": 0, "answer": "non", "alternative": "une offre"},
    ),
    Broken(
        "extension_request_decided_iff_closed",
        rights.request,
        lambda it: {"decided_on": MARCH, "enrolment": factories.enrolment()},
    ),
    Broken(
        "extension_request_decided_iff_closed",
        rights.request,
        lambda it: {"outcome": "refused", "answer": "non", "alternative": "une offre"},
    ),
    Broken("extension_request_granted_by_a_movement", rights.request, answered),
    Broken(
        "extension_request_granted_by_a_movement",
        rights.request,
        lambda it: (
            refused(it) | {"answer": "non", "alternative": "une offre", "movement": paused()}
        ),
    ),
    Broken("extension_request_refused_with_a_reason", rights.request, refused),
    Broken(
        "extension_request_refused_with_a_reason",
        rights.request,
        lambda it: refused(it) | {"answer": "non"},
    ),
    Broken("exit_task_once_for_an_end", rights.task, {"made_on": JUNE}),
    Broken("exit_task_at_a_known_stage", rights.task, {"stage": 90}),
    Broken("exit_task_done_by_somebody", rights.task, {"stage": 7, "done_on": JUNE}),
    Broken(
        "exit_task_done_by_somebody",
        rights.task,
        lambda it: {
            "stage": 7,
            "done_on": JUNE,
            "dropped_on": JUNE,
            "done_by": factories.counsellor(),
        },
    ),
    Broken("end_notice_once_for_an_end", rights.end_notice),
    Broken(
        "end_notice_by_somebody_or_by_message",
        rights.end_notice,
        lambda it: {"last_day": JUNE, "told_by": None},
    ),
    Broken(
        "end_notice_by_somebody_or_by_message", rights.end_notice, {"last_day": JUNE, "way": "sms"}
    ),
    Broken("market_offer_once", rights.offer, {"for_whom": "tous"}),
    Broken("market_offer_price_not_negative", rights.offer, {"name": "Autre", "monthly_price": -1}),
    Broken("exit_talk_names_the_plan", rights.talk, {"next_step": "market"}),
    Broken("exit_talk_price_not_negative", rights.talk, {"monthly_price": -1}),
    Broken(
        "follow_up_other_says_what",
        rights.follow_up,
        lambda it: {"outcome": "other", "enrolment": factories.enrolment()},
    ),
    Broken("card_token_unique", rights.card, {"revoked_on": MARCH}),
    Broken("card_one_live_for_a_person", rights.card, {"token": "A" * 20}),
    Broken("card_token_cannot_be_misread", rights.card, revoked),
]
