"""A partner's year: what it sent, what we answered, what came of it. No names, no small counts."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from django.db.models import Count, F, Sum

from beneficiaries.models import Enrolment, Referral
from beneficiaries.telling import CLOSED, Told, may_be_told, told
from partners.models import Organisation
from pimms.kernel.masking import LEAST, alone, shown
from pimms.kernel.money import ZERO
from pimms.kernel.periods import year as calendar_year
from recharges.models import Sale, SaleLine
from recharges.models.ledger import PUBLIC_VALUE
from workshops.models import Registration

Step = Referral.Step
ADMITTED, REFUSED, WAITING = "admitted", "refused", "waiting"
OTHERWISE = "otherwise"  # withdrawn by the referrer, passed on, or closed for want of their answer
KEPT = "kept"  # closed with an answer that the person keeps to themselves
_ANSWERS = dict.fromkeys(Referral.FOR_SOMEBODY, ADMITTED) | dict.fromkeys(Referral.OPEN, WAITING)
_ANSWERS |= {Referral.Status.REFUSED: REFUSED, CLOSED: KEPT}
_REASON_KEPT = "Motif que la personne garde pour elle"
_REASONS = (*Referral.Refusal.labels, _REASON_KEPT)


@dataclass(frozen=True)
class Letter:
    """Unit: referrals received in the year; results: people among those admitted, to this day.

    An answer, its delay and its reason are counted where the person lets the referrer know it.
    """

    year: int
    sent: int | None  # None, here and below: hidden
    answers: dict[str, int | None]  # admitted, refused, waiting, otherwise, kept
    delay: int | None  # days from the referral to its answer, median; None under five answers
    reasons: list[tuple[str, int | None]]
    completed: int | None  # people whose twelve months are over
    bought: int | None
    saved: Decimal | None  # euros against the market price; None under five buyers
    attended: int | None


def years(organisation: Organisation) -> list[int]:
    """The years in which it sent somebody, newest first."""
    days = sent(organisation).dates("received_on", "year", order="DESC")
    return [day.year for day in days]


def sent(organisation: Organisation):
    return organisation.referrals.order_by()


def letter_to(organisation: Organisation, year: int, *, on: date) -> Letter:
    """The figures of the year, as far as they say nothing of anybody."""
    period = calendar_year(year)
    referrals = sent(organisation).filter(
        received_on__gte=period.lower, received_on__lt=period.upper
    )
    rows = [(each, told(each)) for each in referrals]
    answered = Counter({ADMITTED: 0, REFUSED: 0, WAITING: 0, OTHERWISE: 0, KEPT: 0})
    answered.update(_answer(heard) for _, heard in rows)
    total, answers = shown(answered)
    delays = [
        (referral.decided_on - referral.received_on).days
        for referral, heard in rows
        if _answer(heard) in (ADMITTED, REFUSED)
    ]
    bought, saved = _purchases(_who_agreed(rows, Step.FIRST_PURCHASE), since=period.lower)
    return Letter(
        year=year,
        sent=total,
        answers=answers,
        delay=round(median(delays)) if len(delays) >= LEAST else None,
        reasons=_reasons(rows) if answers[REFUSED] else [],
        completed=alone(_completed(_who_agreed(rows, Step.ENDED), since=period.lower, on=on)),
        bought=alone(bought),
        saved=saved if bought >= LEAST else None,
        attended=alone(_attended(_who_agreed(rows, Step.WORKSHOP), since=period.lower)),
    )


Rows = list[tuple[Referral, Told]]


def _answer(heard: Told) -> str:
    return _ANSWERS.get(heard.status, OTHERWISE)


def _reasons(rows: Rows) -> list[tuple[str, int | None]]:
    """By reason, in the order of the form; those that people keep to themselves last."""
    refused = [heard for _, heard in rows if _answer(heard) == REFUSED]
    counts = Counter(heard.refusal or _REASON_KEPT for heard in refused)
    _, cells = shown(counts)
    return [(reason, cells[reason]) for reason in _REASONS if counts[reason]]


def _who_agreed(rows: Rows, step: str) -> set[int]:
    """The people admitted who let that step be told."""
    return {
        referral.beneficiary_id
        for referral, _ in rows
        if referral.status in Referral.FOR_SOMEBODY and may_be_told(referral, step)
    }


def _purchases(people: set[int], *, since: date) -> tuple[int, Decimal]:
    """How many bought something, and what they saved against the market price."""
    sales = Sale.objects.standing().filter(enrolment__beneficiary__in=people, sold_on__gte=since)
    sums = SaleLine.objects.filter(sale__in=sales).aggregate(
        people=Count("sale__enrolment__beneficiary", distinct=True),
        saving=Sum(PUBLIC_VALUE - F("paid")),
    )
    return sums["people"], sums["saving"] or ZERO


def _completed(people: set[int], *, since: date, on: date) -> int:
    over = Enrolment.objects.standing().filter(
        beneficiary__in=people, period__startswith__gte=since, period__endswith__lte=on
    )
    return over.aggregate(n=Count("beneficiary", distinct=True))["n"]


def _attended(people: set[int], *, since: date) -> int:
    seats = Registration.objects.filter(
        beneficiary__in=people,
        status=Registration.Status.PRESENT,
        workshop__held_on__gte=since,
    )
    return seats.aggregate(n=Count("beneficiary", distinct=True))["n"]
