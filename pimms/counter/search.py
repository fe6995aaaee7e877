"""Whom the box of the counter finds."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import User
from beneficiaries import files
from beneficiaries.models import Beneficiary, Card
from pimms.kernel.asked import text
from pimms.kernel.searches import Asked, address

SHOWN = 8
LETTERS = 2  # fewer find half the town


@dataclass(frozen=True)
class Search:
    """What was typed and who answers to it: at most `SHOWN` people, the likeliest first."""

    words: str
    asked: Asked
    lines: list[files.Line]

    @property
    def is_asked(self) -> bool:
        return len(self.words) >= LETTERS

    @property
    def only(self) -> Beneficiary | None:
        """The one person who answers, when nobody else does."""
        return self.lines[0].person if len(self.lines) == 1 else None

    @property
    def query(self) -> str:
        """What keeps the search beside the file that it led to."""
        return address("", self.asked)

    @property
    def new_file(self) -> str:
        """The address of a new file that bears the name which was looked for."""
        return address(reverse("beneficiaries:new"), self.asked)


def search(asked: Asked, *, user: User, on: date) -> Search:
    """At most six queries; none before two letters are typed."""
    words = text(asked, "q")
    if len(words) < LETTERS:
        return Search(words, asked, [])
    everybody = Beneficiary.objects.visible_to(user)
    carrier = Card.objects.whose(words)
    people = everybody.filter(pk=carrier.survivor.pk) if carrier else everybody.matching(words)
    return Search(words, asked, files.lines(files.as_listed(people.in_order())[:SHOWN], on=on))
