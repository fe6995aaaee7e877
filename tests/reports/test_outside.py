"""Figures that leave the house: by a link that ends, and on the public page."""

import csv
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from importlib import import_module
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Entry
from pimms.kernel.masking import LEAST
from reports import figures, services
from reports.figures.counting import Line
from reports.models import Publication, Share
from reports.outside import publishing, sharing
from reports.outside.tables import HIDDEN, shown_outside
from tests.support import editions, factories
from tests.support.pages import text

SHARES, PUBLIC = reverse("reports:shares"), reverse("reports:public")
PUBLIC_CSV = "reports:public_csv"
SERVED, DEPARTMENTS, COMMUNES = "people.served", "people.by_department", "people.by_commune"
TOWNS = ("92002", "92160", "91377", "91645", "94034")


@pytest.fixture(autouse=True)
def spring(request):
    with time_machine.travel("2016-03-23 09:30", tick=False):
        yield


def shared(link):
    return reverse("reports:shared", args=[link.token])


@pytest.mark.django_db
def test_the_director_opens_a_link_that_shows_figures_and_no_name(sign_in, client):
    factories.support(factories.person(last_name="Diallo"))
    sign_in("director")
    sent = {"year": "2016", "parts": ["people", "support"], "reader": "Conseil", "days": "30"}
    assert client.post(SHARES, sent).status_code == 302
    link = Share.objects.get()
    assert link.token in client.get(SHARES).content.decode()
    client.logout()
    answer = client.get(shared(link))
    page = text(answer)
    assert "Chiffres 2016" in page
    assert "DIALLO" not in page
    assert "Accompagnements individuels" in page
    assert "D’où viennent les personnes" not in page
    assert not answer.cookies
    assert Entry.objects.filter(verb="share.read", thing=f"reports.share:{link.pk}").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"reader": ""}, "Dites pour qui"),
        ({"parts": []}, "Choisissez au moins une partie."),
        ({"year": "1830"}, "Choisissez dans la liste."),
        ({"days": "4000"}, "Choisissez dans la liste."),
    ],
)
def test_what_is_missing_is_said(sign_in, client, sent, sentence):
    factories.support()
    sign_in("director")
    whole = {"year": "2016", "parts": ["people"], "reader": "Conseil", "days": "30"}
    answer = client.tamper(SHARES, whole | sent)
    assert answer.status_code == 422
    assert sentence in text(answer)


@pytest.mark.django_db
def test_a_link_that_ended_was_closed_or_altered_shows_nothing(client):
    link = editions.share(days=10)
    assert client.get(shared(link)).status_code == 200
    over = []
    with time_machine.travel("2016-03-28", tick=False):
        over.append(client.get(shared(link)))
    over.append(client.get(shared(link)[:-2] + "x/"))
    sharing.revoke(link, by=factories.director(), at=link.shared_at + timedelta(hours=1))
    over.append(client.get(shared(link)))
    for answer in over:
        assert answer.status_code == 404
        assert "Ce lien ne montre plus rien" in text(answer)


@pytest.mark.django_db
def test_nobody_tries_links_all_day(client, settings):
    settings.SHARED_RATE = "2/h/ip"
    answers = [client.get(reverse("reports:shared", args=["x"])) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]


@pytest.mark.django_db
def test_the_public_page_shows_frozen_years_alone_and_leaves_no_cookie(client):
    factories.support()  # in 2016, which is not frozen
    assert "Aucun bilan n’est encore publié." in text(client.get(PUBLIC))
    editions.published(2015)
    answer = client.get(PUBLIC)
    assert "Nos chiffres 2015" in text(answer)
    assert not answer.cookies
    assert client.get(reverse("reports:public_year", args=[2016])).status_code == 404
    assert client.get(reverse("reports:public_csv", args=[2016])).status_code == 404


@pytest.mark.django_db
def test_a_year_that_is_frozen_is_public_once_the_director_says_so(sign_in, client):
    edition = editions.frozen(2015)
    year, file = (reverse(name, args=[2015]) for name in ("reports:public_year", PUBLIC_CSV))
    assert "Aucun bilan n’est encore publié." in text(client.get(PUBLIC))
    assert "Nos chiffres 2015" not in text(client.get(year))
    assert client.get(file).status_code == 404
    claire = sign_in("director")
    assert "Ces chiffres ne sont pas publics." in text(client.get(edition.get_absolute_url()))
    page = client.post(reverse("reports:publish", args=[edition.pk]), follow=True)
    assert "Les chiffres de 2015 sont sur la page publique." in text(page)
    assert Entry.objects.get(verb="report.published").by == claire.email
    assert "Ses chiffres sont publics." in text(client.get(reverse("reports:reports")))
    client.logout()
    assert "Nos chiffres 2015" in text(client.get(year))
    assert client.get(file).status_code == 200


@pytest.mark.django_db
def test_what_is_public_can_be_taken_back(sign_in, client):
    edition = editions.published(2015)
    sign_in("director")
    page = client.post(reverse("reports:take_back", args=[edition.pk]), follow=True)
    assert "La page publique ne montre plus ce bilan de 2015." in text(page)
    assert Entry.objects.filter(verb="report.taken_back").count() == 1
    client.logout()
    assert "Aucun bilan n’est encore publié." in text(client.get(PUBLIC))
    assert client.get(reverse(PUBLIC_CSV, args=[2015])).status_code == 404


