"""Numbers of pieces, as a scanner set to another keyboard types them."""

from datetime import date

import pytest

from pimms.kernel.keyboards import SETTING
from recharges import serials
from tests.support.keyboards import pressed

TODAY = date(2016, 3, 15)
ICCID, IMEI = "8933012345678901231", "490154203237518"


def read(line, sort):
    return serials.read(line, sort=sort, on=TODAY)


@pytest.mark.parametrize(
    ("number", "sort"),
    [
        (ICCID, "iccid"),
        (IMEI, "device"),
        ("SN/2016/0042", "device"),
        ("60126012601266", "code"),
        ("BCDE60126012", "code"),
    ],
)
@pytest.mark.parametrize(
    "keyboards", [("us", "french"), ("french", "us"), ("us", "us"), ("french", "french")]
)
def test_each_kind_of_number_is_read(number, sort, keyboards):
    scanner, desk = keyboards
    typed = pressed(number, scanner=scanner, desk=desk)
    pieces, faults = read(typed, sort)
    assert not faults
    assert [piece.number for piece in pieces] == [number]
    assert serials.listed(typed) == (number,)


def test_what_may_be_two_numbers_is_refused_with_the_setting():
    typed = pressed("ABCD6012", scanner="us", desk="french")
    pieces, faults = read(typed, "code")
    assert not pieces
    assert faults[1].startswith("ce numéro peut se lire de deux façons\u202f; un lecteur")
    assert SETTING[1:-1] in faults[1]


def test_a_wrong_digit_is_still_told_as_one():
    _, faults = read(f"{ICCID[:-1]}9", "iccid")
    assert faults == {1: "un chiffre est faux, vérifiez-le sur la pièce"}
    _, faults = read(pressed(f"{ICCID[:-1]}9", scanner="us", desk="french"), "iccid")
    assert faults == {1: "le numéro d’une carte SIM a 19 ou 20 chiffres"}


def test_a_day_may_still_follow():
    pieces, _ = read(pressed(ICCID, scanner="us", desk="french") + ";31/12/2016", "iccid")
    assert pieces == [serials.Piece(1, ICCID, date(2016, 12, 31))]
