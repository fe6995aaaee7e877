"""What people learnt in a year, of those measured at both ends; small counts hidden."""

from dataclasses import dataclass

from pimms.kernel import masking
from pimms.kernel.periods import year as calendar_year
from workshops import progress
from workshops.models import SkillMeasure


@dataclass(frozen=True)
class Learnt:
    """One skill: so many of the `measured` could do it alone before and after; None is hidden."""

    label: str
    measured: int
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Learning:
    accompanied: int = 0
    measured: int = 0
    skills: tuple[Learnt, ...] = ()


def learning_of(year: int) -> Learning:
    """Unit: people accompanied in the year, as the page « Progrès » counts them. A skill that
    fewer than five were measured on is not told, nor anything of a year without a measure at
    the exit. One statement, and three more when there are some. Source: features, row 195."""
    period = calendar_year(year)
    exits = SkillMeasure.objects.standing().filter(moment=SkillMeasure.Moment.EXIT)
    if not exits.filter(measured_on__gte=period.lower, measured_on__lt=period.upper).exists():
        return Learning()
    told = progress.progress_of(period)
    return Learning(
        told.accompanied,
        told.at_both,
        tuple(_hidden(skill) for skill in told.skills if skill.base >= masking.LEAST),
    )


def _hidden(skill: progress.SkillProgress) -> Learnt:
    return Learnt(skill.name, skill.base, _alone(skill.before), _alone(skill.after))


def _alone(levels: tuple[int, ...]) -> int | None:
    """Those at the last level, unless they or the others are so few that it would tell who."""
    *others, alone = levels
    cells = {"alone": alone, "others": sum(others), "measured": sum(levels)}
    away = masking.hidden(cells, [("measured", ("alone", "others"))])
    return None if "alone" in away else alone
