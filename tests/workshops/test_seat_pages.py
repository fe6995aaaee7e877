"""The queue, guests, calls and personal links, at their pages."""

import pytest
import time_machine
from django.urls import reverse

from tests.support import factories
from tests.support.pages import queries_of, text
from tests.support.visitor import Visitor
from workshops import links, services
from workshops.models import Message, Registration, Waiting

AT = factories.an_instant(9)


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-03-15 10:00", tick=False):
        yield sign_in("counsellor")


def to(name, thing):
    return reverse(f"workshops:{name}", args=[thing.pk])


@pytest.fixture
def full():
    workshop = factories.workshop(capacity=1)
    factories.seat(workshop, factories.person(last_name="Lopez"))
    return workshop


def offered(workshop):
    waiting = factories.waiting(workshop, factories.person(phone="+33612345678"))
    services.cancel_seat(workshop.registrations.get(), by="la personne", at=AT)
    waiting.refresh_from_db()
    return waiting


def test_a_full_workshop_takes_somebody_in_its_queue(client, full):
    awa = factories.person()
    page = text(client.search(full.get_absolute_url(), "awa diallo"))
    assert "Mettre en attente" in page
    client.post(to("queue", full), {"beneficiary": awa.pk})
    page = text(client.get(full.get_absolute_url()))
    assert "DIALLO Awa est dans la liste d’attente." in page
    assert "ne sont jamais venues à un atelier, puis l’ordre d’arrivée" in page
    assert "1. DIALLO Awa première fois" in page
    assert "Liste d’attente : Ma première adresse" in text(
        client.get(reverse("workshops:activity", args=[awa.pk]))
    )


def test_a_guest_is_seated_with_a_companion(client):
    workshop = factories.workshop()
    client.post(to("guest", workshop), {
        "guest-last_name": "Nguyen", "guest-phone": "06 12 34 56 78", "guest-companion": "on",
    })  # fmt: skip
    page = text(client.get(workshop.get_absolute_url()))
    assert "NGUYEN sans dossier avec quelqu’un" in page
    assert "2 sur 8" in page
    answer = client.post(to("guest", workshop), {"guest-phone": "06"})
    assert answer.status_code == 422
    assert "Indiquez au moins un nom." in text(answer)


def test_a_seat_is_given_back_and_the_offer_answered_at_the_desk(client, full):
    awa = factories.waiting(full)
    client.post(to("give_back", full.registrations.get()))
    page = text(client.get(full.get_absolute_url()))
    assert "La place de LOPEZ Awa est libre." in page
    assert "place proposée" in page
    assert "LOPEZ Awa : a annulé" in page
    client.post(to("answer", awa), {"reponse": "accepter"})
    assert full.registrations.standing().get().beneficiary == awa.beneficiary
    client.again()
    assert "n’est plus proposée" in text(client.get(full.get_absolute_url()))


def test_a_seat_is_taken_back_with_a_reason(client, full):
    seat = full.registrations.get()
    assert "Reprendre la place de LOPEZ Awa" in text(client.get(to("take_back", seat)))
    refused = client.post(to("take_back", seat), {"reason": " "})
    assert refused.status_code == 422
    assert "Dites pourquoi nous reprenons cette place." in text(refused)
    client.post(to("take_back", seat), {"reason": "Inscrite par erreur"})
    page = text(client.get(full.get_absolute_url()))
    assert "annulée par nous (Inscrite par erreur)" in page


def test_who_arrives_is_marked(client, full):
    client.post(to("arrive", full.registrations.get()))
    assert "arrivée 10:00" in text(client.get(full.get_absolute_url()))


def test_late_and_excused_are_told_apart(client):
    workshop = factories.workshop()
    seats = [factories.seat(workshop) for _ in range(3)]
    marks = dict(
        zip((f"status-{seat.pk}" for seat in seats), ("late", "excused", "absent"), strict=True)
    )
    client.post(to("mark", workshop), marks | {"walk_ins": "2"})
    rows = Registration.objects.order_by("pk").values_list("status", "is_late")
    assert list(rows) == [("present", True), ("excused", False), ("absent", False)]
    assert "1, et 2 sans inscription" in text(client.get(workshop.get_absolute_url()))


