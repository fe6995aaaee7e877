"""What stands on the evening of a day, as against what was done over some days."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import CharField, Count, Q, QuerySet, Value

from beneficiaries.models import Enrolment, Referral, Waiting
from funding.models import Post

ENDING = 30  # days


@dataclass(frozen=True)
class Standing:
    """One figure of a day: its code, its words, the rows that it counts."""

    code: str
    label: str
    rows: Callable[[date], QuerySet]


def running(day: date) -> QuerySet:
    """Unit: enrolments whose twelve months run that day."""
    return Enrolment.objects.running_on(day)


def ending(day: date) -> QuerySet:
    """Unit: enrolments that run that day and end within thirty, with none to follow."""
    return Enrolment.objects.ending_within(ENDING, of=day)


def unanswered(day: date) -> QuerySet:
    """Unit: referrals received up to that day and not closed by its evening."""
    since_closed = Q(moved_on__gt=day) & ~Q(status__in=Referral.OPEN)
    return Referral.objects.filter(Q(status__in=Referral.OPEN) | since_closed, received_on__lte=day)


def waiting(day: date) -> QuerySet:
    """Unit: people on the waiting list that evening."""
    return Waiting.objects.filter(Q(left_on=None) | Q(left_on__gt=day), since__lte=day)


def posts(day: date) -> QuerySet:
    """Unit: posts filled that day."""
    return Post.objects.filter(period__contains=day)


ALL = (
    Standing("running", "droits en cours", running),
    Standing("ending", f"droits qui finissent dans les {ENDING} jours", ending),
    Standing("unanswered", "orientations sans réponse définitive", unanswered),
    Standing("waiting", "personnes en liste d’attente", waiting),
    Standing("posts", "postes pourvus", posts),
)


def on(day: date) -> list[tuple[Standing, int]]:
    """Each figure of that evening, in one statement for all."""
    first, *others = (
        each.rows(day).order_by().values_list(Value(each.code, CharField())).annotate(n=Count("pk"))
        for each in ALL
    )
    counts = dict(first.union(*others, all=True))
    return [(each, counts.get(each.code, 0)) for each in ALL]


def found(code: str) -> Standing | None:
    return next((each for each in ALL if each.code == code), None)


def last_evening(until: date, *, today: date) -> date:
    """The evening that a period is told on: of its last day, or of today while it runs."""
    return min(until - timedelta(days=1), today)
