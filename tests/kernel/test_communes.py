"""Which commune people mean, however they write it."""

import pytest

from pimms.kernel.communes import Index

PARIS, ANTONY, IVRY, SAINT_DENIS = "75056", "92002", "94041", "93066"


@pytest.mark.parametrize(
    ("postal_code", "town", "code"),
    [
        ("92160", "antony", ANTONY),
        ("92161", "ANTONY CEDEX", ANTONY),
        ("92160", "Antony Cedex 2", ANTONY),
        ("91161", "ANTONY CEDEX", None),
        ("75013", "PARIS 13", PARIS),
        ("75013", "Paris 13e", PARIS),
        ("75013", "Paris 13ème arrondissement", PARIS),
        ("75013", "Paris XIII", PARIS),
        ("75116", "Paris 16", PARIS),
        ("94200", "Ivry", IVRY),
        ("", "Ivry", IVRY),
        ("", "Antony", ANTONY),
        ("93210", "Saint-Denis", SAINT_DENIS),
        ("93200", "St Denis", SAINT_DENIS),
        ("92160", "Massy", None),
        ("", "Saint", None),
        ("92160", "", None),
        ("", "", None),
        ("13001", "Marseille", None),
    ],
)
def test_a_town_is_found_as_people_write_it(db, postal_code, town, code):
    assert Index.load().find(postal_code, town) == code
