"""The quality page of a month, the list behind each of its counts, the reports that differ."""

from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import STAFF, Role, allow
from pimms.kernel import periods
from pimms.kernel.paging import page
from reports import figures
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
        "found": checks.of(month, today=today),
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
    context = {"night": night, "rows": [_in_words(row) for row in night.differences]}
    return render(request, "reports/differences.html", context)


def _reports() -> list[tuple[Comparison, int]]:
    """The last comparison of each year, and how many figures differ."""
    latest = Comparison.objects.order_by("-year", "-compared_at").distinct("year")
    return [(night, len(night.differences)) for night in latest.select_related("edition")]


def _in_words(row: dict) -> dict:
    indicator, code = figures.of_path(row["path"])
    said = {who: row.get(who) for who in ("figure", "list", "frozen")}
    shown = {who: "" if n is None else indicator.shown(n) for who, n in said.items()}
    return {"indicator": indicator, "code": code, **shown}


def _month(request, today: date):
    """The month of `?mois=2016-03`; that of today when it makes no sense or is to come."""
    try:
        asked = date.fromisoformat(f"{request.GET.get('mois', '')}-01")
    except ValueError:
        asked = today
    return periods.month(asked if date(2000, 1, 1) <= asked <= today else today)
