"""The person is told when their rights end: by a message of its own, or by one of the team."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.models import Beneficiary, EndNotice, Enrolment
from pimms.kernel import messengers
from pimms.kernel.messengers import Undelivered, Words, signed
from pimms.kernel.templatetags.french import long_day

Way, Contact = EndNotice.Way, Beneficiary.Contact
_BY_HAND = {Contact.PHONE, Contact.POST, Contact.REFERRER, Contact.DESK}


@transaction.atomic
def write_of_the_end(enrolment: Enrolment, *, by: str, at: datetime) -> EndNotice | None:
    """The person is written to, once for that end; None leaves them to the team.

    Left to the team: who asked for it, who has neither address nor mobile telephone, and whoever
    the message did not reach, until the next day tries again.
    """
    enrolment = _locked(enrolment)
    person = enrolment.beneficiary
    if person.contact_by in _BY_HAND or enrolment.told_of_its_end:
        return None
    if (way := messengers.way_to(person)) is None:
        return None
    try:
        way.send(person, words_for(enrolment.last_day))
    except Undelivered:
        return None
    return _kept(enrolment, way=way.way, by=by, at=at)


@transaction.atomic
def tell_of_the_end(enrolment: Enrolment, *, by: User, at: datetime) -> EndNotice:
    """One of the team told the person; told twice, the first telling stands."""
    enrolment = _locked(enrolment)
    if notice := enrolment.told_of_its_end:
        return notice
    return _kept(enrolment, way=Way.CALL, told_by=by, by=by, at=at)


def words_for(last_day: date) -> Words:
    """Nothing of the programme: a telephone may be a family's."""
    said = (
        f"Votre inscription va jusqu’au {long_day(last_day)}. Venez nous voir avant\u202f: nous"
        " préparons la suite avec vous, c’est gratuit."
    )
    return signed("Un rappel", said)


def _locked(enrolment: Enrolment) -> Enrolment:
    enrolments = Enrolment.objects.select_related("beneficiary")
    return enrolments.select_for_update(of=["self"], no_key=True).get(pk=enrolment.pk)


def _kept(enrolment: Enrolment, *, by: User | str, at: datetime, **fields: Any) -> EndNotice:
    notice = EndNotice(enrolment=enrolment, last_day=enrolment.last_day, told_at=at, **fields)
    notice.full_clean()
    notice.save()
    journal.record("end_notice.told", notice, by=by, way=notice.way)
    return notice
