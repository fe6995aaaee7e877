"""The constraints of rights and exits, broken: by a bare INSERT, and in words by `full_clean`."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from beneficiaries.models import Enrolment, Movement
from tests.support import factories, rights
from tests.support.rules import broken, sentence

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


TABLE = [
    ("extension_motive_unique", rights.motive, {"max_days": 3}),
    ("extension_motive_allows_something", rights.motive, {"name": "Rien", "max_days": 0}),
    ("extension_motive_allows_something", rights.motive, {"name": "Rien", "max_times": 0}),
    ("movement_says_its_motive", suspension, {"motive": ""}),
    ("movement_says_its_motive", suspension, {"motive": "moved"}),
    ("movement_says_its_motive", early_end, {"motive": "hospital"}),
    ("movement_says_its_motive", extension, {"motive": "away"}),
    ("movement_explains_another_motive", suspension, {"motive": "other"}),
    ("movement_explains_another_motive", early_end, {"motive": "other"}),
    ("movement_has_its_day", suspension, {"effective_on": None}),
    ("movement_has_its_day", extension, {"effective_on": JUNE}),
    ("movement_pushes_by_suspension", early_end, {"pushes": True}),
    ("movement_extends_by_some_time", extension, {"days": 0}),
    ("movement_extends_by_some_time", extension, {"extension_motive": None}),
    ("movement_extends_by_some_time", suspension, {"days": 3}),
    ("movement_undo_names_another", undo, {}),
    ("movement_undo_names_another", resumption, lambda it: {
        "effective_on": JUNE, "undoes": it.enrolment.movements.get()}),
    ("extension_request_one_pending", rights.request, {"days": 2}),
    ("extension_request_asks_for_some_time", rights.request, lambda it: refused(it) | {
        "days": 0, "answer": "non", "alternative": "une offre"}),
    ("extension_request_decided_iff_closed", rights.request, lambda it: {
        "decided_on": MARCH, "enrolment": factories.enrolment()}),
    ("extension_request_decided_iff_closed", rights.request, lambda it: {
        "outcome": "refused", "answer": "non", "alternative": "une offre"}),
    ("extension_request_granted_by_a_movement", rights.request, answered),
    ("extension_request_granted_by_a_movement", rights.request, lambda it: refused(it) | {
        "answer": "non", "alternative": "une offre", "movement": paused()}),
    ("extension_request_refused_with_a_reason", rights.request, refused),
    ("extension_request_refused_with_a_reason", rights.request, lambda it: refused(it) | {
        "answer": "non"}),
    ("exit_task_once_for_an_end", rights.task, {"made_on": JUNE}),
    ("exit_task_at_a_known_stage", rights.task, {"stage": 90}),
    ("exit_task_done_by_somebody", rights.task, {"stage": 7, "done_on": JUNE}),
    ("exit_task_done_by_somebody", rights.task, lambda it: {
        "stage": 7, "done_on": JUNE, "dropped_on": JUNE, "done_by": factories.counsellor()}),
    ("end_notice_once_for_an_end", rights.end_notice, {}),
    ("end_notice_by_somebody_or_by_message", rights.end_notice, lambda it: {
        "last_day": JUNE, "told_by": None}),
    ("end_notice_by_somebody_or_by_message", rights.end_notice, {"last_day": JUNE, "way": "sms"}),
    ("market_offer_once", rights.offer, {"for_whom": "tous"}),
    ("market_offer_price_not_negative", rights.offer, {"name": "Autre", "monthly_price": -1}),
    ("exit_talk_names_the_plan", rights.talk, {"next_step": "market"}),
    ("exit_talk_price_not_negative", rights.talk, {"monthly_price": -1}),
    ("follow_up_other_says_what", rights.follow_up, lambda it: {
        "outcome": "other", "enrolment": factories.enrolment()}),
    ("card_token_unique", rights.card, {"revoked_on": MARCH}),
    ("card_one_live_for_a_person", rights.card, {"token": "A" * 20}),
    ("card_token_cannot_be_misread", rights.card, revoked),
]  # fmt: skip
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
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    assert sentence(name) in refusal.value.messages


def test_two_enrolments_never_bear_one_number(db):
    """The triggers give numbers and keep them: only without them could one be written twice."""
    first, second = factories.enrolment(), factories.enrolment()
    first.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE beneficiaries_enrolment DISABLE TRIGGER USER")
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Enrolment.objects.filter(pk=second.pk).update(number=first.number)
    assert refusal.value.__cause__.diag.constraint_name == "enrolment_number_unique"
    assert sentence("enrolment_number_unique").endswith(".")
