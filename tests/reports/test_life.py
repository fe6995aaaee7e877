"""A report of either kind goes the same way, and says the same of what cannot be."""

import json

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from reports.editions.differences import between
from reports.editions.kinds import GRANT, YEAR, ReportKind
from reports.models import Edition, GrantEdition
from tests.support import editions, factories, funders, money
from tests.support.pages import text

KINDS = pytest.mark.parametrize("kind", [YEAR, GRANT], ids=["year", "grant"])


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel("2017-01-25 10:00", tick=False):
        yield


def written(kind: ReportKind) -> Edition | GrantEdition:
    return editions.in_hand() if kind is YEAR else funders.written(funders.in_hand())


def freeze(edition: Edition | GrantEdition) -> Edition | GrantEdition:
    return (editions if isinstance(edition, Edition) else funders).freeze(edition)


@KINDS
def test_texts_sent_once_it_is_frozen_are_refused_aloud(year, client, sign_in, kind):
    sign_in("director")
    edition = written(kind)
    client.get(edition.get_absolute_url())
    freeze(edition)
    told = text(client.post(edition.get_absolute_url(), follow=True))
    assert "Un bilan arrêté ne change plus" in told


@KINDS
def test_whoever_opens_it_second_reads_a_sentence(year, client, sign_in, kind, monkeypatch):
    """The other's stands once ours was found right: the database refuses ours."""
    sign_in("director")
    subject = 2016 if kind is YEAR else money.grant()
    client.get(kind.page(subject))

    def other_first(edition):
        monkeypatch.undo()
        (editions if kind is YEAR else funders).in_hand(subject)

    monkeypatch.setattr(kind.model, "full_clean", other_first)
    key = {"year": 2016} if kind is YEAR else {"pk": subject.pk}
    address = reverse(f"reports:{kind.prefix}open", kwargs=key)
    assert "existe déjà." in text(client.post(address, follow=True))


@KINDS
def test_its_figures_leave_in_the_same_files(year, client, sign_in, kind):
    sign_in("director")
    edition = freeze(written(kind))
    client.get(edition.get_absolute_url())
    names, archive = [], "PDF à archiver, chiffres joints"
    for words in ("PDF complet", archive, "PDF à remettre", "Excel", "CSV", "JSON"):
        answer = client.follow(words)
        names.append(answer.headers["Content-Disposition"].split('"')[1])
    stem = kind.stem(kind.frozen(edition))
    assert names == [
        f"{stem}-2016-v1.pdf", f"{stem}-archive-2016-v1.pdf", f"{stem}-a-remettre-2016-v1.pdf",
        f"{stem}-2016-v1.xlsx", f"{stem}-2016-v1.csv", f"{stem}-2016-v1.json",
    ]  # fmt: skip
    assert json.loads(answer.content) == kind.as_json(kind.frozen(edition))


@KINDS
def test_what_a_correction_changes_is_told_in_words(year, client, sign_in, kind):
    sign_in("director")
    first = freeze(written(kind))
    lin = factories.person(first_name="Lin")
    factories.support(lin, minutes=30)
    opened = (editions if kind is YEAR else funders).in_hand(first.subject, reason="Un oubli.")
    page = text(client.get(freeze(opened).get_absolute_url()))
    assert "5.2 Heures d’accompagnement 0,83\u202fh 1,33\u202fh" in page


def test_a_figure_that_an_old_account_did_not_count_is_no_difference(year):
    """The rule is one for both kinds: an account keeps the year that it was drawn up with."""
    first = funders.frozen()
    kept = json.loads(GrantEdition.objects.get(pk=first.pk).content)
    for name in ("by_district", "coverage"):
        del kept["account"]["activity"]["people"][name]
    old = GrantEdition(content=json.dumps(kept))
    told = GRANT.frozen(old)
    assert told.activity.people.by_district is None
    assert between(GRANT, told, GRANT.frozen(first)) == []


def test_a_frozen_report_opens_when_an_account_of_the_till_is_missing(
    year, client, sign_in, monkeypatch
):
    sign_in("director")
    edition = funders.frozen()

    def missing(year):
        raise ValidationError("Donnez son compte à la caisse.")

    monkeypatch.setattr("reports.money.accounts.turnover", missing)
    assert "Donnez son compte à la caisse." in text(client.get(edition.get_absolute_url()))
