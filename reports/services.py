"""What stands beside the report of a year, and what each night compares it with."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from funding.models import Funder, Promise
from reports import content, figures, money
from reports.editions.differences import apart
from reports.models import Comparison, Edition


def frozen_year(edition: Edition) -> figures.Year:
    """The figures as they were frozen."""
    return content.read(edition.content).year


def beside(year: int, *, on: date) -> content.Beside:
    """The frozen year before, what was promised to the CCAS, and the budget.

    A budget whose sales no account takes is left out: the page of the budget says why."""
    before = Edition.objects.frozen().of(year - 1).first()
    promises = Promise.objects.filter(grant__year=year, grant__funder__kind=Funder.Kind.CCAS)
    try:
        budget = money.charges_and_products(year)
    except ValidationError:
        budget = None
    return content.Beside(
        before=before and frozen_year(before),
        pledges=money.pledged(promises, on),
        budget=budget if budget and (budget.even.planned or budget.even.real) else None,
    )


def year_before(year: int) -> tuple[figures.Year | None, bool]:
    """The figures of the year before, and whether they are those that were frozen."""
    edition = Edition.objects.frozen().of(year - 1).first()
    if edition:
        return frozen_year(edition), True
    counted = figures.of_year(year - 1)
    return (None if counted.is_empty else counted), False


@transaction.atomic
def compare(year: int, *, by: str, at: datetime) -> Comparison:
    """The figures of the year beside the lists behind them and the report that was frozen."""
    counted, scope = figures.of_year(year), figures.Scope.of_year(year)
    now = {each.path: each for each in figures.values(counted)}
    said = {
        "figure": {path: each.value for path, each in now.items()},
        "list": {path: each.indicator.proved(scope, each.code) for path, each in now.items()},
    }
    edition = Edition.objects.frozen().of(year).first()
    if edition:
        frozen = frozen_year(edition)
        not_counted = {p: each.value for p, each in now.items() if not each.indicator.is_in(frozen)}
        said["frozen"] = not_counted | figures.by_path(frozen)
    comparison = Comparison.objects.create(
        year=year,
        edition=edition,
        compared_at=at,
        figures=len(now),
        differences=apart(said),
    )
    if comparison.differences:
        journal.record("report.differs", comparison, by=by, figures=len(comparison.differences))
    return comparison
