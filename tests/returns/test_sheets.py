"""Referrals on paper: printed with a number, typed in once, followed by their code."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from pypdf import PdfReader

from beneficiaries import following, numbers, services
from beneficiaries.models import Referral, ReferralSheet
from tests.support import factories, referral_sheets
from tests.support.keyboards import pressed
from tests.support.pages import text

pytestmark = pytest.mark.django_db
FORM = {
    "referrer_name": "Karim Haddad",
    "referrer_phone": "06 12 34 56 78",
    "last_name": "Traoré",
    "first_name": "Moussa",
    "born_on": "02/06/1975",
    "needs": ["connection"],
    "person_informed": "on",
}


def pages(answer) -> int:
    return len(PdfReader(BytesIO(answer.content)).pages)


@pytest.fixture
def spring():
    with time_machine.travel("2016-03-20 10:00", tick=False):
        yield


@pytest.mark.parametrize("pk", [1, 42, 99_999, 123_456_789])
def test_a_number_is_read_as_it_is_written(pk):
    assert numbers.read(numbers.written(pk)) == pk
    assert numbers.read(numbers.written(pk).lower().replace("-", " ")) == pk
    assert numbers.read(f"http://localhost:8000/fiches/{numbers.written(pk)}/") == pk


def test_a_slip_of_the_keyboard_gives_no_other_sheet():
    written = numbers.written(1234)
    for place in range(2, 7):
        for digit in "0123456789":
            slip = written[:place] + digit + written[place + 1 :]
            assert numbers.read(slip) in (None, 1234)
        swapped = written[:place] + written[place + 1] + written[place] + written[place + 2 :]
        assert numbers.read(swapped) in (None, 1234)


@pytest.mark.parametrize(("scanner", "desk"), [("us", "french"), ("french", "us")])
@pytest.mark.parametrize("pk", range(1, 40))
def test_a_number_is_read_whatever_keyboard_the_scanner_is_set_to(pk, scanner, desk):
    written = numbers.written(pk)
    assert numbers.read(pressed(written, scanner=scanner, desk=desk)) == pk
    address = f"http://localhost:8000/fiches/{written}/"
    assert numbers.read(pressed(address, scanner=scanner, desk=desk)) == pk


@pytest.mark.parametrize("text", ["", "F-", "Traoré", "F-00042", "é" * 300, "F-99999999999999-A"])
def test_what_is_no_number_is_none(text):
    assert numbers.read(text) is None


def test_sheets_leave_each_with_a_number_of_its_own(client, sign_in, spring):
    sign_in("counsellor")
    form = {"organisation": factories.ccas().pk, "copies": 3}
    answer = client.post(reverse("beneficiaries:print_sheets"), form)
    assert answer["Content-Type"] == "application/pdf"
    assert pages(answer) == 3
    assert ReferralSheet.objects.count() == 3


@pytest.mark.parametrize("copies", ["0", "51", "", "x"])
def test_a_strange_number_of_sheets_is_refused(client, sign_in, copies):
    sign_in("counsellor")
    form = {"organisation": factories.ccas().pk, "copies": copies}
    answer = client.post(reverse("beneficiaries:print_sheets"), form)
    assert answer.status_code == 422
    assert "Écrivez un nombre de 1 à 50." in answer.content.decode()


def test_no_sheet_for_who_is_not_a_partner(nadia):
    refused = factories.organisation("Épicerie")
    refused.status = "refused"
    with pytest.raises(ValidationError, match="n’est pas partenaire"):
        services.print_sheets(refused, copies=1, by=nadia, on=referral_sheets.DAY)


def test_a_number_at_the_desk_opens_the_form(client, sign_in):
    sign_in("counsellor")
    sheet = referral_sheets.sheet()
    answer = client.get(reverse("beneficiaries:sheets"), {"numero": sheet.number.lower()})
    assert answer["Location"] == reverse("beneficiaries:type_in", args=[sheet.number])
    typed = pressed(sheet.number, scanner="us", desk="french")
    answer = client.get(reverse("beneficiaries:sheets"), {"numero": typed})
    assert answer["Location"] == reverse("beneficiaries:type_in", args=[sheet.number])
    answer = client.get(reverse("beneficiaries:sheets"), {"numero": "F-00042-Z"})
    assert answer.status_code == 422
    assert "Aucune fiche ne porte ce numéro" in answer.content.decode()
    assert "doit être réglé sur le clavier de ce poste" in answer.content.decode()


def test_the_box_of_the_counter_knows_a_sheet(client, sign_in):
    sign_in("counsellor")
    sheet = referral_sheets.sheet()
    page = client.search(reverse("counter:counter"), sheet.number)
    assert page.request["PATH_INFO"] == reverse("beneficiaries:type_in", args=[sheet.number])


def test_a_sheet_is_typed_in_on_one_page(client, sign_in, spring):
    nadia = sign_in("counsellor")
    sheet = referral_sheets.sheet()
    page = reverse("beneficiaries:type_in", args=[sheet.number])
    assert "autofocus" in client.get(page).content.decode()
    answer = client.post(page, FORM)
    referral = Referral.objects.get()
    assert answer["Location"] == referral.get_absolute_url()
    assert (referral.organisation, referral.referrer_name) == (factories.ccas(), "Karim Haddad")
    assert (referral.sheet.phone, referral.sheet.typed_by) == ("+33612345678", nadia)


def test_a_sheet_may_bear_the_year_of_birth_alone(client, sign_in, spring):
    sign_in("counsellor")
    page = reverse("beneficiaries:type_in", args=[referral_sheets.sheet().number])
    client.get(page)
    client.post(page, FORM | {"born_day_unknown": "on"})
    referral = Referral.objects.get()
    assert (referral.born_on, referral.born_day_unknown) == (date(1975, 1, 1), True)


def test_a_sheet_typed_in_already_leads_to_its_referral(client, sign_in):
    sign_in("counsellor")
    typed = referral_sheets.typed()
    page = reverse("beneficiaries:type_in", args=[typed.sheet.number])
    answer = client.get(page, follow=True)
    assert answer.redirect_chain[-1][0] == typed.referral.get_absolute_url()
    assert f"La fiche {typed.sheet.number} est déjà saisie, le 15/03/2016" in (
        answer.content.decode()
    )


def test_a_number_typed_twice_is_refused(nadia):
    typed = referral_sheets.typed()
    with pytest.raises(ValidationError, match="est déjà saisie, le 15/03/2016, par Nadia Benali"):
        referral_sheets.typed(typed.sheet)
    assert Referral.objects.count() == 1


def test_a_sheet_without_a_number_has_one_once_typed_in(client, sign_in, spring):
    sign_in("counsellor")
    form = FORM | {"organisation": factories.ccas().pk}
    client.get(reverse("beneficiaries:sheets"))
    client.follow("La fiche n’a pas de numéro")
    page = client.post(reverse("beneficiaries:type_in_unnumbered"), form, follow=True)
    number = Referral.objects.get().sheet.sheet.number
    assert f"fiche {number}." in text(page)
    stub = client.follow("Imprimer le talon du référent (PDF)")
    assert stub.content.startswith(b"%PDF")
    assert number in PdfReader(BytesIO(stub.content)).pages[0].extract_text()


def test_without_the_agreement_of_the_person_nothing_is_kept(client, sign_in, spring):
    sign_in("counsellor")
    page = reverse("beneficiaries:type_in", args=[referral_sheets.sheet().number])
    answer = client.post(page, FORM | {"person_informed": None})
    assert answer.status_code == 422
    assert not Referral.objects.exists()


def test_whoever_comes_may_print_a_blank_sheet(client):
    answer = client.get(reverse("beneficiaries:blank_sheet"))
    assert answer.content.startswith(b"%PDF")
    assert pages(answer) == 1
    assert not ReferralSheet.objects.exists()


ALWAYS = "puis qu’elle est close, sans en savoir la réponse"


def words_of(answer) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def test_the_paper_says_what_is_told_in_any_case_before_the_person_chooses(client, sign_in):
    paper = " ".join(words_of(client.get(reverse("beneficiaries:blank_sheet"))).split())
    assert paper.index(ALWAYS) < paper.index("L’orientation a été lue")
    sign_in("social_worker")
    sent = referral_sheets.referral(told_back=[])
    filled = client.get(reverse("beneficiaries:referral_sheet", args=[sent.pk]))
    assert ALWAYS in " ".join(words_of(filled).split())


def test_a_numbered_sheet_still_fits_its_page(client, sign_in, spring):
    sign_in("counsellor")
    form = {"organisation": factories.ccas().pk, "copies": 2}
    answer = client.post(reverse("beneficiaries:print_sheets"), form)
    assert pages(answer) == 2


# The link


def followed(client, sheet, code=None):
    return client.get(reverse("beneficiaries:follow", args=[code or following.code(sheet)]))


def test_the_link_says_where_it_stands_and_nothing_else(client, spring):
    sheet = referral_sheets.sheet()
    assert "ne nous est pas encore parvenue" in followed(client, sheet).content.decode()
    typed = referral_sheets.typed(sheet)
    page = followed(client, sheet).content.decode()
    assert "L’orientation nous est parvenue." in page
    for word in ("Traoré", "Moussa", "Karim", "Se connecter\u202f:", "CCAS", typed.sheet.number):
        assert word not in page


def test_the_link_says_the_decision_only_if_the_person_agrees(client, nadia, spring):
    typed = referral_sheets.typed(told_back=["decided"])
    services.refuse_referral(typed.referral, refusal="absent", by=nadia, on=date(2016, 3, 18))
    page = followed(client, typed.sheet).content.decode()
    assert "refusée" in page
    assert "présentée" not in page
    services.change_told_back(typed.referral, told_back=[], by=nadia, on=date(2016, 3, 19))
    page = followed(client, typed.sheet).content.decode()
    assert "refusée" not in page
    assert "L’orientation est close." in page


def test_a_link_tampered_with_is_as_one_that_never_was(client, spring):
    code = following.code(referral_sheets.sheet())
    wrong = ("A" if code[0] != "A" else "C") + code[1:]
    tampered = followed(client, None, wrong)
    unknown = followed(client, None, "AAAA-AAAA-AAAA-AAAA")
    garbage = followed(client, None, "rien")
    assert {tampered.status_code, unknown.status_code, garbage.status_code} == {404}
    assert tampered.content == unknown.content == garbage.content
    assert "Nous ne reconnaissons pas ce lien." in tampered.content.decode()


def test_an_old_link_says_so_and_shows_nothing(client):
    typed = referral_sheets.typed(told_back=["decided"])
    last = referral_sheets.DAY + timedelta(days=following.DAYS)
    with time_machine.travel(last, tick=False):
        assert followed(client, typed.sheet).status_code == 200
    with time_machine.travel(last + timedelta(days=1), tick=False):
        answer = followed(client, typed.sheet)
    assert answer.status_code == 410
    assert "Ce lien ne sert plus." in answer.content.decode()
    assert "parvenue" not in answer.content.decode()


def test_a_sheet_never_used_is_followed_for_a_year(client):
    sheet = referral_sheets.sheet()
    with time_machine.travel(referral_sheets.DAY + timedelta(days=366), tick=False):
        assert followed(client, sheet).status_code == 410


def test_too_many_tries_have_to_wait(client, spring):
    sheet = referral_sheets.sheet()
    answers = [followed(client, sheet).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]
