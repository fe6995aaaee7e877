"""The running numbers of what the tests make: the same in each test, whatever ran before."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

_first = 1
_numbers = count(_first)


def begin() -> None:
    """The next number is the first one."""
    global _numbers
    _numbers = count(_first)


def following() -> int:
    """A number that nothing of this test has yet."""
    return next(_numbers)


@contextmanager
def from_here() -> Iterator[None]:
    """Meanwhile tests begin behind what has a number already."""
    global _first
    _first = following()
    try:
        yield
    finally:
        _first = 1
