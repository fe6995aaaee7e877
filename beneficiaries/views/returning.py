"""What the referrer may hear, as the person says."""

from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts import journal
from accounts.permissions import EVERYBODY, STAFF, allow
from beneficiaries import returning, services
from beneficiaries.certificates import square
from beneficiaries.forms.returning import ToldBackForm
from beneficiaries.models import Referral
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page, pdf_page


@allow(*EVERYBODY)
@require_safe
def referral_sheet(request, pk):
    """What was sent, on a page that the person brings along."""
    visible = Referral.objects.visible_to(request.user)
    related = ("organisation", "commune", "referrer", "sent_by")
    referral = get_object_or_404(visible.select_related(*related), pk=pk)
    journal.record("referral.sheet_printed", referral, by=request.user)
    return pdf_page(
        "beneficiaries/pdf/filled_sheet.html",
        referral.number,
        referral=referral,
        square=square(referral.number),
        agreed=returning.agreed_in_words(referral.told_back),
    )


@allow(*STAFF)
def told_back(request, pk):
    referral = get_object_or_404(Referral.objects.visible_to(request.user), pk=pk)
    form = ToldBackForm(
        request.POST if request.method == "POST" else None,
        initial={"told_back": referral.told_back},
    )
    if attempt(form, services.change_told_back, referral, by=request.user, on=localdate()):
        said = "L’accord de la personne est enregistré."
        return done(request, said, "beneficiaries:told_back", referral.pk)
    journal.record("referral.read", referral, by=request.user)
    return form_page(
        request,
        form,
        "beneficiaries/returning/told_back.html",
        referral=referral,
        stages=returning.timeline(referral),
    )
