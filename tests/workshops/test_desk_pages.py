"""The desk on screen: the waiting room, a record by its keys, passages, steps, aid, complaints."""

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate
from pypdf import PdfReader

from accounts.models import Entry
from pimms.kernel import periods
from tests import desk, factories
from tests.pages import queries_of, text
from workshops import desk_figures, services
from workshops.models import (
    AidRequest,
    Appointment,
    Arrival,
    Complaint,
    NextStep,
    Passage,
    PrivateNote,
    SupportPaper,
    SupportSession,
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


def record(client, person, query="", **words):
    fields = {
        "held_on": "2016-03-15",
        "duration": "15",
        "themes": ["email"],
        "key": uuid.uuid4(),
    }
    address = reverse("workshops:support", args=[person.pk]) + query
    return client.post(address, fields | words)


# The waiting room


def test_somebody_without_a_name_gets_a_number(client):
    assert "N°\u00a01 est dans la salle d’attente" in text(arrive(client))
    assert "Amina est dans la salle d’attente" in text(arrive(client, first_name="Amina"))
    assert [each.number for each in Arrival.objects.order_by("pk")] == [1, 2]


def test_one_press_at_the_counter_notes_the_arrival(client, awa):
    page = client.get(reverse("counter:person", args=[awa.pk])).content.decode()
    assert 'data-key="l"' in page
    assert "DIALLO Awa est dans la salle d’attente" in text(arrive(client, beneficiary=awa.pk))
    assert "déjà dans la salle d’attente" in text(arrive(client, beneficiary=awa.pk))
    assert Arrival.objects.count() == 1


def test_whoever_has_a_slot_comes_before_whoever_came_first(client, nadia, awa):
    desk.arrival(factories.person(last_name="Lopez"), at=factories.an_instant(8))
    factories.appointment(awa, starts_at=factories.an_instant(10))
    arrive(client, beneficiary=awa.pk)
    page = text(client.get(ROOM))
    assert page.index("DIALLO Awa") < page.index("LOPEZ Awa")
    assert "rendez-vous à 10:00" in page


def test_the_room_says_how_long_somebody_waits_and_who_called_them(client, nadia, claire, awa):
    desk.arrival(awa, at=factories.an_instant(9))
    part = reverse("workshops:waiting_list")
    assert "attend depuis 30\u00a0min" in text(client.get(part))
    arrival = Arrival.objects.get()
    move(client, arrival, "call")
    assert "avec Nadia Benali depuis 10:30" in text(client.get(part)) or "Nadia" in text(
        client.get(part)
    )
    client.force_login(claire)
    assert "vient d’appeler cette personne" in text(
        client.post(
            reverse("workshops:move_arrival", args=[arrival.pk]), {"step": "call"}, follow=True
        )
    )


def test_whoever_left_waits_no_more(client, awa):
    arrival = desk.arrival(awa, at=factories.an_instant(9))
    move(client, arrival, "leave")
    assert "Personne n’attend" in text(client.get(ROOM))
    assert "partie sans être reçue" in text(client.get(ROOM))
    answer = move(client, arrival, "serve")
    assert "n’est plus dans la salle d’attente" in text(client.get(answer.url))


def test_names_are_hidden_in_discreet_mode(client, awa):
    desk.arrival(awa)
    desk.arrival(first_name="Amina")
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


# A record


def test_a_record_from_the_waiting_room_closes_its_line_and_the_appointment(client, nadia, awa):
    factories.appointment(awa, starts_at=factories.an_instant(10), subject="Refaire un CV")
    arrival = desk.arrival(awa, at=factories.an_instant(9))
    services.call_in(arrival, by=nadia, at=factories.an_instant(9))
    query = f"?arrivee={arrival.pk}"
    page = client.get(reverse("workshops:support", args=[awa.pk]) + query).content.decode()
    assert "Refaire un CV" in page
    assert "première fois" in page
    assert record(client, awa, query).url == ROOM
    arrival.refresh_from_db()
    assert arrival.session == SupportSession.objects.get()
    assert Appointment.objects.get().status == "held"


def test_a_record_from_an_appointment_starts_with_its_length_and_closes_it(client, nadia, awa):
    made = factories.appointment(awa, starts_at=factories.an_instant(10), minutes=45)
    query = f"?rendez-vous={made.pk}"
    page = client.get(reverse("workshops:support", args=[awa.pk]) + query)
    assert page.context["form"]["duration"].value() == 45
    record(client, awa, query)
    assert Appointment.objects.get().status == "held"


def test_durations_and_themes_have_keys_and_the_last_record_is_copied(client, awa):
    record(client, awa, themes=["sante"], equipment=["telephone"], autonomy="autonome")
    answer = client.get(reverse("workshops:support", args=[awa.pk]), {"copie": "1"})
    page = answer.content.decode()
    assert 'data-key="e"' in page
    assert 'data-key="1"' in page
    assert 'data-key="v"' in page
    assert answer.context["form"]["themes"].value() == ["sante"]
    assert answer.context["form"]["autonomy"].value() == "autonome"
    assert "première fois" not in page


def test_an_orientation_and_a_next_step_are_kept(client, nadia, awa):
    ccas = factories.ccas()
    said = {"oriented_to": "aide_sociale", "organisation": ccas.pk}
    record(client, awa, next_step="Rappeler la CAF", next_on="2016-03-20", **said)
    session = SupportSession.objects.get()
    assert session.sent_to == "CCAS d’Antony"
    step = NextStep.objects.get()
    assert (step.assigned_to, step.session) == (nadia, session)
    assert "CCAS d’Antony" in text(client.get(session.get_absolute_url()))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"next_step": "Rappeler"}, "Dites pour quel jour."),
        ({"next_on": "2016-03-20"}, "Dites ce qu’il y a à faire ce jour-là."),
        ({"next_step": "Rappeler", "next_on": "2016-03-14"}, "Choisissez un jour d’ici un an."),
        ({"oriented_to": "ailleurs"}, "Choisissez dans la liste."),
    ],
)
def test_what_does_not_hold_together_is_said(client, awa, words, sentence):
    answer = record(client, awa, **words)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not SupportSession.objects.exists()


