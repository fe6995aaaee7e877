"""The directory of the territory's digital actors."""

from collections import Counter
from itertools import groupby

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import EVERYBODY, STAFF, allow
from partners import map as tiles
from partners import national_files as files
from partners import national_schema as schema
from partners import opening, services
from partners.forms.network import PlaceForm, PlacesForm, PlacesSearchForm
from partners.models import Place
from pimms.kernel import charts
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page, pdf_page
from pimms.kernel.searches import searched

from .open_files import for_all

_SHOWN = 60


def _hours(place: Place) -> str:
    """Its hours in French; none that no clock has, of a place of before they were looked at."""
    return "" if schema.impossible_hours(place.opening) else opening.in_french(place.opening)


def _with_hours(places):
    for place in places:
        place.hours = _hours(place)
    return places


def _by_commune(places):
    grouped = groupby(_with_hours(list(places)), key=lambda place: place.commune_name)
    return [(commune, list(group)) for commune, group in grouped]


def _map_of(places) -> tiles.Map:
    return tiles.drawn(Counter(places.order_by("pk").values_list("insee_code", flat=True)))


@login_not_required
@searched("q")
@require_safe
def places(request):
    search = PlacesSearchForm(request.GET)
    listed = Place.objects.listed()
    found = search.filter(listed)
    context = {
        "search": search,
        "count": found.count(),
        "shown": _SHOWN,
        "communes": _by_commune(found[:_SHOWN]),
        "map": _map_of(listed),
        "chosen": search.cleaned_data.get("commune", "") if search.is_valid() else "",
    }
    return render(request, "partners/directory.html", context)


@login_not_required
@require_safe
def public(request, pk):
    """A place, for whoever follows its address from a map or a search."""
    place = get_object_or_404(Place.objects.listed(), pk=pk)
    context = {"place": place, "hours": _hours(place)}
    return render(request, "partners/public_place.html", context)


@allow(*STAFF)
def new(request):
    form = PlaceForm(request.POST or None)
    if place := attempt(form, services.keep_place, by=request.user, on=localdate()):
        return done(request, f"{place} est dans l’annuaire.", "partners:directory")
    return form_page(request, form, title="Nouveau lieu")


@allow(*STAFF)
def correct(request, pk):
    place = get_object_or_404(Place.objects.filter(ended_on=None), pk=pk)
    initial = {name: getattr(place, name) for name in schema.BY_ATTRIBUTE}
    form = PlaceForm(request.POST or None, initial=initial)
    if attempt(form, services.keep_place, place, by=request.user, on=localdate()):
        return done(request, f"{place} est corrigé.", "partners:directory")
    return form_page(
        request, form, "partners/place.html", title=f"Corriger {initial['name']}", place=place
    )


@allow(*STAFF)
@require_POST
def end(request, pk):
    place = get_object_or_404(Place, pk=pk)
    said = f"{place} n’est plus dans l’annuaire."
    act(request, services.end_place, place, on=localdate(), said=said)
    return redirect("partners:directory")


@allow(*STAFF)
def bring_in(request):
    form = PlacesForm(request.POST or None, request.FILES or None)
    if brought := attempt(form, services.bring_in_places, by=request.user, on=localdate()):
        return done(
            request,
            f"Lieux ajoutés\u202f: {brought['new']}. Lieux remplacés\u202f: {brought['renewed']}.",
            "partners:directory",
        )
    return form_page(
        request,
        form,
        title="Reprendre des lieux",
        intro="Un lieu déjà présent est reconnu à son identifiant et remplacé. Si une seule"
        " ligne est fausse, rien n’est repris et toutes les erreurs sont dites.",
    )


def _file_name(ending: str) -> str:
    """As the schema asks: the day, who collected, the words, the territory."""
    words = "lieux-de-mediation-numerique_antony"
    return f"{localdate():%Y-%m-%d}_{settings.HOUSE_SIRET}_{words}.{ending}"


@login_not_required
@require_safe
def as_csv(request):
    words = files.as_csv(Place.objects.listed())
    return for_all(words, content_type="text/csv; charset=utf-8", name=_file_name("csv"))


@login_not_required
@require_safe
def as_json(request):
    words = files.as_json(Place.objects.listed())
    return for_all(words, content_type="application/json", name=_file_name("json"))


@allow(*EVERYBODY)
@require_safe
def leaflet(request):
    """The list as people take it home: places and no one's name."""
    listed = Place.objects.listed()
    drawing = _map_of(listed)
    svg = render_to_string("partners/map.svg", {"map": drawing, "address": "", "chosen": ""})
    return pdf_page(
        "partners/pdf/leaflet.html",
        "lieux-numeriques",
        communes=_by_commune(listed),
        map=drawing,
        source=charts.as_source(svg),
        today=localdate(),
    )
