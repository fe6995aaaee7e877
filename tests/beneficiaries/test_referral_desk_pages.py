"""The inbox, the thread, drafts, papers, calls and delays, as people use them."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from beneficiaries import services
from beneficiaries.models import (
    ProgrammeVersion,
    Referral,
    ReferralAttachment,
    ReferralCall,
    ReferralDraft,
)
from tests.support import factories, referral_sheets, referrals
from tests.support.pages import queries_of, text

INBOX = reverse("beneficiaries:referrals")
REFER = reverse("beneficiaries:refer")


@pytest.fixture(autouse=True)
def _in_march():
    with time_machine.travel("2016-03-17 10:00", tick=False):
        yield


@pytest.fixture
def nadia(sign_in):
    return sign_in("counsellor")


@pytest.fixture
def karim(sign_in):
    return sign_in("social_worker")


def to(name, *args):
    return reverse(f"beneficiaries:{name}", args=args)


def act(client, name, referral, **data):
    return client.post(to(name, referral.pk), data, follow=True)


def words(**more):
    return {
        "organisation": factories.ccas().pk,
        "last_name": "Traoré",
        "born_on": "1975-06-02",
        "needs": ["connection"],
        "person_informed": "on",
    } | more


# --- drafts ---------------------------------------------------------------------------------


def test_a_draft_keeps_what_was_typed_and_goes_when_it_is_sent(client, karim):
    typed = words(born_on="bientôt", situation="Sans ligne.", told_back=["seen"])
    page = client.post(REFER, typed | {"draft": "Garder en brouillon"}, follow=True)
    assert "est gardé trente jours" in text(page)
    assert not Referral.objects.exists()
    draft = ReferralDraft.objects.get()
    again = client.get(f"{REFER}?brouillon={draft.pk}").content.decode()
    assert "Sans ligne." in again
    assert 'value="bientôt"' in again
    client.post(f"{REFER}?brouillon={draft.pk}", words())
    client.again()
    assert Referral.objects.count() == 1
    assert not ReferralDraft.objects.exists()


def test_a_draft_is_changed_and_dropped(client, karim):
    draft = referrals.draft()
    client.post(f"{REFER}?brouillon={draft.pk}", words(last_name="Ba", draft="Garder en brouillon"))
    draft.refresh_from_db()
    assert str(draft) == "Ba"
    client.post(to("drop_draft", draft.pk))
    assert not ReferralDraft.objects.exists()


@pytest.mark.parametrize("wanted", ["999999", "abc", "9" * 30])
def test_a_draft_that_is_none_is_not_there(client, karim, wanted):
    assert client.get(f"{REFER}?brouillon={wanted}").status_code in (200, 404)


def test_nobody_else_sees_a_draft(client, sign_in):
    draft = referrals.draft()
    lucie = factories.social_worker("lucie@mission.example", factories.organisation())
    client.force_login(lucie)
    assert client.get(f"{REFER}?brouillon={draft.pk}").status_code == 404
    assert client.forge(to("drop_draft", draft.pk)).status_code == 404
    sign_in("counsellor")
    assert "TRAORÉ" not in text(client.get(INBOX)).upper()


def test_what_the_referrer_knows_reaches_the_enrolment(client, karim, sign_in):
    page = client.get(REFER).content.decode()
    assert "Critères déjà connus" in page
    criterion = (
        ProgrammeVersion.objects.first()
        .criteria.exclude(kind="referral")
        .exclude(proofs="")
        .order_by("position")
        .first()
    )
    proof = criterion.accepted_proofs[0]
    client.post(REFER, words(criteria=[criterion.code], papers=[proof]))
    sent = Referral.objects.get()
    assert (sent.criteria, sent.papers) == ([criterion.code], [proof])
    awa = factories.person()
    services.accept_referral(sent, beneficiary=awa, by=factories.counsellor(), on=factories.DAY)
    sign_in("counsellor")
    initial = client.get(to("enrol", awa.pk)).context["form"].initial
    assert criterion.code in initial["criteria"]
    assert initial[f"proof_{criterion.code}"] == proof


# --- the inbox ------------------------------------------------------------------------------


def test_urgent_ones_come_first_and_filters_hold(client, nadia):
    factories.referral(last_name="Ba")
    mine = factories.referral(last_name="Sow", is_urgent=True)
    services.claim_referral(mine, by=nadia, on=factories.DAY)
    referrals.asked(last_name="Ly")
    page = text(client.get(INBOX))
    assert page.index("SOW") < page.index("BA Moussa")
    assert "À examiner (3)" in page
    only = {"moi": "SOW", "personne": "BA Moussa"}
    for who, name in only.items():
        shown = text(client.get(INBOX, {"suivies": who}))
        assert name in shown
    assert "LY" in text(client.get(INBOX, {"attendent": "eux"}))
    assert "SOW" not in text(client.get(INBOX, {"attendent": "eux"}))
    assert client.get(INBOX, {"suivies": "n’importe"}).status_code == 200


def test_many_are_done_at_once_with_one_report(client, nadia):
    first, second = factories.referral(last_name="Ba"), factories.referral(last_name="Sow")
    services.claim_referral(second, by=factories.director(), on=factories.DAY)
    page = client.post(
        to("referrals_together"), {"referrals": [first.pk, second.pk], "action": "claim"},
        follow=True,
    )  # fmt: skip
    assert "C’est fait pour 1 orientation." in text(page)
    assert "suit déjà cette orientation" in text(page)
    client.post(
        to("referrals_together"),
        {"referrals": [first.pk, second.pk], "action": "refuse", "refusal": "unreachable"},
    )
    assert Referral.objects.filter(status="refused").count() == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Cochez au moins une orientation."),
        ({"action": "refuse"}, "Choisissez le motif du refus."),
        ({"action": "pass_on"}, "Choisissez l’organisme."),
    ],
)
def test_what_cannot_be_done_to_many_says_so(client, nadia, data, sentence):
    referral = factories.referral()
    ticked = {"referrals": [referral.pk]} if data else {}
    page = client.post(to("referrals_together"), ticked | data, follow=True)
    assert sentence in text(page)
    assert not Referral.objects.closed().exists()


def test_what_is_no_act_is_done_to_nobody(client, nadia):
    eaten = {"referrals": [factories.referral().pk], "action": "manger"}
    assert "manger" in text(client.tamper(to("referrals_together"), eaten, follow=True))
    assert not Referral.objects.closed().exists()


def test_the_inbox_asks_no_more_for_more(client, nadia):
    factories.referral(last_name="Ba", is_urgent=True)
    factories.referral(last_name="Sow")
    few = queries_of(client, INBOX)
    for number in range(8):
        factories.referral(last_name=f"Sow{number}", is_urgent=number % 2 == 0)
    assert queries_of(client, INBOX) == few <= 12


# --- one referral ---------------------------------------------------------------------------


def test_it_is_claimed_passed_on_and_says_where_it_is(client, nadia):
    referral = factories.referral(may_be_passed_on=True)
    assert "Vous suivez cette orientation." in text(act(client, "claim_referral", referral))
    assert "Suivie par" in text(client.get(referral.get_absolute_url()))
    assert "ne suivez plus" in text(act(client, "give_back_referral", referral))
    other = factories.organisation()
    page = act(client, "pass_on_referral", referral, to=other.pk)
    assert "L’orientation est transmise." in text(page)
    assert f"à {other}" in text(page)


def test_who_did_not_come_is_noted_from_the_page(client, nadia):
    referral = factories.referral(factories.person())
    assert "n’est pas venue" in text(act(client, "not_come", referral))
    assert "Personne non venue" in text(client.get(referral.get_absolute_url()))
    assert "la personne est venue" in text(act(client, "come", referral))


def test_the_referrer_takes_it_back_but_not_once_decided(client, karim):
    referral = factories.referral()
    assert "L’orientation est retirée." in text(act(client, "withdraw_referral", referral))
    assert "déjà sa réponse" in text(client.again())


def test_messages_go_both_ways_and_notes_stay_here(client, sign_in):
    referral = factories.referral()
    sign_in("counsellor")
    act(client, "referral_message", referral, text="Vient-il mardi\u202f?")
    act(client, "referral_message", referral, text="Douteux.", is_internal="on")
    sign_in("social_worker")
    page = text(client.get(referral.get_absolute_url()))
    assert "Vient-il mardi\u202f?" in page
    assert "Douteux." not in page
    assert "Marquer comme lus" in page
    client.forge(to("referral_message", referral.pk), {"text": "Oui.", "is_internal": "on"})
    assert "Marquer comme lus" not in text(client.get(referral.get_absolute_url()))
    sign_in("counsellor")
    assert "1 orientation a un message non lu" in text(client.get(INBOX))
    act(client, "read_referral", referral)
    assert "message non lu" not in text(client.get(INBOX))


def test_an_empty_message_says_so(client, karim):
    page = act(client, "referral_message", factories.referral(), text="  ")
    assert "Écrivez le message." in text(page)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\x00 programme", "ni un PDF ni une photo"),
        (b"PK\x03\x04 archive", "ni un PDF ni une photo"),
        (b"", "n’est pas vide"),
        (b"%PDF-" + b"0" * (5 * 1024 * 1024), "plus de cinq mégaoctets"),
    ],
)
def test_a_file_that_is_no_paper_is_refused(client, karim, content, sentence):
    referral = factories.referral()
    file = SimpleUploadedFile("caf.pdf", content, "application/pdf")
    page = client.post(to("attach_paper", referral.pk), {"name": "CAF", "file": file})
    assert page.status_code == 422
    assert sentence in text(page)
    assert not ReferralAttachment.objects.exists()


def test_a_paper_is_joined_and_read_by_those_of_the_referral_alone(client, karim, sign_in):
    referral = factories.referral()
    file = SimpleUploadedFile("caf.exe", referrals.PDF, "application/x-msdownload")
    client.post(to("attach_paper", referral.pk), {"name": "CAF", "file": file})
    paper = ReferralAttachment.objects.get()
    answer = client.get(to("referral_paper", paper.key))
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="CAF.pdf"' in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content) == referrals.PDF
    lucie = factories.social_worker("lucie@mission.example", factories.organisation())
    client.force_login(lucie)
    assert client.get(to("referral_paper", paper.key)).status_code == 404
    for name in ("attach_paper", "referral"):
        assert client.get(to(name, referral.pk)).status_code == 404


def test_whom_it_was_passed_on_to_reads_it_and_changes_nothing(client, db):
    other = factories.organisation()
    referral = factories.referral(may_be_passed_on=True)
    services.pass_on_referral(referral, to=other, by=factories.counsellor(), on=factories.DAY)
    client.force_login(factories.social_worker("lucie@mission.example", other))
    assert "TRAORÉ" in text(client.get(referral.get_absolute_url()))
    assert client.forge(to("referral_message", referral.pk), {"text": "?"}).status_code == 404
    assert client.forge(to("withdraw_referral", referral.pk)).status_code == 404


# --- calls, letters, delays -----------------------------------------------------------------


def test_a_call_is_noted_on_the_list_and_printed(client, nadia):
    referral = factories.referral(phone="+33612345678", availability="Le matin")
    page = client.post(
        to("referral_called", referral.pk), {"result": "no_answer", "note": "Occupé"}, follow=True
    )
    assert "Pas de réponse" in text(page)
    assert ReferralCall.objects.get().note == "Occupé"
    assert client.get(to("referral_call_paper")).content[:4] == b"%PDF"


def test_the_letter_is_printed_once_there_is_an_answer(client, nadia):
    waiting = factories.referral()
    assert "une fois la réponse donnée" in text(
        client.get(to("referral_letter", waiting.pk), follow=True)
    )
    accepted = factories.referral(factories.person())
    assert client.get(to("referral_letter", accepted.pk)).content[:4] == b"%PDF"


def test_delays_are_shown_by_year_and_only_ones_own(client, karim):
    referral_sheets.referral(factories.person())
    referral_sheets.referral(factories.person(), told_back=[])
    other = factories.organisation()
    factories.referral(
        last_name="Ba", organisation=other, by=factories.social_worker("l@m.example", other)
    )
    page = text(client.get(to("referral_delays")))
    row = "CCAS d’Antony 2 1 1 (100,0 %) 0 j 0 j"  # the answer that is kept is not counted
    assert row in page.replace("\u202f", " ").replace("\u00a0", " ")
    assert str(other) not in page
    assert client.get(to("referral_delays"), {"annee": "9" * 40}).status_code == 200
