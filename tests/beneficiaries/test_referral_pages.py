"""A referral's way: sent by a social worker, looked at by the desk, answered."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Entry
from beneficiaries.models import Beneficiary, Referral
from pimms.kernel.templatetags.french import NARROW
from tests.support import factories, referral_sheets
from tests.support.pages import queries_of, text

REFERRALS = reverse("beneficiaries:referrals")
REFER = reverse("beneficiaries:refer")


@pytest.fixture(autouse=True)
def _in_june():
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield


@pytest.fixture
def karim(sign_in):
    return sign_in("social_worker")


@pytest.fixture
def nadia(sign_in):
    return sign_in("counsellor")


def words(**more):
    return {
        "organisation": factories.ccas().pk,
        "last_name": "Traoré",
        "first_name": "Moussa",
        "born_on": "1975-06-02",
        "phone": "06 12 34 56 78",
        "commune": "92160 Antony",
        "needs": ["connection", "workshop"],
        "situation": "Sans téléphone depuis janvier.",
        "person_informed": "on",
    } | more


def act(client, verb, referral, **data):
    return client.post(reverse(f"beneficiaries:{verb}", args=[referral.pk]), data)


def forge(client, verb, referral, **data):
    """What the page of the referral does not offer, or offers no more."""
    return client.forge(reverse(f"beneficiaries:{verb}", args=[referral.pk]), data)


# --- sending --------------------------------------------------------------------------------


def test_a_social_worker_refers_somebody_and_sees_that_it_arrived(client, karim):
    answer = client.post(REFER, words())
    sent = Referral.objects.get()
    assert answer.url == sent.get_absolute_url()
    assert (sent.sent_by, sent.organisation) == (karim, factories.ccas())
    assert (sent.received_on, sent.status) == (date(2016, 6, 15), Referral.Status.SENT)
    assert (sent.phone, sent.commune_id) == ("+33612345678", "92002")
    assert sent.person_informed
    page = text(client.get(answer.url))
    assert "L’orientation de TRAORÉ Moussa est envoyée au Pimms." in page
    assert "À examiner" in page
    assert f"Se connecter{NARROW}: téléphone, internet, Participer à des ateliers" in page


def test_a_double_click_sends_one_referral(client, karim):
    first, second = client.post(REFER, words()), client.again()
    assert first.url == second.url
    assert Referral.objects.count() == 1
    assert Entry.objects.filter(verb="referral.sent").count() == 1


def test_each_opening_of_the_form_has_a_key_of_its_own(client, karim):
    keys = {re.search(r'name="key" value="(.+?)"', client.get(REFER).content.decode())[1]}
    keys.add(re.search(r'name="key" value="(.+?)"', client.get(REFER).content.decode())[1])
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"last_name": ""}, "Indiquez le nom."),
        ({"born_on": "31/02/1975"}, "Ce jour n’existe pas"),
        ({"born_on": "2016-06-16"}, "La date de naissance est à venir\u202f: vérifiez l’année."),
        (
            {"born_on": "1875-06-02"},
            "La date de naissance est antérieure à 1900\u202f: vérifiez l’année.",
        ),
        ({"phone": "12"}, "n’est pas un numéro de téléphone"),
        ({"commune": "91160"}, "91160 Longjumeau"),
        ({"needs": []}, "Cochez au moins un besoin."),
        ({"needs": ["argent"]}, "argent"),
        ({"situation": "x" * 601}, "600"),
        ({"person_informed": ""}, "Sans l’accord de la personne, rien ne peut être transmis."),
        ({"key": "x"}, "Ouvrez le formulaire à nouveau"),
        ({"key": ""}, "Ouvrez le formulaire à nouveau"),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_words(client, karim, wrong, sentence):
    answer = client.tamper(REFER, words(**wrong))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Referral.objects.exists()


def test_somebody_without_a_telephone_may_be_referred(client, karim):
    answer = client.post(REFER, words(phone="", commune="", first_name="", situation=""))
    assert "pas de téléphone" in text(client.get(answer.url))


def test_who_belongs_to_one_organisation_is_not_asked_which(client, karim):
    assert "Au nom de" not in text(client.get(REFER))


def test_who_belongs_to_several_says_in_whose_name(client, karim):
    mission = factories.organisation()
    factories.social_worker(karim.email, mission)
    assert "Au nom de" in text(client.get(REFER))
    client.post(REFER, words(organisation=mission.pk))
    assert Referral.objects.get().organisation == mission


def test_nobody_speaks_in_another_s_name(client, karim):
    answer = client.tamper(REFER, words(organisation=factories.organisation().pk))
    assert answer.status_code == 422
    assert not Referral.objects.exists()


def test_who_has_left_every_organisation_refers_nobody(client, karim):
    karim.memberships.update(ended_on=date(2016, 6, 1))
    assert client.get(REFER).status_code == 403
    assert client.forge(REFER, words()).status_code == 403


# --- who sees what --------------------------------------------------------------------------


def test_the_worker_of_another_organisation_finds_nothing(client, sign_in):
    moussa = factories.referral()
    client.force_login(factories.social_worker("lucie@ml.example", factories.organisation()))
    assert client.get(moussa.get_absolute_url()).status_code == 404
    assert "TRAORÉ" not in text(client.get(REFERRALS))


def test_a_colleague_of_the_same_organisation_sees_it(client, db):
    moussa = factories.referral()
    client.force_login(factories.social_worker("sonia@ccas.example"))
    assert client.get(moussa.get_absolute_url()).status_code == 200
    assert "TRAORÉ Moussa" in text(client.get(REFERRALS))


def test_a_social_worker_reads_the_decision_and_nothing_of_the_file(client, karim):
    awa = factories.person()
    referral = referral_sheets.referral(awa, told_back=["decided"])
    factories.enrolment(awa, criteria=["referral"])
    page = client.get(referral.get_absolute_url())
    assert "Acceptée le 15/03/2016" in text(page)
    assert "nscrite" not in text(page)
    assert awa.get_absolute_url() not in page.content.decode()


def test_a_social_worker_reads_the_refusal_and_its_reason(client, karim, claire):
    moussa = referral_sheets.referral(told_back=["decided", "motive"])
    client.force_login(claire)
    act(client, "refuse", moussa, refusal="unreachable", answer="Trois appels sans réponse.")
    client.force_login(karim)
    page = text(client.get(moussa.get_absolute_url()))
    assert f"Refusée le 15/06/2016{NARROW}: Personne non joignable" in page
    assert "Trois appels sans réponse." in page
    assert "TRAORÉ Moussa" in text(client.get(REFERRALS))


def test_a_social_worker_answers_nobody(client, karim):
    moussa = factories.referral()
    for verb in ("accept", "refuse", "receive"):
        assert forge(client, verb, moussa).status_code == 403
    assert "Refuser" not in text(client.get(moussa.get_absolute_url()))


def test_the_desk_reads_the_oldest_first_with_their_age(client, nadia):
    factories.referral(last_name="Traoré", on=date(2016, 6, 14))
    factories.referral(last_name="Lopez", on=date(2016, 6, 3))
    factories.referral(last_name="Nguyen", on=date(2016, 6, 15))
    page = text(client.get(REFERRALS))
    assert "À examiner (3)" in page
    assert page.index("LOPEZ") < page.index("TRAORÉ") < page.index("NGUYEN")
    assert re.search(r"LOPEZ .*? depuis 12 jours .*? depuis 1 jour .*? aujourd’hui", page)


@pytest.mark.parametrize("role", ["counsellor", "social_worker"])
def test_every_pending_referral_is_on_one_page(client, sign_in, role):
    sign_in(role)
    sent = [factories.referral(on=date(2016, 6, day % 5 + 1)).pk for day in range(60)]
    answered = factories.referral(factories.person())
    seen, url = [], REFERRALS
    while url:
        answer = client.get(url)
        seen += [referral.pk for referral, _ in answer.context["pending"]]
        assert [each.pk for each in answer.context["page"].rows] == [answered.pk]
        following = answer.context["waiting"].next
        url = following and REFERRALS + following
    assert sorted(seen) == sorted(sent)


def test_answered_referrals_are_paged_the_newest_first(client, nadia):
    for number in range(30):
        factories.referral(factories.person(), on=date(2016, 5, number % 28 + 1))
    first = client.get(REFERRALS).context["page"]
    second = client.get(REFERRALS + first.next).context["page"]
    days = [each.received_on for each in [*first.rows, *second.rows]]
    assert len({each.pk for each in [*first.rows, *second.rows]}) == 30
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("role", ["counsellor", "social_worker"])
def test_twenty_referrals_ask_no_more_than_two(client, sign_in, role):
    sign_in(role)

    def more(times):
        for _ in range(times):
            factories.referral()
            factories.referral(factories.person())

    more(2)
    few = queries_of(client, REFERRALS)
    more(18)
    assert queries_of(client, REFERRALS) == few <= 12


def test_an_empty_list_says_what_to_do_next(client, karim):
    page = client.get(REFERRALS)
    assert "Aucune orientation n’attend de réponse." in text(page)
    assert REFER in page.content.decode()


# --- answering ------------------------------------------------------------------------------


def test_the_desk_sees_who_may_be_the_person_the_likest_first(client, nadia):
    factories.person(last_name="Aubert", first_name="Zoé", born_on=date(1975, 6, 2))
    factories.person(last_name="Traore", first_name="Mousa", born_on=date(1975, 6, 2))
    factories.person(last_name="Traoré", first_name="Moussa", born_on=date(1975, 2, 6))
    factories.person(last_name="Moussa", first_name="Traoré", born_on=date(1976, 6, 2))
    factories.person(last_name="Lopez", first_name="Rosa", born_on=date(1980, 1, 1))
    answer = client.get(factories.referral().get_absolute_url())
    alike = [str(line.person) for line in answer.context["lines"]]
    assert set(alike) == {"TRAORÉ Moussa", "TRAORE Mousa", "MOUSSA Traoré", "AUBERT Zoé"}
    assert alike[-1] == "AUBERT Zoé"


def test_a_namesake_is_not_lost_among_the_many_born_on_a_first_of_january(client, nadia):
    new_year = date(1975, 1, 1)
    for number in range(15):
        factories.person(last_name=f"A{'bcdefghijklmnopq'[number]}a", born_on=new_year)
    moussa = factories.person(last_name="Traoré", first_name="Moussa", born_on=new_year)
    answer = client.get(factories.referral(born_on=new_year).get_absolute_url())
    assert answer.context["lines"][0].person == moussa
    assert len(answer.context["lines"]) == 10


def test_a_name_in_other_letters_resembles_nobody(client, nadia):
    factories.person()
    answer = client.get(factories.referral(last_name="Иван", first_name="").get_absolute_url())
    assert answer.context["lines"] == []


def test_a_referral_is_tied_to_the_file_that_is_there(client, nadia):
    moussa = factories.person(last_name="Traoré", first_name="Moussa", born_on=date(1975, 6, 2))
    referral = factories.referral()
    answer = act(client, "accept", referral, beneficiary=moussa.pk)
    referral.refresh_from_db()
    assert (referral.status, referral.beneficiary) == (Referral.Status.ACCEPTED, moussa)
    assert answer.url == reverse("beneficiaries:enrol", args=[moussa.pk])


@pytest.mark.parametrize("nobody", ["", "x", "999999999", "9" * 30])
def test_a_file_that_is_none_is_not_tied(client, nadia, nobody):
    referral = factories.referral()
    answer = forge(client, "accept", referral, beneficiary=nobody)
    assert "Choisissez un dossier." in text(client.get(answer.url))
    referral.refresh_from_db()
    assert referral.status == Referral.Status.SENT


def test_a_new_file_is_made_of_the_referral_without_typing_again(client, nadia):
    sent = factories.referral(phone="+33612345678", commune=factories.antony())
    receive = reverse("beneficiaries:receive", args=[sent.pk])
    answer = client.post(receive, {"gender": "masculin", "social_status": "sans_emploi"})
    moussa = Beneficiary.objects.get()
    assert str(moussa) == "TRAORÉ Moussa"
    assert (moussa.born_on, moussa.phone) == (date(1975, 6, 2), "+33612345678")
    assert moussa.commune == factories.antony()
    sent.refresh_from_db()
    assert (sent.status, sent.beneficiary) == (Referral.Status.ACCEPTED, moussa)
    assert answer.url == reverse("beneficiaries:enrol", args=[moussa.pk])


def test_a_new_file_for_somebody_known_is_refused_with_a_way_to_theirs(client, nadia):
    known = factories.person(last_name="Traoré", first_name="Moussa", born_on=date(1975, 6, 2))
    sent = factories.referral()
    answer = act(
        client,
        "receive",
        sent,
        last_name="TRAORE",
        first_name="Moussa",
        born_on="1975-06-02",
        gender="masculin",
        social_status="sans_emploi",
    )
    assert answer.status_code == 422
    assert known.get_absolute_url() in answer.content.decode()
    sent.refresh_from_db()
    assert sent.status == Referral.Status.SENT


def test_a_refusal_has_a_reason(client, nadia):
    referral = factories.referral()
    answer = act(client, "refuse", referral, answer="Non.")
    assert answer.status_code == 422
    assert "Choisissez le motif." in text(answer)
    referral.refresh_from_db()
    assert referral.status == Referral.Status.SENT


def test_an_answer_is_given_once(client, nadia):
    awa = factories.person()
    referral = factories.referral()
    act(client, "refuse", referral, refusal="absent")
    answer = forge(client, "accept", referral, beneficiary=awa.pk)
    assert f"Cette orientation a déjà sa réponse{NARROW}: refusée le 15/06/2016." in text(
        client.get(answer.url)
    )
    again = forge(client, "refuse", referral, refusal="other")
    assert "a déjà sa réponse" in text(client.get(again.url))
    referral.refresh_from_db()
    assert (referral.status, referral.refusal) == (Referral.Status.REFUSED, "absent")


def test_no_second_file_is_offered_for_a_referral_that_has_its_answer(client, nadia):
    answered = factories.referral(factories.person())
    answer = client.get(reverse("beneficiaries:receive", args=[answered.pk]))
    assert answer.url == answered.get_absolute_url()


def test_one_referral_by_many_people_that_resemble_asks_no_more(client, nadia):
    referral = factories.referral(born_on=date(1975, 1, 1))

    def more(names):
        for name in names:
            factories.enrolment(factories.person(last_name=name, born_on=date(1975, 1, 1)))

    more(["Ba", "Bc"])
    few = queries_of(client, referral.get_absolute_url())
    more("CDEFGHIJ")
    assert queries_of(client, referral.get_absolute_url()) == few <= 12


def test_reading_a_referral_is_in_the_journal(client, nadia):
    referral = factories.referral()

    client.get(referral.get_absolute_url())

    entry = Entry.objects.get(verb="referral.read")
    assert (entry.thing, entry.by) == (f"beneficiaries.referral:{referral.pk}", nadia.email)
