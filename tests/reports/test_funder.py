"""The report to a funder on a grant: counted, written, read over, frozen, corrected, as files."""

import csv
import json
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pypdf
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from funding import services as funding
from funding.models import Grant
from pimms.kernel.templatetags.french import euros
from reports import funder
from reports.editions import life
from reports.editions.differences import by_path
from reports.editions.kinds import GRANT
from reports.funder import files
from reports.models import GrantEdition
from tests.support import factories, funders, money
from tests.support.pages import queries_of, text

JANUARY = date(2017, 1, 20)


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel("2017-01-25 10:00", tick=False):
        yield


@pytest.fixture
def state(year) -> Grant:
    """The State's grant of a year with a little of everything, half spent."""
    grant = Grant.objects.select_related("funder").get(purpose="Médiation")
    money.received(grant, "21912")
    money.share(money.expense("20000", account="641"), grant, "10956")
    money.promised(grant, figure="workshops.sessions", target=2)
    money.promised(grant, figure="people.served", target=3)
    money.room()
    money.hours()
    by = factories.director()
    funding.plan(2016, amounts={"641": Decimal(15000), "741": Decimal(21912)}, by=by)
    return grant


def account_of(grant, scope="programme"):
    return funder.of_grant(grant, scope=scope, on=JANUARY)


def refused(verb, *args, **given) -> str:
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        verb(*args, **given)
    return " ".join(refusal.value.messages)


def words_of(answer) -> str:
    """The words of the document, without the spaces that its lines make."""
    pdf = pypdf.PdfReader(BytesIO(answer.content))
    return "".join("".join(page.extract_text().split()) for page in pdf.pages)


def bare(words: str) -> str:
    return "".join(words.split())


def test_a_grant_says_what_was_spent_kept_and_left(state):
    money.aside(state, amount="1000")
    account = account_of(state)
    assert (account.granted, account.received, account.spent) == (21912, 21912, 10956)
    assert (account.set_aside, account.unused) == (1000, 9956)
    assert account.share == (21912, account.table.products.total.real)


def test_the_table_is_of_the_programme_or_of_what_the_grant_pays(state):
    assert account_of(state).table.charges.total.real == 20000
    assert account_of(state, "grant").table.charges.total.real == 10956
    assert account_of(state, "grant").table.products.total.real == 21912


def test_both_sides_are_even_and_the_given_is_what_is_used(state):
    table = account_of(state).table
    assert table.charges.total.real + table.surplus.real == table.even.real
    assert table.products.total.real + table.deficit.real == table.even.real
    used, given = table.voluntary
    assert used.total.real == given.total.real == Decimal("3096.70")


def test_the_checks_are_those_of_the_books(state):
    report = funder.report(account_of(state), on=JANUARY)
    assert [check.holds for check in report.checks] == [True, True, False]
    money.aside(state, amount="10956")
    report = funder.report(account_of(state), on=JANUARY)
    assert all(check.holds for check in report.checks)


def test_a_gap_of_a_tenth_and_of_a_hundred_euros_has_to_be_explained(state):
    assert [line.code for line in account_of(state).gaps] == ["641", "707"]
    funding.plan(2016, amounts={"641": Decimal(19000)}, by=factories.director())
    assert [line.code for line in account_of(state).gaps] == ["707"]


def test_what_was_promised_stands_beside_what_was_done(state):
    kept = {each.figure: (each.target, each.done) for each in account_of(state).pledges}
    assert kept == {"workshops.sessions": (2, 1), "people.served": (3, 3)}
    assert (
        "2\u00a0engagements chiffrés, dont 1 tenu."
        in funder.report(account_of(state), on=JANUARY).kept
    )


def test_every_figure_is_the_same_in_the_page_the_document_the_csv_and_the_json(
    state, client, sign_in
):
    sign_in("director")
    edition = funders.freeze(funders.written(funders.in_hand(state)))
    account = GRANT.frozen(edition)
    leaves = by_path(files.rows(account))

    def file(name):
        return client.get(reverse(f"reports:grant_edition_{name}", args=[edition.pk])).content

    told = {}

    def walk(value, path=()):
        if isinstance(value, dict):
            for name, below in value.items():
                walk(below, (*path, name))
        else:
            told[".".join(path)] = value

    said = json.loads(file("data"))
    walk({name: said[name] for name in said if isinstance(said[name], dict)})
    assert told == leaves
    rows = csv.DictReader(StringIO(file("table").decode("utf-8-sig")), delimiter=";")
    assert {row["code"]: row["valeur"].replace(",", ".") for row in rows} == {
        path: str(value) for path, value in leaves.items()
    }
    book = openpyxl.load_workbook(BytesIO(file("workbook")))
    in_sheets = {
        row[1]: Decimal(str(row[4]))
        for sheet in book
        for row in list(sheet.iter_rows(values_only=True))[1:]
    }
    assert in_sheets == {path: Decimal(str(value)) for path, value in leaves.items()}
    page = bare(text(client.get(reverse("reports:grant", args=[state.pk]))))
    document = words_of(client.get(reverse("reports:grant_edition_pdf", args=[edition.pk])))
    for figure in files.figures(account):
        if figure.path[0] in ("grant", "table") and figure.value:
            shown = bare(euros(figure.value))
            assert shown in page, figure
            assert shown in document, figure


def test_a_frozen_report_stays_when_the_books_move_and_says_what_moved(state, client, sign_in):
    sign_in("director")
    edition = funders.freeze(funders.written(funders.in_hand(state)))
    address = reverse("reports:grant_edition_data", args=[edition.pk])
    before = client.get(address).content
    assert "Les mêmes chiffres" in text(client.get(edition.get_absolute_url()))
    money.expense("120", account="606")
    assert client.get(address).content == before
    page = text(client.get(edition.get_absolute_url()))
    assert "606 Autres fournitures\u202f: réalisé 120,00\u202f€" in page


