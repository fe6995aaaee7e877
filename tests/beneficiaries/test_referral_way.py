"""The way of a referral: who may do what to it, what is told, what the night does."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import Entry
from beneficiaries import delays, services
from beneficiaries.models import Referral, ReferralAttachment, ReferralDraft, ReferralStep
from beneficiaries.triggers_referrals import WAYS
from tests.support import factories, network, referrals
from tests.support.postbox import words

LATER = factories.DAY + timedelta(days=4)
Status = Referral.Status


@pytest.fixture
def referral(db):
    return factories.referral(may_be_passed_on=True)


@pytest.fixture
def nadia(db):
    return factories.counsellor()


def by(somebody, on=LATER):
    return {"by": somebody, "on": on}


def refused(verb, *args, **given) -> str:
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        verb(*args, **given)
    return " ".join(refusal.value.messages)


def path_of(referral) -> list[str]:
    return list(referral.steps.order_by("pk").values_list("status", flat=True))


def test_a_referral_has_a_number_of_its_year(referral):
    referral.refresh_from_db()
    assert referral.number == f"O-2016-{referral.pk:05d}"


def test_every_state_has_its_way_and_each_step_its_day(referral, nadia):
    assert set(WAYS) == set(Status.values)
    services.claim_referral(referral, **by(nadia))
    services.ask_referrer(referral, question="Et sa commune\u202f?", **by(nadia))
    services.answer_question(referral, answer="Antony", **by(factories.social_worker()))
    services.accept_referral(referral, beneficiary=factories.person(), **by(nadia))
    assert path_of(referral) == ["sent", "seen", "asked", "seen", "accepted"]
    assert referral.steps.first().on == factories.DAY
    assert referral.steps.last().by == nadia


def test_one_colleague_looks_after_it_at_a_time(referral, nadia):
    services.claim_referral(referral, **by(nadia))
    claire = factories.director()
    assert "suit déjà" in refused(services.claim_referral, referral, **by(claire))
    services.give_back_referral(referral, **by(nadia))
    assert services.claim_referral(referral, **by(claire)).taken_by == claire
    services.give_back_referral(referral, **by(claire))
    assert "Personne ne suit" in refused(services.give_back_referral, referral, **by(claire))


def test_a_refusal_has_words_for_the_referrer_and_others_for_the_person(referral, nadia):
    services.refuse_referral(
        referral,
        refusal="not_eligible",
        answer="Hors critères.",
        to_the_person="Vos ressources sont trop hautes.",
        reorientation="Espace France Services",
        **by(nadia),
    )
    referral.refresh_from_db()
    assert (referral.answer, referral.to_the_person, referral.reorientation) == (
        "Hors critères.",
        "Vos ressources sont trop hautes.",
        "Espace France Services",
    )
    assert "déjà sa réponse" in refused(services.withdraw_referral, referral, **by(nadia))


def test_it_is_passed_on_only_if_the_person_agreed_and_to_a_partner(referral, nadia):
    other = factories.organisation()
    private = factories.referral(last_name="Ba")
    assert "n’a pas donné son accord" in refused(
        services.pass_on_referral, private, to=other, **by(nadia)
    )
    unknown = network.proposal()
    assert "pas un partenaire" in refused(
        services.pass_on_referral, referral, to=unknown, **by(nadia)
    )
    passed = services.pass_on_referral(referral, to=other, **by(nadia))
    assert (passed.status, passed.transferred_to) == (Status.TRANSFERRED, other)
    lucie = factories.social_worker("lucie@mission.example", other)
    assert Referral.objects.visible_to(lucie).get() == referral
    assert not Referral.objects.sent_by_those_of(lucie).exists()


def test_who_did_not_come_may_come_later_and_who_is_enrolled_has_come(nadia, db):
    awa = factories.person()
    expected = factories.referral(awa)
    services.mark_not_come(expected, **by(nadia))
    assert services.mark_come(expected, **by(nadia)).status == Status.ACCEPTED
    factories.enrolment(awa)
    assert "est inscrite" in refused(services.mark_not_come, expected, **by(nadia))
    assert "n’était pas notée" in refused(services.mark_come, expected, **by(nadia))


def test_consent_has_the_day_on_which_it_was_given(db):
    agreed = factories.referral(told_back=["seen", "decided"])
    assert agreed.consented_on == factories.DAY
    assert factories.referral(last_name="Ba").consented_on is None


# --- many at once ---------------------------------------------------------------------------


def test_what_can_be_done_is_done_and_the_rest_says_why(referral, nadia):
    decided = factories.referral(factories.person())
    done, left = services.for_each_referral(
        [referral, decided], services.refuse_referral, refusal="other", **by(nadia)
    )
    assert done == [referral]
    [(which, why)] = left
    assert which == decided
    assert "déjà sa réponse" in why


# --- by night -------------------------------------------------------------------------------


def test_after_ten_days_who_looks_after_it_is_reminded_once(referral, nadia, postbox):
    services.claim_referral(referral, by=nadia, on=factories.DAY)
    on = factories.DAY + timedelta(days=11)
    assert services.remind_of_referrals(by="night", on=on - timedelta(days=1)) == (0, 0)
    with postbox.opened():
        assert services.remind_of_referrals(by="night", on=on) == (1, 0)
        assert services.remind_of_referrals(by="night", on=on) == (0, 0)
    [message] = postbox.to(nadia.email)
    assert "orientation attend" in words(message)
    assert "Traoré" not in words(message)


def test_what_nobody_looks_after_is_the_directors(referral, postbox):
    director = factories.director()
    with postbox.opened():
        services.remind_of_referrals(by="night", on=factories.DAY + timedelta(days=11))
    assert len(postbox.to(director.email)) == 1


def test_a_silent_referrer_is_reminded_then_the_referral_is_closed_and_reopened(nadia, postbox):
    with postbox.opened():
        asked = referrals.asked()
        services.remind_of_referrals(by="night", on=factories.DAY + timedelta(days=11))
        assert (
            services.close_unanswered_referrals(by="night", on=factories.DAY + timedelta(days=30))
            == []
        )
        services.close_unanswered_referrals(by="night", on=factories.DAY + timedelta(days=31))
    asked.refresh_from_db()
    assert asked.status == Status.EXPIRED
    mails = postbox.to(asked.sent_by.email)
    assert [message["Subject"].partition("\u202f: ")[2] for message in mails] == [
        "une question sur une orientation",
        "une question attend votre réponse",
        "une orientation est classée",
    ]
    for message in mails:
        assert asked.number in words(message)
        assert "traoré" not in (message["Subject"] + words(message)).lower()
    reopened = services.reopen_referral(asked, by=nadia, on=factories.DAY + timedelta(days=40))
    assert (reopened.status, reopened.decided_on) == (Status.SENT, None)


def test_the_answer_reaches_who_looks_after_it(referral, nadia, postbox):
    services.claim_referral(referral, **by(nadia))
    services.ask_referrer(referral, question="Et sa commune\u202f?", **by(nadia))
    with postbox.opened():
        services.answer_question(referral, answer="Antony", **by(factories.social_worker()))
    [message] = postbox.to(nadia.email)
    assert referral.number in words(message)
    assert "Antony" not in words(message).replace("Pimms d’Antony", "")


def test_papers_go_thirty_days_after_the_decision_and_their_names_stay(referral, nadia):
    paper = referrals.attachment(referral)
    services.refuse_referral(referral, refusal="other", **by(nadia, factories.DAY))
    day = factories.DAY + timedelta(days=30)
    assert services.purge_papers(by="night", on=day) == 0
    assert services.purge_papers(by="night", on=day + timedelta(days=1)) == 1
    paper.refresh_from_db()
    assert (paper.file.name, paper.purged_on) == ("", day + timedelta(days=1))
    assert "rien ne s’y joint" in refused(
        services.attach_paper,
        referral,
        name="CAF",
        kind="pdf",
        file=ContentFile(referrals.PDF, "caf.pdf"),
        **by(nadia),
    )


def test_a_purged_paper_leaves_the_disk(referral, nadia, django_capture_on_commit_callbacks):
    paper = referrals.attachment(referral)
    name, storage = paper.file.name, paper.file.storage
    services.refuse_referral(referral, refusal="other", **by(nadia, factories.DAY))
    with django_capture_on_commit_callbacks(execute=True):
        services.purge_papers(by="night", on=factories.DAY + timedelta(days=31))
    assert not storage.exists(name)


def test_drafts_that_nobody_touches_go_after_thirty_days(db):
    referrals.draft()
    day = factories.DAY + timedelta(days=30)
    assert services.purge_drafts(by="night", on=day) == 0
    assert services.purge_drafts(by="night", on=day + timedelta(days=1)) == 1
    assert not ReferralDraft.objects.exists()


# --- words ----------------------------------------------------------------------------------


def test_a_message_is_read_by_the_other_side_and_a_note_stays_inside(referral, nadia):
    karim = factories.social_worker()
    referrals.message(referral)
    note = referrals.message(referral, text="À rappeler.", is_internal=True, by=nadia)
    assert note.is_internal
    assert not referrals.message(referral, is_internal=True).is_internal
    assert note not in referral.messages.visible_to(karim)
    at = factories.an_instant(11)
    assert services.read_messages(referral, by=karim, at=at) == 0
    assert services.read_messages(referral, by=nadia, at=at) == 2
    assert Entry.objects.filter(verb="referral.messages_read").count() == 1


# --- delays ---------------------------------------------------------------------------------


def test_delays_are_those_that_somebody_really_waited(nadia, db):
    for days, name in ((2, "Ba"), (6, "Diop"), (20, "Sow")):
        sent = factories.referral(last_name=name)
        services.refuse_referral(
            sent, refusal="other", **by(nadia, factories.DAY + timedelta(days=days))
        )
    factories.referral(factories.person())
    waiting = factories.referral(last_name="Kone")
    services.claim_referral(waiting, **by(nadia, factories.DAY + timedelta(days=1)))
    withdrawn = factories.referral(last_name="Ly")
    services.withdraw_referral(withdrawn, **by(factories.social_worker()))
    [row] = delays.delays_of(Referral.objects.all(), 2016)
    assert (row["received"], row["decided"], row["accepted"]) == (6, 4, 1)
    assert (row["first_word"].days, row["decision"].days) == (2, 2)
    assert not delays.delays_of(Referral.objects.all(), 2015)
    assert delays.years(Referral.objects.all(), today=date(2017, 1, 5)) == [2017, 2016]


def test_people_are_called_while_they_wait_or_are_expected(nadia, db):
    phone = {"phone": "+33612345678"}
    waiting = factories.referral(last_name="Ba", **phone)
    factories.referral(last_name="Ly")
    factories.referral(last_name="Sy", reach_by="letter", **phone)
    awa, lin = factories.person(), factories.person(first_name="Lin")
    expected, enrolled = factories.referral(awa, **phone), factories.referral(lin, **phone)
    factories.enrolment(lin)
    assert set(Referral.objects.to_call()) == {waiting, expected}
    assert enrolled not in Referral.objects.to_call()


def test_steps_and_papers_are_counted_once(referral):
    assert ReferralStep.objects.filter(referral=referral).count() == 1
    assert not ReferralAttachment.objects.exists()
