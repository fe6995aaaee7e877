"""What is handed over hides small counts and what gives them away, the house's own says so on each
page, and whoever freezes a report has its figures before their eyes."""

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from accounts.models import Entry
from beneficiaries.models import Beneficiary
from pimms.kernel.models import Commune
from reports import ccas, figures, funder
from reports.ccas.discreet import OF_THE_HOUSE, Discreet
from reports.ccas.sentences import FEW
from reports.figures.needs import Answered, Asked
from reports.models import Edition, GrantEdition
from reports.money import Pledged
from reports.outside.tables import PLACES
from reports.word import variables
from tests.support import editions, factories, funders, money
from tests.support.pages import text
from workshops.models import Registration

JANUARY = date(2017, 1, 20)
MARK = "".join(OF_THE_HOUSE.split())


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel("2017-01-25 10:00", tick=False):
        yield


@pytest.fixture
def few(db) -> figures.Year:
    """2016, when nine people were helped, seven of Antony and two of Massy; they all came to the
    room of the Baconnets, and two of them to the library too."""
    massy, antony = Commune.objects.get(code="91377"), factories.antony()
    people = [
        factories.person(
            first_name=f"Awa {n}",
            gender=Beneficiary.Gender.FEMININE if n < 6 else Beneficiary.Gender.MASCULINE,
            commune=massy if n < 2 else antony,
        )
        for n in range(9)
    ]
    for place, came in (("Les Baconnets", people), ("La bibliothèque", people[:2])):
        workshop = factories.workshop(place=place, capacity=9)
        for person in came:
            seat = factories.seat(workshop, person)
            Registration.objects.filter(pk=seat.pk).update(status="present")
    for person in people:
        factories.support(person)
    return figures.of_year(2016)


@pytest.fixture
def grant(few):
    """Of the State, which was promised what few have done, and what many have."""
    grant = money.grant()
    money.promised(grant, figure="workshops.attendances", target=10)
    money.promised(grant, figure="sales.people", target=5)
    return grant


def pages_of(answer) -> list[str]:
    """The words of each page of the document, without the spaces that its lines make."""
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return ["".join(page.extract_text().split()) for page in pages]


def is_marked(pages: list[str]) -> set[bool]:
    """Whether each page says that the document is the house's own."""
    return {MARK in page for page in pages}


def first_button(client, address: str) -> str:
    """Where the first thing leads that the page offers to do."""
    page = client.get(address).content.decode()
    return re.search(r'<a class="btn btn-primary[^"]*" href="([^"]+)"', page)[1]


def test_the_buttons_give_first_what_is_handed_over(few, client, sign_in):
    sign_in("director")
    year = reverse("reports:year", args=[2016])
    assert first_button(client, year) == reverse("reports:handed", args=[2016])
    summary = client.follow("Synthèse à remettre")
    assert summary.headers["Content-Disposition"].endswith('"bilan-synthese-a-remettre-2016.pdf"')
    frozen = editions.freeze(editions.in_hand())
    handed = reverse("reports:edition_handed", args=[frozen.pk])
    assert first_button(client, frozen.get_absolute_url()) == handed
    account = funders.freeze(funders.written(funders.in_hand()))
    handed = reverse("reports:grant_edition_handed", args=[account.pk])
    assert first_button(client, account.get_absolute_url()) == handed


def test_the_draft_is_read_as_it_will_be_handed_over(few, client, sign_in):
    sign_in("director")
    for draft in (editions.in_hand(), funders.in_hand()):
        client.get(draft.get_absolute_url())
        answer = client.follow("Voir le PDF à remettre")
        assert "a-remettre" in answer.headers["Content-Disposition"]
        pages = pages_of(answer)
        assert "FémininmasquémasquéMasculinmasquémasqué" in "".join(pages)
        assert "Brouillondelaversion1" in pages[0]
        assert is_marked(pages) == {False}


