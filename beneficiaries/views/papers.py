"""What somebody takes home: certificate, card, the sheet of offers; and the door that checks."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import journal, mail
from accounts.permissions import STAFF, allow
from beneficiaries import certificates, entitlement, services
from beneficiaries.models import Beneficiary, Card, Enrolment, MarketOffer
from pimms.kernel import languages
from pimms.kernel.pages import act, pdf_page

_NOTICE = (
    "notice_what", "notice_why", "notice_papers", "notice_who", "notice_told",
    "notice_numbers", "notice_receipts", "notice_refuse", "notice_rights", "notice_complain",
)  # fmt: skip


@allow(*STAFF)
@require_safe
def certificate(request, pk):
    enrolments = Enrolment.objects.visible_to(request.user).select_related("beneficiary")
    enrolment = get_object_or_404(enrolments.prefetch_related("movements"), pk=pk)
    journal.record("enrolment.certificate_printed", enrolment, by=request.user)
    code = certificates.code(enrolment)
    address = mail.address_of(reverse("beneficiaries:verify", args=[code]))
    return pdf_page(
        "beneficiaries/pdf/certificate.html",
        f"attestation-{enrolment.number}",
        words=languages.asked(request.GET, enrolment.beneficiary),
        enrolment=enrolment,
        state=entitlement.state(enrolment, on=localdate()),
        today=localdate(),
        code=code,
        square=certificates.square(address),
        address=address,
    )


@never_cache
@login_not_required
@require_safe
def verify(request, code):
    """Whoever holds a certificate learns that it is ours and until when; nothing of the person."""
    enrolment = certificates.enrolment_of(code)
    state = enrolment and entitlement.state(enrolment, on=localdate())
    found = 200 if enrolment else 404
    return render(request, "beneficiaries/verify.html", {"state": state}, status=found)


@allow(*STAFF)
@require_safe
def card(request, pk):
    live = Card.objects.live().select_related("beneficiary")
    card = get_object_or_404(live, beneficiary=_person(request, pk))
    journal.record("card.printed", card, by=request.user)
    return pdf_page(
        "beneficiaries/pdf/card.html",
        f"carte-{card.pk}",
        card=card,
        square=certificates.square(card.token),
    )


@allow(*STAFF)
@require_POST
def issue_card(request, pk):
    person = _person(request, pk)
    said = "La carte est prête à imprimer\u202f; l’ancienne n’est plus valable."
    act(request, services.issue_card, person, on=localdate(), said=said)
    return redirect("beneficiaries:rights", person.pk)


@allow(*STAFF)
@require_safe
def what_next(request, pk):
    """The sheet « Et après ? » in large print."""
    person = _person(request, pk)
    journal.record("beneficiary.what_next_printed", person, by=request.user)
    latest = person.enrolments.filter(absorbed_by=None).order_by("-period").first()
    return pdf_page(
        "beneficiaries/pdf/what_next.html",
        "et-apres",
        words=languages.asked(request.GET, person),
        person=person,
        enrolment=latest,
        offers=MarketOffer.objects.current().cheapest_first(),
        today=localdate(),
    )


@allow(*STAFF)
@require_safe
def notice(request, pk):
    """What we keep about somebody and what they may ask, to read together and to sign."""
    person = _person(request, pk)
    journal.record("beneficiary.notice_printed", person, by=request.user)
    words = languages.asked(request.GET, person)
    return pdf_page(
        "beneficiaries/pdf/notice.html", "vos-donnees", person=person, words=words, lines=_NOTICE
    )


def _person(request, pk):
    return get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
