"""Lists that leave as files: the same rows, in the same order, less of them for some."""

import csv
import gc
import tempfile
import uuid
from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Entry
from beneficiaries import services
from beneficiaries.models import Beneficiary
from pimms.exports import asking, files, tasks
from pimms.exports.listings import LISTINGS
from pimms.kernel import tables
from pimms.models import Export
from tests.support import exports, factories, referral_sheets
from tests.support.pages import text
from tests.support.queue import Fake

pytestmark = pytest.mark.django_db

HOME = reverse("exports:exports")


@pytest.fixture(autouse=True)
def spring(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel("2016-03-20 09:30", tick=False):
        yield


def ask(name):
    return reverse("exports:ask", args=[name])


def sent(client, name, query="", *, words="", **fields):
    """What the page answers when the file is asked for, of a list in which words are looked for."""
    fields = {"ending": "xlsx"} | fields
    if words:
        query = client.post(ask(name), {"q": words}).url.partition("?")[2]
    return client.post(f"{ask(name)}?{query}", fields)


def read(client, answer):
    """The rows of the file that the page led to, as dicts by heading."""
    assert answer.status_code == 302
    file = client.get(answer.url + "fichier/")
    content = b"".join(file.streaming_content)
    if file["Content-Disposition"].endswith('.csv"'):
        return list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    book = openpyxl.load_workbook(BytesIO(content))
    heads, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.fixture
def three(db):
    for first, last in (("Lin", "Zhang"), ("Awa", "Diallo"), ("Oum", "Diarra")):
        factories.person(first_name=first, last_name=last, phone="+33612345678")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize(("words", "names"), [("", ["Awa", "Oum", "Lin"]), ("dia", ["Awa", "Oum"])])
def test_the_file_holds_the_list_as_it_is_filtered_and_in_its_order(
    sign_in, client, three, ending, words, names
):
    sign_in("director")
    page = client.search(reverse("beneficiaries:people"), words).content.decode()
    assert sorted(names, key=page.index) == names
    said = {"named": "on", "reason": "Invitations"}
    answer = sent(client, "personnes", words=words, ending=ending, **said)
    assert [row["Prénom"] for row in read(client, answer)] == names


def test_the_list_leads_to_its_export_with_what_is_searched(sign_in, client, three):
    sign_in("counsellor")
    client.search(reverse("beneficiaries:people"), "dia")
    page = client.follow("Exporter cette liste")
    assert "2 lignes" in text(page)
    assert "dia" not in page.request["QUERY_STRING"].lower()


def test_days_and_amounts_are_days_and_amounts(sign_in, client, db):
    sale = factories.sale()
    sign_in("director")
    (row,) = read(client, sent(client, "ventes", "du=2016-01-01&au=2016-12-31"))
    assert row["Le"].date() == sale.sold_on
    line = sale.lines.get()
    assert (row["Quantité"], Decimal(str(row["Payé"]))) == (line.quantity, line.paid)
    (row,) = read(client, sent(client, "ventes", "du=2016-01-01&au=2016-12-31", ending="csv"))
    assert row["Le"] == f"{sale.sold_on:%d/%m/%Y}"
    assert row["Payé"] == f"{line.paid:.2f}".replace(".", ",")


def test_names_stay_at_home_unless_there_is_a_reason(sign_in, client, three):
    sign_in("director")
    rows = read(client, sent(client, "personnes"))
    assert {row["Nom"] for row in rows} == {row["Téléphone"] for row in rows} == {None}
    assert all(row["N° de dossier"] and row["Année de naissance"] for row in rows)
    refused = sent(client, "personnes", named="on")
    assert refused.status_code == 422
    assert "Dites pourquoi les noms sortent." in text(refused)
    rows = read(client, sent(client, "personnes", named="on", reason="Invitations"))
    assert {row["Téléphone"] for row in rows} == {"06 12 34 56 78"}


def test_a_counsellor_takes_names_along_but_no_birth_date_nor_telephone(sign_in, client, three):
    sign_in("counsellor")
    rows = read(client, sent(client, "personnes", named="on", reason="Invitations"))
    assert [row["Nom"] for row in rows] == ["Diallo", "Diarra", "Zhang"]
    hidden = ("Date de naissance", "Téléphone", "Adresse électronique", "Adresse", "Ressources")
    assert all(row[heading] is None for row in rows for heading in hidden)


def test_a_social_worker_takes_along_their_own_referrals_only(sign_in, client, db):
    factories.referral()
    theirs = factories.referral(organisation=factories.organisation(), by=factories.counsellor())
    sign_in("social_worker")
    rows = read(client, sent(client, "orientations-a-examiner", named="on", reason="Mon suivi"))
    assert theirs.number not in [row["N° d’orientation"] for row in rows]
    assert [row["Nom"] for row in rows] == ["Traoré"]
    assert client.get(ask("personnes")).status_code == 403
    assert "Personnes" not in text(client.get(HOME))


def test_the_file_says_who_took_it_and_the_journal_too(sign_in, client, three):
    user = sign_in("director")
    answer = sent(client, "personnes", words="dia", named="on", reason="Invitations")
    file = client.get(answer.url + "fichier/")
    name = file["Content-Disposition"]
    assert "personnes_2016-03-20_" in name
    assert "_2-lignes.xlsx" in name
    book = openpyxl.load_workbook(BytesIO(b"".join(file.streaming_content)))
    about = dict(book.worksheets[-1].iter_rows(values_only=True))
    assert user.email in about["Par"]
    assert about["Motif"] == "Invitations"
    assert about["Choix"] == "Rechercher une personne\u202f: dia"
    asked, fetched = Entry.objects.filter(verb__startswith="export.").order_by("pk")
    assert (asked.by, asked.details["rows"], asked.details["named"]) == (user.email, 2, True)
    assert "dia" not in str(asked.details)  # a name may have been typed there
    assert fetched.verb == "export.downloaded"


def test_the_file_of_somebody_else_is_nowhere(sign_in, client, three):
    export = exports.asked(factories.counsellor(), "personnes", "")
    sign_in("director")
    for name in ("export", "download"):
        assert client.get(reverse(f"exports:{name}", args=[export.key])).status_code == 404
    assert client.forge(reverse("exports:cancel", args=[export.key])).status_code == 404


def test_pressed_twice_it_is_one_file(sign_in, client, three):
    sign_in("counsellor")
    first, second = sent(client, "personnes"), client.again()
    assert first.url == second.url
    assert Export.objects.count() == 1


def test_an_empty_list_is_no_file(sign_in, client, db):
    sign_in("counsellor")
    assert "Rien à exporter" in text(client.get(ask("ventes")))
    by_force = {"key": uuid.uuid4(), "ending": "xlsx"}
    assert client.forge(ask("ventes"), by_force).status_code == 422
    assert not Export.objects.exists()


def test_nonsense_in_the_choice_makes_no_file(sign_in, client, three):
    sign_in("director")
    for query in ("du=31/02/2016", "du=2016-05-01&au=2016-01-01", "site=x"):
        answer = client.forge(f"{ask('ventes')}?{query}", {"key": uuid.uuid4(), "ending": "xlsx"})
        assert answer.status_code == 422
    assert client.get(ask("nulle-part")).status_code == 404


def worked():
    """Do what is queued, as the worker would."""
    for job in ProcrastinateJob.objects.filter(task_name="pimms.exports.tasks.write_export"):
        tasks.write_export(**job.args)


def test_a_long_list_is_written_by_the_worker_while_the_page_says_how_far_it_is(
    sign_in, client, three, monkeypatch
):
    monkeypatch.setattr(asking, "AT_ONCE", 2)
    sign_in("counsellor")
    Fake()
    answer = sent(client, "personnes")
    export = Export.objects.get()
    assert "0 lignes sur 3" in text(client.get(answer.url))
    assert client.get(answer.url + "fichier/").status_code == 404

    worked()
    worked()  # a second time changes nothing

    export.refresh_from_db()
    assert (export.status, export.done) == ("ready", 3)
    assert "Le fichier est prêt" in text(client.get(answer.url))
    assert len(read(client, answer)) == 3


def test_what_is_stopped_leaves_no_file(three, monkeypatch, tmp_path):
    monkeypatch.setattr(asking, "AT_ONCE", 0)
    monkeypatch.setattr(files, "CHUNK", 1)
    by = factories.counsellor()
    export = exports.asked(by, "personnes", "")
    whole = files.write

    def stopped_on_the_way(export, to, *, tell):
        asking.cancel(export, by=by)
        return whole(export, to, tell=tell)

    monkeypatch.setattr(files, "write", stopped_on_the_way)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # where rows wait for their workbook
    asking.write(export)
    gc.collect()  # what was left open would complain now
    export.refresh_from_db()
    assert (export.status, str(export.file)) == ("cancelled", "")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    with pytest.raises(ValidationError, match="n’est plus en cours"):
        asking.cancel(export, by=by)


def test_what_breaks_says_so_and_can_be_asked_again(sign_in, client, three, monkeypatch):
    monkeypatch.setattr(asking, "AT_ONCE", 0)
    export = exports.asked(sign_in("counsellor"), "personnes", "")

    def break_down(*args, **more):
        raise OSError("no room left")

    monkeypatch.setattr(files, "write", break_down)
    with pytest.raises(OSError, match="no room"):
        asking.write(export)
    page = text(client.get(export.get_absolute_url()))
    assert "n’a pas pu être écrit" in page
    assert "Recommencer" in page


def test_a_file_is_gone_after_a_day(sign_in, client, three, tmp_path):
    export = exports.asked(sign_in("counsellor"), "personnes", "")
    with time_machine.travel(now() + timedelta(hours=25), tick=False):
        sign_in("counsellor")
        assert client.get(export.get_absolute_url()).status_code == 404
        tasks.purge_exports(0)
    assert not Export.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_each_list_can_be_counted_and_written_with_the_same_few_queries(subtests, db):
    user = factories.director()

    def one_more():
        awa = factories.person()
        factories.referral(awa)
        factories.sale(factories.enrolment(awa))
        factories.seat(beneficiary=awa)
        factories.support(awa)

    def written(listing):
        """The rows of the list, and how many queries they were."""
        form = listing.choice(QueryDict(), user)
        assert form.is_valid()
        cells = [column.shown_to(user.role, named=True) for column in listing.columns]
        with CaptureQueriesContext(connection) as queries:
            found = listing.rows(form, user, date(2016, 3, 20)).iterator(chunk_size=files.CHUNK)
            rows = [[cell(row) for cell in cells] for row in found]
        return rows, len(queries)

    one_more()
    few = {name: written(listing)[1] for name, listing in LISTINGS.items()}
    one_more()
    kinds = (str, int, Decimal, date, time, type(None))
    for name, listing in LISTINGS.items():
        with subtests.test(name):
            rows, queries = written(listing)
            assert queries == few[name]
            assert all(isinstance(cell, kinds) for row in rows for cell in row)


# What other programs of the house read by their heading: a change here breaks theirs.
HEADINGS = {
    "personnes": "N° de dossier;Nom;Prénom;Date de naissance;Année de naissance;Genre;Téléphone;"
    "Adresse électronique;Adresse;Code INSEE;Code postal;Commune;Langue;Situation;Ressources;"
    "Logement;Adultes au foyer;Enfants au foyer;Droits du;Droits au;Suivie par;Vue le",
    "ventes": "N° de reçu;Le;N° de dossier;Nom;Prénom;Nature;Référence;Article;Famille;Quantité;"
    "Payé;Prix public;Économie;Paiement;Pris en charge par;Annule le reçu;Point d’accueil;Par",
    "inscriptions": "N° d’inscription;N° de dossier;Nom;Prénom;Code postal;Commune;Du;Au;"
    "Orientée par",
    "participations": "Atelier;Le;De;N° de dossier;Nom;Prénom;Places;État;En retard",
}


@pytest.mark.parametrize("name", sorted(HEADINGS))
def test_the_headings_of_a_list_do_not_change(name):
    assert ";".join(column.heading for column in LISTINGS[name].columns) == HEADINGS[name]


@pytest.mark.parametrize("name", sorted(LISTINGS))
def test_no_two_columns_are_called_alike(name):
    headings = [column.heading for column in LISTINGS[name].columns]
    assert len(headings) == len(set(headings))


@given(st.sampled_from("=+-@\t\r"), st.text(max_size=20))
def test_no_text_is_run_by_a_spreadsheet(first, rest):
    assert tables.cell(first + rest).startswith("'")


def test_files_are_the_owners_alone(three, tmp_path):
    export = exports.asked(factories.counsellor(), "personnes", "")
    assert Path(export.file.path).stat().st_mode & 0o777 == 0o600


def test_hidden_names_are_in_the_file(sign_in, client, three):
    """Discreet mode hides the screen from the waiting room, not the file from its reader."""
    sign_in("director")
    client.post(reverse("accounts:discretion"))
    rows = read(client, sent(client, "personnes", named="on", reason="Invitations"))
    assert Beneficiary.objects.get(first_name="Lin").last_name in [row["Nom"] for row in rows]


# What may be told of a referral


def closed(client):
    return sent(client, "orientations-traitees", ending="csv")


def test_a_referrer_reads_in_the_file_what_may_be_told(sign_in, client):
    for told_back in (["decided", "motive"], ["decided"], []):
        referral = referral_sheets.referral(told_back=told_back)
        given = {"refusal": "absent", "by": factories.counsellor(), "on": factories.DAY}
        services.refuse_referral(referral, **given)
    columns = ("État", "Décidée le", "Motif du refus")
    absent = "Ne s’est pas présentée au rendez-vous"
    sign_in("social_worker")
    rows = {tuple(row[name] for name in columns) for row in read(client, closed(client))}
    told = {("Refusée", "15/03/2016", absent), ("Refusée", "15/03/2016", ""), ("Close", "", "")}
    assert rows == told
    sign_in("counsellor")
    rows = {tuple(row[name] for name in columns) for row in read(client, closed(client))}
    assert rows == {("Refusée", "15/03/2016", absent)}


def test_a_withdrawal_empties_the_file_that_waits(sign_in, client):
    sign_in("social_worker")
    given = {"by": factories.counsellor(), "on": factories.DAY}
    referral = referral_sheets.referral()
    services.refuse_referral(referral, refusal="absent", **given)
    answer = closed(client)
    assert [row["État"] for row in read(client, answer)] == ["Refusée"]
    services.change_told_back(referral, told_back=[], **given)
    assert [row["État"] for row in read(client, answer)] == ["Close"]


def test_that_somebody_looks_at_it_is_not_found_out_by_a_filter(sign_in, client):
    sign_in("social_worker")
    looked_at = referral_sheets.referral(told_back=[])
    referral_sheets.referral(told_back=[])
    services.claim_referral(looked_at, by=factories.counsellor(), on=factories.DAY)
    for query in ("", "suivies=personne", "suivies=moi"):
        answer = sent(client, "orientations-a-examiner", query, ending="csv")
        assert [row["État"] for row in read(client, answer)] == ["À examiner", "À examiner"]
