"""The desk on screen: the waiting room, the register, permanences, the sheet of the day."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from django.utils.timezone import localdate
from pypdf import PdfReader

from pimms.kernel import periods
from tests.support import desk, factories
from tests.support.pages import queries_of, text
from tests.support.visitor import Visitor
from workshops import desk_figures
from workshops.models import (
    Appointment,
    Arrival,
    Passage,
)

ROOM = reverse("workshops:waiting_room")
REGISTER = reverse("workshops:passages")
HALF_PAST_NINE = "2016-03-15 09:30"


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel(HALF_PAST_NINE, tick=False):
        yield sign_in("counsellor")


@pytest.fixture
def awa(nadia):
    return factories.person()


def arrive(client, **words):
    return client.post(reverse("workshops:note_arrival"), words, follow=True)


def move(client, arrival, step):
    return client.post(reverse("workshops:move_arrival", args=[arrival.pk]), {"step": step})


# The waiting room


def test_somebody_without_a_name_gets_a_number(client):
    assert "N°\u00a01 est dans la salle d’attente" in text(arrive(client))
    assert "Amina est dans la salle d’attente" in text(arrive(client, first_name="Amina"))
    assert [each.number for each in Arrival.objects.order_by("pk")] == [1, 2]


def test_one_press_at_the_counter_notes_the_arrival(client, awa):
    page = client.get(reverse("counter:person", args=[awa.pk])).content.decode()
    assert 'data-key="l"' in page
    assert "DIALLO Awa est dans la salle d’attente" in text(arrive(client, beneficiary=awa.pk))
    assert "déjà dans la salle d’attente" in text(client.again())
    assert Arrival.objects.count() == 1


def test_whoever_has_a_slot_comes_before_whoever_came_first(client, nadia, awa):
    desk.arrival(factories.person(last_name="Lopez"), at=factories.an_instant(8))
    factories.appointment(awa, starts_at=factories.an_instant(10))
    client.get(reverse("counter:person", args=[awa.pk]))
    arrive(client, beneficiary=awa.pk)
    page = text(client.get(ROOM))
    assert page.index("DIALLO Awa") < page.index("LOPEZ Awa")
    assert "rendez-vous à 10:00" in page


def test_the_room_says_how_long_somebody_waits_and_who_called_them(client, nadia, claire, awa):
    desk.arrival(awa, at=factories.an_instant(9))
    part = reverse("workshops:waiting_list")
    assert "attend depuis 30\u00a0min" in text(client.get(part))
    arrival, colleague = Arrival.objects.get(), Visitor()
    colleague.force_login(claire)
    colleague.get(ROOM)
    move(client, arrival, "call")
    assert "avec Nadia Benali depuis 10:30" in text(client.get(part)) or "Nadia" in text(
        client.get(part)
    )
    assert "vient d’appeler cette personne" in text(
        colleague.post(
            reverse("workshops:move_arrival", args=[arrival.pk]), {"step": "call"}, follow=True
        )
    )


def test_whoever_left_waits_no_more(client, awa):
    arrival = desk.arrival(awa, at=factories.an_instant(9))
    move(client, arrival, "leave")
    assert "Personne n’attend" in text(client.get(ROOM))
    assert "partie sans être reçue" in text(client.get(ROOM))
    answer = client.again()
    assert "n’est plus dans la salle d’attente" in text(client.get(answer.url))


def test_names_are_hidden_in_discreet_mode(client, awa):
    desk.arrival(awa)
    desk.arrival(first_name="Amina")
    client.get(ROOM)
    client.post(reverse("accounts:discretion"), {"suite": ROOM})
    page = text(client.get(ROOM))
    assert "DIALLO" not in page
    assert "Amina" not in page
    assert "D. A." in page


def test_a_room_that_refreshes_itself_is_no_sign_of_life(client):
    client.get(ROOM)
    with time_machine.travel("2016-03-15 09:36", tick=False):
        client.get(reverse("workshops:waiting_list"), headers={"x-unattended": "1"})
    with time_machine.travel("2016-03-15 09:42", tick=False):
        assert "verrou" in client.get(ROOM).url


def test_the_room_asks_as_much_of_the_database_for_ten_as_for_one(client, awa):
    desk.arrival(awa)
    few = queries_of(client, ROOM)
    for _ in range(6):
        desk.arrival(factories.person())
    assert queries_of(client, ROOM) <= few


# The register


def press(client, **words):
    return client.post(reverse("workshops:note_passage"), words, follow=True)


def test_one_press_is_one_visit_and_a_double_click_too(client):
    press(client, demand="impression")
    client.again()
    press(client, demand="appel", demands=["impression", "information"])
    assert Passage.objects.count() == 2
    figures = desk_figures.desk_figures_of(periods.month(factories.DAY))
    assert (figures.total.passages, figures.total.demands) == (2, 4)
    assert figures.by_demand[0] == ("Impression, copie, scan", 2)


def test_a_visit_is_nobodys_unless_somebody_is_named(client, awa):
    press(client, demand="credit")
    page = client.get(REGISTER, {"personne": awa.pk})
    assert "Au nom de DIALLO Awa" in text(page)
    press(client, demand="credit", beneficiary=awa.pk)
    assert set(Passage.objects.values_list("beneficiary", flat=True)) == {None, awa.pk}


def test_a_slip_is_undone_within_a_minute_and_later_with_a_reason(client):
    press(client, demand="appel")
    press(client, demand="courrier")
    first, second = Passage.objects.order_by("pk")
    client.post(reverse("workshops:take_back_passage", args=[first.pk]))
    with time_machine.travel("2016-03-15 09:32", tick=False):
        late = reverse("workshops:take_back_passage", args=[second.pk])
        assert "dites pourquoi" in text(client.post(late, follow=True))
        client.post(late, {"reason": "Noté deux fois"})
        assert "déjà repris" in text(client.again(follow=True))
    assert Passage.objects.count() == 4
    assert not Passage.objects.standing().exists()
    assert desk_figures.desk_figures_of(periods.month(factories.DAY)).total.passages == 0


def test_nothing_pressed_is_nothing_noted(client):
    assert "Choisissez au moins une demande." in text(press(client))
    unheard_of = {"demand": "sieste"}
    answer = client.tamper(reverse("workshops:note_passage"), unheard_of, follow=True)
    assert "Choisissez les demandes dans la liste." in text(answer)
    assert not Passage.objects.exists()


def test_the_figures_and_their_table_say_the_same(client):
    desk.passage("impression", "appel")
    desk.passage("impression", at=factories.an_instant() - timedelta(days=1))
    page = text(client.get(reverse("workshops:desk_figures")))
    assert "2 passages" in page
    assert "3 demandes" in page
    table = client.get(reverse("workshops:desk_figures_csv")).content.decode("utf-8-sig")
    assert table.splitlines()[:4] == [
        "Jour;Passages;Demandes",
        "14/03/2016;1;1",
        "15/03/2016;1;2",
        "Total;2;3",
    ]
    other = {"annee": "2016", "mois": "1", "site": ""}
    assert "0 passages" in text(client.get(reverse("workshops:desk_figures"), other))


# Permanences and the sheet of the day


def test_permanences_are_planned_week_after_week_without_the_holidays(client):
    words = {
        "title": "Permanence connectée",
        "host": factories.counsellor().pk,
        "first_on": "2016-03-21",
        "last_on": "2016-04-04",
        "weekdays": ["0"],
        "every": "1",
        "starts_at": "09:00",
        "ends_at": "10:00",
        "slot_minutes": "30",
    }
    client.post(reverse("workshops:plan_drop_ins"), words)
    page = text(client.get(reverse("workshops:drop_ins")))
    assert "Lundi 21\u00a0mars 2016" in page
    assert "28\u00a0mars" not in page  # Easter Monday


def test_a_free_slot_is_given_by_one_press(client, nadia, awa):
    held = desk.drop_in(slot_minutes=20)
    address = reverse("workshops:appointments", args=[awa.pk])
    assert "16/03/2016, 9\u00a0h, Nadia Benali" in text(client.get(address))
    words = {"day": "2016-03-16", "time": "09:00", "minutes": "20", "host": nadia.pk}
    client.post(address, words)
    assert Appointment.objects.get().drop_in == held
    assert "DIALLO Awa" in text(client.get(held.get_absolute_url()))
    assert "16/03/2016, 9\u00a0h, Nadia" not in text(client.get(address))


def test_the_sheet_of_the_day_is_one_page_that_names_everybody(client, nadia, awa):
    desk.drop_in(first_on=factories.DAY, last_on=factories.DAY)
    factories.appointment(awa, starts_at=factories.an_instant(10))
    for _ in range(30):
        desk.step(awa, due_on=factories.DAY)
    client.get(ROOM)
    client.post(reverse("accounts:discretion"), {"suite": ROOM})
    answer = client.get(reverse("workshops:day_sheet"))
    paper = PdfReader(BytesIO(answer.content))
    assert len(paper.pages) == 1
    words = paper.pages[0].extract_text()
    assert "DIALLO Awa" in words
    assert "Permanence connectée" in words
    assert "Et 20 de plus" in words
    assert localdate() == factories.DAY
