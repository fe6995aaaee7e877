"""How long referrers wait for us, and how many of those they send are received."""

from datetime import date

from django.db.models import (
    Aggregate,
    Count,
    DateField,
    DurationField,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from accounts.models import User
from beneficiaries.models import Referral, ReferralStep, Telling
from beneficiaries.telling import agreed
from pimms.kernel.periods import year as calendar_year

_ACCEPTED = Q(status__in=[Referral.Status.ACCEPTED, Referral.Status.NOT_COME])
_DECIDED = _ACCEPTED | Q(status=Referral.Status.REFUSED)


class _Median(Aggregate):
    """The lower of the two in the middle: a number of days that somebody really waited."""

    function = "percentile_disc"
    template = "percentile_disc(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def _days(until: str, since: str) -> ExpressionWrapper:
    return ExpressionWrapper(F(until) - F(since), output_field=DurationField())


def delays_of(referrals: QuerySet, year: int, *, to: User | None = None) -> QuerySet:
    """By organisation: received, decided, accepted, and median days to our first word and to the
    decision. Unit: referrals received in the year. Withdrawn and unanswered ones are not decided.

    To a referrer, what a person keeps to themselves is in none of the counts but `received`.
    """
    seen, decided = Q(), Q()
    if to and to.is_social_worker:
        seen, decided = agreed(Telling.Step.SEEN), agreed(Telling.Step.DECIDED)
    period = calendar_year(year)
    first = (
        ReferralStep.objects.filter(referral=OuterRef("pk"))
        .exclude(status__in=[Referral.Status.SENT, Referral.Status.WITHDRAWN])
        .order_by()
        .values("referral")
        .annotate(day=Min("on"))
        .values("day")
    )
    return (
        referrals.filter(received_on__gte=period.lower, received_on__lt=period.upper)
        .annotate(first_word_on=Subquery(first, output_field=DateField()))
        .values("organisation", "organisation__name")
        .annotate(
            received=Count("pk"),
            decided=Count("pk", filter=_DECIDED & decided),
            accepted=Count("pk", filter=_ACCEPTED & decided),
            first_word=_Median(_days("first_word_on", "received_on"), filter=seen or None),
            decision=_Median(_days("decided_on", "received_on"), filter=_DECIDED & decided),
        )
        .order_by("-received", "organisation__name")
    )


def years(referrals: QuerySet, *, today: date) -> list[int]:
    """From the year of the first referral to this one, newest first."""
    first = referrals.order_by("received_on").values_list("received_on", flat=True).first()
    return list(range(today.year, (first.year if first else today.year) - 1, -1))
