from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from accounts.permissions import STAFF, allow
from beneficiaries import services
from beneficiaries.files import look
from beneficiaries.forms.files import EndOfProxyForm, KinshipForm, ProxyForm
from beneficiaries.models import Beneficiary, Kinship, Proxy
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from pimms.kernel.periods import add_months

from .files import load


def _sheet(request, title, form, person, *, intro=""):
    look(request, person)
    return form_page(
        request, form, "beneficiaries/with_names.html", title=title, back=person, intro=intro
    )


@allow(*STAFF)
def relate(request, pk):
    person = load(request, pk)
    form = KinshipForm(request.POST or None)
    if tie := attempt(form, services.relate, person, by=request.user, on=localdate()):
        return done(request, f"Le lien avec {tie.relative} est noté.", person)
    return _sheet(request, f"Famille et foyer de {person}", form, person)


@allow(*STAFF)
@require_POST
def end_kinship(request, pk):
    people = Beneficiary.objects.visible_to(request.user)
    tie = get_object_or_404(Kinship, pk=pk, person__in=people)
    services.end_kinship(tie, by=request.user, on=localdate())
    messages.success(request, f"Le lien entre {tie.person} et {tie.relative} est retiré.")
    read = request.POST.get("read") == str(tie.relative_id)
    return redirect(tie.relative if read else tie.person)


@allow(*STAFF)
@require_POST
def leave_household(request, pk):
    person = load(request, pk)
    said = f"{person} ne fait plus partie du foyer."
    act(request, services.leave_household, person, on=localdate(), said=said)
    return redirect(person)


@allow(*STAFF)
def grant_proxy(request, pk):
    person, today = load(request, pk), localdate()
    initial = {"starts_on": today, "last_day": add_months(today, 6)}
    form = ProxyForm(request.POST or None, initial=initial)
    if proxy := attempt(form, services.grant_proxy, person, by=request.user, on=today):
        return done(request, f"{proxy.name} peut agir pour {person}.", person)
    intro = "La personne a donné son accord, par écrit ou de vive voix devant vous."
    return _sheet(request, f"Procuration de {person}", form, person, intro=intro)


@allow(*STAFF)
def end_proxy(request, pk):
    people = Beneficiary.objects.visible_to(request.user)
    proxy = get_object_or_404(Proxy, pk=pk, beneficiary__in=people)
    form = EndOfProxyForm(request.POST or None)
    if attempt(form, services.end_proxy, proxy, by=request.user, on=localdate()):
        return done(request, f"La procuration de {proxy.name} est terminée.", proxy.beneficiary)
    title = f"Terminer la procuration de {proxy.name}"
    return _sheet(request, title, form, proxy.beneficiary)
