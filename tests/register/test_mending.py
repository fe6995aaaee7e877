"""Refused rows on the page: counted by reason, read, mended, sent again."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils.timezone import now

from beneficiaries.models import Beneficiary
from pimms.models import RegisterLine, RegisterUpload
from pimms.register import uploads
from pimms.register.sheets import BY_NAME
from recharges.models import Product, Sale
from tests.support.factories import BY_ROLE
from tests.support.pages import text
from tests.support.queue import Fake
from workshops.models import Registration, Workshop

pytestmark = pytest.mark.django_db


def sent_in(client, send, path, *, ticked=None):
    """The upload of the file, tried and confirmed."""
    answer = send(path)
    Fake().works()
    upload = RegisterUpload.objects.latest("pk")
    client.get(answer.url)
    client.post(reverse("register:confirm", args=[upload.key]), ticked or {})
    Fake().works()
    upload.refresh_from_db()
    assert upload.status == "imported"
    return upload


@pytest.fixture
def imported(client, send, write_register):
    return lambda sheets, **more: sent_in(client, send, write_register(sheets), **more)


def line_of(upload, sheet, line) -> RegisterLine:
    return upload.lines.get(sheet=sheet, line=line, is_refused=True)


def place(sheet, column):
    return BY_NAME[sheet].index(column)


def test_reasons_are_counted_by_kind_and_lead_to_their_rows(imported, client):
    upload = imported(
        {
            "Bénéficiaires": [{"Téléphone": "065"}],
            "Ventes": [{}, {"Date": "le 12"}, {"Date": "?"}, {"Quantité": 9}],
        }
    )

    page = text(client.get(upload.get_absolute_url()))
    assert "Date absente ou illisible 2 lignes" in page
    assert "Plafond atteint 1 ligne" in page
    assert "Téléphone illisible 1 remarque" in page
    rows = text(client.follow("Date absente ou illisible 2 lignes"))
    assert "Ventes, ligne 3" in rows
    assert "«\u202fle 12\u202f» n’est pas une date" in rows
    assert "au plus 2" not in rows
    client.get(upload.get_absolute_url())
    remarks = text(client.follow("Téléphone illisible 1 remarque"))
    assert "Bénéficiaires, ligne 2" in remarks
    assert client.follow(Beneficiary.objects.get().get_absolute_url()).status_code == 200


def test_a_mended_row_comes_in_and_leaves_the_list(imported, client):
    upload = imported({"Ventes": [{}, {"Date": "le 12", "Conseiller": "Nadia"}]})
    line = line_of(upload, "Ventes", 3)
    page = client.get(line.get_absolute_url()).content.decode()
    assert "«\u202fle 12\u202f» n’est pas une date" in page
    for column in ("Date", "N° dossier", "Article", "Quantité", "Prix payé", "Paiement"):
        assert column in page

    answer = client.post(line.get_absolute_url(), {"case0": "20/03/2016"}, follow=True)

    assert "Ventes, ligne 3\u202f: elle est entrée." in text(answer)
    assert Sale.objects.count() == 2
    assert not upload.lines.refused().exists()
    line.refresh_from_db()
    assert (line.cells, bool(line.mended_at)) == ([], True)
    assert "1 ligne corrigée depuis" in text(client.get(upload.get_absolute_url()))


def test_a_row_that_is_still_wrong_stays_with_what_was_written_and_its_new_reason(imported, client):
    upload = imported({"Ventes": [{}, {"Date": "le 12"}]})
    line = line_of(upload, "Ventes", 3)
    client.get(line.get_absolute_url())

    answer = client.post(line.get_absolute_url(), {"case0": "20/03/2016", "case3": "deux"})

    assert answer.status_code == 422
    assert "«\u202fdeux\u202f» n’est pas une quantité" in text(answer)
    assert Sale.objects.count() == 1
    later = client.get(line.get_absolute_url()).content.decode()
    assert 'value="20/03/2016"' in later
    assert 'value="deux"' in later
    client.post(line.get_absolute_url(), {"case3": "1"})
    assert Sale.objects.count() == 2


def test_sending_twice_brings_it_in_once(imported, client):
    upload = imported({"Ventes": [{}, {"Date": "le 12"}]})
    line = line_of(upload, "Ventes", 3)
    client.get(line.get_absolute_url())
    client.post(line.get_absolute_url(), {"case0": "20/03/2016"})

    answer = client.again(follow=True)

    assert "elle est déjà entrée" in text(answer)
    assert Sale.objects.count() == 2


def test_two_rows_mended_to_the_same_words_are_two_rows(imported, client):
    upload = imported(
        {"Catalogue": [{"Plafond par mois": None}], "Ventes": [{}, {"Date": "?"}, {"Date": "?"}]}
    )
    for number in (3, 4):
        line = line_of(upload, "Ventes", number)
        client.get(line.get_absolute_url())
        client.post(line.get_absolute_url(), {"case0": "15/03/2016"})

    assert Sale.objects.count() == 3
    assert not upload.lines.refused().exists()


def test_the_same_row_of_the_same_file_sent_twice_is_one(imported, client):
    sheets = {"Ventes": [{}, {"Date": "?"}]}
    for upload in (imported(sheets), imported(sheets)):
        line = line_of(upload, "Ventes", 3)
        client.get(line.get_absolute_url())
        client.post(line.get_absolute_url(), {"case0": "20/03/2016"})

    assert Sale.objects.count() == 2


@pytest.mark.parametrize(
    ("sheets", "sheet", "column", "value", "came_in"),
    [
        ({"Bénéficiaires": [{"Date de naissance": "?"}], "Ventes": [{}, {"Date": "?"}]},
         "Bénéficiaires", "Date de naissance", "12/03/1984", 3),
        ({"Catalogue": [{"Prix public": "?"}]}, "Catalogue", "Prix public", "22", 1),
        ({"Ateliers": [{"Début": "?"}]}, "Ateliers", "Début", "14h", 1),
    ],
    ids=["a person", "an article", "a workshop"],
)  # fmt: skip
def test_what_waited_for_a_mended_row_comes_in_with_it(
    imported, client, sheets, sheet, column, value, came_in
):
    upload = imported(sheets)
    line = line_of(upload, sheet, 2)
    client.get(line.get_absolute_url())

    answer = client.post(
        line.get_absolute_url(), {f"case{place(sheet, column)}": value}, follow=True
    )

    said = "une ligne" if came_in == 1 else f"{came_in} lignes"
    assert f"elle est entrée, et {said} qui l’attendai" in text(answer)
    assert (Beneficiary.objects.count(), Sale.objects.count()) == (1, 1)
    assert (Workshop.objects.count(), Registration.objects.count()) == (1, 1)
    left = list(upload.lines.refused().values_list("sheet", "kind"))
    assert left == ([("Ventes", "Date absente ou illisible")] if came_in == 3 else [])


@pytest.mark.parametrize("ticked", [None, {"puts_on_sale": "on"}])
def test_a_mended_article_is_for_sale_as_those_of_its_register_are(imported, client, ticked):
    upload = imported({"Catalogue": [{}, {"Référence": "RM8", "Prix public": "?"}]}, ticked=ticked)
    line = line_of(upload, "Catalogue", 3)
    client.get(line.get_absolute_url())
    client.post(line.get_absolute_url(), {f"case{place('Catalogue', 'Prix public')}": "30"})

    assert list(Product.objects.values_list("is_archived", flat=True)) == [not ticked] * 2


def test_an_empty_row_is_not_taken_for_a_row_that_came_in(imported, client):
    upload = imported({"Ventes": [{}, {"Date": "?"}]})
    line = line_of(upload, "Ventes", 3)
    client.get(line.get_absolute_url())

    answer = client.post(line.get_absolute_url(), {f"case{n}": " " for n in range(7)})

    assert "Toutes les cases sont vides" in text(answer)
    line.refresh_from_db()
    assert line.mended_at is None


def test_before_the_import_a_row_is_read_and_not_mended(send, client, write_register):
    answer = send(write_register({"Ventes": [{}, {"Date": "le 12"}]}))
    Fake().works()
    upload = RegisterUpload.objects.get()
    assert "Date absente ou illisible 1 ligne" in text(client.get(answer.url))
    line = line_of(upload, "Ventes", 3)
    page = text(client.get(line.get_absolute_url()))
    assert "le 12" in page
    assert "Importez d’abord ce registre" in page

    forged = client.forge(line.get_absolute_url(), {"case0": "20/03/2016", "case1": "2016-0001"})

    assert "Importez d’abord" in text(forged)
    assert not Sale.objects.exists()


def test_the_file_of_rejects_leaves_out_what_was_mended_on_the_page(imported, client):
    upload = imported({"Ventes": [{}, {"Date": "le 12"}, {"Date": "le 13"}]})
    line = line_of(upload, "Ventes", 3)
    client.get(line.get_absolute_url())
    client.post(line.get_absolute_url(), {"case0": "20/03/2016"})

    answer = client.get(reverse("register:rejects", args=[upload.key]))

    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert [row[0].value for row in book["Ventes"].iter_rows(min_row=2)] == ["le 13"]


def test_a_cell_that_nobody_touched_stays_as_the_file_wrote_it(imported, client):
    """A day of the file is shown in French and kept as it was."""
    upload = imported({"Ventes": [{}, {"Date": "2016-03-20", "Quantité": "?"}]})
    line = line_of(upload, "Ventes", 3)
    assert 'value="20/03/2016"' in client.get(line.get_absolute_url()).content.decode()
    client.post(line.get_absolute_url(), {"case3": "trois"})
    line.refresh_from_db()
    assert line.cells[0] == "2016-03-20"


def test_another_registers_key_shows_no_row(imported, client):
    upload = imported({"Ventes": [{}, {"Date": "?"}]})
    other = imported({"Ventes": [{}, {"Date": "??"}]})
    line = line_of(upload, "Ventes", 3)

    assert client.get(reverse("register:mend", args=[other.key, line.pk])).status_code == 404


@pytest.mark.parametrize("role", ["counsellor", "social_worker"])
def test_only_the_director_sees_and_mends_them(imported, client, role):
    upload = imported({"Ventes": [{}, {"Date": "?"}]})
    line = line_of(upload, "Ventes", 3)
    client.force_login(BY_ROLE[role]())

    for address in (
        line.get_absolute_url(),
        reverse("register:refused", args=[upload.key]),
        reverse("register:warned", args=[upload.key]),
    ):
        assert client.get(address).status_code == 403
    assert client.forge(line.get_absolute_url(), {"case0": "20/03/2016"}).status_code == 403


def test_the_rows_are_gone_with_their_upload(imported):
    imported({"Ventes": [{}, {"Date": "?"}]})

    assert uploads.purge(before=now() + timedelta(days=1)) == 1

    assert not RegisterLine.objects.exists()


def test_the_lists_ask_no_more_of_many_rows(imported, client, django_assert_max_num_queries):
    upload = imported({"Ventes": [{"Date": "?"}] * 60, "Bénéficiaires": [{"Téléphone": "06"}]})
    with django_assert_max_num_queries(14):
        page = text(client.get(reverse("register:refused", args=[upload.key])))
    assert "60 lignes" in page
    assert client.follow("Suivants →").status_code == 200
