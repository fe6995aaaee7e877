"""Who nears the end is written to, once for that end."""

from datetime import date, datetime

from beneficiaries import services
from beneficiaries.models import Beneficiary, EndNotice, Enrolment
from beneficiaries.services.end_notices import key_of
from pimms.kernel import messengers, sending
from pimms.kernel.messengers import Undelivered, Words, signed
from pimms.kernel.templatetags.french import long_day

Contact = Beneficiary.Contact
_BY_HAND = {Contact.PHONE, Contact.POST, Contact.REFERRER, Contact.DESK}


def write_of_the_end(enrolment: Enrolment, *, by: str, at: datetime) -> EndNotice | None:
    """The person is written to; None leaves them to the team.

    Left to the team: who asked for it, who has neither address nor mobile telephone, whoever a
    message may have reached when the worker died; and whoever it did not reach, until the next day
    tries again.
    """
    enrolment = Enrolment.objects.select_related("beneficiary").get(pk=enrolment.pk)
    person, last_day = enrolment.beneficiary, enrolment.last_day
    key = key_of(enrolment, last_day)
    if person.contact_by in _BY_HAND or enrolment.told_of_its_end:
        return None
    way = messengers.way_to(person)
    if way is None or not sending.begin(key):
        return None
    try:
        way.send(person, words_for(last_day))
    except Undelivered:
        sending.forget(key)
        return None
    return services.keep_end_notice(enrolment, last_day=last_day, way=way.way, by=by, at=at)


def words_for(last_day: date) -> Words:
    """Nothing of the programme: a telephone may be a family's."""
    said = (
        f"Votre inscription va jusqu’au {long_day(last_day)}. Venez nous voir avant\u202f: nous"
        " préparons la suite avec vous, c’est gratuit."
    )
    return signed("Un rappel", said)
