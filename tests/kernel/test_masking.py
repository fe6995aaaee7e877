"""No hidden count can be computed back from what is published."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pimms.kernel.masking import LEAST, alone, hidden, shown

COUNTS = st.integers(0, 9)


def crossed(rows):
    """A table with its margins and its total."""
    cells = {(r, c): n for r, row in enumerate(rows) for c, n in enumerate(row)}
    width, height = len(rows[0]), len(rows)
    sums = []
    for r in range(height):
        cells["row", r] = sum(rows[r])
        sums.append((("row", r), tuple((r, c) for c in range(width))))
    for c in range(width):
        cells["column", c] = sum(row[c] for row in rows)
        sums.append((("column", c), tuple((r, c) for r in range(height))))
    cells["all"] = sum(map(sum, rows))
    sums.append(("all", tuple(("row", r) for r in range(height))))
    sums.append(("all", tuple(("column", c) for c in range(width))))
    return cells, sums


def nested(groups):
    """Towns in departments in a total."""
    cells, sums = {"all": sum(map(sum, groups))}, []
    for department, towns in enumerate(groups):
        cells[department] = sum(towns)
        names = tuple((department, town) for town in range(len(towns)))
        cells |= dict(zip(names, towns, strict=True))
        sums.append((department, names))
    sums.append(("all", tuple(range(len(groups)))))
    return cells, sums


def guesses(cells, sums, away):
    """Every table of whole numbers that a reader cannot rule out: a hidden cell is one to ten,
    a total is what its cells come to."""
    totals = {total for total, _ in sums}
    free = sorted((key for key in away if key not in totals), key=str)
    for filled in product(range(1, 11), repeat=len(free)):
        told = {key: count for key, count in cells.items() if key not in away}
        told |= dict(zip(free, filled, strict=True))
        if _agrees(told, sums, away):
            yield told


def _agrees(told, sums, away):
    for total, members in sums:  # towns before departments, departments before the whole
        come_to = sum(told[key] for key in members)
        if total in told and told[total] != come_to:
            return False
        told[total] = come_to
    return True


def can_be(cells, sums, away):
    seen = {key: set() for key in away}
    for told in guesses(cells, sums, away):
        for key in away:
            seen[key].add(told[key])
    return seen


TABLES = st.one_of(
    st.lists(st.lists(COUNTS, min_size=2, max_size=2), min_size=2, max_size=2).map(crossed),
    st.lists(st.lists(COUNTS, min_size=1, max_size=2), min_size=1, max_size=2).map(nested),
)


@given(TABLES)
@settings(max_examples=60, deadline=None)
def test_no_hidden_cell_has_only_one_value_it_could_have(table):
    cells, sums = table
    away = hidden(cells, sums)
    for key, values in can_be(cells, sums, away).items():
        assert len(values) > 1, key


@given(st.lists(st.lists(COUNTS, min_size=3, max_size=4), min_size=3, max_size=5))
@settings(max_examples=60, deadline=None)
def test_every_small_count_is_hidden_and_nothing_stays_nothing(rows):
    width = min(map(len, rows))
    cells, sums = crossed([row[:width] for row in rows])
    away = hidden(cells, sums)
    assert {key for key, count in cells.items() if 0 < count < LEAST} <= away
    assert not {key for key, count in cells.items() if count == 0} & away
    for total, members in sums:
        missing = [key for key in members if key in away]
        if total not in away and missing:
            assert len(missing) > 1
            assert sum(cells[key] for key in missing) >= LEAST


@pytest.mark.parametrize(
    ("towns", "away"),
    [
        ([[20, 3, 7]], {(0, 1), (0, 2)}),
        ([[20, 3, 4]], {(0, 1), (0, 2)}),
        ([[20, 1, 2]], {(0, 0), (0, 1), (0, 2)}),
        ([[20, 30, 0]], set()),
        ([[3], [40]], {(0, 0), 0, 1, (1, 0)}),
    ],
)
def test_as_much_as_is_needed_is_hidden(towns, away):
    assert hidden(*nested(towns)) == away


def test_a_count_alone_under_a_shown_total_hides_the_total_too():
    assert hidden({"all": 3, "a": 3}, [("all", ("a",))]) == {"all", "a"}


PARTS = st.dictionaries(st.sampled_from("abc"), st.integers(0, 12), min_size=1)


def fillings(parts, total, told):
    """Every way to fill in the hidden parts that a reader cannot rule out."""
    ranges = [range(1, 13) if told[code] is None else [told[code]] for code in parts]
    for filled in product(*ranges):
        if total is None or sum(filled) == total:
            yield dict(zip(parts, filled, strict=True))


@given(PARTS)
@settings(max_examples=60, deadline=None)
def test_no_small_part_of_a_total_can_be_worked_out(parts):
    total, told = shown(parts)
    small = [code for code, count in parts.items() if 0 < count < LEAST]
    assert all(told[code] is None for code in small)
    could_be = {code: set() for code in small}
    for guess in fillings(parts, total, told):
        for code in small:
            could_be[code].add(guess[code])
    assert all(len(values) > 1 for values in could_be.values())


@given(PARTS)
def test_what_is_shown_of_a_total_is_true(parts):
    total, told = shown(parts)
    assert total in (None, sum(parts.values()))
    assert list(told) == list(parts)
    assert all(told[code] in (None, count) for code, count in parts.items())


@pytest.mark.parametrize(
    ("parts", "total", "told"),
    [
        ((20, 3, 7), 30, (20, None, None)),  # the next smallest is hidden beside it
        ((20, 3, 2), 25, (20, None, None)),  # two hide each other
        ((20, 1, 2), 23, (None, None, None)),  # but not when together they are few
        ((20, 0), 20, (20, 0)),
        ((3, 0), None, (None, 0)),
        ((3,), None, (None,)),
        ((), 0, ()),
    ],
)
def test_a_total_and_its_parts(parts, total, told):
    assert shown(dict(enumerate(parts))) == (total, dict(enumerate(told)))


def test_a_count_alone():
    assert [alone(count) for count in (0, 1, 4, 5)] == [0, None, None, 5]
