"""The referrers who read mails are written to; the others wait on the list of calls."""

from datetime import date, datetime

from django.db import transaction

from accounts import mail
from beneficiaries import returning
from beneficiaries.models import Telling
from beneficiaries.services import tell
from beneficiaries.telling import news_of
from pimms.returns.milestones import Due, due
from pimms.returns.readers import Reader, readers_of

Step = Telling.Step
# Which kind of message says which steps: somebody may want the answers and not what follows.
_KINDS = {
    "referral_news": (Step.RECEIVED, Step.SEEN, Step.DECIDED),
    "referral_followed": (Step.FIRST_PURCHASE, Step.WORKSHOP, Step.ONE_MONTH_LEFT, Step.ENDED),
}


def tell_by_mail(*, by: str, on: date, at: datetime) -> int:
    """Each step reached and not yet told is on its way by mail; returns how many steps.

    A referral at a time, so that one that fails keeps none of the others waiting.
    """
    waiting = due(on=on)
    readers = readers_of(each.referral for each in waiting)
    return sum(
        _write(each, readers[each.referral.pk], by=by, at=at)
        for each in waiting
        if readers[each.referral.pk].to
    )


@transaction.atomic
def _write(waiting: Due, reader: Reader, *, by: str, at: datetime) -> int:
    told = 0
    for kind, steps in _KINDS.items():
        reached = {step: day for step, day in waiting.steps.items() if step in steps}
        if not reached:
            continue
        how = Telling.How.MAIL if mail.wants(reader.to, kind) else Telling.How.PAGE
        fresh = tell(waiting.referral, steps=reached, how=how, by=by, at=at)
        told += len(fresh)
        if fresh and how == Telling.How.MAIL:
            said = {each.step: each.reached_on for each in fresh}
            mail.post(
                kind,
                to=reader.to,
                about=news_of(waiting.referral),
                number=waiting.referral.number,
                steps=returning.said(fresh[0].referral, said),  # as it is under its lock
                link=reader.link or mail.address_of(waiting.referral.get_absolute_url()),
            )
    return told
