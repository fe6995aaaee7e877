"""Seats, the queue behind them, and what becomes of a place that is given back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.support import factories
from workshops import services
from workshops.models import Registration, Waiting, Workshop

AT = factories.an_instant(9)
DAY = timedelta(hours=24)


def admit(workshop, person=None, at=AT, **more):
    person = person or factories.person()
    return services.admit(workshop, beneficiary=person, by=factories.counsellor(), at=at, **more)


def give_back(seat, at=AT):
    return services.cancel_seat(seat, by=seat.workshop.host_name or "la personne", at=at)


def states(workshop):
    return list(workshop.queue.in_order().values_list("status", flat=True))


@pytest.fixture
def full(db):
    """Eight seats taken."""
    workshop = factories.workshop(capacity=8)
    for _ in range(8):
        factories.seat(workshop)
    return workshop


def first_seat(workshop):
    return workshop.registrations.standing().order_by("pk").first()


def test_ten_people_for_eight_seats_and_the_second_in_the_queue_gets_it(full, nadia):
    first, second = admit(full), admit(full)
    give_back(first_seat(full))
    first.refresh_from_db()
    assert (first.status, first.expires_at) == ("offered", AT + DAY)
    early = services.expire_offer(first, by="la nuit", at=AT + DAY - timedelta(minutes=1))
    assert early is None
    services.expire_offer(first, by="la nuit", at=AT + DAY)
    assert states(full) == ["expired", "offered"]
    second.refresh_from_db()
    services.accept_offer(second, by=nadia, at=AT + DAY)
    assert states(full) == ["expired", "seated"]
    assert full.registrations.standing().filter(beneficiary=second.beneficiary).exists()
    with pytest.raises(ValidationError, match="n’est plus proposée"):
        services.accept_offer(first, by=nadia, at=AT + DAY)


def test_people_who_never_came_are_first_whenever_they_arrived(full):
    regular, newcomer = factories.person(last_name="Lopez"), factories.person(last_name="Nguyen")
    past = factories.seat(factories.workshop(), regular)
    Registration.objects.filter(pk=past.pk).update(status="present")
    admit(full, regular)
    admit(full, newcomer)
    give_back(first_seat(full))
    assert full.queue.offered().get().beneficiary == newcomer


def test_a_place_that_is_offered_is_nobody_elses(full):
    admit(full)
    give_back(first_seat(full))
    with pytest.raises(ValidationError, match="complet"):
        factories.seat(full)
    assert isinstance(admit(full), Waiting)
    assert Workshop.objects.with_counts().get(pk=full.pk).places_left == 0


def test_whoever_is_offered_a_place_may_take_it_at_the_desk(full):
    waiting = admit(full)
    give_back(first_seat(full))
    factories.seat(full, waiting.beneficiary)
    assert states(full) == ["seated"]


def test_two_who_come_together_take_two_seats_or_wait_for_two(full):
    pair, alone = admit(full, companion=True), admit(full)
    give_back(first_seat(full))
    assert (states(full), alone.rank) == (["waiting", "offered"], 2)
    give_back(first_seat(full))
    pair.refresh_from_db()
    assert pair.status == "waiting"  # one place is offered, one is free
    services.decline_offer(full.queue.offered().get(), by="la personne", at=AT)
    pair.refresh_from_db()
    assert pair.status == "offered"


def test_one_place_left_is_said_to_two(db):
    workshop = factories.workshop(capacity=1)
    with pytest.raises(ValidationError, match="Il ne reste qu’une place"):
        services.register(
            workshop, beneficiary=factories.person(), companion=True, by=factories.counsellor()
        )


def test_more_places_go_to_the_queue_first(full, nadia):
    admit(full)
    services.change(full, capacity=9, by=nadia, at=AT)
    assert states(full) == ["offered"]


def test_an_offer_ends_when_the_workshop_begins(full):
    admit(full)
    late = full.begins - timedelta(hours=2)
    give_back(first_seat(full), at=late)
    assert full.queue.offered().get().expires_at == full.begins
    give_back(first_seat(full), at=full.begins + timedelta(minutes=5))
    assert full.queue.offered().count() == 1


def test_a_refused_or_left_place_goes_to_the_next(full):
    first, second = admit(full), admit(full)
    give_back(first_seat(full))
    services.decline_offer(first, by="la personne", at=AT)
    second.refresh_from_db()
    assert second.status == "offered"
    services.leave_queue(second, by="la personne", at=AT)
    assert states(full) == ["declined", "left"]
    with pytest.raises(ValidationError, match="n’est plus dans la liste"):
        services.leave_queue(second, by="la personne", at=AT)


def test_nobody_waits_twice_nor_while_seated(full):
    waiting = admit(full)
    with pytest.raises(ValidationError, match="déjà dans la liste d’attente"):
        admit(full, waiting.beneficiary)
    with pytest.raises(ValidationError, match="déjà inscrite à cet atelier"):
        admit(full, first_seat(full).beneficiary)


def test_a_seat_is_given_back_once_and_taken_back_with_a_reason(full, nadia):
    seat = first_seat(full)
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        services.cancel_seat(seat, by_us=True, by=nadia, at=AT)
    services.cancel_seat(seat, by_us=True, reason="Inscrite par erreur", by=nadia, at=AT)
    with pytest.raises(ValidationError, match="n’est plus à rendre"):
        services.cancel_seat(seat, by=nadia, at=AT)


def test_a_guest_takes_a_seat_by_name_and_telephone(full, nadia):
    admitted = services.admit_guest(
        factories.workshop(), last_name="Nguyen", phone="+33612345678", by=nadia, at=AT
    )
    assert isinstance(admitted, Registration)
    waits = services.admit_guest(full, last_name="Petit", by=nadia, at=AT)
    assert isinstance(waits, Waiting)
    assert waits.came_before is False


def test_a_whole_cycle_is_booked_at_once_or_not_at_all(nadia):
    cycle, awa = factories.cycle(capacity=1, as_a_whole=True), factories.person()
    made = services.register_for_cycle(cycle, beneficiary=awa, by=nadia, on=factories.DAY)
    assert len(made) == cycle.workshops.count() == 4
    with pytest.raises(ValidationError, match="Le 22/03/2016.*Cet atelier est complet"):
        services.register_for_cycle(
            cycle, beneficiary=factories.person(), by=nadia, on=factories.DAY
        )
    assert Registration.objects.count() == 4
    with pytest.raises(ValidationError, match="déjà inscrite à tout le cycle"):
        services.register_for_cycle(cycle, beneficiary=awa, by=nadia, on=factories.DAY)
    with pytest.raises(ValidationError, match="passées"):
        services.register_for_cycle(
            cycle, beneficiary=awa, by=nadia, on=factories.DAY + timedelta(days=90)
        )
    with pytest.raises(ValidationError, match="se suit en entier"):
        factories.seat(cycle.workshops.order_by("pk").first())


@pytest.mark.usefixtures("committed_db")
def test_two_hundred_clients_for_eight_seats_and_the_queue_in_order_of_arrival():
    nadia, workshop = factories.counsellor(), factories.workshop(capacity=8)
    crowd = [factories.person() for _ in range(200)]
    clients = 20
    start = Barrier(clients)

    def arrive(people):
        try:
            start.wait(timeout=60)
            return [
                services.admit(workshop, beneficiary=person, by=nadia, at=AT) for person in people
            ]
        finally:
            connection.close()

    with ThreadPoolExecutor(clients) as pool:
        admitted = [
            one
            for some in pool.map(arrive, [crowd[n::clients] for n in range(clients)])
            for one in some
        ]
    assert len(admitted) == 200
    assert workshop.registrations.standing().count() == 8
    queue = list(workshop.queue.in_order().values_list("rank", "pk"))
    assert [rank for rank, _ in queue] == list(range(1, 193))
    assert [pk for _, pk in queue] == sorted(pk for _, pk in queue)  # who came first is first
    give_back(first_seat(workshop))
    assert workshop.queue.offered().get().rank == 1
