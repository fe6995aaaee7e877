"""The list of calls to referrers, and a partner's year."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from accounts import journal
from accounts.permissions import EVERYBODY, STAFF, allow
from beneficiaries import services
from beneficiaries.models import Referral
from partners.models import Organisation
from pimms.kernel import asked
from pimms.kernel.pages import act, pdf_page

from . import letter
from .calls import said_in_a_call, to_make
from .forms import CallForm


@allow(*STAFF)
@require_safe
def calls(request):
    """Whom to ring, with which answer; a form beside each."""
    lines = [
        (line, CallForm(auto_id=f"id_{line.referral.pk}_%s")) for line in to_make(on=localdate())
    ]
    return render(request, "returns/calls.html", {"lines": lines})


@allow(*STAFF)
@require_safe
def calls_pdf(request):
    lines = to_make(on=localdate())
    for line in lines:
        journal.record("referral.call_printed", line.referral, by=request.user)
    return pdf_page("returns/pdf/calls.html", "appels", lines=lines, today=localdate())


@allow(*STAFF)
@require_POST
def call(request, pk):
    """How a call went is noted; who was reached drops off the list."""
    referral = get_object_or_404(Referral.objects.visible_to(request.user), pk=pk)
    form, said = CallForm(request.POST), said_in_a_call(referral, on=localdate())
    if noted := act(request, services.note_call, referral, form=form, steps=said, at=now()):
        messages.success(request, f"{noted.get_result_display()}\u202f: c’est noté.")
    return redirect("returns:calls")


@allow(*EVERYBODY)
@require_safe
def year(request, pk):
    """A partner's year in figures, and the years to choose from."""
    organisation = _organisation(request, pk)
    years = letter.years(organisation)
    number = asked.year(request.GET, years) or (years[0] if years else localdate().year)
    context = {
        "organisation": organisation,
        "years": years,
        "letter": letter.letter_to(organisation, _known(number), on=localdate()),
        "back": organisation.get_absolute_url()
        if request.user.is_staff_member
        else reverse("partners:mine"),
    }
    return render(request, "returns/year.html", context)


@allow(*EVERYBODY)
@require_safe
def letter_pdf(request, pk, number):
    organisation = _organisation(request, pk)
    journal.record("organisation.letter_printed", organisation, by=request.user, year=number)
    return pdf_page(
        "returns/pdf/letter.html",
        f"annee-{number}",
        organisation=organisation,
        letter=letter.letter_to(organisation, _known(number), on=localdate()),
        today=localdate(),
    )


def _organisation(request, pk) -> Organisation:
    visible = Organisation.objects.all()
    if request.user.is_social_worker:
        visible = Organisation.objects.of(request.user)
    return get_object_or_404(visible.select_related("commune"), pk=pk)


def _known(number: int) -> int:
    if not 2000 <= number <= localdate().year:
        raise Http404
    return number
