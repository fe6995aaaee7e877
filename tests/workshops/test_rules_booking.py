"""The rules of seats asked for from outside and of signatures, broken by bare writes."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction

from tests.support import booking, factories
from tests.support.rules import collision_of, rule_of
from workshops.models import Guest, Registration, Signature, Waiting


def sentence(rule, row) -> str:
    """What is said of the row, which the database refuses by that rule."""
    assert rule_of(collision_of(row)) == rule
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    return " ".join(refusal.value.messages)


def test_an_inscription_is_sent_once(db):
    key = uuid.uuid4()
    Guest.objects.create(last_name="Petit", key=key)
    assert sentence("guest_sent_once", Guest(last_name="Petit", key=key)) == (
        "Cette inscription est déjà partie."
    )


def test_a_seat_asked_for_by_a_referrer_is_of_a_file(db):
    row = Registration(
        workshop=factories.workshop(), guest=factories.guest(), referral=factories.referral()
    )
    said = sentence("registration_referred_with_a_file", row)
    assert said == "Une place demandée par un référent est celle de la personne orientée."


def test_a_wait_asked_for_by_a_referrer_is_of_a_file(db):
    row = Waiting(
        workshop=factories.workshop(),
        guest=factories.guest(),
        referral=factories.referral(),
        rank=1,
        came_before=False,
        joined_at=factories.an_instant(),
    )
    said = sentence("waiting_referred_with_a_file", row)
    assert said == "Une attente demandée par un référent est celle de la personne orientée."


@pytest.mark.parametrize(
    ("rule", "strokes", "words"),
    [
        ("signature_is_drawn", "nothing", "Signez dans le cadre, puis enregistrez."),
        ("signature_is_short", "M1 1" + "L2 2" * 6000, "Ce tracé est trop long"),
    ],
)
def test_a_signature_is_a_short_drawing(db, rule, strokes, words):
    row = Signature(
        registration=factories.seat(),
        strokes=strokes,
        at=factories.an_instant(),
        by=factories.counsellor(),
    )
    assert words in sentence(rule, row)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE workshops_signature SET strokes = 'M1 1L2 2'",
        "DELETE FROM workshops_signature",
        "TRUNCATE workshops_signature",
    ],
)
def test_a_signature_stands(db, statement):
    booking.signed()
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Signature.objects.get().strokes == booking.STROKES
