"""The papers that people take home, in their language: real PDFs, read back."""

from datetime import date
from io import BytesIO

import pypdf
import pytest
import time_machine
from django.urls import reverse

from beneficiaries.models import Beneficiary
from pimms.kernel import languages
from tests.support import factories
from tests.support.eligibility import refused
from tests.support.pages import text

pytestmark = pytest.mark.django_db
UKRAINIAN = languages.written("uk")


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2016-03-20 09:30", tick=False):
        yield


@pytest.fixture
def olena(db):
    person = factories.person(first_name="Olena", last_name="Kovalenko")
    Beneficiary.objects.filter(pk=person.pk).update(language="Ukrainien")
    person.refresh_from_db()
    return person


def words_of(answer) -> str:
    assert answer.status_code == 200
    document = pypdf.PdfReader(BytesIO(answer.content))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    return " ".join(" ".join(page.extract_text().split()) for page in document.pages)


def papers(person):
    """The address of each paper of hers, and a key that it says."""
    enrolment = factories.enrolment(person)
    seat = factories.seat(factories.workshop(held_on=date(2016, 4, 5)), person)
    meeting = factories.appointment(person)
    return {
        "notice_title": reverse("beneficiaries:notice", args=[person.pk]),
        "rights_title": reverse("beneficiaries:certificate", args=[enrolment.pk]),
        "next_title": reverse("beneficiaries:what_next", args=[person.pk]),
        "refusal_no": reverse("beneficiaries:refusal_letter", args=[refused(person).pk]),
        "papers_title": reverse("beneficiaries:papers", args=[person.pk]),
        "come_see_us": reverse("recharges:end_letter", args=[enrolment.pk]),
        "we_expect_you": reverse("workshops:slips", args=[seat.workshop_id]),
        "appointment_title": reverse("workshops:appointment_slip", args=[meeting.pk]),
    }


def test_a_person_has_each_paper_in_french_and_in_their_language(client, sign_in, olena):
    sign_in("counsellor")
    for key, address in papers(olena).items():
        words = words_of(client.get(address))
        assert UKRAINIAN[key] in words, key
        assert "Traduction pas encore relue." in words
        alone = words_of(client.get(f"{address}?langue=fr"))
        assert UKRAINIAN[key] not in alone
        assert languages.written("fr")[key].replace("\u202f", " ") in alone.replace("\u202f", " ")


def test_the_counsellor_chooses_another_language(client, sign_in, olena):
    sign_in("counsellor")
    address = reverse("beneficiaries:notice", args=[olena.pk])
    assert languages.written("ro")["notice_title"] in words_of(client.get(f"{address}?langue=ro"))
    assert "Vos données" in words_of(client.get(f"{address}?langue=xx"))


def test_the_receipt_is_in_both(client, sign_in, olena):
    sign_in("counsellor")
    sale = factories.sale(factories.enrolment(olena))
    address = reverse("recharges:receipt", args=[sale.pk])
    assert UKRAINIAN["total"] in words_of(client.post(address))
    assert UKRAINIAN["total"] not in words_of(client.post(address, {"langue": "fr"}))
    assert "français et ukrainien" in text(client.get(sale.get_absolute_url()))


def test_each_certificate_of_a_workshop_speaks_to_its_person(client, sign_in, olena):
    sign_in("counsellor")
    workshop = factories.workshop(held_on=date(2016, 3, 15))
    for person in (olena, factories.person(first_name="Jeanne")):
        seat = factories.seat(workshop, person)
        type(seat).objects.filter(pk=seat.pk).update(status="present")
    document = pypdf.PdfReader(
        BytesIO(client.get(reverse("workshops:certificates", args=[workshop.pk])).content)
    )
    told = [UKRAINIAN["participation_title"] in page.extract_text() for page in document.pages]
    assert sorted(told) == [False, True]


@pytest.mark.parametrize("code", sorted(languages.LANGUAGES))
def test_two_languages_fit_the_page_that_one_had(client, sign_in, olena, code):
    sign_in("counsellor")
    enrolment = factories.enrolment(olena)
    for name, pk in (
        ("beneficiaries:notice", olena.pk),
        ("beneficiaries:certificate", enrolment.pk),
        ("recharges:end_letter", enrolment.pk),
    ):
        answer = client.get(f"{reverse(name, args=[pk])}?langue={code}")
        assert len(pypdf.PdfReader(BytesIO(answer.content)).pages) == 1, name
