"""The rules on grids of skills and on measures, each broken."""

from datetime import date

from tests.support import factories, skills
from tests.support.rules import Broken
from workshops.models import Skill, SkillGrid, SkillMeasure

LEVELS = ["Pas encore", "Avec de l’aide", "Sans aide"]


def grid() -> SkillGrid:
    return SkillGrid.objects.create(name="Grille de 2017", starts_on=date(2017, 1, 1))


def skill() -> Skill:
    return Skill.objects.create(grid=grid(), code="photo", position=1, name="Photo", levels=LEVELS)


def measured() -> SkillMeasure:
    return skills.measure(factories.person())


def measure() -> SkillMeasure:
    return SkillMeasure(
        beneficiary=factories.person(),
        grid=SkillGrid.objects.in_force_on(factories.DAY),
        moment="entry",
        measured_on=factories.DAY,
        levels={"courriel": 1},
        by=factories.counsellor(),
        at=factories.an_instant(),
    )


ANOTHER = {"code": "video", "position": 2}
RULES = [
    Broken("skill_grid_one_a_day", grid, {"name": "Autre"}),
    Broken("skill_code_once_a_grid", skill, {"position": 2}),
    Broken("skill_position_once_a_grid", skill, {"code": "video"}),
    Broken("skill_has_three_levels", skill, ANOTHER | {"levels": LEVELS[:2]}),
    Broken("skill_has_three_levels", skill, ANOTHER | {"levels": ["Pas encore", "", "Sans aide"]}),
    Broken("skill_has_three_levels", skill, ANOTHER | {"levels": []}),
    Broken("skill_measure_recorded_once", measured),
    Broken("skill_measure_moment_known", measure, {"moment": "noon"}),
    Broken("skill_measure_names_its_session", measure, {"moment": "session"}),
    Broken(
        "skill_measure_names_its_session",
        measure,
        lambda it: {"support": factories.support(it.beneficiary)},
    ),
    Broken("skill_measure_measures_something", measure, {"levels": {}}),
]
