"""What people learnt: of one person over time, and of all those accompanied in a span of days.

Before is the measure at the entry, after the measure at the exit; a skill that was not measured
at one of the two is not counted, and each figure says of how many people it is.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Site
from beneficiaries.models import Beneficiary
from workshops.models import (
    Registration,
    Skill,
    SkillMeasure,
    SupportSession,
    Workshop,
    WorkshopType,
)
from workshops.models.skills import LEVELS

Moment = SkillMeasure.Moment
ACQUIRED = LEVELS
LEVEL_NAMES = ("Pas encore", "Avec de l’aide", "Sans aide")


@dataclass(frozen=True)
class Step:
    """One skill of one person: the first level noted and the latest; None is not measured."""

    skill: Skill
    first: int | None
    first_on: date | None
    latest: int | None
    latest_on: date | None

    @property
    def first_words(self) -> str:
        return self.skill.levels[self.first - 1] if self.first else ""

    @property
    def latest_words(self) -> str:
        return self.skill.levels[self.latest - 1] if self.latest else ""

    @property
    def progressed(self) -> bool:
        return bool(self.first and self.latest and self.latest > self.first)


def of_person(person: Beneficiary, *, on: date) -> list[Step]:
    """Each skill that was measured or is measured now, in the order of the latest grid."""
    first, latest = {}, {}
    for measure in person.skill_measures.standing().in_order():
        for code, level in measure.levels.items():
            first.setdefault(code, (level, measure.measured_on))
            latest[code] = (level, measure.measured_on)
    nothing = (None, None)
    return [
        Step(skill, *first.get(skill.code, nothing), *latest.get(skill.code, nothing))
        for skill in _skills(on=on, measured=set(latest))
    ]


def _skills(*, on: date, measured: set[str]) -> list[Skill]:
    """The skills of the grid of that day, then the older ones that somebody was measured by."""
    now, older = [], {}
    rows = Skill.objects.filter(grid__starts_on__lte=on).order_by("-grid__starts_on", "position")
    newest = None
    for skill in rows:
        newest = newest or skill.grid_id
        if skill.grid_id == newest:
            now.append(skill)
        else:
            older.setdefault(skill.code, skill)
    known = {skill.code for skill in now}
    return now + [older[code] for code in older if code in measured and code not in known]


@dataclass(frozen=True)
class SkillProgress:
    """One skill, of the people who were measured at both ends: how many at each level."""

    code: str
    name: str
    is_essential: bool
    whole: int  # people accompanied
    before: tuple[int, ...]
    after: tuple[int, ...]
    forward: int
    back: int

    @property
    def base(self) -> int:
        """The people who were really measured on this skill, at the entry and at the exit."""
        return sum(self.before)

    @property
    def same(self) -> int:
        return self.base - self.forward - self.back

    @property
    def mean_before(self) -> Decimal | None:
        return _mean(self.before)

    @property
    def mean_after(self) -> Decimal | None:
        return _mean(self.after)


def _mean(counts: tuple[int, ...]) -> Decimal | None:
    """From 1 to 3; None of nobody."""
    people = sum(counts)
    return Decimal(sum(n * level for level, n in enumerate(counts, 1))) / people if people else None


@dataclass(frozen=True)
class Progress:
    """Unit: people, each once, among those accompanied in the span of days."""

    accompanied: int
    at_entry: int
    at_exit: int
    at_both: int
    essentials_base: int  # measured on every essential skill at both ends
    essentials_before: int  # of these, who had them all at the entry
    essentials_after: int
    skills: tuple[SkillProgress, ...]


def progress_of(
    period: DateRange, *, site: Site | None = None, type: WorkshopType | None = None
) -> Progress:
    """The progress of whoever came to a workshop or a support session in the span of days.

    After is the last measure at the exit made in the span; before, for each skill, the last one
    at the entry made no later. `type` keeps those who came to that workshop of the programme.
    Four statements. Source of the counting: features, row 195.
    """
    accompanied = _accompanied(period, site=site, type=type)
    entries, exits = defaultdict(list), defaultdict(list)
    measures = SkillMeasure.objects.standing().filter(
        beneficiary__in=accompanied, measured_on__lt=period.upper
    )
    rows = measures.exclude(moment=Moment.SESSION).in_order()
    for person, moment, day, levels in rows.values_list(
        "beneficiary", "moment", "measured_on", "levels"
    ):
        if not levels:
            continue
        if moment == Moment.ENTRY:
            entries[person].append((day, levels))
        elif day >= period.lower:
            exits[person].append((day, levels))
    pairs = [_pair(entries[person], exits[person]) for person in exits if person in entries]
    pairs = [pair for pair in pairs if pair]
    measured = {code for pair in pairs for code in pair}
    skills = _skills(on=max(period.lower, _eve(period)), measured=measured)
    whole = accompanied.count()
    essentials = [skill.code for skill in skills if skill.is_essential]
    complete = [pair for pair in pairs if all(code in pair for code in essentials)]
    return Progress(
        accompanied=whole,
        at_entry=len(entries),
        at_exit=len(exits),
        at_both=len(pairs),
        essentials_base=len(complete),
        essentials_before=_with_all(complete, essentials, end=0),
        essentials_after=_with_all(complete, essentials, end=1),
        skills=tuple(_of_skill(skill, pairs, whole) for skill in skills),
    )


def _eve(period: DateRange) -> date:
    return date.fromordinal(period.upper.toordinal() - 1)


def _accompanied(period, *, site, type):
    held = Workshop.objects.held_in(period)
    support = SupportSession.objects.filter(held_on__gte=period.lower, held_on__lt=period.upper)
    if site:
        held, support = held.filter(site=site), support.filter(site=site)
    if type:
        held, support = held.filter(type=type), support.none()
    came = Registration.objects.filter(workshop__in=held, status=Registration.Status.PRESENT)
    people = came.exclude(beneficiary=None).values("beneficiary")
    if not type:
        people = people.union(support.values("beneficiary"))
    return Beneficiary.objects.filter(pk__in=people)


def _pair(entries, exits) -> dict[str, tuple[int, int]]:
    """(before, after) by skill, of one person; only of the skills that both ends measured."""
    after = {code: (level, day) for day, levels in exits for code, level in levels.items()}
    pair = {}
    for day, levels in entries:
        for code, level in levels.items():
            if code in after and day <= after[code][1]:
                pair[code] = (level, after[code][0])
    return pair


def _with_all(pairs, essentials, *, end: int) -> int:
    return sum(all(pair[code][end] == ACQUIRED for code in essentials) for pair in pairs)


def _of_skill(skill: Skill, pairs, whole: int) -> SkillProgress:
    both = [pair[skill.code] for pair in pairs if skill.code in pair]
    levels = range(1, LEVELS + 1)
    return SkillProgress(
        code=skill.code,
        name=skill.name,
        is_essential=skill.is_essential,
        whole=whole,
        before=tuple(sum(before == level for before, _ in both) for level in levels),
        after=tuple(sum(after == level for _, after in both) for level in levels),
        forward=sum(after > before for before, after in both),
        back=sum(after < before for before, after in both),
    )
