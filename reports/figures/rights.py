"""How people come into the programme and leave it: first and renewed rights, overrides, ends,
exit talks, and what became of them a year later."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet

from beneficiaries.models import Assessment, Enrolment, ExitTalk, FollowUp
from pimms.kernel.clock import today_there
from reports.models import Share
from reports.notes import note

from . import layouts
from .indicator import Common, Indicator, Part, by_field
from .people import started
from .scope import Scope
from .tally import Tally


def _first(scope: Scope) -> QuerySet:
    return started(scope).filter(pk__in=Enrolment.objects.first_ones())


def _renewed(scope: Scope) -> QuerySet:
    return started(scope).filter(pk__in=Enrolment.objects.renewals())


def _with_rank(is_first: bool) -> Callable[[Scope], QuerySet]:
    """The enrolments of the scope that have one before them, or none, by their first days: what
    the list tells by whole periods."""

    def rows(scope: Scope) -> QuerySet:
        earlier = Enrolment.objects.standing().filter(
            beneficiary=OuterRef("beneficiary"),
            period__startswith__lt=OuterRef("period__startswith"),
        )
        opened = scope.of_people(Enrolment.objects.started_in(scope.period))
        return opened.filter(~Exists(earlier) if is_first else Exists(earlier))

    return rows


def _ended(scope: Scope) -> QuerySet:
    """Unit: enrolments whose last day lies in the scope, with none to follow: people who leave."""
    first, after = scope.period.lower, scope.period.upper
    ends = Q(period__endswith__gt=first, period__endswith__lte=after)
    is_past = Q(period__endswith__lte=today_there())
    return scope.of_people(Enrolment.objects.followed_by_none().filter(ends, is_past))


def _talks(scope: Scope) -> QuerySet:
    return _noted(scope, ExitTalk.objects.all(), "held_on")


def _news(scope: Scope) -> QuerySet:
    return _noted(scope, FollowUp.objects.all(), "made_on")


def _noted(scope: Scope, rows: QuerySet, day: str) -> QuerySet:
    days = {f"{day}__gte": scope.period.lower, f"{day}__lt": scope.period.upper}
    return scope.of_people(rows.filter(**days), "enrolment__beneficiary")


def _waived(scope: Scope) -> QuerySet:
    """Unit: assessments that admit somebody by a dispensation, signed where they must be."""
    days = {"assessed_on__gte": scope.period.lower, "assessed_on__lt": scope.period.upper}
    waived = Assessment.objects.settled().filter(outcome=Assessment.Outcome.WAIVED, **days)
    return scope.of_people(waived)


PART = Part(8, "rights", "Parcours", "parcours", Share.Part.PATH)
_ENROLMENTS: Common = {
    "note": note("rights"),
    "layout": layouts.ENROLMENTS,
    "day": "period__startswith",
}
_TALKS: Common = {
    "note": note("exits"),
    "layout": layouts.EXIT_TALKS,
    "rows": _talks,
    "day": "held_on",
}
_NEWS: Common = {
    "note": note("exits"),
    "layout": layouts.FOLLOW_UPS,
    "rows": _news,
    "day": "made_on",
}

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="rights.first",
        title="Premières inscriptions",
        rows=_first,
        tally=Tally(_with_rank(is_first=True)),
        promised="premières inscriptions",
        **_ENROLMENTS,
    ),
    Indicator(
        code="rights.renewed",
        title="Renouvellements",
        rows=_renewed,
        tally=Tally(_with_rank(is_first=False)),
        **_ENROLMENTS,
    ),
    Indicator(
        code="rights.waived",
        title="Admissions par dérogation",
        note=note("overrides"),
        layout=layouts.ASSESSMENTS,
        rows=_waived,
        tally=Tally(_waived),
        day="assessed_on",
    ),
    Indicator(
        code="rights.ended",
        title="Fins de droits sans suite",
        note=note("exits"),
        layout=layouts.ENROLMENTS,
        rows=_ended,
        tally=Tally(_ended),
        day="period__endswith",
    ),
    Indicator(
        code="rights.exit_talks",
        title="Entretiens de sortie",
        tally=Tally(_talks),
        promised="entretiens de sortie",
        **_TALKS,
    ),
    Indicator(
        code="rights.by_reason",
        title="Sorties par motif",
        by=by_field("reason"),
        head="Motif",
        whole="rights.exit_talks",
        tally=Tally(_talks, by="reason", choices=ExitTalk.Reason),
        **_TALKS,
    ),
    Indicator(
        code="rights.by_next_step",
        title="Après la sortie",
        by=by_field("next_step"),
        head="Suite",
        whole="rights.exit_talks",
        tally=Tally(_talks, by="next_step", choices=ExitTalk.Next),
        **_TALKS,
    ),
    Indicator(
        code="rights.followed_up",
        title="Nouvelles prises à douze mois",
        tally=Tally(_news),
        promised="nouvelles prises à douze mois",
        **_NEWS,
    ),
    Indicator(
        code="rights.by_outcome",
        title="Devenir à douze mois",
        by=by_field("outcome"),
        head="Devenir",
        whole="rights.followed_up",
        tally=Tally(_news, by="outcome", choices=FollowUp.Outcome),
        **_NEWS,
    ),
)