@pytest.mark.django_db
def test_a_correction_is_public_when_the_director_says_so_too(sign_in, client):
    first = editions.published(2015)
    second = editions.freeze(editions.in_hand(2015, reason="Un oubli."))
    assert "version 2" not in text(client.get(PUBLIC))
    sign_in("director")
    page = text(client.get(second.get_absolute_url()))
    assert "La page publique montre la version 1" in page
    client.post(reverse("reports:publish", args=[second.pk]))
    client.again()
    assert "version 2" in text(client.get(PUBLIC))
    standing = Publication.objects.standing().get()
    assert standing.edition == second
    assert first.publications.get().ended_by == standing.published_by


@pytest.mark.django_db
def test_what_was_public_before_the_director_was_asked_stays_public(client):
    editions.frozen(2015)
    editions.freeze(editions.in_hand(2015, reason="Un oubli."))
    before = import_module("reports.migrations.0003_published_by_the_director")
    with connection.cursor() as cursor:
        cursor.execute(before.STAYS_PUBLIC)
    assert "version 2" in text(client.get(PUBLIC))
    assert Publication.objects.get().published_on.year == 2016


@pytest.mark.django_db
def test_what_is_written_still_is_not_published(db):
    given = {"by": factories.director(), "on": factories.DAY}
    with pytest.raises(ValidationError, match="une fois arrêté"):
        publishing.publish(editions.in_hand(2015), **given)


@pytest.mark.django_db
def test_the_public_file_says_what_the_page_says(client):
    for _ in range(7):
        factories.support(held_on=factories.DAY.replace(year=2015))
    edition = editions.published(2015)
    content = client.get(reverse("reports:public_csv", args=[2015])).content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(content), delimiter=";"))
    page = text(client.get(PUBLIC))
    assert rows
    assert all(row["Valeur"] in page for row in rows)
    (supported,) = (row for row in rows if row["Code"] == "support.people")
    assert supported["Valeur"] == str(services.frozen_year(edition).people.supported)


@pytest.mark.django_db
def test_a_small_count_is_nowhere_and_nor_is_its_neighbour(year):
    shown = shown_outside(year)
    assert year.people.served == 3
    values = [row.value for table in shown.tables for row in table.rows]
    assert not [value for value in values if value and value < LEAST]
    assert shown.hides
    assert {key.written for key in shown.keys if key.code in ("people.served", "sales.people")} == {
        HIDDEN
    }


def lines(counts, codes):
    return tuple(Line(code, code, n) for code, n in zip(codes, counts, strict=False) if n)


@st.composite
def years(draw):
    """A year whose people are from some towns, of some genders, all counts agreeing."""
    towns = draw(st.lists(st.integers(0, 12), min_size=5, max_size=5))
    served = sum(towns)
    men = draw(st.integers(0, served))
    departments = {}
    for town, n in zip(TOWNS, towns, strict=True):
        departments[town[:2]] = departments.get(town[:2], 0) + n
    return served, lines(towns, TOWNS), lines(departments.values(), departments), men


@given(years())
@settings(max_examples=60, deadline=None)
def test_no_hidden_count_of_a_year_is_computed_back(empty_year, drawn):
    served, towns, departments, men = drawn
    people = replace(
        empty_year.people,
        served=served,
        by_commune=towns,
        by_department=departments,
        by_gender=lines((men, served - men), ("feminine", "masculine")),
    )
    shown = shown_outside(replace(empty_year, people=people))
    known = {(SERVED,): next(k.written for k in shown.keys if k.code == "people.served")}
    tables = {table.code: table for table in shown.tables}
    sums = [
        [(SERVED,), *((code, row.code) for row in tables[code].rows)]
        for code in ("people.by_gender", DEPARTMENTS)
    ] + [
        [(DEPARTMENTS, d.code), *((COMMUNES, t.code) for t in tables[COMMUNES].rows
                                   if t.code.startswith(d.code))]
        for d in tables[DEPARTMENTS].rows
    ]  # fmt: skip
    known |= {(t.code, row.code): row.written for t in shown.tables for row in t.rows}
    hidden = {cell for cell, written in known.items() if written == HIDDEN}
    assert not hidden & pinned(sums, known, hidden)


def pinned(sums, known, hidden):
    """The hidden cells that whoever solves the published sums would find: Gauss, by hand."""
    unknowns = sorted(hidden)
    rows = [
        [Fraction((1 if cell == total else -1) * (cell in (total, *members))) for cell in unknowns]
        for total, *members in sums
    ]
    found, rows = set(), [row for row in rows if any(row)]
    for column in range(len(unknowns)):
        pivot = next((row for row in rows if row[column] and not any(row[:column])), None)
        if pivot is None:
            continue
        pivot[:] = [value / pivot[column] for value in pivot]
        for row in rows:
            if row is not pivot and row[column]:
                times = row[column]
                row[:] = [a - times * b for a, b in zip(row, pivot, strict=True)]
    for row in rows:
        if sum(1 for value in row if value) == 1:
            found.add(unknowns[next(i for i, value in enumerate(row) if value)])
    return found


@pytest.fixture(scope="module")
def empty_year(django_db_setup, django_db_blocker):
    """2014, when nothing was recorded."""
    with django_db_blocker.unblock():
        return figures.of_year(2014)
