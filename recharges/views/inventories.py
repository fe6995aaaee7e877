"""Counting the shelves: the sheet on paper, what was typed, what the director decides."""

from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import STAFF, Role, allow
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page, pdf_page
from pimms.kernel.paging import page
from recharges import shelves
from recharges.forms.stock import CountForm, DecideForm
from recharges.models import Inventory, Unit
from recharges.services import inventories as services

from .stock import site_of


def _units_by_product(site):
    by_product = {}
    for unit in Unit.objects.on_the_shelf().filter(site=site).order_by("product_id", "pk"):
        by_product.setdefault(unit.product_id, []).append(unit)
    return by_product


@allow(*STAFF)
@require_safe
def inventories(request):
    every = Inventory.objects.select_related("site", "counted_by", "closed_by")
    found = page(every, keys=("counted_on", "pk"), query=request.GET, newest_first=True)
    return render(request, "recharges/stock/inventories.html", {"page": found})


@allow(*STAFF)
def count(request):
    site, sites = site_of(request)
    rows = shelves.shelves_of(site, on=localdate())
    form = CountForm(request.POST or None, shelves=rows, units=_units_by_product(site))
    if inventory := attempt(form, services.count, site, by=request.user, on=localdate()):
        return done(request, "Comptage enregistré. La direction confirme les écarts.", inventory)
    return form_page(request, form, "recharges/stock/count.html", site=site, sites=sites)


@allow(*STAFF)
@require_safe
def sheet(request):
    site, _ = site_of(request)
    units = _units_by_product(site)
    rows = shelves.shelves_of(site, on=localdate())
    context = {
        "site": site,
        "today": localdate(),
        "counted": [row for row in rows if not row.product.is_by_unit],
        "by_unit": [(row, units.get(row.product.pk, [])) for row in rows if row.product.is_by_unit],
    }
    return pdf_page("recharges/stock/sheet.html", "feuille-de-comptage", **context)


@allow(*STAFF)
@require_safe
def inventory(request, pk):
    return render(request, "recharges/stock/inventory.html", _shown(_load(pk)))


@allow(Role.DIRECTOR)
def decide(request, pk):
    inventory = _load(pk)
    form = DecideForm(request.POST or None)
    if attempt(form, _decide, inventory, by=request.user, on=localdate()):
        return done(request, "La décision est enregistrée.", inventory)
    context = _shown(inventory) | {"form": form}
    return form_page(request, form, "recharges/stock/inventory.html", **context)


def _decide(inventory, *, status, reason, by, on):
    verb = services.confirm if status == Inventory.Status.CONFIRMED else services.drop
    return verb(inventory, reason=reason, by=by, on=on)


def _load(pk):
    return get_object_or_404(
        Inventory.objects.select_related("site", "counted_by", "closed_by"), pk=pk
    )


def _shown(inventory):
    lines = inventory.lines.select_related("product").prefetch_related("missing")
    return {"inventory": inventory, "lines": lines.order_by("product__name", "pk"), "form": None}
