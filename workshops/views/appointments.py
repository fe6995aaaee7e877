from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, localtime, now
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import STAFF, allow
from beneficiaries.files import find, opened
from pimms.kernel import languages
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from pimms.kernel.templatetags.french import clock, long_day
from workshops import papers, services, slots
from workshops.forms.appointments import AppointmentForm, OutcomeForm
from workshops.models import Appointment

_SHOWN = 20


@allow(*STAFF)
def appointments(request, pk):
    person = find(request, pk)
    team = (
        User.objects.filter(is_active=True).exclude(role=User.Role.SOCIAL_WORKER).order_by("name")
    )
    free = slots.free(at=now())
    form = AppointmentForm(
        request.POST or None,
        team=team,
        by=request.user,
        on=localdate(),
        slot_minutes={slot.drop_in.slot_minutes for slot in free},
    )
    if made := attempt(form, services.make_appointment, person, by=request.user, at=now()):
        begins = form.cleaned_data["starts_at"]
        return done(
            request,
            f"Rendez-vous le {long_day(begins.date())} à {clock(begins.time())}, avec {made.host}.",
            "workshops:appointments",
            pk,
        )
    context = opened(request, person, on=localdate()) | {
        "tab": "workshops",
        "form": form,
        "slots": free,
        "appointments": person.appointments.latest_first()[:_SHOWN],
        "statuses": OutcomeForm.base_fields["status"].choices,
    }
    return form_page(request, form, "workshops/appointments.html", **context)


@allow(*STAFF)
@require_safe
def slip(request, pk):
    """A sheet to take away: when, with whom, where."""
    visible = Appointment.objects.visible_to(request.user).kept()
    found = visible.select_related("beneficiary", "host", "site")
    appointment = get_object_or_404(found, pk=pk)
    begins = localtime(appointment.slot.lower)
    return papers.answer(
        "workshops/pdf/appointment.html",
        appointment,
        name="rendez-vous",
        by=request.user,
        words=languages.asked(request.GET, appointment.beneficiary),
        day=begins.date(),
        start=begins.time(),
    )


@require_POST
@allow(*STAFF)
def close(request, pk):
    visible = Appointment.objects.visible_to(request.user).select_related("beneficiary")
    appointment = get_object_or_404(visible, pk=pk)
    form = OutcomeForm(request.POST)
    if closed := act(request, services.close_appointment, appointment, form=form):
        messages.success(request, f"Rendez-vous {closed.get_status_display().lower()}.")
    return redirect("workshops:appointments", appointment.beneficiary_id)
