"""Small registers written cell by cell, and the house's own register of 2016."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pimms.register.bringing_in import bring_in
from tests.support import registers

TODAY = date(2017, 12, 31)  # after every day that these registers speak of
DATA = Path(__file__).parent.parent / "data"


@pytest.fixture
def write_register(tmp_path):
    """`write_register({sheet: [{column: value}]})` writes a file: `tests.support.registers`."""

    def write(sheets=None, *, name="registre.xlsx", **more) -> Path:
        return registers.write(tmp_path / name, sheets, **more)

    return write


@pytest.fixture
def send(client, sign_in):
    """The director sends a file; returns the answer."""

    def post(path, name="registre 2016.xlsx"):
        sign_in("director")
        file = SimpleUploadedFile(name, path.read_bytes())
        return client.post(reverse("register:uploads"), {"file": file})

    return post


@pytest.fixture(scope="session")
def register_2016() -> Path:
    return DATA / "registre-2016.xlsx"


@pytest.fixture(scope="session")
def expected_2016() -> dict:
    return json.loads((DATA / "registre-2016.expected.json").read_text(encoding="utf-8"))


@pytest.fixture
def bring(write_register, tmp_path, db):
    """`bring({sheet: rows})` brings them in; returns (counts, warnings, reasons by sheet)."""

    def run(sheets):
        rejects = tmp_path / "rejets.xlsx"
        outcome = bring_in(
            write_register(sheets), name="essai", by="test", today=TODAY, rejects_to=rejects
        )
        book = openpyxl.load_workbook(rejects)
        reasons = {
            page.title: [row[-1] for row in page.iter_rows(min_row=2, values_only=True)]
            for page in book
        }
        return outcome.summary, outcome.warnings, reasons

    return run
