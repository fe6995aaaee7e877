"""Whom to ring, with which answer."""

from dataclasses import dataclass
from datetime import date

from beneficiaries import returning
from beneficiaries.models import Referral, Telling, TellingCall
from pimms.returns.milestones import due, due_of
from pimms.returns.readers import readers_of

# Nobody is rung to hear that what they brought has arrived.
WORTH_A_CALL = set(Telling.Step) - {Telling.Step.RECEIVED, Telling.Step.SEEN}


@dataclass(frozen=True)
class Line:
    """A referrer to ring: `said` is each step's words, day and outcome."""

    referral: Referral
    phone: str
    said: list[tuple[str, date, str]]
    last: TellingCall | None


def to_make(*, on: date) -> list[Line]:
    """The calls to make, the oldest referral first; who was told drops off."""
    waiting = [each for each in due(on=on) if WORTH_A_CALL & set(each.steps)]
    readers = readers_of(each.referral for each in waiting)
    latest = latest_calls(each.referral.pk for each in waiting)
    return [
        Line(
            each.referral,
            readers[each.referral.pk].phone,
            returning.said(each.referral, worth_a_call(each.steps)),
            latest.get(each.referral.pk),
        )
        for each in waiting
        if readers[each.referral.pk].to is None
    ]


def latest_calls(referrals) -> dict[int, TellingCall]:
    calls = TellingCall.objects.filter(referral__in=list(referrals)).select_related("by")
    return {each.referral_id: each for each in calls.order_by("at", "pk")}


def worth_a_call(steps: dict[str, date]) -> dict[str, date]:
    return {step: day for step, day in steps.items() if step in WORTH_A_CALL}


def said_in_a_call(referral: Referral, *, on: date) -> dict[str, date]:
    """What a call about the referral tells."""
    return worth_a_call(due_of(referral, on=on))
