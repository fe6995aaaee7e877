"""What the database keeps of skills: a grid frozen once it measured, and measures that stand."""

import pgtrigger

from pimms.kernel.triggers import never_emptied, refuses

_LOCKED = "PERFORM FROM workshops_skillgrid WHERE id IN ({grids}) ORDER BY id FOR UPDATE;"
_REFUSED = """
IF EXISTS (SELECT FROM workshops_skillmeasure WHERE grid_id IN ({grids})) THEN
  RAISE EXCEPTION 'this grid has measured somebody'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_grid_frozen_once_used';
END IF;
"""
refuses(skill_grid_frozen_once_used="Cette grille a servi\u202f: elle ne change plus.")


def _frozen(name: str, grids: str, operation, answer: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        func=(_LOCKED + _REFUSED).format(grids=grids) + f"RETURN {answer};",
    )


grid_is_frozen = [
    _frozen("grid_keeps_its_words", "OLD.id", pgtrigger.Update, "NEW"),
    _frozen("grid_stays", "OLD.id", pgtrigger.Delete, "OLD"),
    pgtrigger.Trigger(
        name="grid_begins_after_the_measures",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("starts_on"),
        func="""
        IF EXISTS (SELECT FROM workshops_skillmeasure WHERE measured_on >= NEW.starts_on) THEN
          RAISE EXCEPTION 'somebody was measured on that day already'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_grid_after_the_measures';
        END IF;
        RETURN NEW;
        """,
    ),
]
refuses(
    skill_grid_after_the_measures="Des mesures ont été faites depuis ce jour\u202f:"
    " choisissez un jour qui les suit."
)
skills_are_frozen = [
    _frozen("skill_joins_an_unused_grid", "NEW.grid_id", pgtrigger.Insert, "NEW"),
    _frozen("skill_keeps_its_words", "OLD.grid_id, NEW.grid_id", pgtrigger.Update, "NEW"),
    _frozen("skill_stays", "OLD.grid_id", pgtrigger.Delete, "OLD"),
]

_FITS = """
PERFORM FROM workshops_skillgrid WHERE id = NEW.grid_id FOR SHARE;
IF NEW.grid_id IS DISTINCT FROM (
  SELECT id FROM workshops_skillgrid WHERE starts_on <= NEW.measured_on
  ORDER BY starts_on DESC LIMIT 1
) THEN
  RAISE EXCEPTION 'another grid was in force'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_measure_by_the_grid_of_its_day';
END IF;
IF jsonb_typeof(NEW.levels) <> 'object' THEN
  RAISE EXCEPTION 'levels by skill are asked for'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_measure_within_its_grid';
END IF;
IF EXISTS (
  SELECT FROM jsonb_each(NEW.levels) l
  WHERE l.value NOT IN ('1', '2', '3') OR NOT EXISTS (
    SELECT FROM workshops_skill s WHERE s.grid_id = NEW.grid_id AND s.code = l.key
  )
) THEN
  RAISE EXCEPTION 'a level or a skill is not of the grid'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_measure_within_its_grid';
END IF;
IF NEW.registration_id IS NOT NULL AND NOT EXISTS (
  SELECT FROM workshops_registration r JOIN workshops_workshop w ON w.id = r.workshop_id
  WHERE r.id = NEW.registration_id AND r.beneficiary_id = NEW.beneficiary_id
    AND r.status = 'present' AND w.held_on = NEW.measured_on
) OR NEW.support_id IS NOT NULL AND NOT EXISTS (
  SELECT FROM workshops_supportsession s
  WHERE s.id = NEW.support_id AND s.beneficiary_id = NEW.beneficiary_id
    AND s.held_on = NEW.measured_on
) THEN
  RAISE EXCEPTION 'the person was not there'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_measure_of_who_was_there';
END IF;
IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
  SELECT FROM workshops_skillmeasure m
  WHERE m.id = NEW.corrects_id AND m.beneficiary_id = NEW.beneficiary_id
    AND m.moment = NEW.moment AND m.measured_on = NEW.measured_on
    AND m.registration_id IS NOT DISTINCT FROM NEW.registration_id
    AND m.support_id IS NOT DISTINCT FROM NEW.support_id
) THEN
  RAISE EXCEPTION 'a correction is of the same moment'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_measure_corrects_the_same';
END IF;
RETURN NEW;
"""
refuses(
    skill_measure_by_the_grid_of_its_day="Une autre grille était en vigueur ce jour-là.",
    skill_measure_within_its_grid="Ce niveau n’est pas de la grille\u202f: rouvrez la page.",
    skill_measure_of_who_was_there="La personne n’est pas notée présente à cette séance.",
    skill_measure_corrects_the_same="Une correction porte sur la même séance de la même personne.",
)

# Joining two files moves a measure to the person who stays; nothing else of it ever changes.
measures_stand = [
    pgtrigger.Trigger(
        name="skill_measure_fits",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=_FITS,
    ),
    pgtrigger.Protect(
        name="skill_measure_stands",
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(exclude=["beneficiary"]),
    ),
    pgtrigger.Protect(name="skill_measure_stays", operation=pgtrigger.Delete),
    never_emptied("skill_measure", "measures are kept"),
]
