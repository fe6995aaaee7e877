"""The number of a sheet: its key and a letter that catches a slip of the keyboard."""

import re

from pimms.kernel import keyboards

LETTERS = "ACDEFHJKMNPRTWXY"  # none that is taken for another
_WRITTEN = re.compile(r"(?:^|[^A-Z0-9])F-?(\d{5,9})-?([A-Z])(?![A-Z0-9])")


def written(pk: int) -> str:
    """`F-00042-K`."""
    return f"F-{pk:05d}-{_check(pk)}"


def read(text: str) -> int | None:
    """The key in a number as people type it, or in the address that a scanner reads, whatever
    keyboard it is set to."""
    return keyboards.understood(text, _read)


def _read(text: str) -> int | None:
    found = _WRITTEN.search(text.upper().replace(" ", "").rstrip("/"))
    if not found or found[2] != _check(int(found[1])):
        return None
    return int(found[1])


def _check(pk: int) -> str:
    """Another letter when one digit is wrong, or two neighbours are swapped."""
    weights = sum(int(digit) * 3**place for place, digit in enumerate(reversed(str(pk))))
    return LETTERS[weights % len(LETTERS)]
