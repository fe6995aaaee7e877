"""What is done to keep the network of partners alive."""

from django.db.models import QuerySet, Sum

from partners.models import NetworkAction
from reports.notes import note

from . import layouts
from .indicator import HOURS, Common, Indicator, Part, Reach, by_field
from .scope import Scope
from .tally import Tally


def actions(scope: Scope) -> QuerySet:
    """Unit: actions; those of the house, which are of no site and of no funder."""
    days = {"held_on__gte": scope.period.lower, "held_on__lt": scope.period.upper}
    held = NetworkAction.objects.filter(**days)
    return held if scope.is_whole else held.none()


PART = Part(9, "network", "Réseau", "reseau", None)
_ACTIONS: Common = {
    "note": note("network"),
    "layout": layouts.NETWORK_ACTIONS,
    "rows": actions,
    "reach": Reach.HOUSE,
    "is_open": True,  # professionals, at meetings that partners know of
    "day": "held_on",
}

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="network.actions",
        title="Actions de réseau",
        tally=Tally(actions),
        promised="actions de réseau",
        **_ACTIONS,
    ),
    Indicator(
        code="network.professionals",
        title="Professionnels rencontrés",
        sums=Sum("participants"),
        tally=Tally(actions, n=Sum("participants")),
        promised="professionnels rencontrés",
        **_ACTIONS,
    ),
    Indicator(
        code="network.hours",
        title="Heures d’actions de réseau",
        sums=Sum("minutes"),
        unit=HOURS,
        tally=Tally(actions, n=Sum("minutes")),
        **_ACTIONS,
    ),
    Indicator(
        code="network.by_kind",
        title="Actions de réseau par type",
        by=by_field("kind"),
        head="Type",
        whole="network.actions",
        tally=Tally(actions, by="kind", choices=NetworkAction.Kind),
        **_ACTIONS,
    ),
)