def test_a_private_note_is_its_authors_and_the_directors(client, nadia, claire, awa):
    record(client, awa, private_note="Semble très seule.")
    page = SupportSession.objects.get().get_absolute_url()
    assert "Semble très seule." in text(client.get(page))
    client.force_login(factories.user("paul@pimms.example", "counsellor", name="Paul Ferrand"))
    assert "Semble très seule." not in text(client.get(page))
    client.force_login(claire)
    assert "Semble très seule." in text(client.get(page))
    reads = Entry.objects.filter(verb="private_note.read").order_by("pk")
    assert [each.by for each in reads] == [nadia.email, claire.email]
    assert PrivateNote.objects.visible_to(nadia).exists()


def test_a_confidential_paper_is_its_authors_and_the_directors(client, claire, awa):
    session = factories.support(awa)
    file = SimpleUploadedFile("lettre.pdf", b"%PDF-1.7 lettre")
    words = {"title": "Lettre", "file": file, "is_confidential": "on"}
    assert client.post(session.get_absolute_url(), words).status_code == 302
    paper = SupportPaper.objects.get()
    address = reverse("workshops:support_paper", args=[paper.pk])
    answer = client.get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 lettre"
    client.force_login(factories.user("paul@pimms.example", "counsellor", name="Paul Ferrand"))
    assert client.get(address).status_code == 404
    assert "Lettre" not in text(client.get(session.get_absolute_url()))


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("page.pdf", b"<html>"), "ni un PDF ni une photo"),
        (SimpleUploadedFile("vide.pdf", b""), "Ce fichier est vide."),
    ],
)
def test_a_file_is_judged_by_what_it_holds(client, awa, file, sentence):
    session = factories.support(awa)
    file.seek(0)
    answer = client.post(session.get_absolute_url(), {"title": "Lettre", "file": file})
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_steps_are_mine_or_everybodys_and_are_done(client, nadia, claire, awa):
    desk.step(awa, due_on=factories.DAY - timedelta(days=1))
    desk.step(awa, what="Relire la lettre", assigned_to=claire)
    page = text(client.get(reverse("workshops:next_steps")))
    assert "Rappeler l’opérateur" in page
    assert "en retard" in page
    assert "Relire la lettre" not in page
    everybody = client.get(reverse("workshops:next_steps"), {"de": "tous"})
    assert "Relire la lettre" in text(everybody)
    step = NextStep.objects.order_by("pk").first()
    client.post(reverse("workshops:finish_step", args=[step.pk]))
    step.refresh_from_db()
    assert (step.done_on, step.done_by) == (factories.DAY, nadia)
    done = client.get(reverse("workshops:next_steps"), {"de": "tous", "faites": "oui"})
    assert "Rappeler l’opérateur" in text(done)


# The register


def press(client, **words):
    return client.post(
        reverse("workshops:note_passage"), {"key": uuid.uuid4()} | words, follow=True
    )


