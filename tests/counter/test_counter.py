"""The counter: one box, one person, single keys."""

import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import Entry
from beneficiaries import services
from beneficiaries.models import Waiting
from tests.support import eligibility, factories, referral_sheets
from tests.support.keyboards import pressed
from tests.support.pages import queries_of, text

COUNTER = reverse("counter:counter")


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-03-15 10:00", tick=False):
        yield sign_in("counsellor")


def of(person):
    return reverse("counter:person", args=[person.pk])


def keys(answer) -> dict:
    """{key: address} of what the page does by a single key."""
    pairs = re.findall(r'href="([^"]+)"[^>]*data-key="(\w)"', answer.content.decode())
    return {key: address for address, key in pairs}


def test_the_box_waits_for_somebody(client):
    page = client.get(COUNTER).content.decode()
    assert re.search(r'type="search"[^>]*autofocus', page)


def test_the_list_follows_the_letters(client):
    factories.person()
    answer = client.post(COUNTER, {"q": "dia"}, headers={"HX-Request": "true"})
    assert "DIALLO Awa" in text(answer)
    assert "<html" not in answer.content.decode()


def test_enter_opens_the_only_one_who_answers(client):
    awa = factories.person()
    page = client.search(COUNTER, "dia")
    assert page.request["PATH_INFO"] == of(awa)
    assert 'value="dia"' in page.content.decode()
    assert "dia" not in page.request["QUERY_STRING"].lower()


def test_enter_goes_down_to_the_first_of_several(client):
    factories.person()
    factories.person(last_name="Diallo", first_name="Ibrahima")
    page = client.search(COUNTER, "dia").content.decode()
    assert page.count("autofocus") == 1
    assert re.search(r"<a [^>]*autofocus[^>]*>\s*<span>\s*<strong>DIALLO Awa", page)


def found_by(client, words: str) -> str:
    return client.search(COUNTER, words).content.decode()


@pytest.mark.parametrize("typed", ["dyalo", "Dialo Awa", "DIALLOT", "awa dilalo"])
def test_enter_opens_nobody_whose_name_is_only_like_it(client, typed):
    factories.person()
    page = found_by(client, typed)
    assert re.search(r'<a [^>]*id="found-nobody"[^>]*autofocus', page)
    assert page.count("autofocus") == 1
    assert page.index("Noms voisins") < page.index("DIALLO Awa")
    assert not Entry.objects.filter(verb="beneficiary.read").exists()


def test_enter_opens_nobody_whose_name_sounds_alike_at_its_beginning(client):
    factories.person(last_name="Garnier", first_name="Mathilde")
    assert 'id="found-nobody"' in found_by(client, "Gardes Matthieu")


@pytest.mark.parametrize("typed", ["Diallo Awa", "awa diallo"])
def test_a_first_and_last_name_may_be_a_newcomer_s(client, typed):
    awa = factories.person()
    page = found_by(client, typed)
    assert re.search(rf'<a [^>]*id="found-{awa.pk}"[^>]*autofocus', page)
    assert not Entry.objects.filter(verb="beneficiary.read").exists()


@pytest.mark.parametrize(
    "typed", ["Diallo 1980", "diallo awa 1980", "01/02/1980", "01021980", "178"]
)
def test_what_tells_namesakes_apart_opens_the_file(client, typed):
    awa = factories.person(born_on=date(1980, 2, 1), number="2016-0178")
    factories.person(born_on=date(1981, 3, 4), number="2016-0179")
    assert client.search(COUNTER, typed).request["PATH_INFO"] == of(awa)


def test_neighbours_stand_apart_from_those_who_answer(client):
    factories.person(last_name="Dialo")
    factories.person()
    part = client.post(COUNTER, {"q": "dialo"}, headers={"HX-Request": "true"})
    page = part.content.decode()
    assert page.index("DIALO Awa") < page.index("Nouvelle personne") < page.index("Noms voisins")
    assert page.index("Noms voisins") < page.index("DIALLO Awa")


def test_either_name_finds_the_person_and_both_are_shown(client):
    marion = factories.person(last_name="Durand", first_name="Marion", used_name="Limouzin")
    for typed in ("durand", "limou"):
        answer = client.post(COUNTER, {"q": typed}, headers={"HX-Request": "true"})
        assert "DURAND Marion d’usage LIMOUZIN" in text(answer)
    assert "d’usage LIMOUZIN" in text(client.get(of(marion)))
    client.post(reverse("accounts:discretion"), {"suite": of(marion)})
    assert "LIMOUZIN" not in text(client.get(of(marion)))


