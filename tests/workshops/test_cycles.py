"""Cycles changed, cancelled and followed; signatures."""

from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from tests.support import booking, factories
from tests.support.pages import text
from workshops import services
from workshops.models import Message, Registration, Signature, Waiting, Workshop

AT = factories.an_instant(9)


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-03-15 09:00", tick=False):
        yield sign_in("counsellor")


# A whole cycle


def full_second(cycle):
    """Somebody has the only seat of the second session."""
    second = cycle.workshops.in_order()[1]
    Workshop.objects.filter(pk=second.pk).update(capacity=1)
    return factories.seat(second, factories.person(last_name="Lopez"))


def test_a_cycle_gives_seats_and_places_in_the_queue(client, nadia):
    cycle = factories.cycle()
    full_second(cycle)
    address = reverse("workshops:register_for_cycle", args=[cycle.pk])
    awa = factories.person()
    client.search(cycle.get_absolute_url(), "awa")
    page = text(client.post(address, {"beneficiary": awa.pk}, follow=True))
    assert "DIALLO Awa est en liste d’attente : séances, 1 ; a sa place dans 3." in page
    assert Waiting.objects.get().beneficiary == awa
    assert "déjà inscrite à tout le cycle, ou attend" in text(client.again())


def test_a_cycle_that_is_followed_as_a_whole_is_had_as_a_whole(client, nadia):
    cycle = factories.cycle(as_a_whole=True)
    taken = full_second_of_whole(cycle, nadia)
    awa = factories.person()
    services.admit_to_cycle(cycle, beneficiary=awa, by=nadia, at=AT, on=factories.DAY)
    assert not awa.registrations.exists()
    services.cancel_seat(taken, by=nadia, at=AT)
    services.accept_offer(awa.waitings.get(), by=nadia, at=AT)
    assert awa.registrations.count() == 4


def full_second_of_whole(cycle, nadia):
    lopez = factories.person(last_name="Lopez")
    services.register_for_cycle(cycle, beneficiary=lopez, by=nadia, on=factories.DAY)
    second = cycle.workshops.in_order()[1]
    Workshop.objects.filter(pk=second.pk).update(capacity=1)
    return second.registrations.get()


def test_the_sessions_of_a_cycle_change_from_a_day_on(client, nadia):
    cycle = factories.cycle()
    days = [workshop.held_on for workshop in cycle.workshops.in_order()]
    words = {"since": days[1], "starts_at": "10:00", "ends_at": "12:00", "capacity": ""}
    page = text(client.post(reverse("workshops:change_cycle", args=[cycle.pk]), words, follow=True))
    assert "Séances changées : 3." in page
    hours = [f"{workshop.starts_at:%H:%M}" for workshop in cycle.workshops.in_order()]
    assert hours == ["09:30", "10:00", "10:00", "10:00"]


def test_a_cycle_changes_whole_or_not_at_all(client, nadia):
    cycle = factories.cycle()
    third = cycle.workshops.in_order()[2]
    factories.workshop(host=nadia, held_on=third.held_on, starts_at=factories.time(9))
    words = {"since": factories.DAY, "host": nadia.pk}
    answer = client.post(reverse("workshops:change_cycle", args=[cycle.pk]), words)
    assert answer.status_code == 422
    assert f"Le {third.held_on:%d/%m/%Y}" in text(answer)
    assert not cycle.workshops.filter(host=nadia).exists()


def test_nothing_told_is_nothing_changed(client, nadia):
    cycle = factories.cycle()
    answer = client.post(
        reverse("workshops:change_cycle", args=[cycle.pk]), {"since": factories.DAY}
    )
    assert "Dites ce qui change." in text(answer)


def test_the_sessions_of_a_cycle_are_cancelled_from_a_day_on(client, nadia, mailoutbox):
    cycle = factories.cycle()
    first, *_, last = cycle.workshops.in_order()
    factories.seat(first, factories.person(email="awa@example.org"))
    factories.seat(last, factories.person(last_name="Lopez", phone="+33612345678"))
    words = {"since": last.held_on, "reason": "Salle en travaux"}
    page = text(client.post(reverse("workshops:cancel_cycle", args=[cycle.pk]), words, follow=True))
    assert "Séances annulées : 1." in page
    assert cycle.workshops.filter(cancelled_at=None).count() == 3
    assert not Message.objects.exists()
    assert "LOPEZ" in page


# A signature


def test_somebody_signs_once_and_is_there(client, nadia):
    seat = factories.seat()
    address = reverse("workshops:sign", args=[seat.pk])
    assert "Cadre où signer" in client.get(address).content.decode()
    page = text(client.post(address, {"strokes": booking.STROKES}, follow=True))
    assert "DIALLO Awa a signé." in page
    seat.refresh_from_db()
    assert seat.status == Registration.Status.PRESENT
    again = client.again(follow=False)
    assert "Cette personne a déjà signé." in text(again)
    assert Signature.objects.get().strokes == booking.STROKES


@pytest.mark.parametrize("strokes", ["", "M10 10", "M1 1L2 2<script>", "M1000 1L2 2"])
def test_what_is_no_drawing_is_no_signature(client, nadia, strokes):
    address = reverse("workshops:sign", args=[factories.seat().pk])
    answer = client.post(address, {"strokes": strokes})
    assert answer.status_code == 422
    assert "Signez dans le cadre" in text(answer)
    assert not Signature.objects.exists()


def test_a_signature_is_on_the_sheet(client, nadia):
    signature = booking.signed()
    paper = client.get(reverse("workshops:sheet_paper", args=[signature.registration.workshop_id]))
    assert paper.headers["Content-Type"] == "application/pdf"
    assert alternatives(PdfReader(BytesIO(paper.content))) == ["A signé"]


def alternatives(document: PdfReader) -> list[str]:
    """What the figures of the document say to who does not see them."""
    found, ahead = [], [document.trailer["/Root"]["/StructTreeRoot"]]
    while ahead:
        node = ahead.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            ahead += node
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure":
                found.append(node.get("/Alt", ""))
            ahead += [node["/K"]] if "/K" in node else []
    return found
