from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from accounts.permissions import STAFF, allow
from beneficiaries import services
from beneficiaries.eligibility import REFERRAL, referral_holds
from beneficiaries.files import agreed, look
from beneficiaries.findings import carried, said_of_amount, version_on
from beneficiaries.forms.enrolments import ArithmeticForm, EnrolmentForm
from beneficiaries.models import Beneficiary, Criterion, Finding, Waiting, household_size
from beneficiaries.models.enrolments import MONTHS
from beneficiaries.services.waiting import places_left
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page
from pimms.kernel.periods import last_day, months_from
from pimms.kernel.templatetags.french import day


@allow(*STAFF)
def enrol(request, pk):
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    today = localdate()
    version = version_on(today)
    referral = person.referrals.not_refused().newest_first().first()
    running = person.enrolments.running_on(today).first()
    proposed, expired = _proposal(person, version, referral, running, today=today)
    form = EnrolmentForm(
        request.POST or None,
        initial=proposed,
        version=version,
        may_waive=request.user.is_director,
        on=today,
        arithmetic_url=reverse("beneficiaries:arithmetic", args=[person.pk]),
        held=frozenset(proposed["criteria"]),
    )
    if admission := attempt(form, services.decide, person, by=request.user, on=today):
        return _tell(request, person, admission)
    look(request, person)
    first = form.first_day((request.POST or request.GET).get("starts_on"))
    ready = len(proposed["criteria"]) >= version.required_count and not running
    return form_page(
        request,
        form,
        "beneficiaries/enrol.html",
        title=f"Inscrire {person}",
        version=version,
        referral=referral,
        running=running,
        expired=expired,
        places=places_left(on=first),
        months=(first, last_day(months_from(first, MONTHS))),
        ready=ready,
        begin=None if ready or form.is_bound else _first_to_tick(form),
        enrolled=agreed(person, "inscrit"),
        person=person,
        back=person,
    )


def _first_to_tick(form):
    """The criterion that the focus goes to: one that is seen, not sent."""
    papers = (row.criterion for row in form.rows() if row.criterion.kind == Criterion.Kind.PROOF)
    return next(papers, None)


def _proposal(person, version, referral, running, *, today):
    """Right after the twelve months that run, on the referral if it still holds by then, and on
    the papers seen last time that are still valid; and what of them is not, in words."""
    starts_on = running.period.upper if running else today
    holds = referral and referral_holds(
        referral.received_on, on=starts_on, valid_months=version.referral_valid_months
    )
    initial = {
        "starts_on": starts_on,
        "persons": household_size(person),
        "criteria": [REFERRAL] if holds else [],
        "decision": "admit",
    }
    last = services.last_assessment(person)
    held = carried(last, version=version, persons=initial["persons"], on=today)
    for code, finding in held.items():
        initial["criteria"].append(code)
        initial |= {f"until_{code}": finding.proof_valid_until, f"proof_{code}": finding.proof}
    for code, proof in _told_by_referrer(referral, version).items():
        if code not in initial["criteria"]:
            initial["criteria"].append(code)
            initial[f"proof_{code}"] = proof
    ended = Finding.objects.filter(assessment=last, met=True, proof_valid_until__lt=today)
    expired = [
        f"{finding.proof or finding.criterion}\u202f: plus valable depuis le"
        f" {day(finding.proof_valid_until)}."
        for finding in ended.select_related("criterion").order_by("criterion__position")
    ]
    return initial, expired


def _told_by_referrer(referral, version):
    """The criteria that the referrer ticked, each with the paper they saw, if it is one of ours;
    whoever enrols sees the paper and keeps or takes away the tick."""
    if referral is None:
        return {}
    told = {}
    for criterion in version.criteria.all():
        if criterion.code in referral.criteria:
            seen = [paper for paper in criterion.accepted_proofs if paper in referral.papers]
            told[criterion.code] = seen[0] if seen else ""
    return told


def _tell(request, person, admission):
    """The sentence of what was decided, and the page that comes next."""
    if enrolment := admission.enrolment:
        return done(
            request,
            f"{person} est {agreed(person, 'inscrit')} jusqu’au {day(enrolment.last_day)}.",
            "counter:person",
            person.pk,
        )
    if not admission.assessment.is_positive:
        said = f"{person}\u202f: refus enregistré. La lettre est prête à imprimer."
    elif admission.waiting:
        rank = Waiting.objects.ahead_of(admission.waiting).count() + 1
        said = (
            f"Le programme est complet\u202f: {person} est {agreed(person, 'inscrit')} sur la"
            f" liste d’attente, au rang {rank}."
        )
    elif admission.assessment.signature == admission.assessment.Signature.AWAITED:
        said = f"L’examen de {person} attend sa seconde signature."
    else:
        said = (
            f"{person} est {agreed(person, 'admis')}\u202f: les douze mois s’ouvriront au premier"
            " achat."
        )
    return done(request, said, person)


@allow(*STAFF)
@require_POST
def arithmetic(request, pk):
    """What the amounts being typed come to, in words; nothing of them is kept."""
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    today = localdate()
    version = version_on(today)
    form = ArithmeticForm(
        request.POST, version=version, may_waive=True, on=today, initial={"starts_on": today}
    )
    form.is_valid()
    persons = form.cleaned_data.get("persons") or household_size(person)
    criteria = {criterion.code: criterion for criterion in version.criteria.all()}
    said = (
        (said_of_amount(criteria[each.code], each, persons=persons),)
        for each in form.seen()
        if f"said_{each.code}" == request.htmx.target
    )
    return HttpResponse(format_html_join("", "{}", said))