def test_a_cancelled_session_leads_to_those_to_tell(client, full):
    waiting = factories.waiting(full)
    answer = client.post(to("cancel", full), {"reason": "Formatrice malade"})
    assert answer.url == to("calls", full)
    page = text(client.get(answer.url))
    assert "2 personnes" in page
    fields = {"purpose": "cancellation", "result": "reached"}
    client.post(to("note_call", full), fields | {"waiting": waiting.pk})
    assert "1 personne " in text(client.get(answer.url))
    assert client.post(to("cancel", full), {"reason": "Encore"}).status_code == 422


def test_the_day_s_calls_are_on_one_page_and_on_paper(client, full):
    offered(full)
    page = text(client.get(reverse("workshops:calls_today")))
    assert "DIALLO Awa · 06\u00a012\u00a034\u00a056\u00a078" in page
    assert "Réponse attendue avant le mercredi 16\u00a0mars 2016" in page
    answer = client.get(to("call_paper", full))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("fields", "status"),
    [({}, 302), ({"purpose": "offer", "result": "reached"}, 404),
     ({"purpose": "offer", "result": "reached", "waiting": 10**30}, 404)],
)  # fmt: skip
def test_a_call_to_nobody_is_not_noted(client, full, fields, status):
    assert client.forge(to("note_call", full), fields).status_code == status
    assert not Message.objects.exists()


def test_twenty_people_to_call_ask_no_more_than_one(client, full):
    factories.waiting(full)
    services.cancel(full, reason="Panne", by=factories.counsellor(), at=AT)
    few = queries_of(client, reverse("workshops:calls_today"))
    for n in range(10):
        Waiting.objects.create(
            workshop=full, beneficiary=factories.person(), rank=n + 2, came_before=False,
            joined_at=AT,
        )  # fmt: skip
    assert queries_of(client, reverse("workshops:calls_today")) == few


def test_a_cycle_is_booked_on_its_page(client):
    cycle, awa = factories.cycle(), factories.person()
    assert "DIALLO Awa" in text(client.search(cycle.get_absolute_url(), "awa"))
    client.post(to("register_for_cycle", cycle), {"beneficiary": awa.pk})
    assert "séances, 4." in text(client.get(cycle.get_absolute_url()))
    client.again()
    assert "déjà inscrite à tout le cycle" in text(client.get(cycle.get_absolute_url()))


# --- links ----------------------------------------------------------------------------------


def link(thing):
    return links.address(thing).removeprefix("http://localhost:8000")


def test_somebody_gives_their_seat_back_by_their_link_and_no_name_is_shown(full):
    visitor, seat = Visitor(), full.registrations.get()
    page = text(visitor.get(link(seat)))
    assert "Vous ne pouvez pas venir ?" in page
    assert "LOPEZ" not in page
    assert "Votre place est rendue." in text(visitor.post(link(seat), follow=True))
    assert "n’est plus à rendre" in text(visitor.again(follow=True))


def test_a_place_is_taken_or_left_by_its_link(full):
    visitor, waiting = Visitor(), offered(full)
    assert "Elle est gardée pour vous jusqu’au" in text(visitor.get(link(waiting)))
    visitor.forge(link(waiting))  # neither button
    assert waiting.workshop.queue.offered().exists()
    page = text(visitor.post(link(waiting), {"accepter": "1"}, follow=True))
    assert "Vous avez votre place." in page
    assert "DIALLO" not in page
    assert "le délai est passé" in text(visitor.again())


def test_a_place_left_goes_on(full):
    waiting = offered(full)
    page = text(Visitor().post(link(waiting), {"refuser": "1"}, follow=True))
    assert "la place est proposée à quelqu’un d’autre" in page


def test_a_link_is_good_for_nothing_else(full):
    seat = full.registrations.get()
    token = links.token(seat)
    for name, word in [("seat", token + "x"), ("offer", token), ("seat", "1"), ("seat", "é")]:
        assert Visitor().get(reverse(f"workshops:{name}", args=[word])).status_code == 404
