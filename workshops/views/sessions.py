from django.conf import settings
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from accounts.permissions import STAFF, allow
from beneficiaries.files import agreed, find, opened
from beneficiaries.models import Beneficiary
from pimms.kernel import periods
from pimms.kernel.forms import attempt, status
from pimms.kernel.pages import done, form_page
from pimms.kernel.searches import searched
from workshops import planning, services
from workshops.forms.seats import GuestForm, RegistrationForm
from workshops.forms.sessions import (
    AttendanceForm,
    ListForm,
    MonthForm,
    PersonSearchForm,
    SeatForm,
)
from workshops.models import Registration, Workshop

_SOON, _ASKED = 20, 100


@allow(*STAFF)
@require_safe
def workshops(request):
    today, every = localdate(), Workshop.objects.visible_to(request.user)
    first, last = every.first_and_last_day()
    first, last = first or today, last or today
    years = range(last.year, first.year - 1, -1)
    asked = MonthForm(request.GET if "mois" in request.GET else None, years=years)
    month = periods.month(asked.first_day(default=min(today, last)))
    in_month = every.with_counts().filter(held_on__gte=month.lower, held_on__lt=month.upper)
    chosen = ListForm(request.GET, user=request.user)
    coming = chosen.filter(every.coming_up(today).with_counts())
    context = {
        "chosen": chosen,
        "coming": coming[: _ASKED if chosen.is_asked else _SOON],
        "form": MonthForm({"mois": month.lower.month, "annee": month.lower.year}, years=years),
        "month": month.lower,
        "before": periods.add_months(month.lower, -1) if first < month.lower else None,
        "after": month.upper if last >= month.upper else None,
        "held": in_month.in_order(),
        "today": today,
        "tab": "list",
    }
    return render(request, "workshops/workshops.html", context)


@allow(*STAFF)
@searched("q")
@require_safe
def workshop(request, pk):
    workshop = _load(request, pk)
    if request.htmx:
        context = {"search": _search(request, workshop)}
        return render(request, "workshops/_found.html", context)
    return _page(request, workshop)


@allow(*STAFF)
def register(request, pk):
    workshop = _find(request, pk)
    if request.method != "POST":  # back from signing in
        return redirect(workshop)
    form = RegistrationForm(request.POST, people=Beneficiary.objects.visible_to(request.user))
    if registration := attempt(form, services.register, workshop, by=request.user):
        return done(request, f"{registration.who} a sa place.", workshop)
    return _page(request, _load(request, pk), refused=form)


@allow(*STAFF)
def queue(request, pk):
    workshop = _load(request, pk)
    if request.method != "POST":
        return redirect(workshop)
    form = RegistrationForm(request.POST, people=Beneficiary.objects.visible_to(request.user))
    if admitted := attempt(form, services.admit, workshop, by=request.user, at=now()):
        return done(request, _admitted(admitted), workshop)
    return _page(request, workshop, refused=form)


@allow(*STAFF)
def guest(request, pk):
    workshop = _load(request, pk)
    if request.method != "POST":
        return redirect(workshop)
    form = GuestForm(request.POST)
    if admitted := attempt(form, services.admit_guest, workshop, by=request.user, at=now()):
        return done(request, _admitted(admitted), workshop)
    return _page(request, workshop, refused=form, guest=form)


def _admitted(admitted):
    if isinstance(admitted, Registration):
        return f"{admitted.who} a sa place."
    return f"{admitted.who} est dans la liste d’attente."


@allow(*STAFF)
def mark(request, pk):
    workshop = _load(request, pk)
    if request.method != "POST":
        return redirect(workshop)
    form = AttendanceForm(request.POST, registrations=workshop.registrations.standing().by_name())
    if attempt(form, services.mark, workshop, by=request.user):
        return done(request, "Les présences sont enregistrées.", workshop)
    return _page(request, workshop, refused=form, attendance=form)


def _find(request, pk):
    return get_object_or_404(Workshop.objects.visible_to(request.user), pk=pk)


def _load(request, pk):
    visible = Workshop.objects.visible_to(request.user).in_detail().with_counts()
    return get_object_or_404(visible, pk=pk)


def _page(request, workshop, *, refused=None, attendance=None, guest=None):
    standing = workshop.registrations.standing().by_name().select_related("signature")
    walk_ins = {"walk_ins": workshop.walk_ins or None}
    is_open = not workshop.cancelled_at and workshop.held_on >= localdate()
    context = {
        "workshop": workshop,
        "is_open": is_open,
        "warnings": planning.warnings(workshop) if is_open else [],
        "offer_hours": settings.OFFER_HOURS,
        "refused": refused,
        "search": _search(request, workshop),
        "attendance": attendance or AttendanceForm(registrations=standing, initial=walk_ins),
        "guest": guest or GuestForm(),
        "queue": workshop.queue.standing().select_related("beneficiary", "guest").in_order(),
        "freed": workshop.registrations.freed().by_name(),
    }
    code = status(refused) if refused else 200
    return render(request, "workshops/workshop.html", context, status=code)


def _search(request, workshop):
    """The search form, and the people found, each with whether they have a seat already."""
    form = PersonSearchForm(request.GET if "q" in request.GET else None)
    people = Beneficiary.objects.visible_to(request.user).select_related("commune")
    found = list(form.filter(people))
    seated = set(
        workshop.registrations.standing()
        .filter(beneficiary__in=found)
        .values_list("beneficiary", flat=True)
    )
    is_full = workshop.places_left == 0
    return {
        "form": form,
        "found": [(person, person.pk in seated) for person in found],
        "page": workshop.get_absolute_url(),
        "action": reverse(f"workshops:{'queue' if is_full else 'register'}", args=[workshop.pk]),
        "deed": "Mettre en attente" if is_full else "Inscrire",
    }


@allow(*STAFF)
def activity(request, pk):
    beneficiary, today = find(request, pk), localdate()
    coming = Workshop.objects.visible_to(request.user).coming_up(today).with_counts()
    form = SeatForm(request.POST or None, workshops=coming)
    if seat := attempt(form, services.register, beneficiary=beneficiary, by=request.user):
        return done(
            request, f"{beneficiary} a sa place\u202f: {seat.workshop}.", "workshops:activity", pk
        )
    sessions = beneficiary.support_sessions.with_first().latest_first()
    registrations = beneficiary.registrations.latest_first()
    came = [each.workshop for each in registrations if each.status == Registration.Status.PRESENT]
    context = opened(request, beneficiary, on=today) | {
        "tab": "workshops",
        "form": form,
        "registrations": [
            (each, _attendance(each, beneficiary, on=today)) for each in registrations
        ],
        "came": len(came),
        "workshop_minutes": sum(workshop.minutes for workshop in came),
        "queue": beneficiary.waitings.standing().select_related("workshop").in_order(),
        "sessions": sessions,
        "steps": beneficiary.next_steps.open().in_order(),
        "minutes": sum(session.minutes for session in sessions),
    }
    return form_page(request, form, "workshops/activity.html", **context)


def _attendance(registration, beneficiary, *, on):
    """How the line of a workshop ends, agreed with the person."""
    statuses = Registration.Status
    word = {
        statuses.PRESENT: "Présent",
        statuses.ABSENT: "Absent",
        statuses.EXCUSED: "Excusé",
    }
    if said := word.get(registration.status):
        return agreed(beneficiary, said) + (", en retard" if registration.is_late else "")
    if registration.status in (statuses.CANCELLED, statuses.REVOKED):
        return registration.get_status_display()
    return agreed(beneficiary, "Inscrit") if registration.workshop.held_on >= on else "Non noté"
