"""The referrer is told what became of somebody they sent: each step once."""

from datetime import date, datetime

from django.db import transaction

from accounts import journal, mail
from accounts.models import User
from beneficiaries.models import Referral, Telling, TellingCall
from beneficiaries.telling import may_be_told, news_of


@transaction.atomic
def tell(
    referral: Referral, *, steps: dict[str, date], how: str, by: User | str, at: datetime
) -> list[Telling]:
    """The steps, each with the day it was reached, are told, as far as the person agrees at this
    moment; one told before stays as it was."""
    referral = Referral.objects.select_for_update(of=["self"]).get(pk=referral.pk)
    known = set(referral.tellings.values_list("step", flat=True))
    teller = by if how == Telling.How.TELEPHONE and isinstance(by, User) else None
    fresh = [
        Telling(referral=referral, step=step, reached_on=day, at=at, how=how, told_by=teller)
        for step, day in steps.items()
        if step not in known and may_be_told(referral, step)
    ]
    Telling.objects.bulk_create(fresh)
    if fresh:
        journal.record(
            "referral.told", referral, by=by, how=how, steps=[each.step for each in fresh]
        )
    return fresh


@transaction.atomic
def note_call(
    referral: Referral,
    *,
    steps: dict[str, date],
    result: str,
    note: str = "",
    by: User,
    at: datetime,
) -> TellingCall:
    """Somebody rang the referrer; what was to be said is told if they were reached."""
    call = TellingCall(referral=referral, result=result, note=note, by=by, at=at)
    call.clean_fields()
    call.save()
    journal.record("referral.called_back", referral, by=by, result=result)
    if result == TellingCall.Result.TOLD:
        tell(referral, steps=steps, how=Telling.How.TELEPHONE, by=by, at=at)
    return call


@transaction.atomic
def change_told_back(referral: Referral, *, told_back: list[str], by: User, on: date) -> Referral:
    """From now on the referrer hears what the person accepts today, and no more: what is on its
    way and says something else does not leave."""
    referral = Referral.objects.select_for_update(of=["self"]).get(pk=referral.pk)
    before = list(referral.told_back)
    referral.told_back = [step for step in Referral.Step.values if step in told_back]
    referral.consented_on = on if referral.told_back else referral.consented_on
    referral.save(update_fields=["told_back", "consented_on"])
    taken_back = 0
    if set(before) - set(referral.told_back):
        taken_back = mail.take_back(news_of(referral))
    journal.record(
        "referral.told_back_changed",
        referral,
        by=by,
        before=before,
        after=referral.told_back,
        on=f"{on}",
        messages=taken_back,
    )
    return referral
