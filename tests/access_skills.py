"""The part of the table that is about skills, and the records of activity for the national tool."""

from tests.support.objects import a_person
from workshops.models import SkillMeasure

FOR_STAFF = {
    "workshops:skills",
    "workshops:measure_skills",
    "workshops:correct_measure",
    "workshops:progress_paper",
    "workshops:progress",
    "workshops:skill_grids",
    "reports:coop",
    "reports:coop_csv",
    "reports:coop_xlsx",
}
FOR_THE_DIRECTOR = {
    "workshops:new_skill_grid",
}
FILES = {"workshops:progress_paper", "reports:coop_csv", "reports:coop_xlsx"}


def a_measure(worker):
    return [SkillMeasure.objects.standing().latest("pk").pk]


ARGUMENTS = {
    "workshops:skills": a_person,
    "workshops:measure_skills": a_person,
    "workshops:progress_paper": a_person,
    "workshops:correct_measure": a_measure,
}
