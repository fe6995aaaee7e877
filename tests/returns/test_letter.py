"""A partner's year on one page, without names and without small counts."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from beneficiaries import services
from pimms.returns import letter
from tests.support import factories, referral_sheets
from tests.support.pages import text

pytestmark = pytest.mark.django_db
DAY = referral_sheets.DAY
LATER = date(2017, 6, 15)


def people(n, **more):
    return [referral_sheets.referral(factories.person(), **more) for _ in range(n)]


def refused(n, *, by, reason="absent", after=4, **more):
    for day in range(n):
        born_on = date(1970, 1, 1) + timedelta(days=day)
        sent = referral_sheets.referral(born_on=born_on, **more)
        services.refuse_referral(sent, refusal=reason, by=by, on=DAY + timedelta(days=after))


def test_what_was_sent_answered_and_why_not(nadia):
    people(6)
    refused(5, by=nadia, reason="absent")
    refused(7, by=nadia, reason="unreachable")
    seen = letter.letter_to(factories.ccas(), 2016, on=LATER)
    assert seen.sent == 18
    assert [seen.answers[each] for each in ("admitted", "refused", "waiting")] == [6, 12, 0]
    assert seen.reasons == [
        ("Personne non joignable", 7),
        ("Ne s’est pas présentée au rendez-vous", 5),
    ]
    assert seen.delay == 4


def test_what_people_keep_to_themselves_is_in_no_answer(nadia):
    people(6)
    people(7, told_back=[])
    refused(5, by=nadia, reason="absent")
    refused(6, by=nadia, reason="not_eligible", after=30, told_back=["seen"])
    refused(8, by=nadia, reason="other", told_back=["decided"])
    seen = letter.letter_to(factories.ccas(), 2016, on=LATER)
    assert [seen.answers[each] for each in ("admitted", "refused", "kept")] == [6, 13, 13]
    assert seen.reasons == [
        ("Ne s’est pas présentée au rendez-vous", 5),
        ("Motif que la personne garde pour elle", 8),
    ]
    assert seen.delay == 4


def test_a_small_count_is_hidden_with_what_would_tell_it(nadia):
    people(6)
    refused(2, by=nadia)
    seen = letter.letter_to(factories.ccas(), 2016, on=LATER)
    assert seen.sent == 8
    assert seen.answers["refused"] is None
    assert seen.answers["admitted"] is None
    assert seen.reasons == []


def test_results_count_those_who_agree(nadia):
    product = factories.product("5.00", "10.00", a_month=2)
    for sent in people(6) + people(2, told_back=[]):
        given = factories.enrolment(sent.beneficiary)
        factories.sale(given, quantities={product: 1})
    seen = letter.letter_to(factories.ccas(), 2016, on=LATER)
    assert (seen.bought, seen.completed) == (6, 6)
    assert seen.saved == 30
    assert seen.attended == 0
    assert letter.letter_to(factories.ccas(), 2016, on=DAY).completed == 0


def test_no_savings_of_fewer_than_five(nadia):
    [sent] = people(1)
    given = factories.enrolment(sent.beneficiary)
    factories.sale(given, quantities={factories.product(a_month=2): 1})
    seen = letter.letter_to(factories.ccas(), 2016, on=LATER)
    assert (seen.bought, seen.saved) == (None, None)


@pytest.mark.parametrize("role", ["counsellor", "social_worker"])
def test_the_letter_is_one_page_without_names(client, sign_in, role):
    user = sign_in(role)
    people(6)
    with time_machine.travel("2017-01-10 10:00", tick=False):
        client.force_login(user)
        page = client.get(reverse("returns:year", args=[factories.ccas().pk]))
        paper_ = client.get(reverse("returns:letter", args=[factories.ccas().pk, 2016]))
    assert "L’année 2016" in text(page)
    pages = PdfReader(BytesIO(paper_.content)).pages
    assert len(pages) == 1
    assert "Awa" not in pages[0].extract_text()
    assert "Diallo" not in text(page)


def test_another_organisation_sees_none_of_it(client, karim):
    other = factories.organisation()
    client.force_login(karim)
    assert client.get(reverse("returns:year", args=[other.pk])).status_code == 404
    assert client.get(reverse("returns:letter", args=[other.pk, 2016])).status_code == 404


@pytest.mark.parametrize("year", ["1900", "9999", "x", ""])
def test_a_strange_year_breaks_nothing(client, sign_in, year):
    sign_in("counsellor")
    page = reverse("returns:year", args=[factories.ccas().pk])
    assert client.get(page, {"annee": year}).status_code in {200, 404}
