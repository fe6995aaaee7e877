"""The figures of a year one by one, and the list behind each."""

import itertools
from dataclasses import replace

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import journal
from accounts.permissions import Role, allow
from pimms.kernel import asked
from pimms.kernel.paging import page
from reports import figures as counting


@allow(Role.DIRECTOR)
@require_safe
def figures(request, year):
    """Every figure under its number."""
    counted = counting.of_year(year)
    if counted.is_empty:
        return render(request, "reports/nothing.html", {"year": year}, status=404)
    groups = itertools.groupby(counting.values(counted), lambda each: each.indicator)
    context = {"year": year, "groups": [(indicator, list(each)) for indicator, each in groups]}
    return render(request, "reports/figures.html", context)


@allow(Role.DIRECTOR)
@require_safe
def figure(request, year, number):
    """The rows that a figure of a report counts or adds up, and what they come to."""
    counted = counting.of_year(year)
    if counted.is_empty:
        raise Http404
    around = {
        "when": year,
        "is_report": True,
        "back": reverse("reports:figures", args=[year]),
        "back_to": f"Les chiffres de {year}",
    }
    return listed(request, counted, counting.Scope.of_year(year), number, around)


def listed(request, counted: counting.Year, scope: counting.Scope, number: str, around: dict):
    """The list behind a figure of that scope; `around` is what the page says besides."""
    indicator = counting.by_number(number)
    if indicator is None:
        raise Http404
    code = asked.text(request.GET, "code")
    told = {each.code: each for each in counting.values(counted) if each.indicator is indicator}
    chosen = told.get(code)
    if chosen is None and (code or not indicator.is_breakdown):
        raise Http404
    layout, rows = indicator.layout, indicator.list(scope, code)
    shown = page(
        rows.select_related(*layout.related) if layout.related else rows,
        keys=layout.keys,
        query=request.GET,
        newest_first=layout.newest_first,
    )
    said = {"year": scope.year} if around["is_report"] else {"days": around["when"]}
    path = chosen.path if chosen else indicator.code
    journal.record("figure.opened", request.user, by=request.user, **said, path=path)
    context = around | {
        "indicator": indicator,
        "told": chosen,
        "proved": replace(chosen, value=indicator.proved(scope, code)) if chosen else None,
        "heads": layout.heads,
        "rows": [(layout.address(row), layout.cells(row)) for row in shown.rows],
        "page": shown,
    }
    return render(request, "reports/figure.html", context)
