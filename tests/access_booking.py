"""The part of the table that is about seats asked for from outside, cycles and signatures."""

from django.utils.timezone import now

from beneficiaries.models import Referral
from tests.support.objects import latest
from workshops.models import Cycle, Registration, Workshop

PUBLIC = {"workshops:join"}  # whoever reads the agenda
FOR_STAFF = {
    "workshops:change_cycle",
    "workshops:cancel_cycle",
    "workshops:sign",
    "workshops:letters",
    "workshops:hours_csv",
}
FOR_EVERYBODY = {"workshops:book", "workshops:unbook"}
ACTIONS = {"workshops:unbook"}
FILES = {"workshops:letters", "workshops:hours_csv"}


def an_accepted_referral(worker):
    accepted = Referral.objects.visible_to(worker).filter(status=Referral.Status.ACCEPTED)
    return [accepted.filter(registrations__isnull=False).latest("received_on", "pk").pk]


def a_booked_seat(worker):
    booked = Registration.objects.visible_to(worker).exclude(referral=None).latest("pk")
    return [booked.referral_id, booked.pk]


def an_open_session(worker):
    return [Workshop.objects.open_to_all(now()).last().pk]


def somebody_expected(worker):
    return [Registration.objects.filter(status="registered", signature=None).latest("pk").pk]


ARGUMENTS = {
    "workshops:change_cycle": latest(Cycle),
    "workshops:cancel_cycle": latest(Cycle),
    "workshops:sign": somebody_expected,
    "workshops:letters": lambda worker: [Workshop.objects.latest("pk").pk],
    "workshops:hours_csv": lambda worker: [2016],
    "workshops:book": an_accepted_referral,
    "workshops:unbook": a_booked_seat,
    "workshops:join": an_open_session,
}
