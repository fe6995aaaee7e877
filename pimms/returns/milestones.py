"""Which steps of which referrals have been reached and are still to be told."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import DateField, Exists, F, Min, OuterRef, Subquery
from django.db.models.functions import Cast, Coalesce

from beneficiaries.models import Enrolment, Referral, ReferralStep, Telling
from beneficiaries.telling import agreed
from pimms.kernel.periods import add_months
from recharges.models import Sale
from workshops.models import Registration

Step, Status = Telling.Step, Referral.Status
LATE = timedelta(days=60)  # older news is no news
LATE_RECEIPT = timedelta(days=2)
LOOKED_BACK = 18  # months: twelve of rights, and what may be added to them
NOTICE = timedelta(days=30)
BATCH = 500  # referrals a step


@dataclass
class Due:
    """A referral and the steps to be told, each with the day it was reached."""

    referral: Referral
    steps: dict[str, date] = field(default_factory=dict)


def due(*, on: date) -> list[Due]:
    """What is still to be told, the oldest referral first: nine queries, whatever there is."""
    found: dict[int, dict[str, date]] = {}
    for step in _REACHED:
        rows = _fresh(step, _untold(step, on=on), on=on)
        for pk, day in rows.order_by("day", "pk").values_list("pk", "day")[:BATCH]:
            found.setdefault(pk, {})[step] = day
    referrals = Referral.objects.filter(pk__in=found).select_related(
        "organisation", "sent_by", "referrer", "sheet__sheet"
    )
    return [Due(each, found[each.pk]) for each in referrals.order_by("received_on", "pk")]


def due_of(referral: Referral, *, on: date) -> dict[str, date]:
    """What is still to be told of one referral."""
    steps = {}
    for step in _REACHED:
        rows = _fresh(step, _untold(step, on=on).filter(pk=referral.pk), on=on)
        for day in rows.values_list("day", flat=True):
            steps[step] = day
    return steps


def reached(step: str, *, on: date):
    """The referrals, each with the `day` of the step, that were there by then and are untold."""
    return _REACHED[step](_untold(step, on=on), on).filter(day__lte=on)


def _fresh(step: str, referrals, *, on: date):
    late = LATE_RECEIPT if step == Step.RECEIVED else LATE
    return _REACHED[step](referrals, on).filter(day__lte=on, day__gt=on - late)


def _untold(step: str, *, on: date):
    """The referrals whose person lets the step be told, and that was not."""
    told = Telling.objects.filter(referral=OuterRef("pk"), step=step)
    since = add_months(on, -LOOKED_BACK)
    sent = Referral.objects.filter(received_on__gt=since, received_on__lte=on)
    return sent.filter(~Exists(told), agreed(step))


def _received(referrals, on):
    return referrals.annotate(day=F("received_on"))


def _seen(referrals, on):
    """On the day of our first word, whatever it was."""
    words = ReferralStep.objects.filter(referral=OuterRef("pk")).exclude(
        status__in=[Status.SENT, Status.WITHDRAWN, Status.EXPIRED]
    )
    first = words.order_by().values("referral").annotate(first=Min("on")).values("first")
    return referrals.annotate(day=Subquery(first, output_field=DateField()))


def _decided(referrals, on):
    """Neither those that the referrer took back nor those closed for want of their answer."""
    ours = referrals.closed().exclude(status__in=[Status.WITHDRAWN, Status.EXPIRED])
    return ours.annotate(day=F("decided_on"))


def _of_somebody(referrals):
    """Those tied to a file; one that was merged stands for its survivor."""
    return referrals.filter(beneficiary__isnull=False).annotate(
        person=Coalesce("beneficiary__merged_into", "beneficiary")
    )


def _first_purchase(referrals, on):
    sales = Sale.objects.standing().filter(
        enrolment__beneficiary=OuterRef("person"), sold_on__gte=OuterRef("received_on")
    )
    return _earliest(referrals, sales, "enrolment__beneficiary", "sold_on")


def _workshop(referrals, on):
    seats = Registration.objects.filter(
        beneficiary=OuterRef("person"),
        status=Registration.Status.PRESENT,
        workshop__held_on__gte=OuterRef("received_on"),
    )
    return _earliest(referrals, seats, "beneficiary", "workshop__held_on")


def _earliest(referrals, events, whose: str, when: str):
    first = events.order_by().values(whose).annotate(first=Min(when)).values("first")
    return _of_somebody(referrals).annotate(day=Subquery(first, output_field=DateField()))


def _with_end(referrals):
    """With `end`, the first day without rights after the twelve months that the referral led to."""
    led_to = Enrolment.objects.followed_by_none().filter(
        beneficiary=OuterRef("person"), period__endswith__gt=OuterRef("received_on")
    )
    end = led_to.order_by("period__endswith").values("period__endswith")[:1]
    return _of_somebody(referrals).annotate(end=Subquery(end, output_field=DateField()))


def _one_month_left(referrals, on):
    return (
        _with_end(referrals).filter(end__gt=on).annotate(day=Cast(F("end") - NOTICE, DateField()))
    )


def _ended(referrals, on):
    return _with_end(referrals).annotate(day=F("end"))


_REACHED = {
    Step.RECEIVED: _received,
    Step.SEEN: _seen,
    Step.DECIDED: _decided,
    Step.FIRST_PURCHASE: _first_purchase,
    Step.WORKSHOP: _workshop,
    Step.ONE_MONTH_LEFT: _one_month_left,
    Step.ENDED: _ended,
}
