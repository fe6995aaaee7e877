"""The people whom partners sent us in a year."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from beneficiaries.models import Referral
from pimms.kernel.periods import year as calendar_year

from .counting import Line, in_order_of, largest_first


@dataclass(frozen=True)
class Referrals:
    by_organisation: tuple[Line, ...]
    by_status: tuple[Line, ...]

    @property
    def received(self) -> int:
        return sum(line.count for line in self.by_organisation)


def of(year: int) -> Referrals:
    """Unit: referrals received in the year, by the organisation that sent them and by answer."""
    period = calendar_year(year)
    rows = (
        Referral.objects.filter(received_on__gte=period.lower, received_on__lt=period.upper)
        .values_list("organisation__name", "status")
        .annotate(n=Count("pk"))
        .order_by()
    )
    sent, answered = Counter(), Counter()
    for name, status, n in rows:
        sent[name] += n
        answered[status] += n
    return Referrals(
        by_organisation=largest_first(Line(name, name, n) for name, n in sent.items()),
        by_status=in_order_of(Referral.Status, answered),
    )
