"""What is done to a referral from its page, and to many from the inbox."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from accounts import journal
from accounts.permissions import EVERYBODY, STAFF, Role, allow
from beneficiaries import delays, services
from beneficiaries.findings import version_on
from beneficiaries.forms.inbox import BulkForm
from beneficiaries.forms.referrals import (
    AttachmentForm,
    CallForm,
    HouseMessageForm,
    MessageForm,
    PassingOnForm,
)
from beneficiaries.models import Criterion, Referral, ReferralAttachment, ReferralCall
from partners.papers import handed
from pimms.kernel import asked
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page, pdf_page, tell_refusals


def _load(request, pk) -> Referral:
    visible = Referral.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("organisation", "beneficiary"), pk=pk)


def _own(request, pk) -> Referral:
    """One that the worker's own organisation sent, or any for the house."""
    mine = Referral.objects.visible_to(request.user)
    if request.user.is_social_worker:
        mine = mine.sent_by_those_of(request.user)
    return get_object_or_404(mine, pk=pk)


def _act(request, referral, verb, said):
    act(request, verb, referral, on=localdate(), said=said)
    return redirect(referral)


@allow(*STAFF)
@require_POST
def claim(request, pk):
    return _act(
        request, _load(request, pk), services.claim_referral, "Vous suivez cette orientation."
    )


@allow(*STAFF)
@require_POST
def give_back(request, pk):
    sentence = "Vous ne suivez plus cette orientation."
    return _act(request, _load(request, pk), services.give_back_referral, sentence)


@allow(*STAFF)
@require_POST
def not_come(request, pk):
    sentence = "C’est noté\u202f: la personne n’est pas venue."
    return _act(request, _load(request, pk), services.mark_not_come, sentence)


@allow(*STAFF)
@require_POST
def come(request, pk):
    sentence = "C’est noté\u202f: la personne est venue."
    return _act(request, _load(request, pk), services.mark_come, sentence)


@allow(*STAFF)
@require_POST
def reopen(request, pk):
    return _act(
        request, _load(request, pk), services.reopen_referral, "L’orientation est rouverte."
    )


@allow(Role.SOCIAL_WORKER)
@require_POST
def withdraw(request, pk):
    return _act(
        request, _own(request, pk), services.withdraw_referral, "L’orientation est retirée."
    )


@allow(*STAFF)
def pass_on(request, pk):
    referral = _load(request, pk)
    form = PassingOnForm(request.POST or None, besides=referral.organisation)
    if attempt(form, services.pass_on_referral, referral, by=request.user, on=localdate()):
        return done(request, "L’orientation est transmise.", referral)
    journal.record("referral.read", referral, by=request.user)
    return form_page(
        request,
        form,
        title=f"Transmettre l’orientation {referral.number}",
        back=referral,
        intro="La personne est d’accord pour que sa demande soit transmise."
        if referral.may_be_passed_on
        else "La personne n’a pas donné son accord pour une transmission.",
    )


@allow(*EVERYBODY)
@require_POST
def message(request, pk):
    referral = _own(request, pk)
    form = (HouseMessageForm if request.user.is_staff_member else MessageForm)(request.POST)
    said = "Le message est envoyé."
    if act(request, services.write_message, referral, form=form, at=now(), said=said):
        services.read_messages(referral, by=request.user, at=now())
    return redirect(referral)


@allow(*EVERYBODY)
@require_POST
def read(request, pk):
    services.read_messages(_own(request, pk), by=request.user, at=now())
    return redirect("beneficiaries:referral", pk)


@allow(*EVERYBODY)
def attach(request, pk):
    referral = _own(request, pk)
    form = AttachmentForm(request.POST or None, request.FILES or None)
    if attempt(form, services.attach_paper, referral, by=request.user, on=localdate()):
        return done(request, "Le papier est joint.", referral)
    journal.record("referral.read", referral, by=request.user)
    return form_page(
        request,
        form,
        title=f"Joindre un papier à l’orientation {referral.number}",
        back=referral,
        intro="Seulement s’il est nécessaire à la décision. La plupart des papiers se montrent"
        " au guichet et ne sont pas gardés.",
    )


