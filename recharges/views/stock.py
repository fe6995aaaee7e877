"""The pages of the shelves: levels, deliveries, losses, transfers, the history of a product."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Site
from accounts.permissions import STAFF, Role, allow
from pimms.kernel import asked
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page
from pimms.kernel.paging import page
from recharges import shelves
from recharges.forms.stock import FindForm, LoseForm, ReceiveForm, TrackForm, TransferForm
from recharges.models import Inventory, Product, StockMovement, Unit
from recharges.services import deliveries
from recharges.services import stock as services

_SHOWN = 12  # pieces that expire soon


@allow(*STAFF)
@require_safe
def stock(request):
    site, sites = site_of(request)
    today = localdate()
    rows = shelves.shelves_of(site, on=today)
    context = {
        "site": site,
        "sites": sites,
        "rows": rows,
        "low": [row for row in rows if row.is_low or not row.for_sale],
        "expiring": list(shelves.expiring(site, on=today)[:_SHOWN]),
        "expiring_count": sum(row.expiring for row in rows),
        "expired_count": sum(row.expired for row in rows),
        "returned": Unit.objects.filter(site=site, status=Unit.Status.RETURNED)
        .select_related("product")
        .order_by("pk")[:_SHOWN],
        "inventory": Inventory.objects.filter(
            site=site, status=Inventory.Status.COUNTED
        ).select_related("site").first(),
        "others": Product.objects.filter(tracking="none", is_archived=False).order_by("name", "pk"),
        "find": FindForm(),
    }  # fmt: skip
    return render(request, "recharges/stock/stock.html", context)


def site_of(request):
    """(the site that the address names, else one's own; every site)."""
    sites = list(Site.objects.order_by("name"))
    named = asked.key(request.GET, "site")
    return next((each for each in sites if each.pk == named), request.user.site), sites


@allow(*STAFF)
@require_safe
def product(request, pk):
    product = get_object_or_404(Product, pk=pk)
    movements = StockMovement.objects.filter(product=product).in_detail()
    units = Unit.objects.on_the_shelf().filter(product=product).select_related("site")
    today = localdate()
    shown = page(units, keys=("pk",), query=request.GET, of="pieces")
    context = {
        "product": product,
        "levels": product.stock_levels.select_related("site").order_by("site__name"),
        "movements": page(movements, keys=("moved_on", "pk"), query=request.GET, newest_first=True),
        "units": shown,
        "pieces": [(unit, *unit.state(on=today)) for unit in shown.rows],
        "several_sites": Site.objects.count() > 1,
    }
    return render(request, "recharges/stock/product.html", context)


def _change(request, pk, form_class, service, title, said):
    """The page of a form that moves a product, and where it leads when it has."""
    product = get_object_or_404(Product.objects.tracked(), pk=pk)
    form = form_class(request.POST or None, product=product, site=request.user.site)
    if movement := attempt(form, service, product, by=request.user, on=localdate()):
        return done(
            request,
            said.format(n=abs(movement.quantity), product=product),
            "recharges:stock_product",
            product.pk,
        )
    back = reverse("recharges:stock_product", args=[product.pk])
    return form_page(request, form, title=f"{title}\u202f: {product}", back=back)


@allow(*STAFF)
def receive(request, pk):
    said = "Livraison enregistrée\u202f: {n} «\u202f{product}\u202f»."
    return _change(request, pk, ReceiveForm, deliveries.receive, "Recevoir", said)


@allow(*STAFF)
def lose(request, pk):
    said = "Sorti du stock\u202f: {n} «\u202f{product}\u202f»."
    return _change(request, pk, LoseForm, services.lose, "Perte, casse ou vol", said)


@allow(*STAFF)
def transfer(request, pk):
    said = "Transféré\u202f: {n} «\u202f{product}\u202f»."
    return _change(request, pk, TransferForm, services.transfer, "Transférer", said)


@allow(Role.DIRECTOR)
def track(request, pk):
    product = get_object_or_404(Product, pk=pk)
    initial = {"tracking": product.tracking, "low_stock_at": product.low_stock_at}
    form = TrackForm(request.POST or None, initial=initial)
    if attempt(form, services.track, product, by=request.user):
        said = f"Le suivi de «\u202f{product}\u202f» est enregistré."
        return done(request, said, "recharges:stock_product", product.pk)
    back = reverse("recharges:stock_product", args=[product.pk])
    return form_page(request, form, title=f"Suivi en stock\u202f: {product}", back=back)


@require_POST
@allow(*STAFF)
def remove_expired(request):
    site = request.user.site
    removed = services.remove_expired(site, by=request.user, on=localdate())
    plural = "s" if removed > 1 else ""
    return done(
        request,
        f"{removed} pièce{plural} périmée{plural} sortie{plural} du stock."
        if removed
        else "Aucune pièce n’est périmée.",
        "recharges:stock",
    )


@require_POST  # a code never stands in an address
@allow(*STAFF)
def find(request):
    form = FindForm(request.POST)
    unit = None
    if form.is_valid():
        unit = Unit.objects.numbered([form.cleaned_data["number"]]).first()
    if unit:
        return redirect(unit)
    messages.warning(request, "Aucune pièce n’a ce numéro.")
    return redirect("recharges:stock")
