"""Counts under five are hidden, and what would give them away."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from pimms.kernel.masking import LEAST
from pimms.returns.small_counts import shown

COUNTS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 12), min_size=1)


def guesses(parts, seen):
    """Every way to fill in the hidden parts that a reader cannot rule out."""
    ranges = []
    for code, count in parts.items():
        each = seen.parts[code]
        if each.count is not None:
            ranges.append([count])
        elif each.words == "moins de 5":
            ranges.append(range(1, LEAST))
        else:
            ranges.append(range(LEAST, 40))
    total = seen.total
    for filled in product(*ranges):
        if total.count is None or sum(filled) == total.count:
            yield dict(zip(parts, filled, strict=True))


@given(COUNTS)
def test_no_small_count_can_be_worked_out(parts):
    seen = shown(parts)
    small = [code for code, count in parts.items() if 0 < count < LEAST]
    could_be = {code: set() for code in small}
    for guess in guesses(parts, seen):
        for code in small:
            could_be[code].add(guess[code])
    assert all(len(values) > 1 for values in could_be.values())


@given(COUNTS)
def test_what_is_shown_is_true(parts):
    seen = shown(parts)
    assert seen.total.count in (None, sum(parts.values()))
    for code, count in parts.items():
        assert seen.parts[code].count in (None, count)


def test_one_small_count_hides_the_next_smallest():
    seen = shown({"admitted": 20, "refused": 3, "waiting": 7})
    assert seen.total.words == "30"
    assert seen.parts["refused"].words == "moins de 5"
    assert seen.parts["waiting"].words == "non communiqué"
    assert seen.parts["admitted"].words == "20"


def test_two_small_counts_hide_each_other():
    seen = shown({"admitted": 20, "refused": 3, "waiting": 2})
    assert [seen.parts[code].count for code in seen.parts] == [20, None, None]


def test_nothing_is_hidden_without_a_small_count():
    assert shown({"admitted": 20, "refused": 0}).parts["refused"].words == "0"


def test_a_small_total_is_hidden_with_its_parts():
    seen = shown({"admitted": 3, "refused": 0})
    assert seen.total.words == seen.parts["admitted"].words == "moins de 5"
