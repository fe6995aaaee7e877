"""The arithmetic of a cash drawer, without the database. Amounts are Decimal euros."""

from dataclasses import dataclass
from decimal import Decimal

from pimms.kernel.money import CENT, ZERO

# In cents, the largest first: seven notes, eight coins. The euro has no others.
NOTES = (50000, 20000, 10000, 5000, 2000, 1000, 500)
COINS = (200, 100, 50, 20, 10, 5, 2, 1)
DENOMINATIONS = NOTES + COINS


def name_of(cents: int) -> str:
    """`20 €`, `50 ct`, with a no-break space."""
    return f"{cents // 100}\u202f€" if cents >= 100 else f"{cents}\u202fct"


def total(pieces: dict[int, int]) -> Decimal:
    """What so many pieces of each denomination (in cents) come to."""
    return sum((CENT * cents * number for cents, number in pieces.items()), ZERO)


def smallest_count(amount: Decimal) -> dict[int, int]:
    """The fewest notes and coins that make the amount, which is not negative."""
    left, pieces = int(amount / CENT), {}
    for cents in DENOMINATIONS:
        number, left = divmod(left, cents)
        if number:
            pieces[cents] = number
    return pieces


@dataclass(frozen=True)
class Drawer:
    """A drawer when it is counted: the float it was opened with, cash taken since, and the count.

    `taken` is what came in less what was given back; `counted` is what the pieces come to.
    """

    opening_float: Decimal
    taken: Decimal
    counted: Decimal

    @property
    def expected(self) -> Decimal:
        return self.opening_float + self.taken

    @property
    def discrepancy(self) -> Decimal:
        """More than expected is positive, less is negative."""
        return self.counted - self.expected

    def carried(self, *, banked: Decimal) -> Decimal:
        """What stays in the drawer for the next opening. ValueError if more is banked than is
        there, or less than nothing."""
        if not ZERO <= banked <= self.counted:
            raise ValueError(banked)
        return self.counted - banked
