"""A scanner that is set to another keyboard than the desk's."""

import pytest

from pimms.kernel import keyboards
from tests.support.keyboards import pressed

CODES = [
    "3760000000017",
    "96385074",
    "8933012345678901234",
    "490154203237518",
    "2016-0347",
    "F-00042-K",
    "AMWZQ34679",
    "http://localhost:8000/fiches/F-00042-K/",
]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("scanner", "desk"), [("us", "french"), ("french", "us")])
def test_what_the_keys_meant_is_understood(code, scanner, desk):
    typed = pressed(code, scanner=scanner, desk=desk)
    assert typed != code
    assert keyboards.understood(typed, {code: "found"}.get) == "found"
    assert keyboards.understood(code, {code: "found"}.get) == "found"


@pytest.mark.parametrize("code", CODES)
def test_caps_lock_changes_nothing(code):
    typed = pressed(code, scanner="us", desk="french", caps_lock=True)
    assert keyboards.understood(typed, {code: "found"}.get) == "found"


def test_the_capitals_of_accents_are_digits_too():
    assert keyboards.understood("&É\"'(-È_ÇÀ", {"1234567890": "found"}.get) == "found"


def test_what_is_found_as_it_is_typed_is_not_read_otherwise():
    asked = []
    assert keyboards.understood("éà", lambda text: asked.append(text) or "found") == "found"
    assert asked == ["éà"]


def test_what_no_keyboard_means_is_nothing():
    assert keyboards.understood("Traoré", {"Traore": "found"}.get) is None
