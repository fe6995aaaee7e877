"""Every list, opened as a spreadsheet opens it: what each cell and each sheet is."""

import re
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from beneficiaries.models import Beneficiary
from pimms.exports import files
from pimms.exports.listings import LISTINGS
from pimms.register import rejects
from reports.coop import codes
from tests.support import desk, exports, factories, shelves

pytestmark = pytest.mark.django_db

TELEPHONE = re.compile(r"0[1-9]( \d\d){4}|00 \d[\d ]+")
# What a spreadsheet would take for something else, were it not typed.
ODD = ["1/2", "+33", "=1+1", "-2", "@a", "0042", "05/03", "3-4"]


@pytest.fixture(autouse=True)
def spring(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel("2016-03-20 09:30", tick=False):
        yield


@pytest.fixture
def town(db):
    """People called as nobody should be, with what the lists are made of."""
    for place, odd in enumerate(ODD):
        telephone = "+221338214545" if place else "+33639987254"
        person = factories.person(phone=telephone, address=odd, postal_code="92160")
        Beneficiary.objects.filter(pk=person.pk).update(first_name=odd, last_name=odd)
        factories.referral(person, last_name=odd, first_name=odd, phone=telephone)
        factories.sale(factories.enrolment(person))
        factories.seat(beneficiary=person)
        factories.support(person)
    organisation = factories.ccas()
    organisation.phone = "+33146661234"
    organisation.postal_code, organisation.commune = "92160", factories.antony()
    organisation.save()
    shelves.delivery(shelves.tracked(), 3)
    factories.referral(phone="+33639987254")
    factories.till_counted(factories.till_open())
    factories.workshop(held_on=factories.DAY + timedelta(days=30))
    desk.passage()
    desk.aid()
    desk.complaint()


def written(name, tmp_path, ending="xlsx"):
    user = factories.director()
    export = exports.asked(user, name, exports.EVER, named=True, reason="Essai", ending=ending)
    to = tmp_path / f"file.{ending}"
    files.write(export, to, tell=lambda done: None)
    return to, user


def opens_well(book, title):
    """The sheet of rows, of a file that says what it is and whose."""
    assert book.properties.title == title
    assert book.properties.creator
    page = book.worksheets[0]
    last = openpyxl.utils.get_column_letter(page.max_column)
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == f"A1:{last}{page.max_row}"
    assert page.print_title_rows == "$1:$1"
    assert page["A1"].font.bold
    for row in page.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                assert cell.data_type == "s"
                assert not cell.value.startswith("'")
    return page


@pytest.mark.parametrize("name", sorted(LISTINGS))
def test_a_workbook_is_what_it_looks_like(name, town, tmp_path):
    listing = LISTINGS[name]
    to, user = written(name, tmp_path)
    book = openpyxl.load_workbook(to)
    page = opens_well(book, listing.title)
    assert user.name in book.properties.creator
    heads, *rows = page.iter_rows(values_only=True)
    for place, heading in enumerate(heads):
        if heading == "Commune":
            assert heads[place - 1] == "Code postal"
        if heading == "Téléphone":
            told = [row[place] for row in rows if row[place]]
            assert told
            assert all(TELEPHONE.fullmatch(each) for each in told)
    if "Prénom" in heads:
        assert {row[heads.index("Prénom")] for row in rows} <= {*ODD, "Awa", "Moussa", None}


def test_a_csv_says_telephones_as_people_do(town, tmp_path):
    to, _ = written("personnes", tmp_path, ending="csv")
    words = to.read_text(encoding="utf-8-sig")
    assert ";06 39 98 72 54;" in words
    assert ";00 221338214545;" in words or ";00 221" in words
    assert "'0" not in words


def workbook(client, address, **asked) -> openpyxl.Workbook:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return openpyxl.load_workbook(BytesIO(answer.getvalue()))


def test_the_records_for_the_national_tool_open_well(client, sign_in, town):
    sign_in("director")
    book = workbook(client, reverse("reports:coop_xlsx"), du="2016-01-01", au="2016-12-31")
    page = opens_well(book, "La Coop, activités 2016")
    heads = [cell.value for cell in page[1]]
    assert tuple(heads) == codes.COLUMNS
    place = heads.index("Participants")
    fractions = [row[place] for row in page.iter_rows(min_row=2, values_only=True)]
    assert all(isinstance(each, str | int) for each in fractions)


def test_the_model_of_a_register_opens_well(db):
    opens_well(openpyxl.load_workbook(BytesIO(rejects.model())), "Modèle de registre")
