"""The yearly reports, for the director: on a page, as a PDF, as data."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from accounts import journal
from accounts.permissions import Role, allow
from reports import ccas, exports, figures
from reports.words import capital, listed


@allow(Role.DIRECTOR)
def reports(request):
    """The years there is something to report on, newest first."""
    today = localdate()
    years = [
        {
            "year": recorded.year,
            "is_running": recorded.year >= today.year,
            "sentence": f"{capital(listed(recorded.kinds))}.",
        }
        for recorded in figures.recorded()
    ]
    return render(request, "reports/reports.html", {"years": years})


@allow(Role.DIRECTOR)
def year(request, year):
    counted = figures.of_year(year)
    if counted.is_empty:
        return _nothing(request, year)
    report = ccas.report(counted, on=localdate())
    return render(request, "reports/year.html", {"report": report})


@allow(Role.DIRECTOR)
def pdf(request, year):
    counted = figures.of_year(year)
    if counted.is_empty:
        return _nothing(request, year)
    return _download(
        request, ccas.document(counted, on=localdate()), "application/pdf", year=year, ending="pdf"
    )


@allow(Role.DIRECTOR)
def data(request, year):
    counted = figures.of_year(year)
    if counted.is_empty:
        return _nothing(request, year)
    return _download(request, exports.data(counted), "application/json", year=year, ending="json")


def _nothing(request, year):
    return render(request, "reports/nothing.html", {"year": year}, status=404)


def _download(request, content, content_type, *, year, ending):
    name = exports.file_name(ccas.NAME, year, ending)
    journal.record("report.downloaded", request.user, by=request.user, file=name)
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
