"""The chart of accounts of a French association, as far as the programme uses it.

Source: the table of Cerfa 15059*02, in `data/chart.toml`.
"""

from dataclasses import dataclass
from pathlib import Path

from pimms.kernel.data_files import read

_FILE = Path(__file__).parent / "data" / "chart.toml"


@dataclass(frozen=True)
class Heading:
    """Two figures, a name, and the accounts below it (itself when there are none)."""

    code: str
    label: str
    accounts: tuple[tuple[str, str], ...] = ()

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        return self.accounts or ((self.code, self.label),)


def _headings(side: str) -> tuple[Heading, ...]:
    return tuple(
        Heading(row["code"], row["label"], tuple(map(tuple, row.get("accounts", ()))))
        for row in read(_FILE)[side]
    )


CHARGES, PRODUCTS = _headings("charges"), _headings("products")
VOLUNTARY_CHARGES = _headings("voluntary_charges")
VOLUNTARY_PRODUCTS = _headings("voluntary_products")
# What is used on the left was given on the right: both sides are equal because they are one.
GIVEN_AS = {"860": "875", "861": "871", "862": "871", "864": "870"}

SALES, DEDICATED, RELEASED = "707", "689", "789"
COMPUTED = {SALES, DEDICATED, RELEASED, "741", "742", "743", "744", "748", "749"}
# The same, and the headings that hold one of them: no list of lines written down says them whole.
MADE_OF_OTHERS = COMPUTED | {"68", "70", "74", "78"}


def accounts(headings) -> list[tuple[str, str]]:
    return [line for heading in headings for line in heading.lines]


LABELS = dict(accounts(CHARGES + PRODUCTS + VOLUNTARY_CHARGES + VOLUNTARY_PRODUCTS))


def name_of(code: str) -> str:
    """`607 Recharges, cartes et appareils`, of an account or a heading; nothing when unknown."""
    headings = CHARGES + PRODUCTS + VOLUNTARY_CHARGES + VOLUNTARY_PRODUCTS
    names = LABELS | {heading.code: heading.label for heading in headings}
    return f"{code} {names[code]}" if code in names else ""


def _typed(headings) -> list[tuple[str, str]]:
    return [(code, f"{code} {label}") for code, label in accounts(headings) if code not in COMPUTED]


# What somebody may write down; the others come from sales, grants and dedicated funds.
EXPENSES, INCOMES = _typed(CHARGES), _typed(PRODUCTS)
# What may be planned: everything, save the 87, which follow the 86.
PLANNED = [
    (code, f"{code} {label}") for code, label in accounts(CHARGES + PRODUCTS + VOLUNTARY_CHARGES)
]
