"""Whom the box of the counter finds."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from beneficiaries import files
from beneficiaries.models import Beneficiary, Card
from beneficiaries.models.searching import Description
from pimms.kernel.asked import text
from pimms.kernel.searches import Asked, address

from . import scans

SHOWN = 8
LETTERS = 2  # fewer find half the town
FEW = 3  # fewer than this answer, and those with a name like it are shown apart


@dataclass(frozen=True)
class Search:
    """What was typed, who answers to it, and whose name is like it: at most `SHOWN` people."""

    words: str
    asked: Asked
    lines: list[files.Line]
    neighbours: list[files.Line]
    is_whole_name: bool = False

    @property
    def is_asked(self) -> bool:
        return len(self.words) >= LETTERS

    @property
    def only(self) -> Beneficiary | None:
        """The one person who answers, whom Enter opens.

        Nobody when the name is only like theirs. Nor when first and last name are said and nothing
        more: a newcomer may bear the name of somebody who has a file, so their line is read first.
        """
        if len(self.lines) != 1 or self.is_whole_name:
            return None
        return self.lines[0].person

    @property
    def hint(self) -> str:
        """What may have gone wrong when nobody answers."""
        return scans.hint(self.words)

    @property
    def query(self) -> str:
        """What keeps the search beside the file that it led to."""
        return address("", self.asked)

    @property
    def new_file(self) -> str:
        """The address of a new file that bears the name which was looked for."""
        return address(reverse("beneficiaries:new"), self.asked)


def search(asked: Asked, *, user: User) -> Search:
    """At most six queries; none before two letters are typed."""
    words = scans.meant(text(asked, "q"))
    if len(words) < LETTERS:
        return Search(words, asked, [], [])
    everybody = Beneficiary.objects.visible_to(user)
    if carrier := Card.objects.whose(words):
        called, near = [carrier.survivor.pk], []
    else:
        called, near = _found(everybody, words)
    shown = everybody.filter(pk__in=[*called, *near])
    lines = {person.pk: files.Line(person) for person in files.as_named(shown)}
    return Search(
        words,
        asked,
        [lines[pk] for pk in called if pk in lines],
        [lines[pk] for pk in near],
        is_whole_name=not carrier and Description.read(words).is_whole_name,
    )


def _found(everybody, words: str) -> tuple[list[int], list[int]]:
    """Who is called so and, when they are few, whose name is like it; by their keys."""
    answer = everybody.called(words).likeliest_first(words)
    called = list(answer.values_list("pk", flat=True)[:SHOWN])
    if len(called) >= FEW:
        return called, []
    near = everybody.neighbours(words).values_list("pk", flat=True)[:SHOWN]
    return called, [pk for pk in near if pk not in called][: SHOWN - len(called)]
