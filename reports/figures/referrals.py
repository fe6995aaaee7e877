"""The people whom partners sent us in a year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from beneficiaries.models import Referral
from reports.models import Share
from reports.notes import note
from reports.words import agree

from . import counting, layouts
from .counting import Line, as_cells, in_order_of, largest_first
from .indicator import Common, Indicator, Part, Reach, by_field
from .scope import Scope


@dataclass(frozen=True)
class Referrals:
    by_organisation: tuple[Line, ...]
    by_status: tuple[Line, ...]

    @property
    def received(self) -> int:
        return sum(line.count for line in self.by_organisation)


def of_each(scopes: Sequence[Scope]) -> list[Referrals]:
    """Unit: referrals received in these days, by the organisation that sent them and by answer."""
    return [_told(rows) for rows in counting.of_each(scopes, _rows)]


def _rows(scope: Scope) -> QuerySet:
    received = scope.referrals().values_list("organisation__name", "status")
    return received.annotate(n=Count("pk")).order_by()


def _told(rows: list[tuple]) -> Referrals:
    sent: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for name, status, n in rows:
        sent[name] += n
        answered[status] += n
    return Referrals(
        by_organisation=largest_first(Line(name, name, n) for name, n in sent.items()),
        by_status=in_order_of(Referral.Status, answered),
    )


PART = Part(2, "referrals", "Orientations", "orientations", Share.Part.REFERRALS)
_RECEIVED: Common = {
    "note": note("referrals"),
    "layout": layouts.REFERRALS,
    "rows": Scope.referrals,
    "reach": Reach.HOUSE,
}
INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="referrals.received",
        title="Orientations reçues",
        counted=lambda year: year.referrals.received,
        key=lambda year: agree(year.referrals.received, "orientation reçue", "orientations reçues"),
        changes=True,
        day="received_on",
        promised="orientations reçues",
        **_RECEIVED,
    ),
    Indicator(
        code="referrals.by_organisation",
        title="Orientations par organisme",
        by=by_field("organisation__name"),
        head="Organisme",
        whole="referrals.received",
        counted=lambda year: as_cells(year.referrals.by_organisation),
        **_RECEIVED,
    ),
    Indicator(
        code="referrals.by_status",
        title="Orientations par réponse",
        by=by_field("status"),
        head="Réponse",
        whole="referrals.received",
        within="referrals.received",  # in a sentence
        counted=lambda year: as_cells(year.referrals.by_status),
        **_RECEIVED,
    ),
)
