"""The grid of skills, and what people can do by it."""

import uuid
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from accounts import journal
from accounts.models import User
from beneficiaries.models import Beneficiary
from beneficiaries.services.files import locked
from workshops.models import Registration, Skill, SkillGrid, SkillMeasure, SupportSession

Moment = SkillMeasure.Moment


@transaction.atomic
def write_grid(*, name: str, starts_on: date, skills: list[dict], by: User, on: date) -> SkillGrid:
    """A new version of the grid will be in force from that day on.

    Each of `skills` has `name`, `levels`, `is_essential`, and `code` when it goes on from the
    version before. Raises ValidationError unless the day is to come.
    """
    if starts_on <= on:
        raise ValidationError({"starts_on": "Une nouvelle grille commence demain au plus tôt."})
    if not skills:
        raise ValidationError("Une grille a au moins une compétence.")
    grid = SkillGrid(name=name, starts_on=starts_on)
    grid.full_clean()
    grid.save()
    taken = {each["code"] for each in skills if each.get("code")}
    for position, each in enumerate(skills, 1):
        code = each.get("code") or _new_code(each["name"], taken)
        taken.add(code)
        skill = Skill(grid=grid, **each | {"code": code, "position": position})
        skill.clean_fields()
        skill.save()
    journal.record("skill_grid.written", grid, by=by, starts_on=str(starts_on))
    return grid


def _new_code(name: str, taken: set[str]) -> str:
    code = slugify(name)[:24] or "competence"
    numbered = (f"{code}-{n}" for n in range(2, 99))
    return code if code not in taken else next(each for each in numbered if each not in taken)


@transaction.atomic
def measure_skills(
    beneficiary: Beneficiary,
    *,
    levels: dict[str, int],
    moment: str,
    measured_on: date,
    registration: Registration | None = None,
    support: SupportSession | None = None,
    key: uuid.UUID,
    by: User,
    at: datetime,
) -> SkillMeasure:
    """What the person could do that day is noted; sent twice with the same key, it is once.

    `levels` gives 1, 2 or 3 by the code of each skill that was measured, and no others.
    """
    if earlier := SkillMeasure.objects.filter(key=key, beneficiary=beneficiary).first():
        return earlier
    person = locked(beneficiary)
    grid = SkillGrid.objects.in_force_on(measured_on)
    if grid is None:
        raise ValidationError({"measured_on": "Aucune grille n’était en vigueur ce jour-là."})
    measure = SkillMeasure(
        beneficiary=person,
        grid=grid,
        moment=moment,
        measured_on=measured_on,
        levels=_of_the_grid(levels, grid),
        registration=registration,
        support=support,
        key=key,
        by=by,
        at=at,
    )
    measure.full_clean(exclude=["beneficiary", "grid", "by", "key"])
    measure.save()
    journal.record("skills.measured", measure, by=by, person=person.pk, moment=moment)
    return measure


def _of_the_grid(levels: dict[str, int], grid: SkillGrid) -> dict[str, int]:
    known = set(grid.skills.values_list("code", flat=True))
    if levels.keys() - known:
        raise ValidationError(
            "La grille a changé entre-temps\u202f: rouvrez la page pour mesurer avec la bonne."
        )
    return levels


@transaction.atomic
def correct_measure(
    measure: SkillMeasure, *, levels: dict[str, int], key: uuid.UUID, by: User, at: datetime
) -> SkillMeasure:
    """What was noted of that moment is replaced; the mistake stays readable.

    Without any level, nothing was measured at that moment after all.
    """
    if earlier := SkillMeasure.objects.filter(key=key, corrects=measure).first():
        return earlier
    wrong = SkillMeasure.objects.select_for_update(of=["self"]).get(pk=measure.pk)
    if SkillMeasure.objects.filter(corrects=wrong).exists():
        raise ValidationError("Cette mesure vient d’être corrigée\u202f: rouvrez le dossier.")
    if levels == wrong.levels:
        raise ValidationError("Rien n’a changé\u202f: il n’y a rien à corriger.")
    right = SkillMeasure(
        beneficiary=wrong.beneficiary,
        grid=wrong.grid,
        moment=wrong.moment,
        measured_on=wrong.measured_on,
        levels=_of_the_grid(levels, wrong.grid),
        registration=wrong.registration,
        support=wrong.support,
        corrects=wrong,
        key=key,
        by=by,
        at=at,
    )
    right.clean_fields(exclude=["beneficiary", "grid", "by"])
    right.save()
    journal.record("skills.corrected", right, by=by, person=right.beneficiary_id)
    return right
