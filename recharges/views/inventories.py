"""Counting the shelves: the sheet on paper, what was typed, what the director decides."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import STAFF, Role, allow
from pimms.kernel import pdf
from pimms.kernel.forms import attempt, status
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
    rows = shelves.of(site, on=localdate())
    form = CountForm(request.POST or None, shelves=rows, units=_units_by_product(site))
    if inventory := attempt(form, services.count, site, by=request.user, on=localdate()):
        messages.success(request, "Comptage enregistré. La direction confirme les écarts.")
        return redirect(inventory)
    context = {"form": form, "site": site, "sites": sites}
    return render(request, "recharges/stock/count.html", context, status=status(form))


@allow(*STAFF)
@require_safe
def sheet(request):
    site, _ = site_of(request)
    units = _units_by_product(site)
    rows = shelves.of(site, on=localdate())
    context = {
        "site": site,
        "today": localdate(),
        "counted": [row for row in rows if not row.product.is_by_unit],
        "by_unit": [(row, units.get(row.product.pk, [])) for row in rows if row.product.is_by_unit],
    }
    return HttpResponse(
        pdf.render("recharges/stock/sheet.html", context),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="feuille-de-comptage.pdf"'},
    )


@allow(*STAFF)
@require_safe
def inventory(request, pk):
    return render(request, "recharges/stock/inventory.html", _shown(_load(pk)))


@allow(Role.DIRECTOR)
def decide(request, pk):
    inventory = _load(pk)
    form = DecideForm(request.POST or None)
    if attempt(form, _decide, inventory, by=request.user, on=localdate()):
        messages.success(request, "La décision est enregistrée.")
        return redirect(inventory)
    context = _shown(inventory) | {"form": form}
    return render(request, "recharges/stock/inventory.html", context, status=status(form))


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
