"""Partners who do not read mails are rung, with the answer and nothing more."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from beneficiaries import services
from beneficiaries.models import Telling
from pimms.returns.calls import to_make
from pimms.returns.sweep import tell_by_mail
from tests.support import factories, referral_sheets
from tests.support.pages import queries_of, text

pytestmark = pytest.mark.django_db
DAY, AT = referral_sheets.DAY, referral_sheets.AT


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel("2016-03-16 12:00", tick=False):
        yield


@pytest.fixture
def refused(nadia):
    """Karim's sheet without an address, refused."""
    typed = referral_sheets.typed(told_back=["decided", "motive"])
    services.refuse_referral(typed.referral, refusal="absent", by=nadia, on=DAY)
    return typed.referral


def call(client, referral, **form):
    return client.post(reverse("returns:call", args=[referral.pk]), form, follow=True)


def test_an_answer_waits_for_a_call(client, sign_in, refused):
    sign_in("counsellor")
    page = text(client.get(reverse("returns:calls")))
    assert "06\u00a012\u00a034\u00a056\u00a078" in page
    assert "refusée\u202f: ne s’est pas présentée" in page
    assert tell_by_mail(by="tell_referrers", on=DAY, at=AT) == 0


def test_nobody_is_rung_to_hear_that_a_sheet_arrived(nadia):
    referral_sheets.typed(told_back=["decided"])
    assert to_make(on=DAY) == []


def test_who_was_told_drops_off(client, sign_in, refused):
    nadia = sign_in("counsellor")
    call(client, refused, result="told", note="")
    assert to_make(on=DAY) == []
    telling = refused.tellings.get()
    assert (telling.step, telling.how, telling.told_by) == ("decided", "telephone", nadia)


def test_who_was_not_reached_stays_with_what_was_noted(client, sign_in, refused):
    sign_in("counsellor")
    page = text(call(client, refused, result="message", note="Rappelle demain"))
    assert "demande de rappel laissée (Rappelle demain)" in page
    assert not Telling.objects.filter(referral=refused).exists()
    assert len(to_make(on=DAY)) == 1


def test_a_call_says_how_it_went(client, sign_in, refused):
    sign_in("counsellor")
    assert "Dites comment l’appel s’est passé." in text(call(client, refused, result=""))
    assert not refused.telling_calls.exists()


def test_a_person_who_withdraws_their_agreement_is_no_longer_spoken_of(nadia, refused):
    services.change_told_back(refused, told_back=[], by=nadia, on=DAY)
    assert to_make(on=DAY) == []


def test_an_organisation_that_prefers_the_telephone_is_not_written_to(karim, nadia):
    ccas = factories.ccas()
    ccas.by_telephone, ccas.phone = True, "+33140961000"
    ccas.save()
    sent = referral_sheets.referral()
    services.refuse_referral(sent, refusal="absent", by=nadia, on=DAY)
    assert tell_by_mail(by="tell_referrers", on=DAY, at=AT) == 0
    [line] = to_make(on=DAY)
    assert line.phone == "+33140961000"


def test_the_list_can_be_printed(client, sign_in, refused):
    sign_in("counsellor")
    answer = client.get(reverse("returns:calls_pdf"))
    assert answer.content.startswith(b"%PDF")


def test_a_longer_list_asks_no_more_queries(client, sign_in, refused, nadia):
    sign_in("counsellor")
    few = queries_of(client, reverse("returns:calls"))
    for day in range(4):
        typed = referral_sheets.typed(
            told_back=["decided"], born_on=DAY - timedelta(days=9000 + day)
        )
        services.refuse_referral(typed.referral, refusal="absent", by=nadia, on=DAY)
    assert queries_of(client, reverse("returns:calls")) == few
