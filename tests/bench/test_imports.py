"""What a register asks of the database and of memory does not grow with its rows."""

import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import imports
from pimms.register import books, reading
from pimms.register.bringing_in import bring_in
from pimms.register.sheets import SHEETS


@pytest.fixture
def register(tmp_path):
    """`register(rows)` writes one of about so many rows."""

    def write(rows):
        path = tmp_path / f"{rows}.xlsx"
        imports.write(path, rows)
        return path

    return write


def statements(path):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        outcome = bring_in(path, name="essai", by="test", today=imports.TODAY, dry_run=True)
    assert not any(counts["rejected"] for counts in outcome.summary.values())
    return [each["sql"].split("(")[0][:60] for each in asked]


def test_statements_are_one_for_a_thousand_rows(db, register):
    few, many = statements(register(100)), statements(register(900))
    assert len(few) == len(many) < 90


def peak(path):
    """The most bytes that reading every row takes at a time."""
    tracemalloc.start()
    try:
        with reading.opened(path) as book:
            tracemalloc.reset_peak()
            before = tracemalloc.get_traced_memory()[0]
            for sheet in SHEETS:
                for _ in book.rows(sheet):
                    pass
            return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def test_memory_is_that_of_some_rows_however_many_there_are(register, monkeypatch):
    monkeypatch.setattr(books, "_AT_ONCE", 0)  # as a workbook that is too large to be read at once
    few, many = register(300), register(3000)
    peak(few)  # what is imported and remembered once
    assert peak(many) < peak(few) + 400_000