def test_the_report_to_the_ccas_tells_no_small_count(few, client, sign_in):
    sign_in("director")
    pages = pages_of(client.get(reverse("reports:handed", args=[2016])))
    words = "".join(pages)
    assert "MassyEssonnemasquémasquémasqué" in words
    assert "AntonyHauts-de-Seinemasquémasquémasqué" in words
    assert "Ensemble9100,0%" in words
    assert is_marked(pages) == {False}


def test_the_summary_leaves_out_what_is_hidden(year, client, sign_in):
    """Three people: nothing is left but what counts nobody."""
    sign_in("director")
    pages = pages_of(client.get(reverse("reports:handed_summary", args=[2016])))
    assert "personnesaidées" not in "".join(pages)
    assert "n’estpasdonné" in "".join(pages)
    assert is_marked(pages) == {False}
    own = pages_of(client.get(reverse("reports:summary", args=[2016])))
    assert "Personnesaidées1.13" in "".join(own)
    assert is_marked(own) == {True}


def test_a_part_of_which_nothing_is_left_says_why(year):
    sections = {
        each.code: each
        for each in ccas.report(year, on=JANUARY, discreet=Discreet.of(year)).sections
    }
    for code in ("recharges", "accompagnements"):
        assert sections[code].paragraphs == (FEW,)
        assert sections[code].breakdowns == ()
    own = {each.code: each for each in ccas.report(year, on=JANUARY).sections}
    assert own["recharges"].breakdowns


def test_the_house_s_own_says_so_on_each_page(few, client, sign_in):
    sign_in("director")
    edition = editions.freeze(editions.in_hand())
    account = funders.freeze(funders.written(funders.in_hand()))
    for name, of in (
        ("pdf", 2016),
        ("edition_pdf", edition.pk),
        ("edition_archive", edition.pk),
        ("grant_edition_pdf", account.pk),
    ):
        pages = pages_of(client.get(reverse(f"reports:{name}", args=[of])))
        assert is_marked(pages) == {True}, name
        assert "masqué" not in "".join(pages), name


def test_a_workbook_is_the_house_s_own_on_each_page_that_is_printed(few, client, sign_in):
    sign_in("director")
    account = funders.freeze(funders.written(funders.in_hand()))
    for address in (
        reverse("reports:workbook", args=[2016]),
        reverse("reports:grant_edition_workbook", args=[account.pk]),
    ):
        book = openpyxl.load_workbook(io.BytesIO(client.get(address).content))
        assert {sheet.oddHeader.right.text for sheet in book} == {OF_THE_HOUSE}


def test_the_pages_say_which_files_stay_in_the_house(few, client, sign_in):
    sign_in("director")
    edition = editions.freeze(editions.in_hand())
    account = funders.freeze(funders.written(funders.in_hand()))
    year = reverse("reports:year", args=[2016])
    for address in (year, edition.get_absolute_url(), account.get_absolute_url()):
        assert "La version de la maison" in text(client.get(address))
        assert client.follow("JSON").headers["Content-Type"] == "application/json"


def test_the_report_to_a_funder_tells_no_small_count(grant, client, sign_in):
    """Nor what gives one away: two places with eleven attendances, of which one has two."""
    sign_in("director")
    edition = funders.freeze(funders.written(funders.in_hand(grant)))
    pages = pages_of(client.get(reverse("reports:grant_edition_handed", args=[edition.pk])))
    words = "".join(pages)
    assert "Labibliothèque12hmasquéLesBaconnets12hmasqué" in words
    assert "FémininmasquémasquéMasculinmasquémasqué" in words
    assert "Présencesenatelierdu01/01/2016au31/12/20161011110,0%" in words
    assert is_marked(pages) == {False}


