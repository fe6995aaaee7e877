from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import STAFF, allow
from beneficiaries.files import find, open_file, opened
from beneficiaries.models import Beneficiary
from pimms.kernel import asked
from pimms.kernel.forms import attempt, status
from pimms.kernel.pages import done, form_page
from pimms.kernel.paging import page
from workshops import services
from workshops.forms.requests import (
    AidAnswerForm,
    AidForm,
    AidPaymentForm,
    ComplaintAnswerForm,
    ComplaintForm,
)
from workshops.models import AidRequest, Complaint


@allow(*STAFF)
@require_safe
def aid_requests(request):
    state = request.GET.get("etat")
    found = AidRequest.objects.visible_to(request.user).select_related(
        "beneficiary", "organisation"
    )
    if state in AidRequest.Status.values:
        found = found.filter(status=state)
    shown = page(found, keys=("asked_on", "pk"), query=request.GET, newest_first=True)
    context = {"page": shown, "states": AidRequest.Status.choices, "state": state, "tab": "aid"}
    return render(request, "workshops/aid_requests.html", context)


@allow(*STAFF)
def aid_of(request, pk):
    person = find(request, pk)
    form = AidForm(request.POST or None, on=localdate())
    if attempt(form, services.ask_aid, person, by=request.user):
        return done(request, "La demande d’aide est notée.", "workshops:aid_of", pk)
    context = opened(request, person, on=localdate())
    context |= {
        "tab": "workshops",
        "form": form,
        "requests": person.aid_requests.latest_first(),
    }
    return form_page(request, form, "workshops/aid_of.html", **context)


@allow(*STAFF)
def aid_request(request, pk):
    aid = get_object_or_404(AidRequest.objects.visible_to(request.user), pk=pk)
    form, verb = _next_of(aid, request.POST or None)
    if form and attempt(form, verb, aid, by=request.user):
        return done(request, "La demande d’aide est à jour.", "workshops:aid_request", pk)
    context = open_file(request, aid.beneficiary_id, on=localdate())
    context |= {"tab": "workshops", "aid": aid, "form": form}
    code = status(form) if form else 200
    return render(request, "workshops/aid_request.html", context, status=code)


def _next_of(aid, data):
    """The form of what comes next, and its verb: an answer, a payment, nothing."""
    if aid.status == AidRequest.Status.ASKED:
        return AidAnswerForm(data, on=localdate()), services.answer_aid
    if aid.status == AidRequest.Status.GRANTED and not aid.paid_on:
        return AidPaymentForm(data, on=localdate()), services.pay_aid
    return None, None


@allow(*STAFF)
@require_safe
def complaints(request):
    found = Complaint.objects.visible_to(request.user).select_related("beneficiary", "received_by")
    shown = page(found, keys=("received_on", "pk"), query=request.GET, newest_first=True)
    context = {"page": shown, "today": localdate(), "tab": "complaints"}
    return render(request, "workshops/complaints.html", context)


@allow(*STAFF)
def receive_complaint(request):
    people = Beneficiary.objects.visible_to(request.user)
    named = asked.key(request.GET, "personne")
    person = people.filter(pk=named).first() if named else None
    form = ComplaintForm(request.POST or None, people=people, person=person, on=localdate())
    if complaint := attempt(form, services.receive_complaint, by=request.user):
        return done(
            request, "La réclamation est notée. Une réponse est due en trente jours.", complaint
        )
    title = "Noter une réclamation"
    intro = f"De la part de {person}." if person else ""
    return form_page(request, form, title=title, back="workshops:complaints", intro=intro)


@allow(*STAFF)
def complaint(request, pk):
    visible = Complaint.objects.visible_to(request.user)
    shown = get_object_or_404(
        visible.select_related("beneficiary", "received_by", "answered_by"), pk=pk
    )
    form = ComplaintAnswerForm(request.POST or None)
    if attempt(form, services.answer_complaint, shown, by=request.user, on=localdate()):
        return done(request, "La réponse est enregistrée.", shown)
    return form_page(request, form, "workshops/complaint.html", complaint=shown, today=localdate())
