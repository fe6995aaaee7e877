"""The pages of the catalogue: the director keeps it, counsellors read it."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import STAFF, Role, allow
from pimms.kernel import asked
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from recharges import services
from recharges.forms.catalogue import (
    CapForm,
    KitForm,
    NewCapForm,
    NewProductForm,
    PriceForm,
    ProductForm,
)
from recharges.models import Cap, Category, Kit, Product

# Euros of credit that one person may buy in a month. Source: Connexions Solidaires, 2013.
PUBLISHED_CAP = {
    "categories": [Category.MOBILE_CREDIT, Category.INTERNET_CREDIT],
    "measure": Cap.Measure.EUROS,
    "span": Cap.Span.MONTH,
    "limit": 30,
}


@allow(*STAFF)
@require_safe
def catalogue(request):
    products = list(Product.objects.on_the_shelf(localdate()))
    shelves = [
        (category.label, [each for each in products if each.category == category])
        for category in Category
    ]
    context = {"shelves": [shelf for shelf in shelves if shelf[1]]}
    return render(request, "recharges/catalogue/catalogue.html", context)


@allow(*STAFF)
@require_safe
def product(request, pk):
    product = get_object_or_404(Product, pk=pk)
    caps = Cap.objects.filter(Q(product=product) | Q(categories__contains=[product.category]))
    context = {
        "product": product,
        "prices": product.prices.order_by("-pk"),
        "caps": caps.select_related("product").order_by("-pk"),
    }
    return render(request, "recharges/catalogue/product.html", context)


@allow(Role.DIRECTOR)
def new_product(request):
    form = NewProductForm(request.POST or None)
    if made := attempt(form, services.add_product, by=request.user, on=localdate()):
        return done(request, f"{made} est au catalogue.", made)
    return form_page(request, form, title="Nouvel article", back="recharges:catalogue")


@allow(Role.DIRECTOR)
def correct_product(request, pk):
    product = get_object_or_404(Product, pk=pk)
    names = ("name", "category", "barcode", "is_archived")
    form = ProductForm(
        request.POST or None, initial={name: getattr(product, name) for name in names}
    )
    if attempt(form, services.correct_product, product, by=request.user):
        return done(request, "L’article est enregistré.", product)
    return form_page(request, form, title=f"Modifier {product}", back=product)


@allow(Role.DIRECTOR)
def set_price(request, pk):
    product = get_object_or_404(Product, pk=pk)
    form = PriceForm(request.POST or None, initial={"starts_on": localdate()})
    if attempt(form, services.set_price, product, by=request.user, on=localdate()):
        return done(request, "Le prix est fixé.", product)
    return form_page(request, form, title=f"Prix de {product}", back=product)


@allow(*STAFF)
@require_safe
def caps(request):
    caps = Cap.objects.select_related("product").order_by("-pk")
    today = localdate()
    ended = [cap for cap in caps if cap.has_ended_on(today)]
    context = {"caps": [cap for cap in caps if cap not in ended], "ended": ended}
    return render(request, "recharges/catalogue/caps.html", context)


@allow(Role.DIRECTOR)
def set_cap(request):
    start = {"starts_on": localdate(), "product": asked.key(request.GET, "article")}
    published = PUBLISHED_CAP if request.GET.get("modele") == "publie" else {}
    products = Product.objects.filter(is_archived=False).order_by("name", "pk")
    form = NewCapForm(request.POST or None, products=products, initial=start | published)
    if attempt(form, services.set_cap, by=request.user, on=localdate()):
        return done(request, "Le plafond est fixé.", "recharges:caps")
    return form_page(request, form, title="Nouveau plafond", back="recharges:caps")


@allow(Role.DIRECTOR)
def change_cap(request, pk):
    cap = get_object_or_404(Cap.objects.select_related("product"), pk=pk)
    names = ("limit", "factor", "scope", "is_advisory")
    initial = {name: getattr(cap, name) for name in names} | {"starts_on": localdate()}
    form = CapForm(request.POST or None, initial=initial)
    if attempt(form, services.change_cap, cap, by=request.user, on=localdate()):
        return done(request, "Le plafond est remplacé.", "recharges:caps")
    title = f"Remplacer un plafond\u202f: {cap.subject}"
    intro = f"Aujourd’hui\u202f: {cap}."
    return form_page(request, form, title=title, intro=intro, back="recharges:caps")


@allow(Role.DIRECTOR)
@require_POST
def end_cap(request, pk):
    cap = get_object_or_404(Cap, pk=pk)
    said = "Le plafond n’est plus en vigueur."
    act(request, services.end_cap, cap, on=localdate(), said=said)
    return redirect("recharges:caps")


@allow(*STAFF)
@require_safe
def kits(request):
    return render(request, "recharges/catalogue/kits.html", {"kits": Kit.objects.in_order()})


@allow(Role.DIRECTOR)
def compose_kit(request):
    products = Product.objects.for_sale_on(localdate()).order_by("category", "name", "pk")
    form = KitForm(request.POST or None, products=products)
    if attempt(form, services.compose_kit, by=request.user):
        return done(request, "Le kit est à la caisse.", "recharges:kits")
    intro = "À la caisse, un kit met ses articles dans le panier, chacun à son prix."
    return form_page(request, form, title="Nouveau kit", intro=intro, back="recharges:kits")


@allow(Role.DIRECTOR)
@require_POST
def retire_kit(request, pk):
    said = "Le kit est retiré de la caisse."
    act(request, services.retire_kit, get_object_or_404(Kit, pk=pk), said=said)
    return redirect("recharges:kits")
