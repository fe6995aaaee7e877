"""The figures of La Coop over some activity records, by its own rules of counting.

Accompaniments are support sessions and participations in workshops; people are counted once, each
of those without a file as somebody new. Every breakdown says of how many it knows.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Min

from workshops.models import Registration, SupportSession

from . import codes
from .records import Activity, Participant


@dataclass(frozen=True)
class Line:
    label: str
    count: int


@dataclass(frozen=True)
class Breakdown:
    """`known` of `whole` were told; when several answers may be given the lines exceed `known`."""

    title: str
    unit: str
    known: int
    whole: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Figures:
    accompaniments: int
    activities: int
    individual: int
    workshops: int
    participations: int
    people: int
    with_file: int
    anonymous: int
    newcomers: int
    minutes: int
    of_activities: tuple[Breakdown, ...]
    of_people: tuple[Breakdown, ...]


def counted_in(activities: list[Activity], *, period) -> Figures:
    """The figures of these records, all of the span of days. One statement for the newcomers."""
    everybody = [one for activity in activities for one in activity.participants]
    known = {one.person.pk: one for one in everybody if one.person}
    nameless = [one for one in everybody if not one.person]
    collective = [each for each in activities if each.kind == codes.COLLECTIVE]
    people = [*known.values(), *nameless]
    year = period.upper.year if period.upper.timetuple().tm_yday > 1 else period.upper.year - 1
    return Figures(
        accompaniments=len(everybody),
        activities=len(activities),
        individual=len(activities) - len(collective),
        workshops=len(collective),
        participations=sum(len(each.participants) for each in collective),
        people=len(people),
        with_file=len(known),
        anonymous=len(nameless),
        newcomers=_newcomers(known, period) + len(nameless),
        minutes=sum(each.minutes for each in activities),
        of_activities=_of_activities(activities),
        of_people=_of_people(people, year=year),
    )


def _newcomers(known: dict[int, Participant], period) -> int:
    """The people whom nobody here had accompanied before, in any way and at any site."""
    present = Registration.objects.filter(
        status=Registration.Status.PRESENT, workshop__cancelled_at=None
    )
    first = {}
    for rows, day in ((present, "workshop__held_on"), (SupportSession.objects, "held_on")):
        mine = rows.filter(beneficiary__in=known).values("beneficiary").order_by()
        for person, since in mine.annotate(since=Min(day)).values_list("beneficiary", "since"):
            first[person] = min(since, first.get(person, since))
    return sum(since >= period.lower for since in first.values())


def _of_activities(activities: list[Activity]) -> tuple[Breakdown, ...]:
    return (
        _counted("Thèmes", activities, lambda each: each.themes, codes.THEMES.values()),
        _counted("Démarches", activities, lambda each: each.procedures, codes.PROCEDURES.values()),
        _counted("Matériel", activities, lambda each: each.equipment, codes.EQUIPMENT.values()),
        _counted("Type d’activité", activities, lambda each: (each.kind,), codes.KINDS),
        _counted("Canal", activities, lambda each: (each.channel,), codes.CHANNELS),
        _counted("Durée", activities, lambda each: (codes.length(each.minutes),), codes.LENGTHS),
    )


def _of_people(people: list[Participant], *, year: int) -> tuple[Breakdown, ...]:
    def told(words: str) -> tuple[str, ...]:
        return () if words.startswith(codes.NOT_STATED) else (words,)

    def commune(one: Participant) -> tuple[str, ...]:
        return (one.commune.name,) if one.commune else ()

    unit = "personnes"
    communes = Counter(name for one in people for name in commune(one))
    by_size = sorted(communes, key=lambda name: (-communes[name], name))
    ages = [words for words in codes.AGE_BANDS if words != codes.NOT_STATED]
    return (
        _counted("Âge", people, lambda one: told(one.age_band(year=year)), ages, unit),
        _counted("Genre", people, lambda one: told(one.gender), codes.GENDERS.values(), unit),
        _counted("Statut", people, lambda one: told(one.status), codes.STATUSES.values(), unit),
        _counted("Commune de résidence", people, commune, by_size, unit),
    )


def _counted(
    title: str,
    things: list,
    answers: Callable[..., tuple[str, ...]],
    order: Iterable[str],
    unit: str = "activités",
) -> Breakdown:
    given = [answers(thing) for thing in things]
    counts = Counter(answer for each in given for answer in set(each))
    lines = tuple(Line(words, counts[words]) for words in order if counts[words])
    return Breakdown(title, unit, sum(bool(each) for each in given), len(things), lines)
