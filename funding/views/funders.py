"""Funders and whom to speak to there."""

from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Role, allow
from funding import services
from funding.forms.funders import ContactForm, FunderForm
from funding.models import Contact, Funder
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from pimms.kernel.paging import page


@allow(Role.DIRECTOR)
@require_safe
def funders(request):
    every = Funder.objects.annotate(latest=Max("grants__year"))
    listed = page(every, keys=("name", "pk"), query=request.GET)
    return render(request, "funding/funders.html", {"page": listed})


@allow(Role.DIRECTOR)
def new(request):
    form = FunderForm(request.POST or None)
    if funder := attempt(form, services.add_funder, by=request.user):
        return done(request, "Le financeur est enregistré.", funder)
    return form_page(request, form, title="Nouveau financeur", back="funding:funders")


@allow(Role.DIRECTOR)
@require_safe
def funder(request, pk):
    funder = get_object_or_404(Funder, pk=pk)
    context = {
        "funder": funder,
        "contacts": funder.contacts.filter(ended_on=None).order_by("name", "pk"),
        "calls": funder.calls.order_by("-year", "-pk")[:50],
        "grants": funder.grants.with_sums().order_by("-year", "-pk")[:50],
    }
    return render(request, "funding/funder.html", context)


@allow(Role.DIRECTOR)
def correct(request, pk):
    funder = get_object_or_404(Funder, pk=pk)
    form = FunderForm(request.POST or None, initial={"name": funder.name, "kind": funder.kind})
    if attempt(form, services.correct_funder, funder, by=request.user):
        return done(request, "Le financeur est corrigé.", funder)
    return form_page(request, form, title=f"Corriger {funder.name}", back=funder)


@allow(Role.DIRECTOR)
def contact(request, pk):
    funder = get_object_or_404(Funder, pk=pk)
    form = ContactForm(request.POST or None)
    if attempt(form, services.add_contact, funder, by=request.user):
        return done(request, "Le contact est enregistré.", funder)
    return form_page(request, form, title=f"Nouveau contact, {funder.name}", back=funder)


@allow(Role.DIRECTOR)
@require_POST
def end_contact(request, pk):
    contact = get_object_or_404(Contact.objects.select_related("funder"), pk=pk)
    said = f"{contact.name} n’est plus un contact."
    act(request, services.end_contact, contact, on=localdate(), said=said)
    return redirect(contact.funder)
