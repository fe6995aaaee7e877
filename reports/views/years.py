"""The yearly reports, for the director: on a page, as a PDF, as data."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import Role, allow
from reports import ccas, exports, figures, services
from reports.models import Edition
from reports.words import capital, listed

from .downloads import HANDED, XLSX, download


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


@allow(Role.DIRECTOR)
@require_safe
def year(request, year):
    counted = figures.of_year(year)
    if counted.is_empty:
        return _nothing(request, year)
    context = {
        "report": ccas.report(counted, on=localdate()),
        "editions": Edition.objects.of(year).select_related("frozen_by"),
        "of_house": [
            (words, reverse(f"reports:{name}", args=[year]))
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


@allow(Role.DIRECTOR)
@require_safe
def handed(request, year):
    """The report of this moment for whoever is not of the house: small counts are hidden."""
    counted = figures.of_year(year)
    if counted.is_empty:
        return _nothing(request, year)
    given = {"on": localdate(), "beside": services.beside(year, on=localdate())}
    document = ccas.document(counted, discreet=ccas.Discreet.of(counted), **given)
    return download(request, document, "application/pdf", year=year, ending="pdf", name=HANDED)


@allow(Role.DIRECTOR)
@require_safe
def pdf(request, year):
    """The house's own version: everything."""
    counted = figures.of_year(year)
    if counted.is_empty:
        return _nothing(request, year)
    beside = services.beside(year, on=localdate())
    document = ccas.document(counted, on=localdate(), beside=beside)
    return download(request, document, "application/pdf", year=year, ending="pdf")


@allow(Role.DIRECTOR)
@require_safe
def data(request, year):
    counted = figures.of_year(year)
    if counted.is_empty:
        return _nothing(request, year)
    return download(request, exports.data(counted), "application/json", year=year, ending="json")


@allow(Role.DIRECTOR)
@require_safe
def table(request, year):
    counted = figures.of_year(year)
    if counted.is_empty:
        return _nothing(request, year)
    return download(request, exports.table(counted), "text/csv", year=year, ending="csv")


@allow(Role.DIRECTOR)
@require_safe
def workbook(request, year):
    counted = figures.of_year(year)
    if counted.is_empty:
        return _nothing(request, year)
    return download(request, exports.workbook(counted), XLSX, year=year, ending="xlsx")


@allow(Role.DIRECTOR)
@require_safe
def handed_summary(request, year):
    """The same page for whoever is not of the house: small counts are left out."""
    return _summary(request, year, name="synthese-a-remettre", is_handed=True)


@allow(Role.DIRECTOR)
@require_safe
def summary(request, year):
    """One page; the year before as it was frozen, else as it is counted."""
    return _summary(request, year, name="synthese")


def _summary(request, year, *, name, is_handed=False):
    counted = figures.of_year(year)
    if counted.is_empty:
        return _nothing(request, year)
    before, is_settled = services.year_before(year)
    discreet = ccas.Discreet.of(counted) if is_handed else ccas.EVERYTHING
    given = {"is_settled": is_settled, "on": localdate(), "discreet": discreet}
    document = ccas.summary(counted, before, **given)
    return download(request, document, "application/pdf", year=year, ending="pdf", name=name)


def _nothing(request, year):
    return render(request, "reports/nothing.html", {"year": year}, status=404)
