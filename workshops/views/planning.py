from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Site
from accounts.permissions import STAFF, allow
from pimms.kernel import asked
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page
from pimms.kernel.texting import parts
from workshops import agenda, planning, services
from workshops.forms.planning import (
    CalendarForm,
    CancellationForm,
    ChangeForm,
    RepeatForm,
    WorkshopForm,
    from_type,
)
from workshops.models import Workshop, WorkshopType
from workshops.wordings import cancellation


@allow(*STAFF)
@require_safe
def calendar(request):
    """One's own site first: with many of them nobody finds their way in all at once."""
    today, form = localdate(), CalendarForm(request.GET)
    shown = Workshop.objects.visible_to(request.user).select_related("room", "host")
    if not form.is_everywhere:
        shown = shown.filter(site=request.user.site)
    context = {
        "agenda": agenda.agenda_of(
            shown.with_counts(), today=today, user=request.user, **form.asked(today=today)
        ),
        "is_everywhere": form.is_everywhere,
        "where": "&lieu=tous" if form.is_everywhere else "",
        "elsewhere": Site.objects.exclude(pk=request.user.site_id).exists(),
        "tab": "calendar",
    }
    return render(request, "workshops/calendar.html", context)


@allow(*STAFF)
def plan(request):
    types = WorkshopType.objects.visible_to(request.user).offered()
    form = WorkshopForm(
        request.POST or None,
        initial=beginning(request, types),
        by=request.user,
        on=localdate(),
    )
    if workshop := attempt(form, services.plan, site=request.user.site, by=request.user):
        messages.success(request, f"L’atelier «\u202f{workshop.title}\u202f» est au calendrier.")
        warn(request, workshop)
        return redirect(workshop)
    title = "Ajouter un atelier"
    back = "workshops:workshops"
    return form_page(request, form, "workshops/plan.html", title=title, types=types, back=back)


def beginning(request, types):
    """The type and the day that the address names."""
    named, day = asked.key(request.GET, "type"), asked.text(request.GET, "jour")
    known = types.filter(pk=named).first() if named else None
    return from_type(known) | ({"held_on": day} if len(day) == 10 else {})


@allow(*STAFF)
def change(request, pk):
    workshop = _load(request, pk)
    form = ChangeForm(request.POST or None, instance=workshop, by=request.user, on=localdate())
    if changed := attempt(form, services.change, workshop, by=request.user, at=now()):
        messages.success(request, "Les changements sont enregistrés.")
        if {"held_on", "starts_at", "room", "place"} & set(form.changed_data):
            messages.warning(request, "Prévenez les personnes inscrites du changement.")
        warn(request, changed)
        return redirect(changed)
    return form_page(
        request, form, "workshops/plan.html", title="Changer cet atelier", back=workshop
    )


@allow(*STAFF)
def repeat(request, pk):
    workshop = _load(request, pk)
    form = RepeatForm(request.POST or None, on=localdate())
    if made := attempt(form, services.repeat, workshop, by=request.user):
        messages.success(request, f"Séances ajoutées\u202f: {len(made)}.")
        for copy in made:
            warn(request, copy)
        return redirect("workshops:workshops")
    return form_page(
        request,
        form,
        title="Refaire cet atelier",
        back=workshop,
        intro=f"«\u202f{workshop.title}\u202f», aux mêmes heures et au même lieu, avec la même"
        " personne\u202f; sans inscrits.",
    )


@allow(*STAFF)
def cancel(request, pk):
    workshop = _load(request, pk)
    form = CancellationForm(request.POST or None, shown_at=_text_address(workshop))
    if cancelled := attempt(form, services.cancel, workshop, by=request.user, at=now()):
        said = "La séance est annulée. Prévenez les personnes inscrites."
        return done(request, said, "workshops:calls", cancelled.pk)
    intro = f"{workshop}\u202f: la liste des personnes à prévenir s’affiche ensuite."
    return form_page(request, form, title="Annuler cette séance", back=workshop, intro=intro)


@allow(*STAFF)
@require_POST
def text_of_cancelling(request, pk):
    """The text message that would leave with the reason being typed, and what it costs."""
    workshop = _load(request, pk)
    form = CancellationForm(request.POST, shown_at="")
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    words = cancellation(workshop, reason).short
    return render(request, "parts/_text_message.html", {"words": words, "n": parts(words)})


def _text_address(workshop: Workshop) -> str:
    return reverse("workshops:cancelling_text", args=[workshop.pk])


def _load(request, pk):
    return get_object_or_404(Workshop.objects.visible_to(request.user).in_detail(), pk=pk)


def warn(request, workshop):
    """What does not forbid the session, and that somebody should know."""
    for sentence in planning.warnings(workshop):
        messages.warning(request, f"{workshop}\u202f: {sentence}")
