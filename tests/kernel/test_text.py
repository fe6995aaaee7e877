"""What makes two names the same, said once in Python and once in the database."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pimms.kernel.text import fold, squash

FRENCH = "abcdefghijklmnopqrstuvwxyzàâäæçéèêëîïôœöùûüÿñ"
ELSEWHERE = "".join(chr(code) for code in [*range(0x100, 0x138), *range(0x139, 0x180), 0xF0, 0xFE])
BETWEEN = " '’-.,()/0123456789ß\u00a0\u202f"
NAMES = st.text(alphabet=FRENCH + FRENCH.upper() + ELSEWHERE + BETWEEN, max_size=40)
# Accents written apart from their letter, as some spreadsheets do.
APART = ["e\u0301", "E\u0300", "c\u0327", "i\u0308", "u\u0302", " ", "n"]
ACCENTS = st.lists(st.sampled_from(APART))


def said_by_the_database(function: str, text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [text])
        return cursor.fetchone()[0]


@given(text=NAMES | ACCENTS.map("".join))
@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_python_and_the_database_fold_alike(db, text):
    assert said_by_the_database("pimms_fold", text) == fold(text)
    assert said_by_the_database("pimms_squash", text) == squash(text)


@given(text=NAMES)
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
    assert squash(fold(text)) == squash(text)


@pytest.mark.parametrize(
    ("written", "folded", "squashed"),
    [
        ("  Châtenay-MALABRY ", "chatenay malabry", "chatenaymalabry"),
        ("L’Haÿ-les-Roses", "l hay les roses", "lhaylesroses"),
        ("D'ALMEIDA", "d almeida", "dalmeida"),
        ("Œuvré", "oeuvre", "oeuvre"),
        ("LÆTITIA", "laetitia", "laetitia"),
        ("Nguyễn Thị", "nguyen thi", "nguyenthi"),
        ("Łukasz", "lukasz", "lukasz"),
        ("Işıl Yılmaz", "isil yilmaz", "isilyilmaz"),
        ("Jean\u00a0Pierre", "jean pierre", "jeanpierre"),
        ("--", "", ""),
    ],
)
def test_names_as_people_write_them(db, written, folded, squashed):
    assert fold(written) == folded == said_by_the_database("pimms_fold", written)
    assert squash(written) == squashed == said_by_the_database("pimms_squash", written)
