"""Seats asked for from outside, with fixed dates."""

import uuid
from datetime import timedelta

from beneficiaries.models import Referral
from tests.support import factories, referral_sheets
from workshops import services
from workshops.models import Registration, Signature, Workshop

LATER = factories.DAY + timedelta(days=200)
STROKES = "M10 10L20 40L60 80M100 20L140 90"


def announced(**details) -> Workshop:
    """A session that everybody may ask a seat in."""
    return factories.workshop(**{"held_on": LATER, "host": None, "host_name": "Marc"} | details)


def booked(referral: Referral | None = None, workshop: Workshop | None = None) -> Registration:
    """Karim asks for a seat for the person whom he referred, who lets him know everything."""
    referral = referral or referral_sheets.referral(factories.person())
    return services.book(
        referral,
        workshop=workshop or announced(),
        by=factories.social_worker(),
        at=factories.an_instant(9),
    )


def joined(workshop: Workshop | None = None, **words):
    """Somebody reads the agenda, and takes a seat."""
    identity = {"last_name": "Petit", "first_name": "Jeanne", "phone": "+33612345678"}
    return services.join(
        workshop or announced(),
        by="agenda public",
        at=factories.an_instant(9),
        **{"key": uuid.uuid4()} | identity | words,
    )


def signed(registration: Registration | None = None) -> Signature:
    return services.sign(
        registration or factories.seat(),
        strokes=STROKES,
        by=factories.counsellor(),
        at=factories.an_instant(10),
    )


def one_of_each() -> None:
    booked()
    joined()
