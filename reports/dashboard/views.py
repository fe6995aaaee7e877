"""The dashboard of the director, and the list behind each of its figures."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts import journal
from accounts.permissions import Role, allow
from pimms.kernel.forms import status
from pimms.kernel.paging import page
from pimms.kernel.periods import last_day
from pimms.kernel.templatetags.french import day as in_figures
from pimms.kernel.templatetags.french import held
from reports import figures as counting
from reports.figures import layouts, standing
from reports.views.figures import listed

from . import board as boards
from .forms import ScopeForm

_LAYOUTS = {
    "running": layouts.ENROLMENTS,
    "ending": layouts.ENROLMENTS,
    "unanswered": layouts.REFERRALS,
    "waiting": layouts.WAITING,
    "posts": layouts.POSTS,
}
_BACK = "Tableau de bord"


@allow(Role.DIRECTOR)
@require_safe
def board(request):
    form = ScopeForm(request.GET, today=localdate())
    shown = boards.board_of(form.scope)
    context = {
        "form": form,
        "board": shown,
        "scope": shown.scope,
        "before": boards.year_before(shown.scope).period,
    }
    return render(request, "reports/dashboard.html", context, status=_status(form))


def _status(form) -> int:
    return status(form) if form.errors else 200


@allow(Role.DIRECTOR)
@require_safe
def figure(request, scope, number):
    """The rows behind a figure of some days."""
    (counted,) = counting.of_each([scope])
    around = {
        "when": held(scope.period),
        "is_report": False,
        "back": f"{reverse('reports:dashboard')}?{_query(scope)}",
        "back_to": _BACK,
    }
    return listed(request, counted, scope, number, around)


def _query(scope: counting.Scope) -> str:
    said = {"du": scope.period.lower, "au": last_day(scope.period)}
    said |= {"lieu": scope.site, "financeur": scope.funder}
    return "&".join(f"{name}={value}" for name, value in said.items() if value)


@allow(Role.DIRECTOR)
@require_safe
def evening(request, day, code):
    """The rows behind a figure of one day."""
    figure, layout = standing.found(code), _LAYOUTS.get(code)
    if figure is None:
        raise Http404
    rows = figure.rows(day)
    shown = page(
        rows.select_related(*layout.related) if layout.related else rows,
        keys=layout.keys,
        query=request.GET,
        newest_first=layout.newest_first,
    )
    journal.record("figure.opened", request.user, by=request.user, day=str(day), path=code)
    context = {
        "title": f"{figure.label[0].upper()}{figure.label[1:]}, le {in_figures(day)}",
        "count": rows.count(),
        "heads": layout.heads,
        "rows": [(layout.address(row), layout.cells(row)) for row in shown.rows],
        "page": shown,
    }
    return render(request, "reports/evening.html", context)