@allow(*EVERYBODY)
@require_safe
def paper(request, key):
    """A paper that is joined, for whoever may read its referral."""
    there = ReferralAttachment.objects.filter(
        purged_on=None, referral__in=Referral.objects.visible_to(request.user)
    )
    attachment = get_object_or_404(there, key=key)
    journal.record("referral.paper_read", attachment, by=request.user)
    return handed(attachment)


@allow(*STAFF)
@require_safe
def letter(request, pk):
    """For the person: come, and with which papers; or why not, and where to turn."""
    referral = _load(request, pk)
    if referral.status not in (Referral.Status.ACCEPTED, Referral.Status.REFUSED):
        messages.error(request, "La lettre s’imprime une fois la réponse donnée.")
        return redirect(referral)
    criteria = version_on(localdate()).criteria.in_order().exclude(kind=Criterion.Kind.REFERRAL)
    proofs = [proof for each in criteria for proof in each.accepted_proofs]
    journal.record("referral.letter_printed", referral, by=request.user)
    return pdf_page(
        "beneficiaries/pdf/referral_letter.html",
        referral.number,
        referral=referral,
        site=request.user.site,
        papers=proofs,
    )


@allow(*STAFF)
@require_POST
def many(request):
    """One thing done to all those ticked, and told in one go."""
    form = BulkForm(request.POST, user=request.user)
    if not form.is_valid():
        tell_refusals(request, form)
        return redirect("beneficiaries:referrals")
    given, action = form.cleaned_data, form.cleaned_data["action"]
    verb = {
        "claim": services.claim_referral,
        "give_back": services.give_back_referral,
        "refuse": services.refuse_referral,
        "pass_on": services.pass_on_referral,
    }[action]
    more = {"refuse": {"refusal": given["refusal"]}, "pass_on": {"to": given["to"]}}
    passed, refused = services.for_each_referral(
        given["referrals"].oldest_first(),
        verb,
        by=request.user,
        on=localdate(),
        **more.get(action, {}),
    )
    if passed:
        s = "s" if len(passed) > 1 else ""
        messages.success(request, f"C’est fait pour {len(passed)} orientation{s}.")
    for referral, why in refused:
        messages.error(request, f"{referral.number}, {referral}\u202f: {why}")
    return redirect("beneficiaries:referrals")


@allow(*STAFF)
@require_safe
def calls(request):
    """Whom to ring: those who wait for us, and those whom we expect."""
    context = {"lines": _to_call(), "form": CallForm(), "results": ReferralCall.Result.choices}
    return render(request, "beneficiaries/referrals/calls.html", context)


@allow(*STAFF)
@require_safe
def call_paper(request):
    template, name = "beneficiaries/pdf/referral_calls.html", "personnes-a-appeler"
    return pdf_page(template, name, lines=_to_call(), today=localdate())


@allow(*STAFF)
@require_POST
def called(request, pk):
    referral, form = _load(request, pk), CallForm(request.POST)
    said = f"L’appel à {referral} est noté."
    act(request, services.note_person_called, referral, form=form, at=now(), said=said)
    return redirect("beneficiaries:referral_calls")


def _to_call():
    tries = ReferralCall.objects.select_related("by").order_by("-at", "-pk")
    rows = Referral.objects.to_call().prefetch_related(Prefetch("calls", tries, to_attr="tries"))
    return list(rows.order_by("-is_urgent", "received_on", "pk")[:100])


@allow(*EVERYBODY)
@require_safe
def waits(request):
    """Delays and acceptance, by organisation and by year."""
    today = localdate()
    referrals = Referral.objects.visible_to(request.user)
    if request.user.is_social_worker:
        referrals = referrals.sent_by_those_of(request.user)
    years = delays.years(referrals, today=today)
    year = asked.year(request.GET, years) or years[0]
    context = {
        "year": year,
        "years": years,
        "rows": delays.delays_of(referrals, year, to=request.user),
    }
    return render(request, "beneficiaries/referrals/delays.html", context)
