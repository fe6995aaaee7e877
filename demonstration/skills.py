"""What people can do: measured at the entry, in sessions, and for some at the exit."""

from datetime import date, time, timedelta
from random import Random
from uuid import UUID

from beneficiaries.models import Enrolment
from workshops import services
from workshops.models import SkillGrid, SkillMeasure

from .house import House
from .script import instant

Moment = SkillMeasure.Moment
_MEASURED, _LEVELS = 60, 3
_EVERY = 6  # one enrolment in so many, so that some were measured long enough ago to have left


def measure(rng: Random, house: House, *, today: date) -> None:
    """Sixty people at their entry; two in three of them again, most a level higher somewhere."""
    grid = SkillGrid.objects.in_force_on(today)
    codes = [skill.code for skill in grid.skills.in_order()]
    enrolments = Enrolment.objects.select_related("beneficiary").order_by("-period", "-pk")
    for n, enrolment in enumerate(list(enrolments)[::_EVERY][:_MEASURED]):
        entry = enrolment.period.lower
        levels = {code: rng.choice((1, 1, 2)) for code in codes if rng.random() < 0.8}
        if not levels or entry < grid.starts_on:
            continue
        _note(enrolment, levels, Moment.ENTRY, entry, n, house)
        later = entry + timedelta(days=60)
        if n % 3 and later <= today:
            after = {
                code: min(level + rng.choice((0, 1, 2)), _LEVELS) for code, level in levels.items()
            }
            _note(enrolment, after, Moment.EXIT, later, n + _MEASURED, house)


def _note(enrolment, levels, moment, day, n, house) -> None:
    services.measure_skills(
        enrolment.beneficiary,
        levels=levels,
        moment=moment,
        measured_on=day,
        key=UUID(int=n + 1),
        by=house.counsellors[n % len(house.counsellors)],
        at=instant(day, time(11)),
    )
