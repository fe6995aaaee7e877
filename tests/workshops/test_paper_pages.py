"""Sheets, certificates, posters, slips, rates and calendars, at their pages."""

from datetime import date, time, timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from icalendar import Calendar
from pypdf import PdfReader

from accounts.models import Entry
from pimms.kernel import periods
from reports import figures
from tests.support import factories
from tests.support.pages import queries_of, text
from tests.support.visitor import Visitor
from workshops import attendance, services
from workshops.models import Feed, Registration, Sheet, Workshop

AT = factories.an_instant(9)
PDF = b"%PDF-1.7 une feuille"


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-03-29 10:00", tick=False):
        yield sign_in("counsellor")


def to(name, thing):
    return reverse(f"workshops:{name}", args=[thing.pk])


@pytest.fixture
def held(nadia):
    """On the 22nd: Awa came, Moussa late, Lin did not."""
    workshop = factories.workshop(host=nadia)
    seats = [
        factories.seat(workshop, factories.person(first_name=name))
        for name in ("Awa", "Moussa", "Lin")
    ]
    services.mark(
        workshop, present={seats[0].pk}, late={seats[1].pk}, absent={seats[2].pk}, walk_ins=2,
        by=nadia,
    )  # fmt: skip
    return workshop


def words(answer):
    assert answer["Content-Type"] == "application/pdf"
    return [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]


def test_the_sheet_names_those_who_are_expected_and_leaves_three_lines(client, held):
    factories.seat(held, factories.person(first_name="Petit"))
    Registration.objects.filter(beneficiary__first_name="Petit").update(status="cancelled")
    [page] = words(client.get(to("sheet_paper", held)))
    assert "DIALLO Awa" in page
    assert "Petit" not in page
    assert page.count("sans inscription") == 3


def test_a_paper_names_people_even_when_screens_hide_them(client, held):
    session = client.session
    session["discreet"] = True
    session.save()
    assert "DIALLO Awa" in words(client.get(to("sheet_paper", held)))[0]


def test_a_scanned_sheet_is_kept_and_read_by_staff_alone(client, held):
    assert "Ma première adresse" in text(client.get(reverse("workshops:missing_sheets")))
    scan = SimpleUploadedFile("feuille.pdf", PDF)
    client.post(to("sheets", held), {"scan": scan})
    sheet = Sheet.objects.get()
    assert sheet.kind == "application/pdf"
    assert "feuille" not in sheet.scan.name.rpartition("/")[2]
    answer = client.get(to("scan", sheet))
    assert answer.getvalue() == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(verb="sheet.read").count() == 1
    assert "Aucune feuille ne manque." in text(client.get(reverse("workshops:missing_sheets")))
    visitor = Visitor()
    assert visitor.get(to("scan", sheet)).status_code == 302
    visitor.force_login(factories.social_worker())
    assert visitor.get(to("scan", sheet)).status_code == 403


def test_a_paper_sheet_is_said_to_be_kept(client, held):
    client.post(to("sheets", held), {"kept_in": "classeur bleu"})
    assert "papier, classeur bleu" in text(client.get(to("sheets", held)))
    assert client.get(to("scan", Sheet.objects.get())).status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html>", "Ce fichier n’est ni un PDF ni une photo (JPEG, PNG)."),
        (b"", "Ce fichier est vide."),
        (PDF + b"x" * 2**20, "Ce fichier dépasse 1 Mo"),
        (None, "Joignez la feuille numérisée, ou dites où est le papier."),
    ],
)
def test_a_sheet_that_is_none_is_refused_in_words(client, held, settings, content, sentence):
    settings.SHEET_MEGABYTES = 1
    sent = (
        {"kept_in": ""} if content is None else {"scan": SimpleUploadedFile("feuille.pdf", content)}
    )
    answer = client.post(to("sheets", held), sent)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Sheet.objects.exists()


