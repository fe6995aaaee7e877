"""What may be told of a referral, and to whom."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from beneficiaries import services, telling
from beneficiaries.models import Referral
from tests.support import eligibility, factories, referral_sheets, referrals
from tests.support.pages import text

DAY, LATER = factories.DAY, factories.DAY + timedelta(days=3)
Status = Referral.Status
ALL = list(Referral.Step.values)
# What the referrer reads of each state: to whom all is told, the decision alone, nothing at all.
READS = {
    Status.SENT: ("À examiner", "À examiner", "À examiner"),
    Status.SEEN: ("En cours d’examen", "À examiner", "À examiner"),
    Status.ASKED: ("Question posée",) * 3,
    Status.ACCEPTED: ("Acceptée", "Acceptée", "Close"),
    Status.REFUSED: ("Refusée", "Refusée", "Close"),
    Status.NOT_COME: ("Personne non venue", "Acceptée", "Close"),
    Status.TRANSFERRED: ("Transmise", "Transmise", "Close"),
    Status.WITHDRAWN: ("Retirée",) * 3,
    Status.EXPIRED: ("Classée sans réponse",) * 3,
}


@pytest.fixture
def karim(sign_in):
    return sign_in("social_worker")


def by(somebody=None, on=LATER):
    return {"by": somebody or factories.counsellor(), "on": on}


def refused(told_back, **words) -> Referral:
    sent = referral_sheets.referral(told_back=told_back)
    given = {"refusal": "absent", "answer": "Trois rendez-vous.", "reorientation": "Le CCAS"}
    return services.refuse_referral(sent, **given | words, **by())


def page_of(client, referral) -> str:
    return text(client.get(referral.get_absolute_url()))


def test_every_state_is_heard_of():
    assert set(READS) == set(Status)


@pytest.mark.parametrize("status", READS)
def test_a_state_reads_as_far_as_the_person_agrees(status):
    for agreed, label in zip((ALL, ["decided"], []), READS[status], strict=True):
        referral = Referral(status=status, told_back=agreed, decided_on=DAY, moved_on=LATER)
        assert telling.told(referral).label == label
    referral = Referral(status=status, told_back=[], decided_on=DAY, moved_on=LATER)
    assert telling.told(referral, to=factories.User(role="counsellor")).label == status.label


def test_a_bare_close_says_neither_when_nor_why():
    referral = Referral(status="refused", refusal="absent", answer="Non.", decided_on=DAY)
    heard = telling.told(referral)
    assert heard.is_kept
    assert (heard.on, heard.refusal, heard.answer, heard.reorientation) == (None, "", "", "")


def test_the_motive_without_the_decision_is_no_motive():
    referral = Referral(status="refused", refusal="absent", decided_on=DAY, told_back=["motive"])
    assert telling.told(referral).is_kept


@pytest.mark.parametrize("step", [*ALL, "received"])
def test_the_database_is_asked_the_same(db, step):
    for agreed in (ALL, ["decided"], []):
        referral_sheets.referral(factories.person(), told_back=agreed)
    found = Referral.objects.filter(telling.agreed(step))
    assert set(found) == {one for one in Referral.objects.all() if telling.may_be_told(one, step)}


# The page of the referrer


def test_all_is_read_by_who_may_know_all(client, karim):
    page = page_of(client, refused(ALL))
    assert "Refusée le 18/03/2016\u202f: Ne s’est pas présentée au rendez-vous" in page
    assert "Trois rendez-vous." in page
    assert "Où s’adresser\u202f: Le CCAS" in page


def test_the_decision_is_read_without_its_motive(client, karim):
    page = page_of(client, refused(["decided"]))
    assert "Refusée le 18/03/2016" in page
    for kept in ("présentée", "Trois rendez-vous.", "Le CCAS"):
        assert kept not in page


def test_who_keeps_the_answer_is_closed_and_no_more(client, karim):
    page = page_of(client, refused([]))
    assert "La réponse Close" in page
    assert "La personne garde la réponse pour elle." in page
    for kept in ("Refus", "18/03/2016", "présentée", "Trois rendez-vous."):
        assert kept not in page


def test_a_withdrawal_empties_the_page_at_once(client, karim):
    sent = refused(ALL)
    services.write_message(
        sent, text="Elle reviendra.", by=factories.counsellor(), at=factories.at(LATER)
    )
    page = page_of(client, sent)
    assert "Elle reviendra." in page
    services.change_told_back(sent, told_back=[], **by())
    page = page_of(client, sent)
    for kept in ("Refus", "présentée", "Trois rendez-vous.", "Elle reviendra."):
        assert kept not in page
    services.change_told_back(sent, told_back=ALL, **by())
    assert "Elle reviendra." in page_of(client, sent)


def test_the_words_of_before_the_answer_stay(client, karim):
    sent = referral_sheets.referral(told_back=[])
    referrals.message(sent, text="A-t-il un téléphone\u202f?", by=factories.counsellor())
    services.refuse_referral(sent, refusal="absent", **by())
    assert "A-t-il un téléphone\u202f?" in page_of(client, sent)


def test_the_way_shows_no_step_that_is_kept(client, karim):
    sent = referral_sheets.referral(told_back=["decided"])
    services.claim_referral(sent, **by())
    services.give_back_referral(sent, **by())
    services.accept_referral(sent, beneficiary=factories.person(), **by())
    services.mark_not_come(sent, **by())
    sent.refresh_from_db()
    labels = [step.label for step in telling.way(sent, to=karim)]
    assert labels == ["À examiner", "Acceptée"]
    everything = [step.label for step in telling.way(sent, to=factories.counsellor())]
    assert everything[1:3] == ["En cours d’examen", "À examiner"]
    assert everything[-1] == "Personne non venue"
    sent.told_back = []
    assert [(step.label, step.on) for step in telling.way(sent, to=karim)] == [
        ("À examiner", DAY),
        ("Close", None),
    ]


def test_why_somebody_was_not_enrolled_is_a_motive(client, karim):
    awa = factories.person()
    sent = referral_sheets.referral(awa, told_back=["decided"])
    eligibility.refused(awa, reorientation="La mission locale")
    page = page_of(client, sent)
    assert "la personne n’a pas pu être inscrite." in page
    assert "mission locale" not in page
    services.change_told_back(sent, told_back=["decided", "motive"], **by())
    assert "Elle a été orientée vers\u202f: La mission locale" in page_of(client, sent)


def test_whoever_it_was_passed_on_to_knows_that_it_was(client, db):
    sent = referral_sheets.referral(told_back=[], may_be_passed_on=True)
    other = factories.organisation()
    services.pass_on_referral(sent, to=other, **by())
    client.force_login(factories.social_worker("lucie@mission.example", other))
    assert f"Transmise le 18/03/2016 à {other}" in page_of(client, sent)
    client.force_login(factories.social_worker())
    page = page_of(client, sent)
    assert "Close" in page
    assert str(other) not in page


def test_what_is_closed_is_withdrawn_with_the_words_that_may_be_told(client, karim):
    for told_back, words in (
        ([], "est déjà close."),
        (["decided"], "refusée le 18/03/2016"),
    ):
        with pytest.raises(ValidationError, match=words):
            services.withdraw_referral(refused(told_back), **by(karim))


# The team


def test_the_team_reads_all_and_what_the_referrer_reads(client, sign_in):
    sign_in("counsellor")
    sent = refused([])
    page = page_of(client, sent)
    assert "Refusée le 18/03/2016\u202f: Ne s’est pas présentée au rendez-vous" in page
    assert "Le référent lit\u202f: «\u202fClose\u202f»." in page


def test_nothing_more_is_written_to_who_may_know_nothing_more(client, sign_in):
    sign_in("counsellor")
    sent = refused([])
    write = reverse("beneficiaries:referral_message", args=[sent.pk])
    page = text(client.post(write, {"text": "Il est refusé."}, follow=True))
    assert "La personne garde la réponse pour elle\u202f: le référent sait" in page
    assert not sent.messages.exists()
    client.post(write, {"text": "Entre nous.", "is_internal": "on"})
    assert sent.messages.get().is_internal


def test_whoever_refuses_is_told_that_the_motive_is_kept(client, sign_in):
    sign_in("counsellor")
    assert "le référent ne lira ni lui, ni ces mots" in page_of(
        client, referral_sheets.referral(told_back=["decided"])
    )
    assert "Le référent lira ces mots" in page_of(client, referral_sheets.referral())


# Before the person chooses


def test_the_form_says_first_what_is_told_in_any_case(client, karim):
    page = text(client.get(reverse("beneficiaries:refer")))
    assert page.index("puis qu’elle est close") < page.index("Elle accepte que le Pimms me dise")


def test_so_does_the_page_of_the_agreement(client, sign_in):
    sign_in("counsellor")
    sent = referral_sheets.referral()
    page = text(client.get(reverse("beneficiaries:told_back", args=[sent.pk])))
    assert page.index("puis qu’elle est close") < page.index("Le référent peut savoir")


def test_so_does_the_privacy_page(client):
    assert "puis qu’elle est close" in text(client.get(reverse("privacy")))
