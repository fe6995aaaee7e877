"""What becomes of a grant: given, expected, received, promised for, accounted for."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts import journal
from accounts.models import User
from funding.models import Call, Funder, Grant, Instalment, Promise, Receipt


@transaction.atomic
def grant(
    *,
    funder: Funder,
    year: int,
    purpose: str,
    amount: Decimal,
    call: Call | None = None,
    reference: str = "",
    granted_on: date | None = None,
    conditions: str = "",
    report_due_on: date | None = None,
    by: User,
) -> Grant:
    """A funder gives so much for a year. Unless said otherwise the report is due six months
    after the year ends (loi 2000-321, art. 10)."""
    given = Grant(
        funder=funder,
        year=year,
        purpose=purpose,
        amount=amount,
        call=call,
        reference=reference,
        granted_on=granted_on,
        conditions=conditions,
        report_due_on=report_due_on or date(year + 1, 6, 30),
    )
    given.full_clean()
    given.save()
    journal.record("grant.given", given, by=by, amount=f"{amount}")
    return given


@transaction.atomic
def correct(
    grant: Grant,
    *,
    amount: Decimal,
    reference: str = "",
    granted_on: date | None = None,
    conditions: str = "",
    report_due_on: date | None = None,
    by: User,
) -> Grant:
    """The terms are these; never less than what is already received, spent or put aside."""
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    before = grant.amount
    grant.amount, grant.reference, grant.granted_on = amount, reference, granted_on
    grant.conditions, grant.report_due_on = conditions, report_due_on
    grant.full_clean()
    grant.save()
    journal.record("grant.corrected", grant, by=by, before=f"{before}", amount=f"{amount}")
    return grant


@transaction.atomic
def expect(grant: Grant, *, due_on: date, label: str, amount: Decimal, by: User) -> Instalment:
    """Part of the grant should come in on that day; all of them together within the grant."""
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    others = grant.instalments.filter(is_cancelled=False).values_list("amount", flat=True)
    if sum(others.order_by("pk"), amount) > grant.amount:
        raise ValidationError({"amount": "Les versements attendus dépassent le montant accordé."})
    instalment = Instalment(grant=grant, due_on=due_on, label=label, amount=amount)
    instalment.full_clean()
    instalment.save()
    journal.record("grant.instalment_expected", grant, by=by, instalment=instalment.pk)
    return instalment


@transaction.atomic
def cancel_instalment(instalment: Instalment, *, by: User) -> Instalment:
    """It will not come in; what did come stays."""
    instalment.is_cancelled = True
    instalment.save(update_fields=["is_cancelled"])
    journal.record("grant.instalment_cancelled", instalment.grant, by=by, instalment=instalment.pk)
    return instalment


@transaction.atomic
def receive(
    grant: Grant,
    *,
    received_on: date,
    amount: Decimal,
    instalment: Instalment | None = None,
    key: uuid.UUID,
    by: User,
    on: date,
) -> Receipt:
    """Money of the grant came in. Sent twice with one key, it is written once."""
    if already := Receipt.objects.filter(key=key).first():
        return already
    if received_on > on:
        raise ValidationError({"received_on": "Un versement date d’aujourd’hui au plus tard."})
    receipt = Receipt(
        key=key, grant=grant, instalment=instalment, received_on=received_on, amount=amount, by=by
    )
    receipt.clean_fields()
    receipt.save(force_insert=True)
    journal.record("grant.received", grant, by=by, amount=f"{amount}")
    return receipt


@transaction.atomic
def return_receipt(receipt: Receipt, *, reason: str, by: User, on: date) -> Receipt:
    """It was a mistake, or had to be given back: a line of the other sign says so."""
    line = Receipt(
        key=uuid.uuid4(),
        grant=receipt.grant,
        instalment=receipt.instalment,
        received_on=on,
        amount=-receipt.amount,
        reverses=receipt,
        reason=reason,
        by=by,
    )
    line.clean_fields()
    line.save(force_insert=True)
    journal.record("grant.receipt_returned", receipt.grant, by=by, receipt=receipt.pk)
    return line


@transaction.atomic
def promise(
    grant: Grant, *, figure: str, target: int, first: date, last: date, by: User
) -> Promise:
    """We said we would reach so much between these days. Figures are counted by calendar year."""
    if last < first:
        raise ValidationError({"last": "Le dernier jour vient après le premier."})
    made = Promise(
        grant=grant,
        figure=figure,
        target=target,
        period=DateRange(first, last + timedelta(days=1)),
    )
    made.full_clean()
    made.save()
    journal.record("grant.promised", grant, by=by, figure=figure, target=target)
    return made


@transaction.atomic
def report_sent(grant: Grant, *, sent_on: date, by: User, on: date) -> Grant:
    """The funder has our account of what was done."""
    if sent_on > on:
        raise ValidationError({"sent_on": "Un envoi date d’aujourd’hui au plus tard."})
    grant.report_sent_on = sent_on
    grant.save(update_fields=["report_sent_on"])
    journal.record("grant.report_sent", grant, by=by)
    return grant
