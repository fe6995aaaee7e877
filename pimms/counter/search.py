"""Whom the box of the counter finds."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from accounts.models import User
from beneficiaries import files
from beneficiaries.models import Beneficiary, Card

SHOWN = 8
LETTERS = 2  # fewer find half the town


@dataclass(frozen=True)
class Search:
    """What was typed and who answers to it: at most `SHOWN` people, the likeliest first."""

    words: str
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
        return "?" + urlencode({"q": self.words}) if self.words else ""

    @property
    def new_file(self) -> str:
        """The address of a new file that bears the name which was looked for."""
        names = self.words.split() if self.words.replace(" ", "").isalpha() else []
        said = {"last_name": " ".join(names[:1]), "first_name": " ".join(names[1:])}
        query = urlencode({name: value for name, value in said.items() if value})
        return reverse("beneficiaries:new") + (f"?{query}" if query else "")


def search(query: QueryDict, *, user: User, on: date) -> Search:
    """At most six queries; none before two letters are typed."""
    words = query.get("q", "").replace("\x00", "").strip()[:100]
    if len(words) < LETTERS:
        return Search(words, [])
    everybody = Beneficiary.objects.visible_to(user)
    carrier = Card.objects.whose(words)
    people = everybody.filter(pk=carrier.survivor.pk) if carrier else everybody.matching(words)
    return Search(words, files.lines(files.as_listed(people.in_order())[:SHOWN], on=on))
