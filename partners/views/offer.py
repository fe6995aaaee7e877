"""« Ce que nous offrons »: the texts, how well they tell, and the file that others read."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import STAFF, allow
from partners import inclusion, offering, quality, services
from partners import national_files as files
from partners.forms.offer import HouseForm, ServiceForm
from partners.models import OurHouse, OurService, Place
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page

from .open_files import for_all

_TITLE = "Ce que nous offrons"
_KINDS = OurService.Kind.choices


def _house() -> OurHouse | None:
    return OurHouse.objects.select_related("commune").first()


def _services():
    return OurService.objects.order_by("kind")


@allow(*STAFF)
@require_safe
def offer(request):
    house, today = _house(), localdate()
    kept = {each.kind: each for each in _services()}
    told = [_told(kind, label, kept.get(kind), house, today) for kind, label in _KINDS]
    places = Place.objects.listed()
    context = {
        "title": _TITLE,
        "house_card": house,
        "told": told,
        "left_out": [
            (place, ", ".join(faults)) for place in places if (faults := _faults_of(place, today))
        ],
        "may_write": request.user.role == User.Role.DIRECTOR,
    }
    return render(request, "partners/offer.html", context)


def _faults_of(place, today) -> list[str]:
    return list(dict.fromkeys(files.faults_of(place) + offering.faults_of(place, on=today)))


def _told(kind, label, service, house, today) -> dict:
    """A service as the page shows it; it has no score before it is in the file."""
    row = service and house and service.is_offered and offering.service_row(service, house)
    return {
        "kind": kind,
        "label": label,
        "service": service,
        "begun": inclusion.KINDS[kind],
        "score": quality.score(row, on=today) if row else None,
        "may_be_referred_to": bool(row and row.get("courriel")),
    }


@allow(User.Role.DIRECTOR)
def house(request):
    card = _house()
    form = HouseForm(request.POST or None, initial=_initial_house(card))
    if attempt(form, services.keep_house, by=request.user, on=localdate()):
        return done(request, "La fiche de la maison est enregistrée.", "partners:offer")
    return form_page(request, form, title="La maison", back="partners:offer")


def _initial_house(card: OurHouse | None) -> dict:
    """What is kept, or what the settings say of the address."""
    if card:
        return {name: getattr(card, name) for name in HouseForm.base_fields}
    street, _, town = settings.HOUSE_ADDRESS.rpartition(",")
    return {
        "address": street.strip(),
        "postal_code": town.split()[0] if town.strip() else "",
        "commune": settings.HOME_COMMUNE,
    }


@allow(User.Role.DIRECTOR)
def service(request, kind):
    if kind not in OurService.Kind.values:
        raise Http404
    kept = OurService.objects.filter(kind=kind).first()
    form = ServiceForm(request.POST or None, initial=_initial(kind, kept))
    if saved := attempt(form, services.keep_service, kind, by=request.user, on=localdate()):
        return done(request, f"«\u202f{saved}\u202f» est enregistré.", "partners:offer")
    title = OurService.Kind(kind).label
    return form_page(request, form, title=title, back="partners:offer")


def _initial(kind: str, kept: OurService | None) -> dict:
    """What is kept, or the words that the service begins with."""
    if kept is None:
        begun = inclusion.KINDS[kind]
        return {"is_offered": True, "name": begun.name, "description": begun.description}
    values = {name: getattr(kept, name) for name in ServiceForm.base_fields}
    return values | {"zones": ", ".join(kept.zones)}


@login_not_required
@require_safe
def as_json(request):
    told = offering.document(_house(), _services(), Place.objects.listed(), on=localdate())
    return for_all(
        offering.as_json(told),
        content_type="application/json",
        name=f"{offering.source()}-offre.json",
    )
