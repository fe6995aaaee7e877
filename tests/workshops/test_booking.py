"""Seats asked for by referrers and by whoever reads the agenda, moved, cycles, signatures."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Entry
from beneficiaries.models import Referral
from funding.models import Funder
from tests.support import booking, factories, referral_sheets
from tests.support.pages import queries_of, text
from tests.support.visitor import Visitor
from workshops import links, services
from workshops.models import Guest, Registration, Waiting

AT = factories.an_instant(9)


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel("2016-03-15 09:00", tick=False):
        yield


@pytest.fixture
def karim(sign_in):
    return sign_in("social_worker")


@pytest.fixture
def nadia(sign_in):
    return sign_in("counsellor")


def ask(client, referral, workshop, **words):
    address = reverse("workshops:book", args=[referral.pk])
    return client.post(address, {"workshop": workshop.pk, "agreed": "on"} | words, follow=True)


# A referrer


def test_a_referrer_books_a_seat_for_the_person_and_gives_it_back(client, karim):
    referral, workshop = referral_sheets.referral(factories.person()), booking.announced()
    assert "DIALLO Awa a sa place" in text(ask(client, referral, workshop))
    seat = Registration.objects.get()
    assert (seat.referral, seat.beneficiary) == (referral, referral.beneficiary)
    assert Entry.objects.get(verb="registration.made").by == karim.email
    page = text(client.post(reverse("workshops:unbook", args=[referral.pk, seat.pk]), follow=True))
    assert "La place est rendue." in page
    seat.refresh_from_db()
    assert seat.status == Registration.Status.CANCELLED


def test_a_referrer_sees_the_seats_they_asked_for_and_no_other(client, karim):
    awa = factories.person()
    referral = referral_sheets.referral(awa)
    mine, other = booking.announced(title="Écrire un courriel"), booking.announced(title="Photos")
    booking.booked(referral, mine)
    factories.seat(other, awa)
    page = text(client.get(reverse("workshops:book", args=[referral.pk])))
    asked = page[page.index("Places demandées") : page.index("Demander une place")]
    assert "Écrire un courriel" in asked
    assert "Photos" not in asked
    assert Registration.objects.visible_to(karim).get().workshop == mine
    seen = reverse("workshops:unbook", args=[referral.pk, other.registrations.get().pk])
    assert client.forge(seen).status_code == 404


def test_another_organisation_books_nothing(client, sign_in):
    referral = referral_sheets.referral(factories.person())
    factories.social_worker("lucie@mission.example", factories.organisation())
    lucie = Visitor()
    lucie.force_login(type(referral.sent_by).objects.get(email="lucie@mission.example"))
    address = reverse("workshops:book", args=[referral.pk])
    asked = {"workshop": booking.announced().pk, "agreed": "on"}
    assert lucie.forge(address, asked).status_code == 404
    assert not Registration.objects.exists()


def test_a_seat_is_asked_for_once_the_referral_is_accepted(client, karim):
    referral, workshop = factories.referral(), booking.announced()
    address = reverse("workshops:book", args=[referral.pk])
    assert "une fois l’orientation acceptée" in text(client.get(address))
    asked = {"workshop": workshop.pk, "agreed": "on"}
    assert "une fois l’orientation acceptée" in text(client.forge(address, asked))
    with pytest.raises(ValidationError, match="une fois l’orientation acceptée"):
        services.book(referral, workshop=workshop, by=karim, at=AT)


def test_the_person_agrees_first(client, karim):
    referral = referral_sheets.referral(factories.person())
    answer = ask(client, referral, booking.announced(), agreed=None)
    assert answer.status_code == 422
    assert "Demandez d’abord à la personne" in text(answer)


def test_a_full_session_has_a_queue_for_referrers_too(client, karim):
    workshop = booking.announced(capacity=1)
    booking.joined(workshop)
    page = text(ask(client, referral_sheets.referral(factories.person()), workshop))
    assert "DIALLO Awa est dans la liste d’attente" in page
    offered = Waiting.objects.get()
    services.cancel_seat(workshop.registrations.get(), by="la personne", at=AT)
    seat = services.accept_offer(offered, by=karim, at=AT)
    assert seat.referral == offered.referral == Referral.objects.get()


@pytest.mark.parametrize("details", [{"is_public": False}, {"held_on": factories.DAY}])
def test_what_is_not_announced_or_has_begun_is_not_booked(karim, details):
    workshop = booking.announced(**details | {"starts_at": factories.time(8)})
    with pytest.raises(ValidationError, match="ne se réserve pas d’ici"):
        booking.booked(workshop=workshop) if "is_public" in details else services.book(
            referral_sheets.referral(factories.person()), workshop=workshop, by=karim, at=AT
        )


def test_booking_asks_as_much_of_the_database_for_many_seats(client, karim):
    referral = referral_sheets.referral(factories.person())
    booking.booked(referral)
    address = reverse("workshops:book", args=[referral.pk])
    few = queries_of(client, address)
    for n in range(1, 6):
        booking.booked(referral, booking.announced(held_on=booking.LATER + timedelta(days=n)))
    assert queries_of(client, address) == few <= 12


# Whoever reads the agenda


def identity(**words):
    return {"last_name": "Petit", "phone": "06 12 34 56 78"} | words


def test_somebody_joins_from_the_agenda_and_gives_the_seat_back(db):
    workshop, anybody = booking.announced(held_on=factories.DAY + timedelta(days=9)), Visitor()
    assert "S’inscrire" in text(anybody.get(reverse("workshops:agenda")))
    address = reverse("workshops:join", args=[workshop.pk])
    answer = anybody.post(address, identity(), follow=True)
    seat = Registration.objects.get()
    assert answer.redirect_chain == [(links.path(seat), 302)]
    assert "Je ne viendrai pas" in text(answer)
    assert "Petit" not in text(answer)
    assert seat.guest.phone == "+33612345678"
    anybody.post(links.path(seat))
    seat.refresh_from_db()
    assert seat.status == Registration.Status.CANCELLED


def test_sent_twice_is_one_seat(db):
    workshop, anybody = booking.announced(), Visitor()
    address = reverse("workshops:join", args=[workshop.pk])
    first, second = anybody.post(address, identity()), anybody.again()
    assert first.url == second.url
    assert Guest.objects.count() == Registration.objects.count() == 1


def test_one_telephone_has_one_seat_of_a_session(db):
    workshop, anybody = booking.announced(), Visitor()
    address = reverse("workshops:join", args=[workshop.pk])
    anybody.post(address, identity())
    answer = anybody.post(address, identity())
    assert answer.status_code == 422
    assert "a déjà une place dans cet atelier" in text(answer)


def test_a_full_session_says_that_one_waits(db):
    workshop, anybody = booking.announced(capacity=1), Visitor()
    booking.joined(workshop)
    address = reverse("workshops:join", args=[workshop.pk])
    assert "vous serez dans la liste d’attente" in text(anybody.get(address))
    answer = anybody.post(address, identity(phone="06 99 99 99 99"), follow=True)
    assert "Vous êtes dans la liste d’attente" in text(answer)


def test_what_no_person_fills_is_refused(db):
    address = reverse("workshops:join", args=[booking.announced().pk])
    answer = Visitor().post(address, identity(website="http://example.org"))
    assert answer.status_code == 422
    assert not Guest.objects.exists()


def test_a_thousand_inscriptions_from_one_address_are_too_many(db, settings):
    settings.JOIN_RATE = "2/h/ip"
    workshop, anybody = booking.announced(), Visitor()
    address = reverse("workshops:join", args=[workshop.pk])
    codes = [
        anybody.post(address, identity(phone=f"06 12 34 56 7{n}")).status_code for n in range(3)
    ]
    assert codes == [302, 302, 429]


def test_a_session_that_is_not_announced_has_no_page(db):
    hidden = booking.announced(is_public=False)
    assert Visitor().get(reverse("workshops:join", args=[hidden.pk])).status_code == 404


# Another day


def test_the_link_of_a_seat_moves_it_to_another_day(db):
    seat = booking.joined()
    other = booking.announced(held_on=booking.LATER + timedelta(days=7))
    booking.announced(title="Tout autre chose", held_on=booking.LATER + timedelta(days=8))
    page = Visitor().get(links.path(seat))
    assert "Ou venir un autre jour" in text(page)
    assert "Tout autre chose" not in text(page)
    words = {"deplacer": "1", "to": other.pk}
    answer = Visitor().post(links.path(seat), words, follow=True)
    seat.refresh_from_db()
    moved = other.registrations.get()
    assert (seat.status, moved.guest) == (Registration.Status.CANCELLED, seat.guest)
    assert answer.redirect_chain == [(links.path(moved), 302)]


def test_a_seat_does_not_move_to_a_full_session_and_is_kept(db):
    seat = booking.joined()
    other = booking.announced(held_on=booking.LATER + timedelta(days=7), capacity=1)
    booking.joined(other, phone="+33699999999")
    answer = Visitor().post(links.path(seat), {"deplacer": "1", "to": other.pk})
    assert answer.status_code == 422
    assert "Cet atelier est complet" in text(answer)
    seat.refresh_from_db()
    assert seat.status == Registration.Status.REGISTERED


def test_the_seat_that_moved_is_offered_to_the_queue(db):
    workshop = booking.announced(capacity=1)
    seat = booking.joined(workshop)
    waits = booking.joined(workshop, phone="+33699999999")
    other = booking.announced(held_on=booking.LATER + timedelta(days=7))
    services.move_seat(seat, to=other, by="lien personnel", at=AT)
    waits.refresh_from_db()
    assert waits.status == Waiting.Status.OFFERED


# Letters, the list, hours


def test_letters_go_to_those_whom_nothing_else_reaches(client, nadia, tmp_path):
    workshop = factories.workshop()
    factories.seat(workshop, factories.person(address="3 rue Auguste-Mounié"))
    known = factories.person(last_name="Lopez", phone="+33612345678", address="1 rue A")
    factories.seat(workshop, known)
    address = reverse("workshops:letters", args=[workshop.pk])
    one, both = client.get(address), client.get(address, {"a": "tous"})
    assert [len(_pages(answer, tmp_path)) for answer in (one, both)] == [1, 2]
    [words] = _pages(one, tmp_path)
    assert "Awa DIALLO" in words
    assert "Connexions" not in words[: words.index("Nous vous attendons")]


def _pages(answer, folder):
    file = folder / "letters.pdf"
    file.write_bytes(answer.content)
    return [page.extract_text() for page in PdfReader(file).pages]


def test_nobody_to_write_to_is_said(client, nadia):
    workshop = factories.workshop()
    answer = client.get(reverse("workshops:letters", args=[workshop.pk]), follow=True)
    assert "Aucune lettre à imprimer" in text(answer)


def test_the_list_shows_what_was_chosen(client, nadia):
    factories.workshop(title="Écrire un courriel", level="debutant")
    full = factories.workshop(title="Photos", capacity=1, starts_at=factories.time(9))
    factories.seat(full)
    page = lambda **words: text(client.get(reverse("workshops:workshops"), words))  # noqa: E731
    assert "Photos" in _coming(page())
    assert "Photos" not in _coming(page(libres="on"))
    assert "Photos" not in _coming(page(niveau="debutant"))
    assert "Écrire un courriel" in _coming(page(niveau="debutant", semaine="2016-03-22"))
    assert "Aucun atelier ne répond" in page(semaine="2016-04-22")
    assert "Photos" in _coming(page(niveau="nonsense", semaine="31/02/2016", atelier="é"))


def _coming(page):
    return page[page.index("À venir") : page.index("Mars 2016")]


def test_hours_are_said_by_person_and_by_funder(client, nadia):
    region = Funder.objects.create(name="Région", kind=Funder.Kind.REGION)
    paid = factories.workshop(funder=region, held_on=factories.DAY, starts_at=factories.time(8))
    seat = factories.seat(paid)
    services.mark(paid, present={seat.pk}, absent=set(), by=nadia)
    page = text(client.get(reverse("workshops:rates")))
    assert "Région 1 8 h 1 8 h" in page.replace(" ", " ")
    file = client.get(reverse("workshops:hours_csv", args=[2016])).content.decode()
    assert file.splitlines()[1:] == [
        f"Diallo;Awa;{seat.beneficiary.born_on:%d/%m/%Y};Région;1;8,00"
    ]
    assert Entry.objects.get(verb="workshop.hours_exported").details["rows"] == 1