def test_a_name_that_nobody_bears_is_carried_to_the_new_file(client):
    client.search(COUNTER, "Traoré Moussa")
    fresh = client.follow("+ Nouvelle personneN")
    assert "raor" not in fresh.request["QUERY_STRING"]
    assert 'value="Traoré"' in fresh.content.decode()
    assert 'value="Moussa"' in fresh.content.decode()


def test_a_file_says_how_long_the_rights_last_and_what_is_left(client):
    enrolment = factories.enrolment()
    credit = factories.product(a_month=2)
    factories.sale(enrolment, quantities={credit: 1})
    page = text(client.get(of(enrolment.beneficiary)))
    assert "Inscrite jusqu’au 14/03/2017" in page
    assert "encore 12 mois" in page
    assert "1 sur 2" in page
    assert "économisés" in page


def test_what_is_left_is_not_added_up_over_different_times(client):
    enrolment = factories.enrolment()
    factories.product(a_month=2, a_year=9)
    factories.product(a_month=1)
    page = text(client.get(of(enrolment.beneficiary)))
    assert "Par mois Recharge mobile 3 sur 3 Sur les douze mois Recharge mobile 9 sur 9" in page


def test_what_to_know_is_said(client):
    awa = factories.person(notes="Préfère le SMS à l’appel.")
    factories.seat(factories.workshop(title="E-mail"), awa)
    factories.appointment(awa)
    page = text(client.get(of(awa)))
    assert "Préfère le SMS à l’appel." in page
    assert "mardi 22\u00a0mars 2016, 14\u00a0h" in page
    assert "mercredi 16\u00a0mars 2016, 10\u00a0h" in page


def test_single_keys_lead_to_the_deeds(client):
    enrolment = factories.enrolment()
    pk = enrolment.beneficiary_id
    assert keys(client.get(of(enrolment.beneficiary))) == {
        "v": reverse("recharges:sell", args=[pk]),
        "a": reverse("workshops:support", args=[pk]),
        "i": reverse("workshops:activity", args=[pk]),
        "r": reverse("workshops:appointments", args=[pk]),
        "c": reverse("beneficiaries:certificate", args=[enrolment.pk]),
        "d": reverse("beneficiaries:file", args=[pk]),
        "p": reverse("workshops:passages", query={"personne": pk}),
        "n": reverse("beneficiaries:new"),
    }


def test_nothing_is_sold_to_somebody_without_rights(client):
    awa = factories.person()
    assert "v" not in keys(client.get(of(awa)))
    assert keys(client.get(of(awa)))["e"] == reverse("beneficiaries:enrol", args=[awa.pk])


def test_opening_a_file_is_in_the_journal_and_searching_is_not(client):
    awa = factories.person()
    client.search(COUNTER, "zzz")
    assert not Entry.objects.filter(verb="beneficiary.read").exists()
    client.get(of(awa))
    assert Entry.objects.get(verb="beneficiary.read").details == {"page": of(awa)}


def test_the_day_is_told(client, nadia):
    factories.workshop(title="E-mail", held_on=date(2016, 3, 15))
    factories.referral(on=date(2016, 3, 3))
    eleven = datetime(2016, 3, 15, 11, tzinfo=timezone.get_default_timezone())
    factories.appointment(host=nadia, starts_at=eleven, at=eleven - timedelta(hours=1))
    page = text(client.get(COUNTER))
    assert "E-mail aujourd’hui" in page
    assert "Orientations à examiner 12 j ours d’attente pour la plus ancienne 1" in page
    assert "rendez-vous avec Nadia Benali" in page


def test_names_can_be_hidden_from_those_who_look_over_the_shoulder(client):
    awa = factories.person(number="2016-0142")
    client.get(of(awa))
    client.post(reverse("accounts:discretion"), {"suite": of(awa)})
    page = text(client.search(COUNTER, "dia"))
    assert "DIALLO" not in page
    assert "Awa" not in page
    assert "D. A. 2016-0142" in page
    client.post(reverse("accounts:discretion"))
    assert "DIALLO Awa" in text(client.get(of(awa)))


def test_a_receipt_bears_the_name_even_when_screens_hide_it(client):
    sale = factories.sale()
    client.post(reverse("accounts:discretion"))
    answer = client.post(reverse("recharges:receipt", args=[sale.pk]))
    assert answer.content.startswith(b"%PDF")


