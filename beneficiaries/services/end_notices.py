"""The person is told when their rights end: by a message of its own, or by one of the team."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.models import EndNotice, Enrolment
from pimms.kernel import sending

Way = EndNotice.Way


@transaction.atomic
def keep_end_notice(
    enrolment: Enrolment, *, last_day: date, way: str, by: str, at: datetime
) -> EndNotice:
    """The message left; if somebody of the team told the person meanwhile, that stands."""
    enrolment = _locked(enrolment)
    sending.forget(key_of(enrolment, last_day))
    if notice := enrolment.end_notices.filter(last_day=last_day).first():
        return notice
    return _kept(enrolment, last_day=last_day, way=way, by=by, at=at)


@transaction.atomic
def tell_of_the_end(enrolment: Enrolment, *, by: User, at: datetime) -> EndNotice:
    """One of the team told the person; told twice, the first telling stands."""
    enrolment = _locked(enrolment)
    if notice := enrolment.told_of_its_end:
        return notice
    return _kept(enrolment, last_day=enrolment.last_day, way=Way.CALL, told_by=by, by=by, at=at)


def key_of(enrolment: Enrolment, last_day: date) -> str:
    """What the sending of that notice is known by."""
    return f"end:{enrolment.pk}:{last_day}"


def _locked(enrolment: Enrolment) -> Enrolment:
    enrolments = Enrolment.objects.select_related("beneficiary")
    return enrolments.select_for_update(of=["self"], no_key=True).get(pk=enrolment.pk)


def _kept(enrolment: Enrolment, *, by: User | str, at: datetime, **fields: Any) -> EndNotice:
    notice = EndNotice(enrolment=enrolment, told_at=at, **fields)
    notice.full_clean()
    notice.save()
    journal.record("end_notice.told", notice, by=by, way=notice.way)
    return notice
