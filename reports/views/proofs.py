"""The figures of a year one by one, and the list behind each."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import journal
from accounts.permissions import Role, allow
from pimms.kernel import asked
from pimms.kernel.paging import page
from reports import figures as counting
from reports import proofs


@allow(Role.DIRECTOR)
@require_safe
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
    indicator = proofs.found(number)
    if indicator is None:
        raise Http404
    code = asked.text(request.GET, "code")
    leaves = [leaf for leaf in proofs.numbered(counted.as_json()) if leaf.indicator == indicator]
    chosen = next((leaf for leaf in leaves if leaf.code == code), None)
    if chosen is None and (code or not indicator.is_breakdown):
        raise Http404
    kind, rows = indicator.behind.kind, indicator.behind.list(scope, code)
    shown = page(
        rows.select_related(*kind.related) if kind.related else rows,
        keys=kind.keys,
        query=request.GET,
        newest_first=kind.newest_first,
    )
    path = chosen.path if chosen else indicator.path
    told = {"year": scope.year} if around["is_report"] else {"days": around["when"]}
    journal.record("figure.opened", request.user, by=request.user, **told, path=path)
    context = around | {
        "indicator": indicator,
        "label": proofs.labels(counted).get((indicator.path, code), code),
        "leaf": chosen,
        "proved": proofs.Leaf(indicator, code, indicator.behind.value(scope, code)),
        "heads": kind.heads,
        "rows": [(kind.address(row), kind.cells(row)) for row in shown.rows],
        "page": shown,
    }
    return render(request, "reports/figure.html", context)
