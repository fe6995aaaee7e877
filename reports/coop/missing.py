"""What La Coop asks for and we do not know yet, with where to write it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from workshops.models import Workshop

from . import codes
from .records import Activity

SHOWN = 8


@dataclass(frozen=True)
class Gap:
    """A sentence, how many it is about, and the first of them: (words, address).

    What `may_stay` is an answer too there, when nobody knows better.
    """

    title: str
    count: int
    first: tuple[tuple[str, str], ...]
    may_stay: bool = False

    @property
    def more(self) -> int:
        return self.count - len(self.first)


def gaps_in(activities: list[Activity], empty: list[Workshop]) -> list[Gap]:
    """The gaps that there are, each with those to be mended first: the latest."""
    latest = activities[::-1]
    people = {
        one.person.pk: one.person for each in latest for one in each.participants if one.person
    }.values()
    nobody = codes.NOT_STATED
    found = (
        _gap("Ateliers tenus sans personne de noté présent\u202f: ils ne sont pas transmis. Notez"
             " qui est venu, ou annulez la séance",
             [(str(each), each.get_absolute_url()) for each in empty[::-1]]),
        _records("Activités sans matériel", (each for each in latest if not each.equipment)),
        _records("Activités dont un thème n’existe pas dans La Coop",
                 (each for each in latest if each.lost_themes)),
        _records("Activités sans aucun thème", (each for each in latest if not each.themes)),
        _records("Activités sans médiateur", (each for each in latest if not each.mediator)),
        _records("Ateliers hors de nos murs, sans commune",
                 (each for each in latest
                  if each.commune is None and each.channel == codes.ELSEWHERE)),
        _persons("Personnes sans commune", (one for one in people if not one.commune_id)),
        _persons("Personnes sans genre",
                 (one for one in people if codes.GENDERS[one.gender] == nobody), may_stay=True),
        _persons("Personnes sans situation",
                 (one for one in people if codes.STATUSES[one.social_status].startswith(nobody)),
                 may_stay=True),
    )  # fmt: skip
    return [gap for gap in found if gap.count]


def _gap(title: str, found: list[tuple[str, str]], *, may_stay: bool = False) -> Gap:
    return Gap(title, len(found), tuple(found[:SHOWN]), may_stay)


def _records(title: str, found: Iterable[Activity]) -> Gap:
    return _gap(title, [(each.label, each.page) for each in found])


def _persons(title: str, found, *, may_stay: bool = False) -> Gap:
    return _gap(title, [(str(one), reverse("beneficiaries:correct", args=[one.pk]))
                        for one in found], may_stay=may_stay)  # fmt: skip
