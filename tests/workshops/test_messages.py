"""What people are told: by e-mail, by a text message, or by a call; and that it is kept."""

from html import unescape

import pytest
import time_machine
from django.core import signing
from django.db import Error, connection, transaction
from django.urls import reverse

from pimms.kernel.texting import parts
from tests.support import factories
from tests.support.gateway import Gateway
from tests.support.postbox import words
from workshops import calls, links, services, tasks
from workshops.models import Message, Registration, Workshop
from workshops.wordings import cancellation, words_for

AT = factories.an_instant(9)
BEFORE = "2016-03-21 10:00"  # the workshop is on the 22nd at two


def seat(**identity):
    return factories.seat(factories.workshop(), factories.person(**identity))


def remind():
    with time_machine.travel(BEFORE, tick=False):
        tasks.send_reminders(timestamp=0)


def test_an_email_reminds_once_and_its_subject_says_nothing(postbox):
    awa = seat(email="awa@example.org")
    remind()
    remind()
    [letter] = postbox.messages
    assert letter["To"] == "awa@example.org"
    subject = str(letter["Subject"])
    assert "atelier" not in subject.lower()
    for kind in ("plain", "html"):
        said = unescape(words(letter, kind))
        assert "Ma première adresse électronique" in said
        assert "Si vous ne pouvez pas venir" in said
        assert links.address(awa) in said
    [kept] = Message.objects.order_by("pk")
    assert (kept.registration, kept.way, kept.result) == (awa, "email", "sent")


def test_a_text_message_reminds_who_has_no_email(db, gateway):
    seat(phone="+33612345678")
    remind()
    [(key, said)] = gateway.said
    assert key == "Bearer un secret"
    assert said["to"] == "+33612345678"
    assert "mar. 22/03 à 14h" in said["text"]
    assert Message.objects.get().result == "sent"


def test_a_gateway_out_of_order_leaves_somebody_to_call(db, nadia, gateway, monkeypatch):
    monkeypatch.setattr(Gateway, "status", 503)
    seat(phone="+33612345678")
    remind()
    assert Message.objects.get().result == "failed"
    with time_machine.travel(BEFORE, tick=False):
        [line] = calls.due(nadia, at=factories.timezone.now())
    assert (line.why, len(line.tries)) == ("Rappel", 1)


def test_a_gateway_that_babbles_leaves_somebody_to_call(db, gateway, monkeypatch):
    monkeypatch.setattr(Gateway, "protocol_version", "bonjour")
    seat(phone="+33612345678")
    remind()
    assert Message.objects.get().result == "failed"


def test_without_email_or_gateway_people_are_called(db, nadia):
    awa = seat(phone="+33612345678")
    remind()
    assert not Message.objects.exists()
    [line] = calls.calls_of(awa.workshop)
    services.note_call(line.thing, purpose=line.purpose, result="no_answer", by=nadia, at=AT)
    assert len(calls.calls_of(awa.workshop)) == 1
    services.note_call(line.thing, purpose=line.purpose, result="reached", by=nadia, at=AT)
    assert calls.calls_of(awa.workshop) == []


def test_nothing_is_sent_to_the_people_of_the_demonstration(db, settings, mailoutbox):
    settings.DEMONSTRATION = True
    seat(email="awa@example.org")
    remind()
    assert mailoutbox == []


def test_who_gave_the_seat_back_is_not_reminded(db, mailoutbox):
    awa = seat(email="awa@example.org")
    Registration.objects.filter(pk=awa.pk).update(status="cancelled")
    remind()
    assert mailoutbox == []


def test_an_offer_is_told_with_the_hour_it_ends(db, mailoutbox, nadia):
    workshop = factories.workshop(capacity=1)
    taken = factories.seat(workshop)
    waiting = factories.waiting(workshop, factories.person(email="lin@example.org"))
    services.cancel_seat(taken, by=nadia, at=AT)
    tasks.tell_offer(waiting.pk)
    tasks.tell_offer(waiting.pk)
    [letter] = mailoutbox
    assert "gardée pour vous jusqu’au mercredi 16\u00a0mars 2016, 9\u00a0h" in letter.body
    waiting.refresh_from_db()
    assert links.address(waiting) in letter.body


