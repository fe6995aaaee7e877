"""What the database refuses by itself of assessments and enrolments, whoever writes.

Statement triggers: one check for one person at the counter, one for a whole register brought in.
"""

from pimms.kernel.triggers import refuses

FINDING_OF_ITS_VERSION = """
IF EXISTS (
  SELECT FROM fresh f
  JOIN beneficiaries_assessment a ON a.id = f.assessment_id
  JOIN beneficiaries_criterion c ON c.id = f.criterion_id
  WHERE c.version_id <> a.version_id
) THEN
  RAISE EXCEPTION 'a criterion of another version'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_of_its_version';
END IF;
RETURN NULL;
"""
refuses(finding_of_its_version="Ce critère n’est pas de cette version du programme.")

ENROLMENT_ADMITTED = """
IF EXISTS (
  SELECT FROM fresh f JOIN beneficiaries_assessment a ON a.id = f.assessment_id
  WHERE a.outcome = 'not_eligible' OR a.signature IN ('awaited', 'sent_back')
) THEN
  RAISE EXCEPTION 'the assessment admits nobody'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_on_a_settled_assessment';
END IF;
-- One at a time for each version with a capacity: two counsellors cannot both find the last place.
PERFORM FROM beneficiaries_programmeversion v
WHERE v.capacity IS NOT NULL AND EXISTS (
  SELECT FROM fresh f WHERE f.assessment_id IS NOT NULL AND v.period @> lower(f.period)
) ORDER BY v.id FOR NO KEY UPDATE;
IF NOT FOUND THEN
  RETURN NULL;
END IF;
-- Most people are enrolled at once on a day on which somebody begins.
IF EXISTS (
  SELECT FROM fresh f
  JOIN beneficiaries_programmeversion v ON v.period @> lower(f.period)
  CROSS JOIN LATERAL (
    SELECT lower(f.period) AS day
    UNION
    SELECT lower(e.period) FROM beneficiaries_enrolment e
    WHERE lower(e.period) <@ f.period AND lower(e.period) <@ v.period
  ) d
  WHERE f.assessment_id IS NOT NULL AND v.capacity < (
    SELECT count(DISTINCT e.beneficiary_id) FROM beneficiaries_enrolment e
    WHERE e.period @> d.day AND e.absorbed_by_id IS NULL
  )
) THEN
  RAISE EXCEPTION 'the programme is full'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_within_the_capacity';
END IF;
RETURN NULL;
"""
refuses(
    enrolment_on_a_settled_assessment="Cet examen n’ouvre pas de droits.",
    enrolment_within_the_capacity="Le programme est complet\u202f: sa dernière place"
    " vient d’être prise.",
)

REVIEW_NAMES_THE_AUTHOR = """
IF NEW.author_id <> (
  SELECT assessed_by_id FROM beneficiaries_assessment WHERE id = NEW.assessment_id
) THEN
  RAISE EXCEPTION 'the author of a review is that of its assessment'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'review_names_the_author';
END IF;
RETURN NEW;
"""
refuses(review_names_the_author="L’auteur d’une relecture est celui de l’examen.")
