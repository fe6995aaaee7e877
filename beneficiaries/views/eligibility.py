"""Papers to bring, letters, diagnoses, second signatures, the waiting list."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts import journal
from accounts.permissions import STAFF, allow
from beneficiaries import papers as file_papers
from beneficiaries import services
from beneficiaries.eligibility import PRIORITIES
from beneficiaries.files import look
from beneficiaries.findings import version_on
from beneficiaries.forms.eligibility import DiagnosisForm, LeavingForm, SendingBackForm
from beneficiaries.models import Assessment, Beneficiary, Criterion, Finding, Waiting
from beneficiaries.services.waiting import free_places
from pimms.kernel import asked, languages
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page, pdf_page
from pimms.kernel.paging import page


def _assessment(request, pk) -> Assessment:
    people = Beneficiary.objects.visible_to(request.user)
    assessments = Assessment.objects.filter(beneficiary__in=people).select_related(
        "beneficiary__commune", "beneficiary__site", "assessed_by", "version"
    )
    return get_object_or_404(assessments, pk=pk)


_LAST_RANK = 99_999  # nobody waits behind it


@allow(*STAFF)
@require_safe
def refusal_letter(request, pk):
    assessment = _assessment(request, pk)
    if assessment.is_positive:
        messages.error(request, "Cet examen est favorable\u202f: il n’a pas de lettre de refus.")
        return redirect(assessment.beneficiary)
    journal.record("assessment.letter_printed", assessment, by=request.user)
    person = assessment.beneficiary
    words = languages.asked(request.GET, person)
    context = {"assessment": assessment, "person": person, "words": words}
    name = f"reponse-{assessment.assessed_on:%Y-%m-%d}-{assessment.pk}"
    return pdf_page("beneficiaries/pdf/refusal.html", name, **context)


@allow(*STAFF)
@require_safe
def papers(request, pk):
    """The slip that says what to bring, by the criteria in force."""
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    today = localdate()
    journal.record("beneficiary.papers_printed", person, by=request.user)
    version = version_on(today)
    criteria = [
        criterion
        for criterion in version.criteria.in_order()
        if criterion.accepted_proofs and criterion.kind != Criterion.Kind.REFERRAL
    ]
    context = {"person": person, "version": version, "criteria": criteria, "today": today}
    context["words"] = languages.asked(request.GET, person)
    return pdf_page("beneficiaries/pdf/papers.html", f"papiers-{person.pk}", **context)


@allow(*STAFF)
def diagnose(request, pk):
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    last = file_papers.last_diagnosis(person)
    form = DiagnosisForm(request.POST or None, last=last)
    if attempt(form, services.diagnose, person, by=request.user, on=localdate()):
        return done(request, "Le diagnostic est enregistré.", person)
    look(request, person)
    return form_page(request, form, title=f"Diagnostic télécom de {person}", back=person)


@allow(*STAFF)
@require_safe
def to_sign(request):
    waiting = Assessment.objects.to_sign_by(request.user).select_related(
        "beneficiary", "assessed_by", "version"
    )
    findings = Finding.objects.select_related("criterion").order_by("criterion__position")
    rows = waiting.prefetch_related(
        Prefetch("findings", findings, to_attr="found"), "version__criteria"
    )
    shown = page(rows, keys=("assessed_on", "pk"), query=request.GET)
    return render(request, "beneficiaries/eligibility/to_sign.html", {"page": shown})


@allow(*STAFF)
@require_POST
def sign(request, pk):
    assessment = _assessment(request, pk)
    said = f"L’examen de {assessment.beneficiary} est signé."
    act(request, services.sign, assessment, on=localdate(), said=said)
    return redirect("beneficiaries:to_sign")


@allow(*STAFF)
def send_back(request, pk):
    assessment = _assessment(request, pk)
    form = SendingBackForm(request.POST or None)
    if attempt(form, services.send_back, assessment, by=request.user, on=localdate()):
        return done(
            request, f"L’examen de {assessment.beneficiary} est renvoyé.", "beneficiaries:to_sign"
        )
    look(request, assessment.beneficiary)
    return form_page(request, form, title=f"Renvoyer l’examen de {assessment.beneficiary}")


@allow(*STAFF)
@require_safe
def waiting_list(request):
    today = localdate()
    rows = Waiting.objects.open().in_order().select_related("beneficiary", "assessment")
    start = min(asked.key(request.GET, "rang") or 0, _LAST_RANK)
    shown = list(rows[start : start + 26])
    context = {
        "waits": [(start + n, wait) for n, wait in enumerate(shown[:25], 1)],
        "previous": f"?rang={max(start - 25, 0)}" if start else "",
        "next": f"?rang={start + 25}" if len(shown) > 25 else "",
        "count": rows.count(),
        "free": free_places(on=today),
        "version": version_on(today),
        "priorities": [(label, points) for label, points, _ in PRIORITIES],
        "leaving": LeavingForm(),
    }
    return render(request, "beneficiaries/eligibility/waiting_list.html", context)


@allow(*STAFF)
@require_POST
def offer_place(request, pk):
    waiting = _waiting(request, pk)
    said = f"La place proposée à {waiting.beneficiary} est notée."
    act(request, services.offer_place, waiting, on=localdate(), said=said)
    return redirect("beneficiaries:waiting_list")


@allow(*STAFF)
@require_POST
def enrol_waiting(request, pk):
    waiting = _waiting(request, pk)
    said = f"{waiting.beneficiary}\u202f: les douze mois sont ouverts."
    act(request, services.enrol_from_waiting_list, waiting, on=localdate(), said=said)
    return redirect("beneficiaries:waiting_list")


@allow(*STAFF)
@require_POST
def leave_waiting(request, pk):
    waiting, form = _waiting(request, pk), LeavingForm(request.POST)
    said = f"{waiting.beneficiary} n’est plus sur la liste d’attente."
    act(request, services.leave_waiting_list, waiting, form=form, on=localdate(), said=said)
    return redirect("beneficiaries:waiting_list")


def _waiting(request, pk) -> Waiting:
    people = Beneficiary.objects.visible_to(request.user)
    waits = Waiting.objects.filter(beneficiary__in=people).select_related("beneficiary")
    return get_object_or_404(waits, pk=pk)