def test_a_correction_says_why_and_what_differs(state):
    funders.freeze(funders.written(funders.in_hand(state)))
    assert "pourquoi" in refused(funders.in_hand, state)
    money.expense("120", account="606")
    second = funders.freeze(funders.in_hand(state, reason="Une facture oubliée."))
    changed = {row["path"]: (row["before"], row["now"]) for row in life.differences(second)}
    assert changed["table.charges.606.real"] == (None, "120.00")
    assert changed["table.charges.total.real"] == ("20000.00", "20120.00")


def test_it_is_read_over_signed_and_its_year_past_before_it_is_frozen(state):
    edition = funders.in_hand(state)
    given = {"by": factories.director(), "on": JANUARY}
    assert refused(life.freeze, edition, **given) == "Un bilan est relu avant d’être arrêté."
    assert "qui signe" in refused(funders.freeze, edition)
    edition = funders.written(edition)
    assert "pas finie" in refused(funders.freeze, edition, on=date(2016, 12, 31))
    assert funders.freeze(edition).is_frozen


def test_the_document_has_the_parts_of_the_form_and_leaves_out_what_is_switched_off(
    state, client, sign_in
):
    sign_in("director")
    edition = funders.written(funders.in_hand(state), left_out=["observations", "emploi"])
    words = words_of(client.get(reverse("reports:grant_edition_pdf", args=[edition.pk])))
    for part in (
        "Bilan qualitatif", "Bénéficiaires", "Objectifs et résultats", "Tableau de synthèse",
        "Prévision", "Réalisation", "Annexes", "Règles de répartition des charges indirectes",
        "Écarts significatifs", "Contributions volontaires en nature", "Attestation",
        "certifie exactes", "Claire Martin, directrice", "Trois médiateurs ont tenu l’accueil.",
    ):  # fmt: skip
        assert bare(part) in words
    assert bare("Emploi de la subvention") not in words.replace(
        bare("Emploi de la subvention :"), ""
    )
    assert "Observations" not in words


def test_the_document_to_archive_carries_its_figures(state, client, sign_in):
    sign_in("director")
    edition = funders.freeze(funders.written(funders.in_hand(state)))
    answer = client.get(reverse("reports:grant_edition_archive", args=[edition.pk]))
    pdf = pypdf.PdfReader(BytesIO(answer.content))
    enclosed = {name: content[0] for name, content in pdf.attachments.items()}
    assert sorted(enclosed) == ["compte-rendu-etat-2016-v1.csv", "compte-rendu-etat-2016-v1.json"]
    account = GRANT.frozen(edition)
    assert json.loads(enclosed["compte-rendu-etat-2016-v1.json"]) == files.as_json(account)
    metadata = pdf.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert b'pdfaid:part="3" pdfaid:conformance="A"' in metadata
    plain = client.get(reverse("reports:grant_edition_pdf", args=[edition.pk]))
    assert edition.fingerprint in words_of(plain)
    assert (
        b"pdfuaid"
        in pypdf.PdfReader(BytesIO(plain.content))
        .trailer["/Root"]["/Metadata"]
        .get_object()
        .get_data()
    )


def test_the_text_of_the_year_before_stands_beside(state, client, sign_in):
    sign_in("director")
    funders.frozen(money.grant(year=2015))
    edition = funders.in_hand(state)
    page = text(client.get(edition.get_absolute_url()))
    assert "Le texte de 2015" in page
    assert "Trois médiateurs ont tenu l’accueil." in page


def test_it_is_written_and_sent_on_by_the_page(state, client, sign_in):
    sign_in("director")
    opened = client.post(reverse("reports:grant_open", args=[state.pk]))
    edition = GrantEdition.objects.get()
    assert opened.url == edition.get_absolute_url()
    texts = {"ecarts": "Un salaire de plus.", "representant": "Claire Martin", "scope": "grant"}
    client.post(edition.get_absolute_url(), texts)
    client.post(reverse("reports:grant_review", args=[edition.pk]))
    client.post(reverse("reports:grant_freeze", args=[edition.pk]))
    edition.refresh_from_db()
    assert edition.is_frozen
    assert GRANT.frozen(edition).scope == "grant"
    assert edition.texts["ecarts"] == "Un salaire de plus."


def test_a_year_without_activity_still_has_its_money(db, client, sign_in):
    sign_in("director")
    grant = money.grant()
    page = text(client.get(reverse("reports:grant", args=[grant.pk])))
    assert "Aucune activité n’est enregistrée pour 2016" in page
    assert "21\u202f912,00\u202f€" in page


def test_the_page_asks_no_more_when_there_is_more(state, client, sign_in):
    sign_in("director")
    address = reverse("reports:grant", args=[state.pk])
    few = queries_of(client, address)
    for n in range(6):
        money.expense("10", account=("606", "623", "625")[n % 3])
        factories.workshop(place=f"Salle {n}")
    assert queries_of(client, address) == few


def test_an_account_of_the_table_opens_the_list_that_it_adds_up(state, client, sign_in):
    sign_in("director")
    money.expense("120", account="606")
    page = client.get(reverse("reports:grant", args=[state.pk])).content.decode()
    address = f"{reverse('funding:expenses', args=[2016])}?compte=641"
    assert f'href="{address}"' in page
    assert "?compte=707" not in page
    listed = text(client.get(address))
    assert "641 Rémunération des personnels" in listed
    assert "20\u202f000,00\u202f€" in listed
    assert "606" not in listed
    heading = text(client.get(f"{reverse('funding:expenses', args=[2016])}?compte=60"))
    assert "120,00\u202f€" in heading
    assert "20\u202f000,00" not in heading
