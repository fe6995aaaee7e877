"""Who came to the desk, what they asked, and what was held for them: passages, permanences,
appointments."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, Func, IntegerField, QuerySet, Sum, Value

from pimms.kernel.clock import today_there
from pimms.kernel.templatetags.french import number
from reports.models import Share
from reports.notes import note
from reports.words import agree
from workshops.demands import Demand
from workshops.desk_figures import Each
from workshops.models import Appointment, Arrival, DropIn, Passage

from . import layouts
from .indicator import Common, Indicator, Part, by_month
from .scope import Scope
from .tally import Tally


def passages(scope: Scope) -> QuerySet:
    """Unit: passages that stand; counter-entries and what they took back are none."""
    return scope.here(Passage.objects.standing().within(scope.period))


def drop_ins(scope: Scope) -> QuerySet:
    """Unit: permanences that were held: neither cancelled nor still to come."""
    held = DropIn.objects.standing().filter(
        held_on__gte=scope.period.lower,
        held_on__lt=scope.period.upper,
        held_on__lte=today_there(),
    )
    return scope.here(held)


def received(scope: Scope) -> QuerySet:
    """Unit: people received in a permanence, once each time they came."""
    served = Arrival.objects.filter(drop_in__isnull=False, served_at__isnull=False)
    return scope.here(served.filter(day__gte=scope.period.lower, day__lt=scope.period.upper))


def appointments(status: str) -> Callable[[Scope], QuerySet]:
    """Unit: appointments of that status, by the day they begin on."""

    def rows(scope: Scope) -> QuerySet:
        first, after = scope.period.lower, scope.period.upper
        days = {"slot__startswith__date__gte": first, "slot__startswith__date__lt": after}
        return scope.here(Appointment.objects.filter(status=status, **days))

    return rows


def _of_demand(rows: QuerySet, scope: Scope, code: str) -> QuerySet:
    """With how often each asked for it: twice in one visit, it counts twice."""
    times = Func(
        Func(F("demands"), Value(code), function="array_positions"),
        Value(1),
        function="array_length",
        output_field=IntegerField(),
    )
    return rows.filter(demands__contains=[code]).annotate(times=times)


def _words(year: Any) -> str:
    """Under the figure; nothing in a year without any."""
    visits, asked = (year.more.get(f"reception.{each}") for each in ("passages", "demands"))
    if not visits:
        return ""
    return (
        f"{agree(visits, 'passage', 'passages')} à l’accueil, {number(asked)}"
        f" {agree(asked, 'demande', 'demandes')}"
    )


PART = Part(7, "reception", "Accueil", "accueil", Share.Part.RECEPTION)
_PASSAGES: Common = {
    "note": note("passages"),
    "layout": layouts.PASSAGES,
    "rows": passages,
    "day": "day",
}
_HELD, _MISSED = (appointments(status) for status in ("held", "missed"))
_APPOINTMENTS: Common = {
    "note": note("appointments"),
    "layout": layouts.APPOINTMENTS,
    "day": "slot__startswith__date",
}

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="reception.passages",
        title="Passages à l’accueil",
        tally=Tally(passages),
        key=_words,
        key_tells=("reception.demands",),
        changes=True,
        promised="passages à l’accueil",
        **_PASSAGES,
    ),
    Indicator(
        code="reception.demands",
        title="Demandes à l’accueil",
        sums=Sum("demands__len"),
        tally=Tally(passages, n=Sum("demands__len")),
        changes=True,
        promised="demandes à l’accueil",
        **_PASSAGES,
    ),
    Indicator(
        code="reception.by_demand",
        title="Demandes par nature",
        by=_of_demand,
        sums=Sum("times"),
        head="Demande",
        noun="Demandes",
        whole="reception.demands",
        tally=Tally(passages, by=Each(F("demands")), choices=Demand),
        **_PASSAGES,
    ),
    Indicator(
        code="reception.drop_ins",
        title="Permanences tenues",
        note=note("drop_ins"),
        layout=layouts.DROP_INS,
        rows=drop_ins,
        tally=Tally(drop_ins),
        is_open=True,  # a permanence is nobody
        day="held_on",
        promised="permanences tenues",
    ),
    Indicator(
        code="reception.received",
        title="Personnes reçues en permanence",
        note=note("drop_ins"),
        layout=layouts.ARRIVALS,
        rows=received,
        tally=Tally(received),
        day="day",
        promised="personnes reçues en permanence",
    ),
    Indicator(
        code="reception.appointments_held",
        title="Rendez-vous tenus",
        rows=_HELD,
        tally=Tally(_HELD),
        promised="rendez-vous tenus",
        **_APPOINTMENTS,
    ),
    Indicator(
        code="reception.appointments_missed",
        title="Rendez-vous manqués",
        rows=_MISSED,
        tally=Tally(_MISSED),
        **_APPOINTMENTS,
    ),
)
INDICATORS += (by_month(INDICATORS[0]),)
