"""The running numbers of what the tests make: from one in each test, whatever ran before."""

from itertools import count

_numbers = count(1)


def begin(first: int = 1) -> None:
    """The next number is this one."""
    global _numbers
    _numbers = count(first)


def following() -> int:
    """A number that nothing of this test has yet."""
    return next(_numbers)