def test_a_sheet_is_missing_after_two_days(client, held):
    missing = reverse("workshops:missing_sheets")
    Workshop.objects.update(held_on=date(2016, 3, 28))
    assert "Aucune feuille ne manque." in text(client.get(missing))
    Workshop.objects.update(held_on=date(2016, 3, 27))
    assert "Joindre la feuille" in text(client.get(missing))


def test_certificates_for_those_who_came_and_for_one(client, held):
    pages = words(client.get(to("certificates", held)))
    assert len(pages) == 2
    assert "DIALLO Awa" in pages[0]
    assert "pendant 2\u00a0h" in pages[0]
    came = held.registrations.filter(beneficiary__first_name="Moussa").get()
    [page] = words(client.get(to("certificate", came)))
    assert "DIALLO Moussa" in page
    absent = held.registrations.get(status="absent")
    assert client.get(to("certificate", absent)).status_code == 404


def test_nobody_came_yet_and_nobody_is_certified(client):
    workshop = factories.workshop()
    answer = client.get(to("certificates", workshop), follow=True)
    assert "pas d’attestation" in text(answer)


def test_slips_stand_four_to_a_page_and_posters_alone(client):
    workshop = factories.workshop(
        held_on=date(2016, 4, 5), type=factories.workshop_type(poster_text="Venez tous !")
    )
    assert "rien à imprimer" in text(client.get(to("slips", workshop), follow=True))
    for _ in range(5):
        factories.seat(workshop)
    assert len(words(client.get(to("slips", workshop)))) == 2
    [poster] = words(client.get(to("poster", workshop)))
    assert "Venez tous" in poster
    assert "Mardi 5" in poster


def test_the_rates_say_who_did_not_come(client, held):
    page = text(client.get(reverse("workshops:rates")))
    assert "33,3\u202f% absents sans le dire, sur 3 attendus" in page
    assert "mardi 2 1 1 0 0 33,3\u202f%" in page
    assert "2 venus sans s’inscrire" in page
    assert "DIALLO Moussa 1 2\u00a0h" in page
    nothing = client.get(reverse("workshops:rates"), {"annee": "x"})
    assert nothing.context["year"] == 2016


def test_the_figures_are_those_of_the_yearly_report(held):
    factories.workshop(held_on=date(2016, 5, 3), starts_at=time(9), ends_at=time(10, 30))
    cancelled = factories.seat(factories.workshop(held_on=date(2016, 6, 7))).workshop
    Workshop.objects.filter(pk=cancelled.pk).update(cancelled_at="2016-06-01T10:00Z")
    ours, report = attendance.attendance_of(periods.year(2016)), figures.of_year(2016).workshops
    assert (ours.sessions, ours.hours) == (report.sessions, report.hours)
    assert (ours.whole.present, ours.whole.absent) == (report.attendances, report.absences)


def test_the_hours_of_a_person_are_in_their_file(client, held):
    awa = held.registrations.get(beneficiary__first_name="Awa").beneficiary
    page = text(client.get(reverse("workshops:activity", args=[awa.pk])))
    assert "1 séance suivie, 2\u00a0h en tout." in page


# --- calendars ------------------------------------------------------------------------------


def events(answer):
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_session_is_a_file_for_one_s_calendar(client):
    workshop = factories.workshop(place="Médiathèque")
    [event] = events(client.get(to("event", workshop)))
    assert str(event["summary"]) == workshop.title
    assert event["dtstart"].dt == workshop.begins
    assert event["dtend"].dt == workshop.ends
    assert str(event["location"]) == "Médiathèque"


@pytest.mark.parametrize(("of", "titles"), [
    ("host", ["Les miens"]), ("site", ["Les miens", "Réservé"]), ("public", ["Les miens"]),
])  # fmt: skip
def test_a_feed_shows_what_it_is_of_until_it_is_revoked(client, nadia, of, titles):
    factories.seat(factories.workshop(title="Les miens", host=nadia), factories.person())
    factories.workshop(title="Réservé", is_public=False, held_on=date(2016, 4, 5))
    client.post(reverse("workshops:feeds"), {"of": of})
    feed, visitor = Feed.objects.get(), Visitor()
    address = reverse("workshops:feed", args=[feed.token])
    assert (
        address in text(client.get(reverse("workshops:feeds")))
        or address in client.get(reverse("workshops:feeds")).content.decode()
    )
    answer = visitor.get(address)
    assert [str(event["summary"]) for event in events(answer)] == titles
    assert "DIALLO" not in answer.content.decode()
    assert ("Nadia" in answer.content.decode()) == (of != "public")
    client.post(to("revoke_feed", feed))
    assert visitor.get(address).status_code == 404


