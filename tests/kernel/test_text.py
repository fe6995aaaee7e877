"""What makes two names the same, said once in Python and once in the database."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pimms.kernel.text import fold, one_line, printable, squash, typed

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


@pytest.mark.parametrize(
    ("written", "lines", "line"),
    [
        ("Rue\x0bdes Lilas", "Rue\ndes Lilas", "Rue des Lilas"),  # a line break of a word processor
        ("Rue\r\ndes\rLilas", "Rue\ndes\nLilas", "Rue des Lilas"),
        ("a\u2028b\u2029c", "a\nb\nc", "a b c"),
        ("Ame\u0301lie", "Amélie", "Amélie"),
        ("  Ben   Ali ", "Ben Ali", "Ben Ali"),
        ("Ben\tAli", "Ben Ali", "Ben Ali"),
        ("Du\u00adpont\u200b\ufeff", "Dupont", "Dupont"),
        ("a\x00b\x1b[0m\x7f\ufffe\ud800", "ab[0m", "ab[0m"),
        ("Du 3 au 5\u202f: rien", "Du 3 au 5\u202f: rien", "Du 3 au 5\u202f: rien"),
        ("\n\nun\n\ndeux\n", "un\n\ndeux", "un deux"),
        ("", "", ""),
    ],
)
def test_text_is_cleaned_on_its_way_in(written, lines, line):
    assert (typed(written), one_line(written)) == (lines, line)


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text):
    assert typed(typed(text)) == typed(text) == printable(typed(text))
    assert one_line(one_line(text)) == one_line(text)
    assert "\n" not in one_line(text)
