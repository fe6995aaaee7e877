"""The data files of the demonstration: what their values are worth, and who says what is wrong."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from demonstration import script
from demonstration.script import DATA, Script, read
from funding.models import Funder

TODAY = date(2016, 3, 31)


def play(monkeypatch, *acts, **known) -> dict:
    """What the acts leave known, as if they stood in a file of their own."""
    monkeypatch.setattr(script, "read", lambda name: {"acts": acts})
    told = Script("ours", today=TODAY, **known)
    told.play()
    return told.known


@pytest.mark.parametrize(
    ("said", "worth"),
    [
        ("conseil@pimms.example", "conseil@pimms.example"),
        ("@nothing", None),
        ("@today", TODAY),
        ("@today - 9 days", date(2016, 3, 22)),
        ("@today - 1 month", date(2016, 2, 29)),
        ("@today at 08:30", datetime(2016, 3, 31, 6, 30, tzinfo=UTC)),
        ("@year", 2016),
        ("@year - 1 on 12-31", date(2015, 12, 31)),
        ("@people.1.bit_length", (2).bit_length),
        ("@people.:2", [1, 2]),
        ("@kinds.first", "one"),
        (["@year", {"a": "@year + 1"}], [2016, {"a": 2017}]),
        ({"make": "decimal.Decimal", "value": "@year"}, Decimal(2016)),
    ],
)
def test_what_a_value_is_worth(said, worth):
    known = {"people": [1, 2, 3], "kinds": {"first": "one"}}
    assert Script("ours", today=TODAY, **known).worth(said) == worth


def test_a_row_is_found_by_what_it_says(db):
    first = Funder.objects.create(name="CCAS", kind="ccas")
    Funder.objects.create(name="CCAS de Sceaux", kind="ccas")
    found = Script("ours", today=TODAY).worth({"find": "funding.Funder", "kind": "ccas"})
    assert found == first


def test_an_act_is_done_once_a_row_and_its_result_has_a_name(monkeypatch):
    pair = {"verb": "builtins.dict", "as": "pair", "columns": ["day", "sum"]}
    known = play(
        monkeypatch,
        {"verb": "builtins.sorted", "of": "@numbers", "as": "ordered", "reverse": True},
        pair | {"rows": [["@today", 1], ["@today - 1 day", "@ordered.0"]]},
        numbers=[1, 3, 2],
    )
    assert known["pair"] == {"day": date(2016, 3, 30), "sum": 3}


def test_what_is_wrong_says_where_it_stands(monkeypatch):
    with pytest.raises(KeyError) as caught:
        play(monkeypatch, {"verb": "builtins.dict"}, {"verb": "builtins.dict", "by": "@nobody"})
    assert caught.value.__notes__ == ["ours.toml, acts no. 2: builtins.dict"]


@pytest.mark.parametrize("name", sorted(path.stem for path in DATA.glob("*.toml")))
def test_each_table_of_acts_is_whole(name):
    """Each act has its verb, and each row a value for each column."""
    chapters = [rows for rows in read(name).values() if isinstance(rows, list)]
    acts = [row for rows in chapters for row in rows if isinstance(row, dict) and "verb" in row]
    for act in acts:
        assert all(len(row) == len(act["columns"]) for row in act.get("rows", ()))
