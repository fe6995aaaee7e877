from datetime import timedelta

from django.db import transaction
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from accounts import journal
from accounts.models import User
from accounts.permissions import STAFF, allow
from beneficiaries.files import find, open_file, opened
from pimms.kernel import asked
from pimms.kernel.durations import minutes_of
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from pimms.kernel.paging import page
from pimms.kernel.templatetags.french import duration
from workshops import services
from workshops.forms.support import CompleteForm, PaperForm, StepForm, SupportForm
from workshops.models import (
    Appointment,
    Arrival,
    NextStep,
    PrivateNote,
    SupportPaper,
    SupportSession,
)

_COPIED = ("themes", "equipment", "autonomy", "procedures", "procedure_name", "channel")


@allow(*STAFF)
def support(request, pk):
    beneficiary, came = find(request, pk), _came(request, pk)
    last = beneficiary.support_sessions.latest_first().first()
    beginning = _beginning(request, came, last)
    form = SupportForm(
        request.POST or None, beneficiary=beneficiary, on=localdate(), initial=beginning
    )
    if session := attempt(form, _record, beneficiary, came=came, by=request.user, at=now()):
        said = f"{duration(session.minutes)}, {session.theme_names}"
        return done(
            request,
            f"Accompagnement enregistré\u202f: {said}.",
            "workshops:waiting_room" if "arrivee" in came else session,
        )
    context = opened(request, beneficiary, on=localdate())
    context |= {"tab": "workshops", "form": form, "last": last, "is_first": last is None}
    return form_page(request, form, "workshops/support.html", **context)


@transaction.atomic
def _record(beneficiary, *, came, by, at, **words):
    """The record, and what the person came from is closed with it."""
    session = services.record_support(beneficiary, by=by, **words)
    if arrival := came.get("arrivee"):
        services.serve(arrival, session=session, by=by, at=at)
    elif appointment := came.get("rendez-vous"):
        services.close_appointment(appointment, status=Appointment.Status.HELD, by=by)
    return session


def _came(request, pk) -> dict:
    """The line of the waiting room or the appointment that the address names, still open."""
    found = {}
    arrivals = Arrival.objects.visible_to(request.user).here().filter(beneficiary=pk)
    planned = Appointment.objects.visible_to(request.user).filter(beneficiary=pk, status="planned")
    for word, things in (("arrivee", arrivals), ("rendez-vous", planned)):
        named = asked.key(request.GET, word)
        if named and (thing := things.filter(pk=named).first()):
            found[word] = thing
    return found


def _beginning(request, came, last) -> dict:
    """What the form starts with: the last record, the appointment, the time since the call."""
    words = {}
    if "copie" in request.GET and last:
        words = {name: getattr(last, name) for name in _COPIED} | _lasting(last.minutes)
    if appointment := came.get("rendez-vous"):
        length = appointment.slot.upper - appointment.slot.lower
        words |= _lasting(minutes_of(length)) | {"notes": appointment.subject}
    if arrival := came.get("arrivee"):
        if arrival.called_at:
            spent = (now() - arrival.called_at) // timedelta(minutes=5) * 5
            words |= _lasting(min(max(spent, 5), 480))
        if arrival.appointment:
            words["notes"] = arrival.appointment.subject
    return words


def _lasting(minutes) -> dict:
    listed = minutes in dict(SupportForm.base_fields["duration"].choices)
    return {"duration": minutes if listed else "", "other_duration": None if listed else minutes}


@allow(*STAFF)
def record(request, pk):
    sessions = SupportSession.objects.visible_to(request.user).with_first()
    session = get_object_or_404(sessions.select_related("organisation", "place", "site"), pk=pk)
    form = PaperForm(request.POST or None, request.FILES or None)
    if attempt(form, services.join_paper, session, by=request.user, at=now()):
        return done(request, "La pièce est jointe.", session)
    note = PrivateNote.objects.visible_to(request.user).filter(session=session).first()
    if note:
        journal.record("private_note.read", note, by=request.user)
    context = open_file(request, session.beneficiary_id, on=localdate()) | {
        "tab": "workshops",
        "session": session,
        "private_note": note,
        "papers": SupportPaper.objects.visible_to(request.user).filter(session=session).in_order(),
        "steps": session.next_steps.in_order(),
        "form": form,
    }
    return form_page(request, form, "workshops/record.html", **context)


@allow(*STAFF)
def complete(request, pk):
    """What was not noted at the time, which La Coop asks for."""
    session = get_object_or_404(SupportSession.objects.visible_to(request.user), pk=pk)
    form = CompleteForm(request.POST or None, session=session)
    if attempt(form, services.complete_support, session, by=request.user):
        return done(request, "L’accompagnement est complété.", session)
    open_file(request, session.beneficiary_id, on=localdate())
    return form_page(request, form, title=f"Compléter\u202f: {session}", back=session)


@allow(*STAFF)
@require_safe
def paper(request, pk):
    paper = get_object_or_404(SupportPaper.objects.visible_to(request.user), pk=pk)
    journal.record("support_paper.read", paper, by=request.user)
    return FileResponse(
        paper.file.open("rb"),
        content_type=paper.kind,
        as_attachment=True,
        filename=f"piece-{paper.pk}.{paper.file.name.rpartition('.')[2]}",
    )


@allow(*STAFF)
@require_safe
def next_steps(request):
    whose, done = request.GET.get("de"), request.GET.get("faites") == "oui"
    steps = NextStep.objects.visible_to(request.user).select_related("beneficiary", "assigned_to")
    steps = steps.filter(done_on__isnull=not done)
    if whose != "tous":
        steps = steps.filter(assigned_to=request.user)
    shown = page(steps, keys=("due_on", "pk"), query=request.GET, newest_first=done)
    context = {"page": shown, "everybody": whose == "tous", "done": done, "today": localdate()}
    return render(request, "workshops/next_steps.html", context)


@allow(*STAFF)
def plan_step(request, pk):
    person = find(request, pk)
    form = StepForm(request.POST or None, team=User.objects.team(), by=request.user, on=localdate())
    if attempt(form, services.plan_step, person, by=request.user):
        return done(request, "La suite est notée.", "workshops:activity", pk)
    context = opened(request, person, on=localdate()) | {
        "tab": "workshops",
        "form": form,
        "steps": person.next_steps.open().in_order(),
    }
    return form_page(request, form, "workshops/plan_step.html", **context)


@require_POST
@allow(*STAFF)
def finish_step(request, pk):
    step = get_object_or_404(NextStep.objects.visible_to(request.user), pk=pk)
    act(request, services.finish_step, step, on=localdate(), said="C’est fait.")
    return redirect("workshops:next_steps")
