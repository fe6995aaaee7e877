"""Aid that is asked for somebody, and complaints that are received."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.models import Beneficiary
from workshops.models import AidRequest, Complaint


@transaction.atomic
def ask_aid(beneficiary: Beneficiary, *, asked_on: date, by: User, **details: Any) -> AidRequest:
    """Somebody is asked to help the person: `details` say whom, for what and how much."""
    request = AidRequest(beneficiary=beneficiary, asked_on=asked_on, by=by, **details)
    request.full_clean()
    request.save()
    journal.record("aid.asked", request, by=by)
    return request


@transaction.atomic
def answer_aid(
    request: AidRequest,
    *,
    status: str,
    decided_on: date,
    amount_granted: Decimal | None = None,
    refusal_reason: str = "",
    by: User,
) -> AidRequest:
    """The aid is granted, refused, or no longer asked for."""
    request = AidRequest.objects.select_for_update(of=["self"]).get(pk=request.pk)
    if request.status != AidRequest.Status.ASKED:
        raise ValidationError("Cette demande a déjà sa réponse.")
    request.status, request.decided_on = status, decided_on
    request.amount_granted, request.refusal_reason = amount_granted, refusal_reason
    request.full_clean()
    request.save()
    journal.record(f"aid.{status}", request, by=by)
    return request


@transaction.atomic
def pay_aid(request: AidRequest, *, paid_on: date, paid_to: str = "", by: User) -> AidRequest:
    """The aid that was granted has been paid, to the person or to whom they owed it."""
    request = AidRequest.objects.select_for_update(of=["self"]).get(pk=request.pk)
    if request.paid_on:
        raise ValidationError("Cette aide est déjà versée.")
    request.paid_on, request.paid_to = paid_on, paid_to
    request.full_clean()
    request.save()
    journal.record("aid.paid", request, by=by)
    return request


@transaction.atomic
def receive_complaint(*, received_on: date, by: User, **details: Any) -> Complaint:
    """What somebody reproaches us with is written down; they may stay unknown."""
    complaint = Complaint(received_on=received_on, received_by=by, **details)
    complaint.full_clean()
    complaint.save()
    journal.record("complaint.received", complaint, by=by)
    return complaint


@transaction.atomic
def answer_complaint(
    complaint: Complaint, *, answer: str, outcome: str, by: User, on: date
) -> Complaint:
    """The complaint has its answer, once."""
    complaint = Complaint.objects.select_for_update(of=["self"]).get(pk=complaint.pk)
    if complaint.answered_on:
        raise ValidationError("Cette réclamation a déjà sa réponse.")
    complaint.answered_on, complaint.answered_by = on, by
    complaint.answer, complaint.outcome = answer, outcome
    complaint.full_clean()
    complaint.save()
    journal.record("complaint.answered", complaint, by=by, outcome=outcome)
    return complaint
