"""Telephones as people write them, and as they are kept."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimms.kernel import phones

between = st.sampled_from(["", " ", ".", "-", "\u00a0", "/"])
national = st.from_regex(r"[1-57-9][0-9]{8}|6[0-24-8][0-9]{7}", fullmatch=True)


@given(national, between, st.sampled_from(["0", "+33", "0033 ", "+33 (0)"]))
def test_a_french_number_is_read_in_any_writing_and_written_to_be_read_again(digits, mark, before):
    written = before + digits[0] + mark + mark.join(re.findall("..", digits[1:]))
    assert phones.read(written) == phones.Read(f"+33{digits}")
    assert phones.read(phones.in_words(f"+33{digits}")) == phones.Read(f"+33{digits}")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("06.12.34.56.78", "+33612345678"),
        ("0612 345 678", "+33612345678"),
        ("612345678", "+33612345678"),  # a spreadsheet took it for a number
        ("33612345678", "+33612345678"),
        ("+33 06 12 34 56 78", "+33612345678"),
        ("Tél. : 06 12 34 56 78", "+33612345678"),
        ("06 39 98 12 34", "+33639981234"),  # kept for fiction: of no region
        ("0692 12 34 56", "+262692123456"),
        ("0690 12 34 56", "+590690123456"),
        ("0694 20 12 34", "+594694201234"),
        ("+262 692 12 34 56", "+262692123456"),
        ("+221 77 123 45 67", "+221771234567"),
        ("00 40 712 034 567", "+40712034567"),
        ("+212 661-234567", "+212661234567"),
    ],
)
def test_a_number_alone(written, number):
    assert phones.read(written) == phones.Read(number)


@pytest.mark.parametrize(
    ("written", "number", "beside"),
    [
        ("06 12 34 56 78 (fille)", "+33612345678", "fille"),
        ("fille : 06 12 34 56 78", "+33612345678", "fille"),
        ("sa mère, 06 12 34 56 78, le soir", "+33612345678", "sa mère, le soir"),
        ("06 12 34 56 78 / 01 46 66 12 34", "+33612345678", "01 46 66 12 34"),
        ("0612345678 0146661234", "+33612345678", "0146661234"),
        ("06 12 34 56 78 ou 07 11 22 33 44", "+33612345678", "ou 07 11 22 33 44"),
        ("01 46 66 12 34 poste 12", "+33146661234", "poste 12"),
        ("06 12 34 56 78 (8h-12h)", "+33612345678", "8h-12h"),
        ("06 12 34 56 78, 2e fils", "+33612345678", "2e fils"),
        ("3 enfants, 06 12 34 56 78", "+33612345678", "3 enfants"),
        ("+221 77 123 45 67 (Dakar)", "+221771234567", "Dakar"),
    ],
)
def test_what_stands_around_a_number_is_kept_apart(written, number, beside):
    assert phones.read(written) == phones.Read(number, beside)


@pytest.mark.parametrize(
    "written",
    ["", "12", "0612", "06 12 34 56 7", "06 12 34 56 78 9", "06 12 34 56 78 90", "0000000000",
     "000000000", "O6 12 34 56 78", "06 12 3O 56 78", "+33 6 12", "+33 0", "+", "-", "3949",
     "pas de téléphone", "٠٦١٢٣٤٥٦٧٨", "9" * 40],
)  # fmt: skip
def test_what_is_no_number_or_not_surely_one_is_refused(written):
    with pytest.raises(ValueError, match=f"^{re.escape(written)}$"):
        phones.read(written)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+33612345678", "06 12 34 56 78"),
        ("+262692123456", "+262 692 12 34 56"),
        ("+221771234567", "+221 77 123 45 67"),
        ("", ""),
    ],
)
def test_a_number_is_said_as_it_is_dialled(number, said):
    assert phones.in_words(number) == said
