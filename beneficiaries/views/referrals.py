from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from accounts import journal
from accounts.permissions import EVERYBODY, STAFF, Role, allow
from beneficiaries import files, returning, services
from beneficiaries.forms.eligibility import AnswerForm, QuestionForm
from beneficiaries.forms.people import NewPersonForm
from beneficiaries.forms.referrals import AcceptanceForm, ReferralForm, RefusalForm
from beneficiaries.models import Assessment, Beneficiary, Referral
from beneficiaries.papers import waiting_of
from partners.models import Organisation
from pimms.kernel.forms import attempt, status
from pimms.kernel.paging import page


@allow(*EVERYBODY)
def referrals(request):
    visible = Referral.objects.visible_to(request.user).select_related("organisation")
    closed = page(
        visible.closed(), keys=("received_on", "pk"), query=request.GET, newest_first=True
    )
    pending = visible.pending()
    waiting = page(pending, keys=("received_on", "pk"), query=request.GET, of="attente")
    today = localdate()
    context = {
        "pending": [(each, (today - each.received_on).days) for each in waiting.rows],
        "pending_count": pending.count(),
        "waiting": waiting,
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
    if request.method == "GET":
        journal.record("referral.read", referral, by=request.user)
    context = {"referral": referral, "form": refused or RefusalForm(), "lines": []}
    context |= waiting_of(referral.beneficiary) | {
        "questions": referral.questions.select_related("asked_by", "answered_by").order_by("pk"),
        "declined": referral.assessments.filter(outcome=Assessment.Outcome.NOT_ELIGIBLE)
        .newest_first()
        .first(),
        "question_form": QuestionForm(),
        "answer_form": AnswerForm(),
        "stages": returning.timeline(referral),
    }
    if request.user.is_staff_member and referral.is_open:
        alike = Beneficiary.objects.resembling(
            referral.last_name, referral.first_name, referral.born_on
        )
        context["lines"] = files.lines(files.as_listed(alike)[:10], on=localdate())
    return render(request, "beneficiaries/referral.html", context, status=422 if refused else 200)


def _back_to(pending, request, *, why):
    """The page of the referral, which says what stands in the way."""
    for sentence in why:
        messages.error(request, sentence)
    return redirect(pending)


@allow(*STAFF)
@require_POST
def accept(request, pk):
    pending, form = _load(request, pk), AcceptanceForm(request.POST)
    if accepted := attempt(
        form, services.accept_referral, pending, by=request.user, on=localdate()
    ):
        messages.success(request, f"L’orientation est rattachée au dossier de {accepted}.")
        return redirect("beneficiaries:enrol", accepted.beneficiary_id)
    return _back_to(pending, request, why=form.non_field_errors() or ["Choisissez un dossier."])


@allow(*STAFF)
@require_POST
def refuse(request, pk):
    pending, form = _load(request, pk), RefusalForm(request.POST)
    if attempt(form, services.refuse_referral, pending, by=request.user, on=localdate()):
        messages.success(
            request, f"L’orientation de {pending} est refusée\u202f; le référent le voit."
        )
        return redirect("beneficiaries:referrals")
    if refused := form.non_field_errors():
        return _back_to(pending, request, why=refused)
    return referral(request, pk, refused=form)


@allow(*STAFF)
def receive(request, pk):
    """A new file for the person referred, without typing again what the referrer wrote."""
    pending = _load(request, pk)
    if not pending.is_open:
        return redirect(pending)
    said = ("last_name", "first_name", "born_on", "phone", "commune")
    initial = {name: getattr(pending, name) for name in said}
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
    context = {
        "title": f"Recevoir {pending}",
        "form": form,
        "known": files.known(form),
        "lines": files.lines_of(form.alike, on=localdate()),
        "back": pending.get_absolute_url(),
    }
    return render(request, "beneficiaries/person_form.html", context, status=status(form))
