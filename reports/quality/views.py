"""The quality page of a month, the list behind each of its counts, the reports that differ."""

from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import STAFF, Role, allow
from pimms.kernel import periods
from pimms.kernel.paging import page
from reports.editions.differences import in_words
from reports.editions.kinds import YEAR
from reports.models import Comparison

from . import checks


@allow(*STAFF)
@require_safe
def quality(request):
    today = localdate()
    month = _month(request, today)
    context = {
        "month": month,
        "previous": periods.add_months(month.lower, -1),
        "next": month.upper if month.upper <= today else None,
        "found": checks.found_in(month, today=today),
        "reports": _reports() if request.user.is_director else (),
    }
    return render(request, "reports/quality.html", context)


@allow(*STAFF)
@require_safe
def faults(request, code):
    """The rows of one check, each with the way to where it is mended."""
    check, today = checks.found(code), localdate()
    if check is None:
        raise Http404
    month = _month(request, today)
    rows = check.rows(month, today)
    kind = check.kind
    shown = page(
        rows.select_related(*kind.related) if kind.related else rows,
        keys=kind.keys,
        query=request.GET,
        newest_first=kind.newest_first,
    )
    context = {
        "check": check,
        "month": month,
        "heads": kind.heads,
        "rows": [(kind.address(row), kind.cells(row)) for row in shown.rows],
        "page": shown,
    }
    return render(request, "reports/faults.html", context)


@allow(Role.DIRECTOR)
@require_safe
def differences(request, year):
    """What the last night found of a year: figure, list and frozen report side by side."""
    latest = Comparison.objects.filter(year=year).select_related("edition")
    night = latest.order_by("-compared_at").first()
    if night is None:
        raise Http404
    known = YEAR.rows(YEAR.frozen(night.edition)) if night.edition else ()
    heads = {"figure": "Chiffre", "list": "Liste", "frozen": "Bilan arrêté"}
    if night.edition is None:
        del heads["frozen"]
    context = {
        "night": night,
        "rows": in_words(night.differences, tuple(heads), known),
        "heads": heads.values(),
    }
    return render(request, "reports/differences.html", context)


def _reports() -> list[tuple[Comparison, int]]:
    """The last comparison of each year, and how many figures differ."""
    latest = Comparison.objects.order_by("-year", "-compared_at").distinct("year")
    return [(night, len(night.differences)) for night in latest.select_related("edition")]


def _month(request, today: date):
    """The month of `?mois=2016-03`; that of today when it makes no sense or is to come."""
    try:
        asked = date.fromisoformat(f"{request.GET.get('mois', '')}-01")
    except ValueError:
        asked = today
    return periods.month(asked if date(2000, 1, 1) <= asked <= today else today)
