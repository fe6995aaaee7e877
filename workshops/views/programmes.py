from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import STAFF, allow
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from workshops import services
from workshops.forms.programmes import AbsenceForm, HoursForm, RoomForm, TypeForm
from workshops.models import Absence, Room, WorkshopType


@allow(*STAFF)
@require_safe
def programme(request):
    site = request.user.site
    context = {
        "tab": "programme",
        "types": WorkshopType.objects.visible_to(request.user).offered(),
        "rooms": Room.objects.visible_to(request.user).in_order(),
        "site": site,
        "hours": site.opening_hours.order_by("weekday", "opens_at"),
        "absences": Absence.objects.visible_to(request.user).ending_from(localdate()),
    }
    return render(request, "workshops/programme.html", context)


@allow(*STAFF)
def type(request, pk=None):
    known = pk and get_object_or_404(WorkshopType.objects.visible_to(request.user), pk=pk)
    form = TypeForm(request.POST or None, instance=known or None)
    if attempt(form, services.describe_type, known or None, by=request.user):
        return done(request, "L’atelier type est enregistré.", "workshops:programme")
    return _form(request, form, "Atelier du programme")


@require_POST
@allow(*STAFF)
def withdraw_type(request, pk):
    known = get_object_or_404(WorkshopType.objects.visible_to(request.user), pk=pk)
    said = f"«\u202f{known}\u202f» n’est plus au programme."
    act(request, services.withdraw_type, known, on=localdate(), said=said)
    return redirect("workshops:programme")


@allow(*STAFF)
def room(request, pk=None):
    known = pk and get_object_or_404(Room.objects.visible_to(request.user), pk=pk)
    form = RoomForm(
        request.POST or None, instance=known or None, initial={"site": request.user.site}
    )
    if attempt(form, services.describe_room, known or None, by=request.user):
        return done(request, "La salle est enregistrée.", "workshops:programme")
    return _form(request, form, "Salle")


@allow(*STAFF)
def hours(request):
    form = HoursForm(request.POST or None, site=request.user.site)
    if attempt(form, services.open_doors, request.user.site, by=request.user) is not None:
        return done(request, "Les horaires sont enregistrés.", "workshops:programme")
    return _form(request, form, f"Horaires d’ouverture, {request.user.site}")


@allow(*STAFF)
def note_absence(request):
    form = AbsenceForm(request.POST or None, by=request.user)
    if attempt(form, services.note_absence, by=request.user):
        return done(request, "L’absence est notée.", "workshops:programme")
    return _form(request, form, "Noter une absence ou une fermeture")


@require_POST
@allow(*STAFF)
def take_back_absence(request, pk):
    absence = get_object_or_404(Absence.objects.visible_to(request.user), pk=pk)
    act(request, services.take_back_absence, absence, said="Cette absence est retirée.")
    return redirect("workshops:programme")


def _form(request, form, title):
    return form_page(request, form, title=title, back="workshops:programme")
