"""The figures by La Coop's breakdowns, and the file for the national tools."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from accounts import journal
from accounts.permissions import STAFF, allow
from pimms.kernel import discretion, periods
from pimms.kernel.templatetags.french import day, instant

from . import codes, figures, files, missing, records
from .forms import CoopForm

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(request) -> tuple:
    """(form, span of days, site, host), of which what cannot be read is left aside."""
    form = CoopForm(request.GET or None)
    form.is_valid()
    words = getattr(form, "cleaned_data", {})
    span = form.span(today=localdate())
    return form, span, words.get("site"), words.get("mediateur")


@allow(*STAFF)
@require_safe
def coop(request):
    """What would be told, and what is missing, before anything leaves."""
    form, span, site, host = _asked(request)
    activities = records.activities(span, site=site, host=host)
    empty = records.empty_workshops(span, site=site, host=host, until=localdate())
    initial = {"du": span.lower, "au": periods.last_day(span), "site": site, "mediateur": host}
    query = {"du": span.lower, "au": periods.last_day(span)}
    query |= {"site": site.pk} if site else {}
    query |= {"mediateur": host.pk} if host else {}
    context = {
        "form": form if form.is_bound and form.errors else CoopForm(initial),
        "errors": form.non_field_errors() if form.is_bound else [],
        "query": urlencode(query),
        "first": span.lower,
        "last": periods.last_day(span),
        "figures": figures.counted_in(activities, period=span),
        "gaps": missing.gaps_in(activities, empty),
        "columns": codes.COLUMNS,
    }
    return render(request, "reports/coop/coop.html", context)


@allow(*STAFF)
@require_safe
def as_csv(request):
    return _download(request, "csv")


@allow(*STAFF)
@require_safe
def as_xlsx(request):
    return _download(request, "xlsx")


def _download(request, ending: str) -> HttpResponse:
    """The file; with names for the director alone. The journal says which, and of how many."""
    named = bool(request.GET.get("identites"))
    if named and not request.user.is_director:
        raise PermissionDenied
    _, span, site, host = _asked(request)
    activities = records.activities(span, site=site, host=host)
    last = periods.last_day(span)
    with discretion.names(hidden=False):  # a file is made for who reads it elsewhere
        if ending == "csv":
            content, kind = files.as_csv(activities, year=last.year, named=named), "text/csv"
        else:
            about = (
                ("Exporté le", instant(now())),
                ("Par", request.user.name),
                ("Structure", settings.HOUSE),
                ("Période", f"du {day(span.lower)} au {day(last)}"),
                ("Point d’accueil", str(site or "tous")),
                ("Médiateur", str(host or "toute l’équipe")),
                ("Noms des personnes", "oui" if named else "non"),
                ("Accompagnements", str(sum(len(each.participants) for each in activities))),
            )
            content = files.as_xlsx(activities, year=last.year, named=named, about=about)
            kind = _XLSX
    journal.record(
        "coop.exported",
        request.user,
        by=request.user,
        span=f"{span.lower} {last}",
        named=named,
        activities=len(activities),
    )
    name = f"coop-{span.lower}-{last}.{ending}"
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