def test_a_funder_s_own_form_is_filled_without_small_counts(grant, client, sign_in):
    sign_in("director")
    model = funders.word_model(
        "{{ personnes }} aidées, {{ presences }} présences",
        "{% for each in lieux %}{{ each.lieu }} {{ each.presences }}. {% endfor %}",
        "{% for each in engagements %}{{ each.intitule }} {{ each.realise }}. {% endfor %}",
    )
    assert "y est remplacé par" in text(client.get(reverse("reports:grant", args=[grant.pk])))
    answer = client.follow(str(model))
    people, places, kept = (p.text for p in Document(io.BytesIO(answer.content)).paragraphs)
    assert people == "9 aidées, 11 présences"
    assert places == "La bibliothèque masqué. Les Baconnets masqué. "
    assert kept == "présences en atelier 11. personnes équipées ou rechargées 0. "


def test_few_who_were_helped_are_not_told_on_a_funder_s_form(year, client, sign_in):
    sign_in("director")
    grant = money.grant(purpose="Ateliers")
    model = funders.word_model("{{ personnes }}, {{ presences }}, {{ accompagnements }}")
    client.get(reverse("reports:grant", args=[grant.pk]))
    (told,) = Document(io.BytesIO(client.follow(str(model)).content)).paragraphs
    assert told.text == "masqué, masqué, masqué"


# --- What gives a small count away ---------------------------------------------------------


def test_places_and_themes_are_masked_together(few):
    """Themes hide the attendances: places must not add up to them."""
    themes = tuple(replace(theme, attendances=3) for theme in few.workshops.by_theme)
    year = replace(few, workshops=replace(few.workshops, by_theme=themes, attendances=3))
    hidden = Discreet.of(year, [("Les Baconnets", 3), ("La bibliothèque", 0)]).hidden
    assert {"workshops.attendances", (PLACES, "Les Baconnets")} <= hidden
    both = Discreet.of(few, [("Les Baconnets", 9), ("La bibliothèque", 2)])
    assert not both.may_say((PLACES, "Les Baconnets"))


def pledge(figure: str, done: int) -> Pledged:
    return Pledged(figure, "Engagement", 10, Decimal(done), date(2016, 1, 1), date(2016, 12, 31))


def done(year, *pledges) -> list:
    return [each.done for each in Discreet.of(year).pledges(pledges, year)]


def test_a_promise_of_which_few_have_done_anything_is_hidden(few):
    assert done(few, pledge("sales.people", 3), pledge("workshops.sessions", 2)) == [None, 2]


def test_a_promise_that_is_near_the_year_s_own_count_is_hidden(few):
    """Nine people came in the year, seven of them within the days of the promise: two did not."""
    assert done(few, pledge("workshops.people", 7)) == [None]
    assert done(few, pledge("workshops.people", 9)) == [9]
    assert done(few, pledge("support.sessions", 4), pledge("support.sessions", 9)) == [None, 9]


def test_what_is_hidden_of_an_answer_is_not_computed_from_those_who_gave_one(few):
    def asked(given, *counts) -> Asked:
        lines = tuple(Answered(str(n), count) for n, count in enumerate(counts))
        return Asked("Besoins", "Une question", given, 40, "En moyenne 3.", lines)

    told = Discreet.of(few).asked(
        [asked(20, 12, None), asked(20, 12, 8), asked(3, None, None), asked(20, 8, None, None)]
    )
    assert [(each.given, each.summary) for each in told] == [
        (None, ""), (20, "En moyenne 3."), (None, ""), (20, "En moyenne 3."),
    ]  # fmt: skip


# --- Freezing --------------------------------------------------------------------------------


ASKING = {"year": "reports:freeze", "grant": "reports:grant_freeze"}


def reviewed(kind: str) -> Edition | GrantEdition:
    if kind == "grant":
        return funders.reviewed(funders.written(funders.in_hand()))
    edition = editions.in_hand()
    return editions.life.review(edition, by=factories.director(), on=JANUARY)


