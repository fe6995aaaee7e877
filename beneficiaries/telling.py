"""What may be told of a referral, and to whom: the one place that decides it.

Every page, list, file, paper, message and call of a referrer asks here, and so does the link on
a sheet's stub. The person chose step by step what may be told back, and may take it back at any
time: nothing told before is kept here, so that a withdrawal empties every page at once.

Told whatever the person chose, and every form says so before they choose: that the referral has
arrived; that it is closed, without the answer; our questions; and what the referrer did, or left
undone, themselves.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.models import User
from beneficiaries.models import Referral, Telling
from beneficiaries.models.referral_trail import ReferralMessageQuerySet

Status, Step = Referral.Status, Telling.Step
CLOSED = "closed"  # told in the place of an answer that the person keeps to themselves
_ALWAYS = {Step.RECEIVED}
# The referrer's own doing, or their leaving undone.
_THEIRS = {Status.SENT, Status.ASKED, Status.WITHDRAWN, Status.EXPIRED}
_KINDS = {
    Status.SENT: "info",
    Status.SEEN: "info",
    Status.ASKED: "warn",
    Status.ACCEPTED: "ok",
    Status.NOT_COME: "warn",
}


def may_be_told(referral: Referral, step: str) -> bool:
    """Whether the person agrees today that the referrer hears of the step."""
    return step in _ALWAYS or step in referral.told_back


def tells(referral: Referral, step: str, *, to: User | None = None) -> bool:
    """Whether that reader may know what became of the step; the house knows everything."""
    return _is_of_the_house(to) or may_be_told(referral, step)


def agreed(step: str, *, of: str = "") -> Q:
    """The same, asked of the database; `of` is the way to the referral, as `referral__`."""
    return Q() if step in _ALWAYS else Q(**{f"{of}told_back__contains": [step]})


def tells_why(referral: Referral) -> bool:
    return may_be_told(referral, Step.DECIDED) and Referral.Step.MOTIVE in referral.told_back


@dataclass(frozen=True)
class Told:
    """Where a referral stands, as its reader may know it."""

    status: str  # of `Referral.Status`, or CLOSED
    on: date | None = None  # the day of the answer
    with_reason: bool = False
    refusal: str = ""
    answer: str = ""
    reorientation: str = ""

    @property
    def label(self) -> str:
        return label_of(self.status)

    @property
    def kind(self) -> str:
        """Of the badge."""
        return _KINDS.get(self.status, "mute")

    @property
    def is_open(self) -> bool:
        return self.status in Referral.OPEN

    @property
    def is_kept(self) -> bool:
        """Whether the person keeps the answer to themselves."""
        return self.status == CLOSED

    @property
    def is_for_somebody(self) -> bool:
        """Whether the person is received."""
        return self.status in Referral.FOR_SOMEBODY


def label_of(status: str) -> str:
    return "Close" if status == CLOSED else Status(status).label


def told(referral: Referral, *, to: User | None = None) -> Told:
    """Where it stands, for that reader; for whoever sent it, when no account is named."""
    status = _heard(referral, referral.status, to=to)
    if status == CLOSED or status in Referral.OPEN:
        return Told(status)
    why = _is_of_the_house(to) or tells_why(referral)
    return Told(
        status,
        on=referral.moved_on if status == Status.NOT_COME else referral.decided_on,
        with_reason=why,
        refusal=referral.get_refusal_display() if why else "",
        answer=referral.answer if why else "",
        reorientation=referral.reorientation if why else "",
    )


@dataclass(frozen=True)
class Passed:
    """A step of the way; the day of a bare close is not told."""

    status: str
    on: date | None
    by: str = ""

    @property
    def label(self) -> str:
        return label_of(self.status)


def way(referral: Referral, *, to: User) -> list[Passed]:
    """The states that it went through, for that reader; what reads alike is one step."""
    steps = referral.steps.select_related("by").order_by("pk")
    if _is_of_the_house(to):
        return [Passed(step.status, step.on, str(step.by or "")) for step in steps]
    passed: list[Passed] = []
    for step in steps:
        status = _heard(referral, step.status, to=to)
        if not passed or passed[-1].status != status:
            passed.append(Passed(status, None if status == CLOSED else step.on))
    return passed


def thread(referral: Referral, *, to: User) -> ReferralMessageQuerySet:
    """The words between the referrer and us; while the answer is kept, none of ours since then."""
    messages = referral.messages.visible_to(to)
    if not told(referral, to=to).is_kept:
        return messages
    ours_since = ~Q(written_by__role=User.Role.SOCIAL_WORKER) & Q(at__date__gte=referral.decided_on)
    return messages.exclude(ours_since)


def news_of(referral: Referral) -> str:
    """What a message that tells of it is about: whoever takes something back looks for these."""
    return f"referral:{referral.pk}"


def _is_of_the_house(reader: User | None) -> bool:
    return reader is not None and reader.is_staff_member


def _heard(referral: Referral, status: str, *, to: User | None) -> str:
    """How that reader hears of a state that the referral is in, or was in."""
    if _is_of_the_house(to) or status in _THEIRS:
        return status
    if status == Status.SEEN:
        return status if may_be_told(referral, Step.SEEN) else Status.SENT
    if status == Status.TRANSFERRED and getattr(referral, "is_passed_on_to_them", False):
        return status
    if not may_be_told(referral, Step.DECIDED):
        return CLOSED
    if status == Status.NOT_COME and not tells_why(referral):
        return Status.ACCEPTED
    return status
