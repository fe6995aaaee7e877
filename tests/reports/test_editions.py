"""A yearly report on its way: written, read over, frozen, compared, corrected."""

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from reports import content, figures, notes, services
from reports.editions import life
from reports.models import Comparison, Edition
from tests.support import editions, factories
from tests.support.pages import text

NIGHT = datetime(2017, 2, 1, 4, 20, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel("2017-01-25 10:00", tick=False):
        yield


def refused(verb, *args, **given) -> str:
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        verb(*args, **given)
    return " ".join(refusal.value.messages)


def test_figures_definitions_and_texts_come_back_as_they_were_frozen(year):
    kept = content.Content(year, notes.ALL, {"personnes": "Deux mots."})
    assert content.read(content.written(kept)) == kept
    assert content.written(content.read(content.written(kept))) == content.written(kept)


def test_a_frozen_report_prints_the_same_bytes_when_its_rows_change(year, client, sign_in):
    sign_in("director")
    edition = editions.freeze(editions.in_hand())
    address = reverse("reports:edition_data", args=[edition.pk])
    before = client.get(address).content
    factories.support(held_on=date(2016, 11, 2), minutes=30)
    assert client.get(address).content == before
    assert json.loads(before) == year.as_json()
    assert figures.of_year(2016).as_json() != year.as_json()


def test_the_night_says_what_differs_from_the_frozen_report(year, client, sign_in):
    edition = editions.freeze(editions.in_hand())
    assert services.compare(2016, by="night", at=NIGHT).differences == []
    factories.support(held_on=date(2016, 11, 2), minutes=30)
    found = services.compare(2016, by="night", at=NIGHT + timedelta(days=1))
    rows = {row["path"]: row for row in found.differences}
    assert rows["support.sessions"] == {
        "path": "support.sessions", "figure": 2, "list": 2, "frozen": 1,
    }  # fmt: skip
    assert rows["support.hours"]["frozen"] == "0.83"
    assert "sales.lines" not in rows
    sign_in("director")
    page = text(client.get(edition.get_absolute_url()))
    assert "diffèrent de ce que les données disent aujourd’hui" in page
    assert "5.1 Accompagnements 1 2 2" in page


def test_a_correction_says_why_and_which_figures_change(year, client, sign_in):
    editions.freeze(editions.in_hand())
    factories.support(held_on=date(2016, 11, 2), minutes=30)
    assert "pourquoi" in refused(editions.in_hand)
    second = editions.freeze(editions.in_hand(reason="Un accompagnement oublié."))
    changed = {row["path"]: (row["before"], row["now"]) for row in life.differences(second)}
    assert changed["support.sessions"] == (1, 2)
    sign_in("director")
    page = text(client.get(second.get_absolute_url()))
    assert "Un accompagnement oublié." in page
    assert "5.1 Accompagnements 1 2" in page


def test_a_report_is_read_over_before_it_is_frozen_and_again_after_a_change(year):
    edition, given = editions.in_hand(), {"by": factories.director(), "on": date(2017, 1, 20)}
    assert "relu avant" in refused(life.freeze, edition, **given)
    life.review(edition, **given)
    assert "déjà relu" in refused(life.review, edition, **given)
    life.write(edition, texts={"personnes": "Autre chose."}, by=factories.director())
    assert "relu avant" in refused(life.freeze, edition, **given)


def test_a_year_that_runs_or_is_empty_is_not_frozen(year):
    edition = editions.in_hand(2016, on=factories.DAY)
    life.review(edition, by=factories.director(), on=date(2016, 12, 31))
    sentence = refused(life.freeze, edition, by=factories.director(), on=date(2016, 12, 31))
    assert "n’est pas finie" in sentence
    empty = editions.in_hand(2011)
    life.review(empty, by=factories.director(), on=date(2012, 1, 5))
    assert "Rien n’est enregistré" in refused(
        life.freeze, empty, by=factories.director(), on=date(2012, 1, 5)
    )
    assert "n’a pas commencé" in refused(
        life.open_edition, Edition, 2017, by=factories.director(), on=date(2016, 12, 1)
    )


def test_a_frozen_report_is_neither_changed_nor_deleted(year):
    edition = editions.freeze(editions.in_hand())
    assert "ne change plus" in refused(life.write, edition, texts={}, by=factories.director())
    for statement in (
        "UPDATE reports_edition SET content = '{}' WHERE id = %s",
        "DELETE FROM reports_edition WHERE id = %s",
    ):
        with (
            pytest.raises(IntegrityError, match="frozen_edition_never_changes|never changes"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [edition.pk])


def test_a_comparison_is_never_changed(year):
    services.compare(2016, by="night", at=NIGHT)
    with pytest.raises(Exception, match="append-only|Cannot update"), transaction.atomic():
        Comparison.objects.update(figures=0)


def test_the_director_opens_writes_has_it_read_over_and_freezes(year, client, sign_in):
    sign_in("director")
    edition_page = client.post(reverse("reports:open", args=[2016]), follow=True)
    edition = Edition.objects.get()
    assert "Brouillon, ouvert le 25/01/2017" in text(edition_page)
    client.post(edition.get_absolute_url(), {"personnes": "Plus de familles."})
    client.post(reverse("reports:review", args=[edition.pk]))
    client.get(edition.get_absolute_url())
    client.follow("Arrêter le bilan…")
    frozen = client.post(reverse("reports:freeze", args=[edition.pk]), follow=True)
    assert "Le bilan est arrêté" in text(frozen)
    assert "Plus de familles." in text(frozen)
    assert "ne change plus" in text(client.again(follow=True))
    assert client.get(reverse("reports:edition_pdf", args=[edition.pk])).content[:4] == b"%PDF"


def test_a_page_opened_twice_opens_one_version(year, client, sign_in):
    sign_in("director")
    client.post(reverse("reports:open", args=[2016]), follow=True)
    client.again()
    assert Edition.objects.count() == 1


def test_last_year_s_texts_stand_beside(year, client, sign_in):
    sign_in("director")
    first = editions.in_hand(2015)
    life.write(first, texts={"ateliers": "Le mardi, c’est plein."}, by=factories.director())
    page = text(client.get(editions.in_hand(2016).get_absolute_url()))
    assert "Le texte de 2015" in page
    assert "Le mardi, c’est plein." in page
