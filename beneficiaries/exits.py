"""Who nears the end, who has passed it, and what became of whom: questions to the database."""

from collections import Counter
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q

from beneficiaries import entitlement
from beneficiaries.models import EndNotice, Enrolment, ExitTalk, ExitTask, FollowUp
from beneficiaries.models.exits import FOLLOWED_UP_AFTER
from pimms.kernel.periods import add_months

# The lists of the page, by their word in its address: title, and the days left from and to.
BANDS = {
    "2-mois": ("Deux mois", 31, 60),
    "1-mois": ("Un mois", 8, 30),
    "7-jours": ("Sept jours", 1, 7),
}
TOLD_FROM = 30  # days before the end
PASSED = "depasse"
PASSED_FOR = 92  # days: afterwards nobody is called back for a talk


def between(first: int, last: int, *, on: date):
    """The enrolments with that many days left, both included, that no other follows."""
    return Enrolment.objects.followed_by_none().filter(
        period__endswith__gte=on + timedelta(days=first),
        period__endswith__lte=on + timedelta(days=last),
        period__contains=on,
    )


def to_tell(*, on: date):
    """The enrolments that end within thirty days, whose person nobody told of that end; while
    rights are suspended, the end is not settled."""
    told = EndNotice.objects.filter(enrolment=OuterRef("pk"), last_day=OuterRef("ends_on"))
    eve = ExpressionWrapper(F("period__endswith") - timedelta(days=1), output_field=DateField())
    untold = between(1, TOLD_FROM, on=on).annotate(ends_on=eve).filter(~Exists(told))
    enrolments = untold.soonest_first().prefetch_related("movements")
    return [each for each in enrolments if entitlement.state(each, on=on).name == "open"]


def passed(*, on: date):
    """The enrolments that ended these last three months without a talk, and no other follows."""
    talked = ExitTalk.objects.filter(enrolment=OuterRef("pk"))
    return Enrolment.objects.followed_by_none().filter(
        ~Exists(talked),
        period__endswith__lte=on,
        period__endswith__gt=on - timedelta(days=PASSED_FOR),
    )


def of_band(word: str, *, on: date):
    if word == PASSED:
        return passed(on=on)
    _, first, last = BANDS[word]
    return between(first, last, on=on)


def as_listed(enrolments):
    """With what a line shows; five queries however many they are."""
    tasks = ExitTask.objects.filter(dropped_on=None).select_related("done_by")
    return enrolments.select_related("beneficiary").prefetch_related(
        "movements",
        Prefetch("exit_talks", ExitTalk.objects.select_related("offer")),
        Prefetch("exit_tasks", tasks),
        Prefetch("end_notices", EndNotice.objects.select_related("told_by").order_by("pk")),
    )


def to_follow_up(*, on: date):
    """The enrolments that ended from twelve to twenty-four months ago, of whom we know nothing."""
    return Enrolment.objects.followed_by_none().filter(
        follow_up=None,
        period__endswith__lte=add_months(on, -FOLLOWED_UP_AFTER),
        period__endswith__gt=add_months(on, -2 * FOLLOWED_UP_AFTER),
    )


def became(period: DateRange) -> dict[str, int]:
    """People whose rights ended in the period, by what became of them twelve months later:
    the outcomes of `FollowUp`, `unknown`, and `total`.

    Whoever enrolled again is renewed, whatever was noted. Unit: enrolments.
    """
    later = Enrolment.objects.filter(
        beneficiary=OuterRef("beneficiary"), period__fully_gt=OuterRef("period"), absorbed_by=None
    )
    ended = Enrolment.objects.filter(
        Q(absorbed_by=None),
        period__endswith__gt=period.lower,
        period__endswith__lte=period.upper,
    ).annotate(again=Exists(later))
    rows = ended.order_by().values_list("again", "follow_up__outcome")
    counts = Counter(
        FollowUp.Outcome.RENEWED.value if again else outcome or "unknown" for again, outcome in rows
    )
    outcomes = {outcome: counts[outcome] for outcome in [*FollowUp.Outcome.values, "unknown"]}
    return outcomes | {"total": sum(counts.values())}