def test_a_crowded_town_asks_no_more_than_a_village(client):
    enrolment = factories.enrolment()

    def more(times):
        for number in range(times):
            factories.person(last_name=f"Dia{'abcdefghijklmnopqrstuvwxyz'[number]}")
            factories.sale(enrolment)
            factories.seat(beneficiary=enrolment.beneficiary)

    more(2)
    searching = client.post(COUNTER, {"q": "dia"}).url.partition("?")[2]
    address = f"{of(enrolment.beneficiary)}?{searching}"
    few = queries_of(client, address)
    more(8)
    assert queries_of(client, address) <= few


def test_opening_a_file_leaves_the_list_where_it_is(client):
    awa = factories.person()
    answer = client.get(of(awa), headers={"HX-Request": "true"})
    assert "DIALLO Awa" in text(answer)
    assert "<html" not in answer.content.decode()
    assert Entry.objects.filter(verb="beneficiary.read").count() == 1


def test_a_card_that_is_scanned_opens_its_file(client, nadia):
    awa = factories.person()
    factories.person(last_name="Lopez")
    card = services.issue_card(awa, by=nadia, on=date(2016, 3, 15))
    assert client.search(COUNTER, card.token).request["PATH_INFO"] == of(awa)
    services.issue_card(awa, by=nadia, on=date(2016, 3, 15))  # the lost one leads nowhere
    assert client.search(COUNTER, card.token).request["PATH_INFO"] == COUNTER


KEYBOARDS = pytest.mark.parametrize(
    ("scanner", "desk"), [("us", "french"), ("french", "us")], ids=["us scanner", "us desk"]
)


@KEYBOARDS
def test_a_scanner_set_to_another_keyboard_opens_files_and_sheets(client, nadia, scanner, desk):
    awa = factories.person()
    factories.person(last_name="Lopez")
    card = services.issue_card(awa, by=nadia, on=date(2016, 3, 15))
    sheet = referral_sheets.sheet()
    number = awa.dossier_numbers.get().number
    for code, place in (
        (card.token, of(awa)),
        (number, of(awa)),
        (sheet.number, reverse("beneficiaries:type_in", args=[sheet.number])),
    ):
        answer = client.search(COUNTER, pressed(code, scanner=scanner, desk=desk))
        assert answer.request["PATH_INFO"] == place


def test_digits_typed_without_shift_are_digits(client):
    awa = factories.person(born_on=date(1973, 5, 17))
    assert client.search(COUNTER, '&è:à(:&çè"').request["PATH_INFO"] == of(awa)


def test_what_no_keyboard_means_leads_to_the_setting_of_the_scanner(client):
    assert "doit être réglé sur le clavier de ce poste" in text(client.search(COUNTER, "§!§@%"))
    for words in ("Zzyzx", "N’Guessan d'Or", "O’Brien-Smith", "06 12 34 56 78", "Dià, née Zé"):
        page = text(client.search(COUNTER, words))
        assert "Personne ne répond" in page
        assert "doit être réglé" not in page


def test_a_name_of_accents_is_looked_for_as_it_is_typed(client):
    awa = factories.person(last_name="Éà")
    assert client.search(COUNTER, "éà").request["PATH_INFO"] == of(awa)


def test_a_suspended_person_is_not_sold_to(client, nadia):
    enrolment = factories.enrolment()
    fields = {"motive": "hospital", "by": nadia, "on": date(2016, 3, 15)}
    services.suspend(enrolment, effective_on=date(2016, 3, 15), **fields)
    page = client.get(of(enrolment.beneficiary))
    assert "v" not in keys(page)
    assert "Reprendre les droits" in text(page)


def test_a_merged_file_leads_to_the_one_that_stands(client, nadia):
    awa, double = factories.person(), factories.person(last_name="Dialo")
    day = date(2016, 3, 15)
    card = services.issue_card(double, by=nadia, on=day)
    factories.appointment(awa)
    eligibility.waiting(awa)
    eligibility.waiting(double)
    services.merge(awa, absorbed=double, by=nadia, on=day)
    assert client.get(of(double)).url == of(awa)
    assert client.search(COUNTER, card.token).request["PATH_INFO"] == of(awa)
    assert [each.beneficiary for each in Waiting.objects.open().in_order()] == [awa]
