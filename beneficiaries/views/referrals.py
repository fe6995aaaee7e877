from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from accounts.permissions import EVERYBODY, STAFF, Role, allow
from beneficiaries import files, services
from beneficiaries.forms.people import NewPersonForm
from beneficiaries.forms.referrals import AcceptanceForm, ReferralForm, RefusalForm
from beneficiaries.models import Beneficiary, Referral
from partners.models import Organisation
from pimms.kernel.forms import attempt, status
from pimms.kernel.paging import page


@allow(*EVERYBODY)
def referrals(request):
    visible = Referral.objects.visible_to(request.user).select_related("organisation")
    closed = page(
        visible.closed(), keys=("received_on", "pk"), query=request.GET, newest_first=True
    )
    pending = visible.pending().oldest_first()
    today = localdate()
    context = {
        "pending": [(each, (today - each.received_on).days) for each in pending[:50]],
        "pending_count": pending.count(),
        "page": closed,
    }
    return render(request, "beneficiaries/referrals.html", context)


@allow(Role.SOCIAL_WORKER)
def refer(request):
    organisations = Organisation.objects.of(request.user).order_by("name")
    if not organisations:
        raise PermissionDenied
    form = ReferralForm(request.POST or None, organisations=organisations)
    if referral := attempt(form, services.refer, by=request.user, on=localdate()):
        messages.success(request, f"L’orientation de {referral} est envoyée au Pimms.")
        return redirect(referral)
    context = {"title": "Orienter une personne", "form": form}
    return render(request, "beneficiaries/refer.html", context, status=status(form))


def _load(request, pk):
    visible = Referral.objects.visible_to(request.user)
    related = ("organisation", "commune", "sent_by", "decided_by", "beneficiary")
    return get_object_or_404(visible.select_related(*related), pk=pk)


@allow(*EVERYBODY)
def referral(request, pk, refused=None):
    referral = _load(request, pk)
    context = {"referral": referral, "form": refused or RefusalForm(), "lines": []}
    if request.user.is_staff_member and referral.status == Referral.Status.SENT:
        alike = Beneficiary.objects.filter(
            Q(born_on=referral.born_on) | Q(pk__in=_namesakes(referral))
        ).in_order()
        context["lines"] = files.lines(files.as_listed(alike)[:10], on=localdate())
    return render(request, "beneficiaries/referral.html", context, status=422 if refused else 200)


def _namesakes(referral):
    """The people of the same name, whenever they were born."""
    name = f"{referral.last_name} {referral.first_name}"
    return Beneficiary.objects.matching(name).in_order().values("pk")[:10]


@allow(*STAFF)
@require_POST
def accept(request, pk):
    pending, form = _load(request, pk), AcceptanceForm(request.POST)
    if accepted := attempt(
        form, services.accept_referral, pending, by=request.user, on=localdate()
    ):
        messages.success(request, f"L’orientation est rattachée au dossier de {accepted}.")
        return redirect("beneficiaries:enrol", accepted.beneficiary_id)
    for sentence in form.non_field_errors() or ["Choisissez un dossier."]:
        messages.error(request, sentence)
    return redirect(pending)


@allow(*STAFF)
@require_POST
def refuse(request, pk):
    pending, form = _load(request, pk), RefusalForm(request.POST)
    if attempt(form, services.refuse_referral, pending, by=request.user, on=localdate()):
        messages.success(
            request, f"L’orientation de {pending} est refusée\u202f; le référent le voit."
        )
        return redirect("beneficiaries:referrals")
    return referral(request, pk, refused=form)


@allow(*STAFF)
def receive(request, pk):
    """A new file for the person referred, without typing again what the referrer wrote."""
    pending = _load(request, pk)
    known = ("last_name", "first_name", "born_on", "phone", "commune")
    initial = {name: getattr(pending, name) for name in known}
    form = NewPersonForm(request.POST or None, initial=initial)
    if person := attempt(
        form,
        services.receive,
        pending,
        site=request.user.site,
        by=request.user,
        on=localdate(),
    ):
        messages.success(
            request, f"Le dossier de {person} est ouvert, l’orientation y est rattachée."
        )
        return redirect("beneficiaries:enrol", person.pk)
    context = {"title": f"Recevoir {pending}", "form": form, "back": pending.get_absolute_url()}
    return render(request, "beneficiaries/person_form.html", context, status=status(form))
