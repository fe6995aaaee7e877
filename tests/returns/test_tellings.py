"""What comes back to the referrer: each step once, as far as the person agrees."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Entry
from beneficiaries import returning, services
from beneficiaries.models import Telling
from pimms.returns import milestones
from pimms.returns.sweep import tell_by_mail
from tests.support import factories, network, referral_sheets
from tests.support.postbox import words

pytestmark = pytest.mark.django_db
DAY, AT = referral_sheets.DAY, referral_sheets.AT


def sweep(on=DAY) -> int:
    return tell_by_mail(by="tell_referrers", on=on, at=AT + (on - DAY))


def told(referral) -> list[str]:
    return list(referral.tellings.order_by("pk").values_list("step", flat=True))


def test_the_referrer_hears_that_it_arrived_and_what_was_decided(postbox, karim, nadia):
    sent = referral_sheets.referral(told_back=["decided", "motive"])
    with postbox.opened():
        assert sweep() == 1
    services.refuse_referral(sent, refusal="absent", by=nadia, on=DAY)
    with postbox.opened():
        assert sweep() == 1
    arrived, decided = postbox.to(karim.email)
    assert "Orientation reçue, le 15/03/2016" in words(arrived)
    assert "refusée\u202f: ne s’est pas présentée au rendez-vous" in words(decided)
    assert "refusée" in words(decided, "html")


def test_nothing_of_the_person_stands_in_a_message(postbox, karim, nadia):
    sent = referral_sheets.referral(factories.person(last_name="Zongo", first_name="Mariam"))
    with postbox.opened():
        sweep()
    for message in postbox.to(karim.email):
        whole = message["Subject"] + words(message) + words(message, "html")
        assert "Zongo" not in whole
        assert "Mariam" not in whole
        assert "M. Z." not in whole
        assert sent.number not in message["Subject"]
        assert sent.number in words(message)


def test_a_step_is_told_once(postbox, karim):
    referral_sheets.referral()
    with postbox.opened():
        assert sweep() == 1
        assert sweep() == 0
    assert len(postbox.to(karim.email)) == 1


def test_the_motive_is_kept_back_unless_the_person_agrees(postbox, karim, nadia):
    sent = referral_sheets.referral(told_back=["decided"])
    services.refuse_referral(sent, refusal="absent", by=nadia, on=DAY)
    with postbox.opened():
        sweep()
    [message] = postbox.to(karim.email)
    assert "refusée" in words(message)
    assert "présentée" not in words(message)


def test_a_person_who_agrees_to_nothing_is_not_spoken_of(postbox, karim, nadia):
    sent = referral_sheets.referral(told_back=[])
    services.refuse_referral(sent, refusal="absent", by=nadia, on=DAY)
    sweep()
    assert told(sent) == ["received"]


def everything_happens(awa) -> None:
    """A purchase on the day, a workshop, and twelve months that end a year later."""
    factories.sale(factories.enrolment(awa), quantities={factories.product(a_month=2): 1})
    seat = factories.seat(beneficiary=awa)
    type(seat).objects.filter(pk=seat.pk).update(status="present")


def test_purchase_workshop_and_end_come_in_their_time(karim):
    awa = factories.person()
    sent = referral_sheets.referral(awa)
    everything_happens(awa)
    sweep(DAY)
    assert told(sent) == ["received", "seen", "decided", "first_purchase"]
    held = awa.registrations.get().workshop.held_on
    sweep(max(held, DAY))
    assert told(sent)[4:] == ["workshop"]
    sweep(date(2017, 2, 12))
    assert told(sent)[5:] == []
    sweep(date(2017, 2, 13))
    assert told(sent)[5:] == ["one_month_left"]
    sweep(date(2017, 3, 14))
    assert told(sent)[6:] == []
    sweep(date(2017, 3, 15))
    assert told(sent)[6:] == ["ended"]


def test_a_purchase_that_was_taken_back_is_no_first_purchase(karim, nadia):
    awa = factories.person()
    sent = referral_sheets.referral(awa)
    sale = factories.sale(factories.enrolment(awa), quantities={factories.product(a_month=2): 1})
    factories.till.reverse(sale, reason="Erreur d’article", by=nadia, on=DAY)
    sweep()
    assert told(sent) == ["received", "seen", "decided"]


def test_what_came_before_the_referral_is_not_told(karim):
    awa = factories.person()
    factories.sale(factories.enrolment(awa), quantities={factories.product(a_month=2): 1})
    sent = referral_sheets.referral(awa, on=DAY + timedelta(days=10))
    sweep(DAY + timedelta(days=10))
    assert told(sent) == ["received", "seen", "decided"]


def test_old_news_is_no_news(karim, nadia):
    sent = referral_sheets.referral()
    services.refuse_referral(sent, refusal="absent", by=nadia, on=DAY)
    assert sweep(DAY + timedelta(days=61)) == 0
    assert told(sent) == []


def test_a_consent_withdrawn_stops_what_comes_and_hides_what_was_told(karim, nadia):
    awa = factories.person()
    sent = referral_sheets.referral(awa)
    sweep()
    sent = services.change_told_back(sent, told_back=[], by=nadia, on=DAY)
    everything_happens(awa)
    sweep(DAY + timedelta(days=1))
    assert told(sent) == ["received", "seen", "decided"]
    stages = {stage.label: stage for stage in returning.timeline(sent)}
    assert stages["Décision prise"].told is None
    assert not stages["Décision prise"].agreed
    assert stages["Orientation reçue"].told


def test_a_message_that_waits_does_not_leave_once_the_consent_is_withdrawn(
    postbox, karim, nadia, django_capture_on_commit_callbacks
):
    sent = referral_sheets.referral()
    other = referral_sheets.referral(factories.person())
    services.refuse_referral(sent, refusal="absent", by=nadia, on=DAY)
    with django_capture_on_commit_callbacks(execute=True):
        sweep()
    services.change_told_back(sent, told_back=["decided"], by=nadia, on=DAY)
    with postbox.opened():
        pass
    [message] = postbox.to(karim.email)
    assert other.number in words(message)
    assert Entry.objects.filter(verb="referral.told_back_changed").last().details["messages"] == 1


def test_more_consent_takes_no_message_back(
    postbox, karim, nadia, django_capture_on_commit_callbacks
):
    sent = referral_sheets.referral(told_back=[])
    with django_capture_on_commit_callbacks(execute=True):
        sweep()
    services.change_told_back(sent, told_back=["decided"], by=nadia, on=DAY)
    with postbox.opened():
        pass
    assert len(postbox.to(karim.email)) == 1


def test_what_is_withdrawn_while_the_sweep_goes_on_is_not_told(karim, nadia):
    sent = referral_sheets.referral()
    services.refuse_referral(sent, refusal="absent", by=nadia, on=DAY)
    reached = milestones.due_of(sent, on=DAY)
    assert "decided" in reached
    services.change_told_back(sent, told_back=["seen"], by=nadia, on=DAY)
    told_now = services.tell(sent, steps=reached, how="mail", by="tell_referrers", at=AT)
    assert sorted(each.step for each in told_now) == ["received", "seen"]


def test_the_motive_withdrawn_leaves_the_message_its_decision_alone(postbox, karim, nadia):
    sent = referral_sheets.referral()
    services.refuse_referral(sent, refusal="absent", by=nadia, on=DAY)
    services.change_told_back(sent, told_back=["decided"], by=nadia, on=DAY)
    with postbox.opened():
        sweep()
    [message] = postbox.to(karim.email)
    assert "refusée" in words(message)
    assert "présentée" not in words(message)


def test_a_file_that_was_merged_is_followed_in_its_survivor(karim, nadia):
    awa, twin = factories.person(), factories.person()
    sent = referral_sheets.referral(twin)
    factories.merge(awa, absorbed=twin)
    everything_happens(awa)
    sweep()
    assert "first_purchase" in told(sent)


def test_a_kind_that_was_refused_is_read_on_the_page_alone(postbox, karim):
    karim.muted = ["referral_news"]
    karim.save()
    sent = referral_sheets.referral()
    with postbox.opened():
        sweep()
    assert postbox.messages == []
    assert sent.tellings.get().how == Telling.How.PAGE


def test_who_left_is_followed_by_an_administrator(postbox, karim):
    lea = factories.social_worker("lea@ccas.example")
    network.administrator()
    sent = referral_sheets.referral(by=lea)
    lea.memberships.update(ended_on=DAY)
    with postbox.opened():
        sweep()
    assert len(postbox.to(karim.email)) == 1
    assert postbox.to(lea.email) == []
    assert told(sent) == ["received"]


def test_an_address_on_a_sheet_is_written_to_with_its_link(postbox, nadia):
    typed = referral_sheets.typed(referrer_email="accueil@foyer.example")
    with postbox.opened():
        sweep()
    [message] = postbox.to("accueil@foyer.example")
    assert "/suivi/" in words(message)
    assert told(typed.referral) == ["received"]


def test_the_number_of_queries_does_not_grow(karim, nadia):
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            sweep(DAY)
        return len(asked)

    referral_sheets.referral(factories.person())
    sweep(DAY)
    few = count()
    for _ in range(5):
        referral_sheets.referral(factories.person())
    sweep(DAY)
    assert count() == few


# The page of the person's agreement


def test_the_team_writes_down_what_the_person_agrees_to(client, sign_in):
    sign_in("counsellor")
    sent = referral_sheets.referral(told_back=[])
    page = reverse("beneficiaries:told_back", args=[sent.pk])
    client.post(page, {"told_back": ["seen", "ended"]})
    sent.refresh_from_db()
    assert sent.told_back == ["seen", "ended"]
    client.post(page, {"told_back": []})
    sent.refresh_from_db()
    assert sent.told_back == []


def test_the_referrer_reads_the_timeline(client, sign_in):
    sign_in("social_worker")
    sent = referral_sheets.referral(told_back=["decided"])
    with time_machine.travel("2016-03-15 12:00", tick=False):
        sweep()
        page = client.get(sent.get_absolute_url()).content.decode()
    assert "Orientation reçue" in page
    assert "la personne garde cela pour elle" in page
