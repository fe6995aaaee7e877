"""A call for projects on its way: watched, answered, decided; or left."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from funding.models import Call, Funder, Grant
from funding.services import grants

Status = Call.Status


@transaction.atomic
def watch(
    *,
    funder: Funder,
    title: str,
    year: int,
    due_on: date | None = None,
    link: str = "",
    note: str = "",
    by: User,
) -> Call:
    """We have seen a call, or think of asking."""
    call = Call(funder=funder, title=title, year=year, due_on=due_on, link=link, note=note)
    call.full_clean()
    call.save()
    journal.record("call.watched", call, by=by)
    return call


@transaction.atomic
def answer(call: Call, *, asked: Decimal, answered_on: date, by: User, on: date) -> Call:
    """Our answer has left, and asks for so much."""
    call = _at(call, Status.WATCHED)
    if answered_on > on:
        raise ValidationError({"answered_on": "Une réponse part aujourd’hui au plus tard."})
    call.status, call.asked, call.answered_on = Status.ANSWERED, asked, answered_on
    call.full_clean()
    call.save()
    journal.record("call.answered", call, by=by, asked=f"{asked}")
    return call


@transaction.atomic
def decide(
    call: Call,
    *,
    granted: Decimal | None,
    decided_on: date,
    report_due_on: date | None = None,
    by: User,
    on: date,
) -> Grant | None:
    """The funder has decided: an amount makes the grant, none says that it was refused."""
    call = _at(call, Status.ANSWERED)
    if decided_on > on:
        raise ValidationError({"decided_on": "Une décision date d’aujourd’hui au plus tard."})
    call.status = Status.WON if granted else Status.LOST
    call.decided_on = decided_on
    call.full_clean()
    call.save()
    journal.record("call.decided", call, by=by, won=bool(granted))
    if not granted:
        return None
    return grants.grant(
        funder=call.funder,
        year=call.year,
        purpose=call.title,
        amount=granted,
        call=call,
        granted_on=decided_on,
        report_due_on=report_due_on,
        by=by,
    )


@transaction.atomic
def drop(call: Call, *, by: User, on: date) -> Call:
    """We do not answer it."""
    call = _at(call, Status.WATCHED)
    call.status, call.decided_on = Status.DROPPED, on
    call.save()
    journal.record("call.dropped", call, by=by)
    return call


def _at(call: Call, status: str) -> Call:
    """The call, ours until we commit, if it is still there."""
    call = Call.objects.select_for_update(of=["self"]).select_related("funder").get(pk=call.pk)
    if call.status != status:
        raise ValidationError("Cette demande a changé d’état entre-temps\u202f: rouvrez-la.")
    return call
