"""What people learnt in a year, of those measured at both ends; small counts hidden."""

from dataclasses import dataclass

from pimms.kernel import masking
from pimms.kernel.periods import year as calendar_year
from workshops import progress


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


def of(year: int) -> Learning:
    """Unit: people accompanied in the year, as the page « Progrès » counts them. A skill that
    fewer than five were measured on is not told. Source: features, row 195."""
    told = progress.of(calendar_year(year))
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