def test_a_cancelled_session_is_told_to_those_concerned_only(db, mailoutbox, nadia):
    awa = seat(email="awa@example.org")
    away = factories.seat(awa.workshop, factories.person(email="lopez@example.org"))
    services.cancel_seat(away, by=nadia, at=AT)
    services.cancel(awa.workshop, reason="Formatrice malade", by=nadia, at=AT)
    without = factories.person(last_name="Petit")
    Registration.objects.create(workshop=awa.workshop, beneficiary=without)
    tasks.tell_cancellation(awa.workshop.pk)
    assert [letter.to for letter in mailoutbox] == [["awa@example.org"]]
    assert "Motif\u202f: Formatrice malade." in mailoutbox[0].body
    workshop = Workshop.objects.get(pk=awa.workshop.pk)
    assert [line.who for line in calls.calls_of(workshop)] == [without]


def test_an_offer_is_passed_on_by_itself(db, nadia):
    workshop = factories.workshop(capacity=1)
    taken = factories.seat(workshop)
    first, second = factories.waiting(workshop), factories.waiting(workshop)
    services.cancel_seat(taken, by=nadia, at=AT)
    with time_machine.travel("2016-03-16 09:01+01:00", tick=False):
        tasks.pass_offers_on(timestamp=0)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("expired", "offered")


def test_whoever_was_offered_a_place_of_a_cancelled_session_is_told(db, nadia):
    workshop = factories.workshop(capacity=1)
    taken, waiting = factories.seat(workshop), factories.waiting(workshop)
    services.cancel_seat(taken, by=nadia, at=AT)
    services.cancel(workshop, reason="Panne", by=nadia, at=AT)
    with time_machine.travel("2016-03-17 10:00", tick=False):
        tasks.pass_offers_on(timestamp=0)
        [line] = calls.due(nadia, at=factories.timezone.now())
    assert (line.who, line.why) == (waiting.beneficiary, "Séance annulée")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE workshops_message SET note = 'x'", "DELETE FROM workshops_message",
     "TRUNCATE workshops_message"],
)  # fmt: skip
def test_what_was_told_is_never_changed(db, nadia, statement):
    services.note_call(seat(), purpose="reminder", result="reached", by=nadia, at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(Error), transaction.atomic():
            cursor.execute(statement)
    assert Message.objects.count() == 1


LONG = {
    "title": "Découvrir l’espace numérique de santé et la déclaration d’impôts en ligne",
    "place": "Médiathèque Anne-Fontaine, salle du rez-de-chaussée, 20 rue Labrousse, Antony",
}


def test_no_text_message_takes_more_than_two_parts_at_its_longest(db, settings, nadia):
    settings.ADDRESS = "https://pimms.ville-antony.fr"
    workshop = factories.workshop(**LONG, capacity=1)
    taken = factories.seat(workshop)
    taken.pk = 1_234_567
    assert parts(words_for(taken, "reminder").short) == 2
    waiting = factories.waiting(workshop, factories.person(last_name="Zhang"))
    waiting.pk, waiting.expires_at = 1_234_567, AT
    assert parts(words_for(waiting, "offer").short) == 2
    assert parts(cancellation(workshop, "x" * 150).short) == 2


def test_a_link_of_before_still_opens_and_a_made_up_one_does_not(db):
    awa = seat()
    old = signing.Signer(salt="workshops.seat").sign(awa.pk)
    for token, found in [(links.token(awa), awa.pk), (old, awa.pk), (f"{awa.pk}-{'A' * 12}", None),
                         (f"{awa.pk}-", None), ("9" * 5000 + "-a", None)]:  # fmt: skip
        assert links.behind(Registration, token) == found
    assert links.behind(type(awa), links.token(awa) + "x") is None


def test_the_page_that_cancels_shows_the_text_message_and_its_cost(db, nadia, client):
    client.force_login(nadia)
    awa = seat(phone="+33612345678")
    page = client.get(reverse("workshops:cancel", args=[awa.workshop.pk]))
    reason = page.context["form"].fields["reason"].widget.attrs
    assert reason["autofocus"], "one types at once"
    address = reason["hx-post"]
    shown = client.post(address, {"reason": "Formatrice malade"})
    assert "Motif: Formatrice malade." in shown.content.decode()
    assert "un seul message" in shown.content.decode() or "payé comme 2" in shown.content.decode()
    awa.workshop.refresh_from_db()
    assert awa.workshop.cancelled_at is None
