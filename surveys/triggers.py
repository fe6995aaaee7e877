"""What the database keeps of surveys: questions frozen once answered, answers that fit them."""

import pgtrigger

from pimms.kernel.triggers import refuses

# The lock waits for an answer that is being given.
_FROZEN = """
PERFORM FROM surveys_questionnaire WHERE id IN ({ids}) ORDER BY id FOR UPDATE;
IF EXISTS (
  SELECT FROM surveys_response r JOIN surveys_campaign c ON c.id = r.campaign_id
  WHERE c.questionnaire_id IN ({ids})
) THEN
  RAISE EXCEPTION 'somebody has answered this questionnaire'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'questionnaire_frozen_once_answered';
END IF;
RETURN {answer};
"""
refuses(
    questionnaire_frozen_once_answered="Ce questionnaire a déjà des réponses\u202f:"
    " ouvrez une nouvelle version."
)


def _frozen(name: str, ids: str, operation, answer: str = "NEW") -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        func=_FROZEN.format(ids=ids, answer=answer),
    )


questionnaire_is_frozen = [
    _frozen("questionnaire_keeps_its_words", "OLD.id", pgtrigger.Update),
    _frozen("questionnaire_stays", "OLD.id", pgtrigger.Delete, "OLD"),
]
questions_are_frozen = [
    _frozen("question_joins_a_draft", "NEW.questionnaire_id", pgtrigger.Insert),
    _frozen(
        "question_keeps_its_words", "OLD.questionnaire_id, NEW.questionnaire_id", pgtrigger.Update
    ),
    _frozen("question_stays", "OLD.questionnaire_id", pgtrigger.Delete, "OLD"),
    pgtrigger.Trigger(
        name="question_asked_after_what_it_hangs_on",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__only_if__isnull=False),
        func="""
        IF NOT EXISTS (
          SELECT FROM surveys_question q
          WHERE q.id = NEW.only_if_id AND q.questionnaire_id = NEW.questionnaire_id
            AND q.position < NEW.position
            AND EXISTS (
              SELECT FROM jsonb_array_elements(q.choices) c WHERE c->>0 = NEW.only_if_choice
            )
        ) THEN
          RAISE EXCEPTION 'a question hangs on a choice of an earlier one'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'question_hangs_on_an_earlier_choice';
        END IF;
        RETURN NEW;
        """,
    ),
]
refuses(
    question_hangs_on_an_earlier_choice="Une question dépend d’une réponse à une question"
    " qui la précède."
)

_FITS = """
PERFORM FROM surveys_questionnaire q JOIN surveys_campaign c ON c.questionnaire_id = q.id
WHERE c.id = NEW.campaign_id FOR SHARE OF q;
IF NOT EXISTS (
  SELECT FROM surveys_campaign c WHERE c.id = NEW.campaign_id AND NEW.answered_on <@ c.period
) THEN
  RAISE EXCEPTION 'the campaign does not run on that day'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'response_within_its_campaign';
END IF;
IF jsonb_typeof(NEW.answers) <> 'object' OR EXISTS (
  SELECT FROM jsonb_each(NEW.answers) a
  LEFT JOIN surveys_campaign c ON c.id = NEW.campaign_id
  LEFT JOIN surveys_question q ON q.questionnaire_id = c.questionnaire_id AND q.code = a.key
  WHERE NOT COALESCE(CASE q.kind
    WHEN 'single' THEN jsonb_typeof(a.value) = 'string' AND EXISTS (
      SELECT FROM jsonb_array_elements(q.choices) o WHERE o->0 = a.value)
    WHEN 'multiple' THEN jsonb_typeof(a.value) = 'array' AND NOT EXISTS (
      SELECT FROM jsonb_array_elements(
        CASE jsonb_typeof(a.value) WHEN 'array' THEN a.value ELSE '[]' END) s
      WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(q.choices) o WHERE o->0 = s))
    WHEN 'scale' THEN jsonb_typeof(a.value) = 'number'
      AND (a.value #>> '{}') ~ '^[0-9]{1,2}$'
      AND (a.value #>> '{}')::int BETWEEN 1 AND q.scale_to
    WHEN 'number' THEN jsonb_typeof(a.value) = 'number'
      AND (a.value #>> '{}')::numeric
        BETWEEN COALESCE(q.minimum, -1000000) AND COALESCE(q.maximum, 1000000)
    WHEN 'text' THEN jsonb_typeof(a.value) = 'string' AND length(a.value #>> '{}') <= 600
  END, false)
) THEN
  RAISE EXCEPTION 'an answer does not fit its question'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'response_fits_its_questions';
END IF;
RETURN NEW;
"""
refuses(
    response_within_its_campaign="Cette enquête ne prend pas de réponse ce jour-là.",
    response_fits_its_questions="Une réponse ne va pas avec sa question\u202f: rouvrez la page.",
)

response_fits = pgtrigger.Trigger(
    name="response_fits_its_questionnaire",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=_FITS,
)