@pytest.mark.parametrize("kind", ASKING)
def test_freezing_asks_once_with_the_figures_shown(few, client, sign_in, kind):
    sign_in("director")
    edition = reviewed(kind)
    client.get(edition.get_absolute_url())
    page = text(client.follow("Arrêter le bilan…"))
    assert "Arrêter pour de bon" in page
    assert "9 personnes aidées" in page
    assert "9 sont venues en atelier et 9 ont été accompagnées individuellement" in page
    assert "La version à remettre masque des nombres" in page
    edition.refresh_from_db()
    assert not edition.is_frozen
    asking = reverse(ASKING[kind], args=[edition.pk])
    told = client.post(asking, follow=True)
    assert "ne change plus" in text(told)
    edition.refresh_from_db()
    assert edition.is_frozen
    assert "ne change plus" in text(client.again(follow=True))
    assert Entry.objects.filter(verb="report.frozen").count() == 1


@pytest.mark.parametrize("kind", ASKING)
def test_figures_that_moved_while_somebody_read_them_are_shown_again(few, client, sign_in, kind):
    sign_in("director")
    edition = reviewed(kind)
    asking = reverse(ASKING[kind], args=[edition.pk])
    client.get(asking)
    factories.support(factories.person(first_name="Lin"))
    answer = client.post(asking)
    assert answer.status_code == 422
    assert "ont changé depuis que cette page est ouverte" in text(answer)
    assert "10 personnes aidées" in text(answer)
    edition.refresh_from_db()
    assert not edition.is_frozen
    assert "ne change plus" in text(client.post(asking, follow=True))


def test_nothing_is_frozen_by_who_did_not_see_the_figures(few, client, sign_in):
    sign_in("director")
    edition = reviewed("year")
    answer = client.forge(reverse("reports:freeze", args=[edition.pk]), {"shown": ""})
    assert answer.status_code == 422
    assert "Relisez les chiffres avant d’arrêter le bilan." in text(answer)
    edition.refresh_from_db()
    assert not edition.is_frozen


def test_what_was_not_read_over_is_sent_back_to_its_text(few, client, sign_in):
    sign_in("director")
    answer = client.get(reverse("reports:freeze", args=[editions.in_hand().pk]), follow=True)
    assert "Un bilan est relu avant d’être arrêté." in text(answer)


@pytest.mark.django_db
def test_what_a_payer_saved_for_a_few_is_not_what_the_others_leave():
    """Money is hidden with its people, and a second payer with it: the total is told."""
    card = factories.product("5.00", "12.00")
    payers = [factories.ccas(), factories.organisation("Secours populaire", "ASSO")]
    for payer, people in zip((*payers, None), (2, 6, 9), strict=True):
        terms = {"payment": "third_party", "payer": payer} if payer else {}
        for _ in range(people):
            factories.sale(quantities={card: 1}, **terms)
    counted = figures.of_year(2016)
    hidden = Discreet.of(counted).codes("sales.saving_by_payer")
    assert str(payers[0]) in hidden
    assert len(hidden) == 2


def test_a_share_in_a_word_model_is_that_of_the_report(year):
    account = funder.of_grant(money.grant(purpose="Ateliers"), scope="grant", on=JANUARY)
    told = variables.values(funder.report(account, on=JANUARY))
    assert [row["part"] for row in told["genre"]] == ["33,4\u202f%", "33,3\u202f%", "33,3\u202f%"]
    assert [row["part"] for row in told["presences_par_theme"]] == ["100,0\u202f%"] * 2


def test_a_word_model_names_what_a_year_frozen_before_did_not_count(year):
    account = funder.of_grant(money.grant(purpose="Ateliers"), scope="grant", on=JANUARY)
    old = replace(account, activity=replace(account.activity, more={}))
    told = variables.values(funder.report(old, on=JANUARY))
    assert told["passages_a_l_accueil"] == "—"
    assert told["demandes_par_nature"] == []
