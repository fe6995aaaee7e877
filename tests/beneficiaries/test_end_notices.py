"""Who nears the end is told of it: by a message of its own, or by one of the team."""

from datetime import date

import pytest
import time_machine
from django.db import Error, connection, transaction
from django.urls import reverse

from beneficiaries import exits, services
from beneficiaries.models import EndNotice
from beneficiaries.tasks import tell_ends
from tests.support import factories, rights
from tests.support.gateway import Gateway
from tests.support.pages import text

MOBILE = "+33612345678"
A_MONTH_BEFORE = "2017-02-20 10:00"  # the rights end on 14/03/2017


def ending(**identity):
    return factories.enrolment(factories.person(**identity))


def morning(when=A_MONTH_BEFORE):
    with time_machine.travel(when, tick=False):
        tell_ends(timestamp=0)


def test_a_letter_tells_once_when_the_rights_end_and_names_no_programme(db, mailoutbox):
    enrolment = ending(email="awa@example.org")
    morning()
    morning("2017-02-21 10:00")
    [letter] = mailoutbox
    assert letter.to == ["awa@example.org"]
    assert "jusqu’au mardi 14\u00a0mars 2017" in letter.body
    assert "solidaire" not in (letter.subject + letter.body).lower()
    [notice] = enrolment.end_notices.all()
    assert (notice.way, notice.last_day, notice.told_by) == ("email", date(2017, 3, 14), None)


def test_a_text_message_reaches_who_has_no_email(db, gateway):
    ending(phone=MOBILE)
    morning()
    [(_, said)] = gateway.said
    assert said["to"] == MOBILE
    assert "mardi 14 mars 2017" in said["text"]
    assert EndNotice.objects.get().way == "sms"


def test_a_gateway_out_of_order_is_tried_again_the_next_day(db, gateway, monkeypatch):
    ending(phone=MOBILE)
    monkeypatch.setattr(Gateway, "status", 503)
    morning()
    assert not EndNotice.objects.exists()
    monkeypatch.setattr(Gateway, "status", 200)
    morning("2017-02-21 10:00")
    assert EndNotice.objects.get().way == "sms"


@pytest.mark.parametrize("wish", ["phone", "post", "referrer", "desk"])
def test_who_asked_to_be_reached_otherwise_is_left_to_the_team(db, mailoutbox, wish):
    ending(email="awa@example.org", contact_by=wish)
    morning()
    assert mailoutbox == []
    assert len(exits.to_tell(on=date(2017, 2, 20))) == 1


def test_nobody_is_told_too_early_nor_after_the_end_nor_who_has_renewed(db, mailoutbox):
    enrolment = ending(email="awa@example.org")
    morning("2017-02-12 10:00")  # thirty-one days are left
    morning("2017-03-15 10:00")
    factories.enrolment(enrolment.beneficiary, starts_on=date(2017, 3, 15))
    morning()
    assert mailoutbox == []


def test_while_rights_are_suspended_the_end_is_not_told(db, mailoutbox, nadia):
    enrolment = ending(email="awa@example.org")
    rights.suspension(enrolment, effective_on=date(2017, 2, 1))
    morning()
    assert mailoutbox == []
    services.resume(enrolment, effective_on=date(2017, 2, 11), by=nadia, on=date(2017, 2, 20))
    morning("2017-03-01 10:00")
    assert "vendredi 24\u00a0mars 2017" in mailoutbox[0].body


def test_an_end_that_moved_is_told_anew(db, mailoutbox, claire):
    enrolment = ending(email="awa@example.org")
    morning()
    asked = rights.request(enrolment, on=date(2017, 2, 21))
    services.grant_extension(asked, by=claire, on=date(2017, 2, 21))
    morning("2017-03-02 10:00")
    days = EndNotice.objects.order_by("pk").values_list("last_day", flat=True)
    assert list(days) == [date(2017, 3, 14), date(2017, 3, 29)]


def test_the_team_tells_who_no_message_reaches(client, sign_in):
    enrolment = ending(phone="+33146660000")
    nadia = sign_in("counsellor")
    with time_machine.travel("2017-02-20 11:00", tick=False):
        morning()
        page = client.get(reverse("beneficiaries:exits"), {"quand": "1-mois"})
        assert "Prévenir la personne au 01 46 66 00 00" in text(page).replace("\u00a0", " ")
        address = reverse("beneficiaries:told_of_the_end", args=[enrolment.pk])
        client.post(address, {"quand": "1-mois"}, follow=True)
        told = client.again()
    assert f"Prévenue le 20/02/2017 par {nadia}" in text(told)
    assert "sait que ses droits vont au 14/03/2017" in text(told)
    assert EndNotice.objects.get().told_by == nadia


@pytest.mark.parametrize(
    "statement",
    ["UPDATE beneficiaries_endnotice SET way = 'sms'", "DELETE FROM beneficiaries_endnotice",
     "TRUNCATE beneficiaries_endnotice"],
)  # fmt: skip
def test_what_was_told_is_never_changed(db, statement):
    rights.end_notice()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(Error), transaction.atomic():
            cursor.execute(statement)
    assert EndNotice.objects.count() == 1
