"""The bench of likeness counts what a small set of made-up people has in it."""

import gzip

import pytest

from bench import likeness, summary

PEOPLE = """id,last,first,born,phone,sex,group,commune,rel
1,Pannetier,Sébastien,1976-09-15,+33639980001,m,france,92002,
2,Ben Ali,Samira,1953-04-13,,f,maghreb,92002,
3,Mercier,Madeleine,1969-04-01,+33639980003,f,france,92002,twin:4
4,Mercier,Moktar,1969-04-01,+33639980003,m,france,92002,twin:3
5,Traoré,Oumou,1966-01-01,,f,afrique,92002,
6,Nguyễn,Thanh,1978-11-23,,m,vietnam,92002,
"""
SECONDS = """id,of,kind,last,first,born,phone,sex,group,commune
11,1,accents,PANNETIER,Sebastien,1976-09-15,,m,france,92002
12,1,typo_delete,Panetier,Sébastien,1976-09-15,,m,france,92002
13,2,particle,Benali,Samira,1953-04-13,,f,maghreb,92002
14,2,typo_swap,Ben Ali,Samiar,1953-04-13,,f,maghreb,92002
15,5,phone_changed,Zzyzx,Qwert,2001-05-06,,f,afrique,92002
"""
NEWCOMERS = """id,last,first,born,phone,sex,group
1,Pannetier,Sébastien,1990-01-31,,m,france
2,Xylouris,Nikos,1971-02-03,,m,france
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "people.csv.gz").write_bytes(gzip.compress(PEOPLE.encode()))
    (tmp_path / "second_descriptions.csv").write_text(SECONDS, encoding="utf-8")
    (tmp_path / "newcomers.csv").write_text(NEWCOMERS, encoding="utf-8")
    return tmp_path


def test_what_is_right_and_wrong_is_counted(db, folder):
    measured = likeness.compare(folder)
    pairs = measured["pairs"]
    assert pairs["people"] == 9  # two are refused by the constraint already
    assert pairs["true"] == 3
    assert (pairs["recall"], pairs["precision"]) == (0.667, 1.0)
    assert pairs["kinds"] == {"phone_changed": 0.0, "typo_delete": 1.0, "typo_swap": 1.0}
    assert measured["search"]["asked"] == 4
    assert measured["search"]["among_the_eight"] == 1.0
    assert measured["newcomers"]["people"] == 2
    assert measured["newcomers"]["opened"] == 0


def test_the_table_says_what_misses_its_bar(db, folder):
    lines = summary.likeness_lines(likeness.compare(folder))
    assert any("weakest kind of fault (phone_changed)" in line and "missed" in line
               for line in lines)  # fmt: skip
    assert summary.likeness_lines(None) == []