def test_one_press_is_one_visit_and_a_double_click_too(client):
    key = uuid.uuid4()
    for _ in range(2):
        press(client, demand="impression", key=key)
    press(client, demand="appel", demands=["impression", "information"])
    assert Passage.objects.count() == 2
    figures = desk_figures.of(periods.month(factories.DAY))
    assert (figures.total.passages, figures.total.demands) == (2, 4)
    assert figures.by_demand[0] == ("Impression, copie, scan", 2)


def test_a_visit_is_nobodys_unless_somebody_is_named(client, awa):
    press(client, demand="credit")
    press(client, demand="credit", beneficiary=awa.pk)
    assert set(Passage.objects.values_list("beneficiary", flat=True)) == {None, awa.pk}
    page = client.get(REGISTER, {"personne": awa.pk})
    assert "Au nom de DIALLO Awa" in text(page)


def test_a_slip_is_undone_within_a_minute_and_later_with_a_reason(client):
    press(client, demand="appel")
    press(client, demand="courrier")
    first, second = Passage.objects.order_by("pk")
    client.post(reverse("workshops:take_back_passage", args=[first.pk]))
    with time_machine.travel("2016-03-15 09:32", tick=False):
        late = reverse("workshops:take_back_passage", args=[second.pk])
        assert "dites pourquoi" in text(client.post(late, follow=True))
        client.post(late, {"reason": "Noté deux fois"})
        assert "déjà repris" in text(client.post(late, {"reason": "Encore"}, follow=True))
    assert Passage.objects.count() == 4
    assert not Passage.objects.standing().exists()
    assert desk_figures.of(periods.month(factories.DAY)).total.passages == 0


def test_nothing_pressed_is_nothing_noted(client):
    assert "Choisissez au moins une demande." in text(press(client))
    assert "Choisissez les demandes dans la liste." in text(press(client, demand="sieste"))
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


# Aid and complaints


def test_an_aid_is_asked_granted_and_paid(client, awa):
    ask = reverse("workshops:aid_of", args=[awa.pk])
    words = {"purpose": "Dette", "amount_asked": "80", "asked_on": "2016-03-10"}
    assert "Dites à qui l’aide est demandée." in text(client.post(ask, words))
    client.post(ask, words | {"asked_of": "Fonds de solidarité"})
    aid = AidRequest.objects.get()
    answer = {"status": "granted", "decided_on": "2016-03-14", "amount_granted": "60"}
    client.post(aid.get_absolute_url(), answer)
    client.post(aid.get_absolute_url(), {"paid_on": "2016-03-15", "paid_to": "L’opérateur"})
    page = text(client.get(aid.get_absolute_url()))
    assert "60,00" in page
    assert "L’opérateur" in page
    assert "Dette" in text(client.get(reverse("workshops:aid_requests"), {"etat": "granted"}))
    assert "Dette" not in text(client.get(reverse("workshops:aid_requests"), {"etat": "refused"}))


def test_a_refusal_of_aid_needs_its_reason(client, awa):
    aid = desk.aid(awa)
    refusal = {"status": "refused", "decided_on": "2016-03-15"}
    assert "Dites pourquoi" in text(client.post(aid.get_absolute_url(), refusal))
    client.post(aid.get_absolute_url(), refusal | {"refusal_reason": "Plafond dépassé"})
    aid.refresh_from_db()
    assert aid.status == "refused"


def test_a_complaint_is_the_directors_and_who_wrote_it_down(client, nadia, claire):
    words = {
        "received_on": "2016-03-14",
        "channel": "desk",
        "about": "delay",
        "text": "Une heure d’attente.",
    }
    client.post(reverse("workshops:receive_complaint"), words)
    complaint = Complaint.objects.get()
    assert "avant le 13/04/2016" in text(client.get(reverse("workshops:complaints")))
    client.force_login(factories.user("paul@pimms.example", "counsellor", name="Paul Ferrand"))
    assert client.get(complaint.get_absolute_url()).status_code == 404
    assert "Aucune réclamation" in text(client.get(reverse("workshops:complaints")))
    client.force_login(claire)
    answer = {"outcome": "founded", "answer": "Nous vous prions de nous excuser."}
    client.post(complaint.get_absolute_url(), answer)
    assert "fondée" in text(client.get(complaint.get_absolute_url()))
    complaint.refresh_from_db()
    assert (complaint.answered_by, complaint.answered_on) == (claire, factories.DAY)


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
    client.post(reverse("accounts:discretion"), {"suite": ROOM})
    answer = client.get(reverse("workshops:day_sheet"))
    paper = PdfReader(BytesIO(answer.content))
    assert len(paper.pages) == 1
    words = paper.pages[0].extract_text()
    assert "DIALLO Awa" in words
    assert "Permanence connectée" in words
    assert "Et 20 de plus" in words
    assert localdate() == factories.DAY
