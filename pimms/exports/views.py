"""Taking a list along: what it will hold, how far it is, the file."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import EVERYBODY, allow
from pimms.kernel import jobs
from pimms.kernel.forms import attempt
from pimms.kernel.jobs import Standing
from pimms.kernel.pages import act, form_page
from pimms.kernel.searches import address, remembered, searched
from pimms.models import Export

from . import asking, files, listings
from .forms import ExportForm
from .tasks import KEPT

_TYPES = {
    Export.Ending.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Export.Ending.CSV: "text/csv; charset=utf-8",
}


@allow(*EVERYBODY)
@require_safe
def exports(request):
    """The lists one may take along, and the files one has asked for."""
    mine = Export.objects.visible_to(request.user).latest_first()[:20]
    context = {
        "listings": listings.listings_for(request.user),
        "exports": [(each, listings.LISTINGS[each.listing]) for each in mine],
        "hours": KEPT // timedelta(hours=1),
    }
    return render(request, "exports/exports.html", context)


@allow(*EVERYBODY)
@searched("q")
def ask(request, name):
    """The choice above the list, how many rows it leaves, and the columns that will be empty."""
    listing, user = _listing(request, name), request.user
    choice = listing.choice(request.GET, user)
    form = ExportForm(request.POST or None, listing=listing)
    asked = request.GET.whole()
    if choice.is_valid() and (
        export := attempt(form, asking.ask, listing, query=asked, by=user, at=now())
    ):
        return redirect(export)
    rows = listing.rows(choice, user, localdate()) if choice.is_valid() else None
    return form_page(
        request,
        form,
        "exports/ask.html",
        listing=listing,
        choice=choice,
        count=rows.order_by().count() if rows is not None else 0,
        columns=listing.columns,
        without_names=listing.hidden_from(user.role, named=False),
        with_names=listing.hidden_from(user.role, named=True),
    )


def _listing(request, name):
    listing = listings.LISTINGS.get(name)
    if listing is None:
        raise Http404
    if request.user.role not in listing.roles:
        raise PermissionDenied
    return listing


@allow(*EVERYBODY)
@require_safe
def export(request, key):
    export, at = _export(request, key), now()
    job = jobs.standing(export, at=at) if export.is_running else None
    context = {
        "export": export,
        "listing": listings.LISTINGS[export.listing],
        "name": files.name(export),
        "again": address(
            reverse("exports:ask", args=[export.listing]),
            remembered(request.session, QueryDict(export.query), ["q"]),
        ),
        "is_on_hold": job == Standing.ON_HOLD,
        "is_interrupted": job == Standing.GONE,
        "until": export.asked_at + KEPT,
    }
    template = "exports/_state.html" if request.htmx else "exports/export.html"
    return render(request, template, context)


@allow(*EVERYBODY)
@require_POST
def cancel(request, key):
    export = _export(request, key)
    act(request, asking.cancel, export)
    return redirect(export)


@allow(*EVERYBODY)
@require_safe
def download(request, key):
    export = _export(request, key)
    if export.status != Export.Status.READY:
        raise Http404
    export = asking.fetch(export, by=request.user)
    return FileResponse(
        export.file.open(),
        as_attachment=True,
        filename=files.name(export),
        content_type=_TYPES[export.ending],
    )


def _export(request, key) -> Export:
    """One's own, for as long as it is kept."""
    mine = asking.with_jobs(Export.objects.visible_to(request.user).select_related("asked_by"))
    return get_object_or_404(mine, key=key, asked_at__gt=now() - KEPT)
