"""The figures of a year one by one, and the list behind each."""

from django.http import Http404
from django.shortcuts import render

from accounts import journal
from accounts.permissions import Role, allow
from pimms.kernel.paging import page
from reports import figures as counting
from reports import proofs


@allow(Role.DIRECTOR)
def figures(request, year):
    """Every figure under its number."""
    counted = counting.of_year(year)
    if counted.is_empty:
        return render(request, "reports/nothing.html", {"year": year}, status=404)
    labels = proofs.labels(counted)
    groups = {}
    for leaf in proofs.numbered(counted.as_json()):
        label = labels.get((leaf.indicator.path, leaf.code), leaf.code)
        groups.setdefault(leaf.indicator, []).append((leaf, label))
    context = {"year": year, "groups": groups.items()}
    return render(request, "reports/figures.html", context)


@allow(Role.DIRECTOR)
def figure(request, year, number):
    """The rows that a figure counts or adds up, and what they come to."""
    indicator = proofs.found(number)
    counted = counting.of_year(year)
    if indicator is None or counted.is_empty:
        raise Http404
    code = request.GET.get("code", "")
    leaves = [leaf for leaf in proofs.numbered(counted.as_json()) if leaf.indicator == indicator]
    chosen = next((leaf for leaf in leaves if leaf.code == code), None)
    if chosen is None and (code or not indicator.is_breakdown):
        raise Http404
    kind, rows = indicator.behind.kind, indicator.behind.list(year, code)
    shown = page(
        rows.select_related(*kind.related) if kind.related else rows,
        keys=kind.keys,
        query=request.GET,
        newest_first=kind.newest_first,
    )
    path = chosen.path if chosen else indicator.path
    journal.record("figure.opened", request.user, by=request.user, year=year, path=path)
    context = {
        "year": year,
        "indicator": indicator,
        "label": proofs.labels(counted).get((indicator.path, code), code),
        "leaf": chosen,
        "proved": proofs.Leaf(indicator, code, indicator.behind.value(year, code)),
        "heads": kind.heads,
        "rows": [(kind.address(row), kind.cells(row)) for row in shown.rows],
        "page": shown,
    }
    return render(request, "reports/figure.html", context)
