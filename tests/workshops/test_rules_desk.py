"""The rules of the desk, broken by bare writes and said by `full_clean`."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.support import desk, factories
from tests.support.rules import collision_of, rule_of
from workshops.models import DropIn, NextStep, Passage, PrivateNote, SupportSession
from workshops.procedures import Procedure
from workshops.themes import Theme


def broken(rule, thing, **fields) -> str:
    """The sentence of the rule that these fields of a row break."""
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        type(thing).objects.filter(pk=thing.pk).update(**fields)
    assert rule_of(collision.value) == rule
    return said(thing, **fields)


def said(thing, **fields) -> str:
    for name, value in fields.items():
        setattr(thing, name, value)
    with pytest.raises(ValidationError) as refusal:
        thing.validate_constraints()
    return " ".join(refusal.value.messages)


def copied(rule, thing, **fields) -> str:
    """The sentence of the rule that a copy of the row breaks."""
    thing = type(thing).objects.get(pk=thing.pk)
    thing.pk = None
    for name, value in fields.items():
        setattr(thing, name, value)
    assert rule_of(collision_of(thing)) == rule
    return said(thing)


def test_a_permanence_ends_after_it_began(db):
    held = desk.drop_in()
    late = {"ends_at": held.starts_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        DropIn.objects.filter(pk=held.pk).update(**late)
    assert "finit après" in said(held, **late)
    constraint = next(c for c in DropIn._meta.constraints if c.name == "drop_in_ends_after_start")
    assert constraint.violation_error_message == "La permanence finit après avoir commencé."


@pytest.mark.parametrize("minutes", [4, 121])
def test_a_slot_lasts_some_minutes(db, minutes):
    sentence = broken("drop_in_slots_of_some_minutes", desk.drop_in(), slot_minutes=minutes)
    assert "de 5 à 120 minutes" in sentence


def test_an_orientation_is_coded(db):
    sentence = broken(
        "support_session_orientation_coded", factories.support(), organisation=factories.ccas()
    )
    assert "quelle sorte de service" in sentence


def test_a_record_says_where_it_took_place(db):
    sentence = broken("support_session_channel_known", factories.support(), channel="la lune")
    assert sentence.endswith("Dites où l’accompagnement a eu lieu.")


@pytest.mark.parametrize(
    "fields",
    [
        {"themes": [Theme.EMAIL], "procedures": [Procedure.HOUSING]},
        {"themes": [Theme.EMAIL], "procedure_name": "Prime d’activité"},
        {"procedures": ["astrologie"]},
    ],
)
def test_a_procedure_is_a_known_one_of_paperwork(db, fields):
    rule = "support_session_procedures_of_paperwork"
    assert "Aide aux démarches administratives" in broken(rule, factories.support(), **fields)


def test_a_private_note_says_something(nadia):
    note = PrivateNote.objects.create(session=factories.support(), text="Fatiguée.", author=nadia)
    assert "dit quelque chose" in broken("private_note_says_something", note, text="")


def test_a_paper_is_of_a_known_kind(db):
    sentence = broken("support_paper_kind_known", desk.paper(), kind="text/html")
    assert "PDF ou une photo" in sentence


def test_a_step_that_is_done_says_by_whom(db):
    step = desk.step()
    assert "par qui" in broken("next_step_done_by_somebody", step, done_on=factories.DAY)


def test_a_step_says_what_is_to_be_done(db):
    assert "ce qu’il y a à faire" in broken("next_step_says_what", desk.step(), what="")
    assert not NextStep.objects.filter(what="").exists()


def test_a_number_is_given_once_a_day(db):
    sentence = copied("arrival_number_once_a_day", desk.arrival())
    assert "Ce numéro vient d’être donné" in sentence


def test_nobody_waits_twice_at_once(db):
    first = desk.arrival(factories.person())
    sentence = copied("arrival_of_one_person_at_a_time", first, number=99)
    assert "déjà dans la salle d’attente" in sentence


def test_a_call_says_by_whom_and_comes_after_the_arrival(nadia):
    sentence = broken("arrival_called_by_somebody", desk.arrival(), called_by=nadia)
    assert "dit par qui" in sentence


def test_nobody_is_served_before_being_called(db):
    arrival = desk.arrival()
    sentence = broken("arrival_served_once_called", arrival, served_at=arrival.arrived_at)
    assert "après avoir été appelée" in sentence


def test_nobody_leaves_before_coming(db):
    arrival = desk.arrival()
    before = arrival.arrived_at - timedelta(minutes=1)
    assert "après être arrivée" in broken("arrival_left_after_coming", arrival, left_at=before)


def test_a_passage_is_noted_once(db):
    assert "déjà noté" in copied("passage_noted_once", desk.passage())


def test_a_passage_is_taken_back_once(nadia):
    passage = desk.passage()
    entry = desk.services.take_back_passage(passage, by=nadia, at=passage.at)
    sentence = copied("passage_taken_back_once", entry, key=factories.uuid.uuid4())
    assert "déjà repris" in sentence


@pytest.mark.parametrize("fields", [{"demands": []}, {"demands": ["sieste"]}, {"reason": "Non"}])
def test_a_passage_has_its_demands_and_a_counter_entry_its_reason(db, fields):
    fields |= {"key": factories.uuid.uuid4()}
    sentence = copied("passage_with_its_demands", desk.passage(), **fields)
    assert "au moins une demande" in sentence
    assert Passage.objects.count() == 1


def test_an_aid_is_asked_of_somebody(db):
    assert "à qui" in broken("aid_request_of_somebody", desk.aid(), organisation=None)


def test_an_amount_of_aid_is_more_than_nothing(db):
    sentence = broken("aid_request_amounts_positive", desk.aid(), amount_asked=Decimal(0))
    assert "plus grand que zéro" in sentence


def test_a_refusal_of_aid_says_why(db):
    fields = {"status": "refused", "decided_on": factories.DAY}
    assert "son motif" in broken("aid_request_answered_as_told", desk.aid(), **fields)


def test_an_aid_is_paid_once_granted(db):
    sentence = broken("aid_request_paid_when_granted", desk.aid(), paid_on=factories.DAY)
    assert "après avoir été accordée" in sentence


def test_an_answer_about_aid_comes_after_the_asking(db):
    before = factories.DAY - timedelta(days=1)
    fields = {"status": "granted", "decided_on": before}
    sentence = broken("aid_request_answered_after_asking", desk.aid(), **fields)
    assert "vient après la demande" in sentence


def test_an_answer_to_a_complaint_says_its_outcome(db):
    sentence = broken("complaint_answered_as_told", desk.complaint(), answer="Pardon.")
    assert "son issue" in sentence
    assert SupportSession.objects.count() == 0
