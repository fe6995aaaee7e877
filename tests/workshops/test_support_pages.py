"""A record of support by its keys, its notes and papers, next steps, aid, complaints."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Entry
from tests.support import desk, factories
from tests.support.pages import text
from workshops import services
from workshops.models import (
    AidRequest,
    Appointment,
    Complaint,
    NextStep,
    PrivateNote,
    SupportPaper,
    SupportSession,
)

ROOM = reverse("workshops:waiting_room")
HALF_PAST_NINE = "2016-03-15 09:30"


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel(HALF_PAST_NINE, tick=False):
        yield sign_in("counsellor")


@pytest.fixture
def awa(nadia):
    return factories.person()


def record(client, person, query="", **words):
    fields = {"held_on": "2016-03-15", "duration": "15", "themes": ["email"]}
    address = reverse("workshops:support", args=[person.pk]) + query
    return client.post(address, fields | words)


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


def test_a_procedure_and_a_talk_on_the_telephone_are_kept(client, awa):
    paperwork = {"themes": ["aide_aux_demarches_administratives"], "channel": "a_distance"}
    record(client, awa, procedures=["logement"], procedure_name="Aide au logement", **paperwork)
    page = text(client.get(SupportSession.objects.get().get_absolute_url()))
    assert "Logement\u202f: Aide au logement" in page
    assert "À distance, par téléphone" in page


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"themes": ["email"], "procedures": ["logement"]}, "Cochez «\u202fAide aux démarches"),
        ({"channel": "la lune"}, "Choisissez dans la liste."),
        ({"next_step": "Rappeler"}, "Dites pour quel jour."),
        ({"next_on": "2016-03-20"}, "Dites ce qu’il y a à faire ce jour-là."),
        ({"next_step": "Rappeler", "next_on": "2016-03-14"}, "Choisissez un jour d’ici un an."),
        ({"oriented_to": "ailleurs"}, "Choisissez dans la liste."),
    ],
)
def test_what_does_not_hold_together_is_said(client, awa, words, sentence):
    fields = {"held_on": "2016-03-15", "duration": "15", "themes": ["email"]}
    answer = client.tamper(reverse("workshops:support", args=[awa.pk]), fields | words)
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
