"""A column of a file that leaves: its heading never changes, its cells say less to some."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from accounts.models import User

Cell = str | int | Decimal | date | time | None

EVERYBODY = frozenset(User.Role)
DIRECTOR = frozenset({User.Role.DIRECTOR})
NOT_COUNSELLORS = EVERYBODY - {User.Role.COUNSELLOR}
PARTNERS = frozenset({User.Role.SOCIAL_WORKER})
TEAM = EVERYBODY - PARTNERS


def nothing(row) -> Cell:
    """What a hidden cell holds."""
    return None


@dataclass(frozen=True)
class Column:
    """`value(row)` for those of `roles`, `less(row)` for the others.

    A personal column says `less` to everybody in a file that leaves without names.
    """

    heading: str
    value: Callable[[object], Cell]
    personal: bool = False
    roles: frozenset[User.Role] = EVERYBODY
    less: Callable[[object], Cell] = nothing

    def shown_to(self, role: User.Role, *, named: bool) -> Callable[[object], Cell]:
        """What makes the cell of a row for that reader."""
        return self.value if self.is_whole_for(role, named=named) else self.less

    def is_whole_for(self, role: User.Role, *, named: bool) -> bool:
        return role in self.roles and (named or not self.personal)


def yes_or_no(value: bool) -> str:
    return "oui" if value else "non"


def several(labels) -> str:
    """Many answers in one cell."""
    return " | ".join(str(label) for label in labels)
