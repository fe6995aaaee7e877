"""The yearly reports, for the director: on a page, as a PDF, as data."""

from functools import wraps

from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import Role, allow
from reports import ccas, exports, figures, services
from reports.editions.kinds import YEAR
from reports.editions.views import document_of
from reports.models import Edition
from reports.words import capital, listed

from .downloads import download


@allow(Role.DIRECTOR)
@require_safe
def reports(request):
    """The years there is something to report on, newest first."""
    today = localdate()
    frozen = set(Edition.objects.frozen().values_list("year", flat=True))
    public = {edition.year for edition in Edition.objects.public().only("year")}
    years = [
        {
            "year": recorded.year,
            "is_running": recorded.year >= today.year,
            "is_frozen": recorded.year in frozen,
            "is_public": recorded.year in public,
            "sentence": f"{capital(listed(recorded.kinds))}.",
        }
        for recorded in figures.recorded()
    ]
    return render(request, "reports/reports.html", {"years": years})


def _recorded(view):
    """The view takes the figures of the year; a page says so where there are none."""

    @allow(Role.DIRECTOR)
    @require_safe
    @wraps(view)
    def counted_first(request, year, **more):
        counted = figures.of_year(year)
        if counted.is_empty:
            return render(request, "reports/nothing.html", {"year": year}, status=404)
        return view(request, counted, **more)

    return counted_first


@_recorded
def year(request, counted):
    context = {
        "report": ccas.report(counted, on=localdate()),
        "editions": Edition.objects.of(counted.year).select_related("frozen_by"),
        "of_house": [
            (words, reverse(f"reports:{name}", args=[counted.year]))
            for words, name in (
                ("PDF complet", "pdf"),
                ("Synthèse complète", "summary"),
                ("Excel", "workbook"),
                ("CSV", "table"),
                ("JSON", "data"),
            )
        ],
    }
    return render(request, "reports/year.html", context)


@_recorded
def document(request, counted, purpose=""):
    """The report of this moment, for the house or to hand over."""
    return document_of(request, Edition(year=counted.year), purpose, counted)


@_recorded
def file(request, counted, ending):
    """The figures of this moment."""
    return download(request, YEAR.file(counted, ending), YEAR.file_name(counted, ending))


@_recorded
def summary(request, counted, purpose=""):
    """One page; the year before as it was frozen, else as it is counted."""
    before, is_settled = services.year_before(counted.year)
    discreet = ccas.Discreet.of(counted) if purpose else ccas.EVERYTHING
    given = {"is_settled": is_settled, "on": localdate(), "discreet": discreet}
    name = "-".join(filter(None, ("bilan-synthese", purpose)))
    summed_up = ccas.summary(counted, before, **given)
    return download(request, summed_up, exports.named(name, counted.year, "pdf"))