def test_a_cancelled_session_is_cancelled_in_the_feed(nadia):
    workshop = factories.workshop(host=nadia, held_on=date(2016, 4, 5))
    services.cancel(workshop, reason="Panne", by=nadia, at=AT)
    feed = services.open_feed(host=nadia, by=nadia, at=AT)
    [event] = events(Visitor().get(reverse("workshops:feed", args=[feed.token])))
    assert str(event["status"]) == "CANCELLED"


def event_of(feed):
    answer = Visitor().get(reverse("workshops:feed", args=[feed.token]))
    whole = Calendar.from_ical(answer.content)
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT4H" in answer.content
    assert str(whole["x-published-ttl"]) == "PT4H"
    [event] = whole.walk("VEVENT")
    return event


def test_each_change_raises_the_sequence_of_a_session_and_says_when(nadia):
    feed = services.open_feed(host=nadia, by=nadia, at=AT)
    workshop = factories.workshop(host=nadia, held_on=date(2016, 4, 5))
    planned = event_of(feed)
    assert (planned["sequence"], planned["last-modified"].dt.hour) == (0, 8)
    with time_machine.travel("2016-03-29 12:00", tick=False):
        services.change(workshop, title="Autrement", by=nadia, at=AT)
        services.change(workshop, title="Autrement", by=nadia, at=AT)  # sent as it was
    changed = event_of(feed)
    assert (changed["sequence"], changed["last-modified"].dt.hour) == (1, 10)
    services.cancel(workshop, reason="Panne", by=nadia, at=AT)
    assert event_of(feed)["sequence"] == 2
    assert event_of(feed)["uid"] == planned["uid"]


def test_a_session_of_a_cycle_was_last_changed_when_the_cycle_was_planned(nadia):
    feed = services.open_feed(host=nadia, by=nadia, at=AT)
    cycle = factories.cycle(host=nadia, last_on=factories.DAY + timedelta(days=7))
    planned = event_of(feed)
    assert (planned["sequence"], planned["last-modified"].dt.hour) == (0, 8)
    with time_machine.travel("2016-03-29 12:00", tick=False):
        services.change(cycle.workshops.get(), title="Autrement", by=nadia, at=AT)
    changed = event_of(feed)
    assert (changed["sequence"], changed["last-modified"].dt.hour) == (1, 10)


def test_many_sessions_ask_no_more_of_a_feed(nadia):
    feed = services.open_feed(host=nadia, by=nadia, at=AT)
    where = reverse("workshops:feed", args=[feed.token])
    factories.workshop(host=nadia, held_on=date(2016, 4, 5))
    few = queries_of(Visitor(), where)
    for day in range(6, 12):
        factories.workshop(host=nadia, held_on=date(2016, 4, day))
    assert queries_of(Visitor(), where) == few


def test_the_public_agenda_names_nobody(nadia):
    workshop = factories.workshop(host=nadia, held_on=date(2016, 4, 5), capacity=1)
    factories.seat(workshop)
    factories.workshop(title="Réservé", is_public=False, held_on=date(2016, 4, 6))
    page = text(Visitor().get(reverse("workshops:agenda")))
    assert "Ma première adresse électronique" in page
    assert "Demander à être sur la liste d’attente" in page
    for hidden in ("Nadia", "DIALLO", "Réservé"):
        assert hidden not in page


def test_an_empty_agenda_says_so(nadia):
    assert "Aucun atelier n’est annoncé" in text(Visitor().get(reverse("workshops:agenda")))
