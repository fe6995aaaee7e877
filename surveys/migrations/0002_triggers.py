import pgtrigger.compiler
import pgtrigger.migrations

from pimms.kernel.migrating import AtOnce


class Migration(AtOnce):
    dependencies = [
        ('surveys', '0001_models'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='questionnaire',
            trigger=pgtrigger.compiler.Trigger(name='questionnaire_keeps_its_words', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM surveys_questionnaire WHERE id IN (OLD.id) ORDER BY id FOR UPDATE;\nIF EXISTS (\n  SELECT FROM surveys_response r JOIN surveys_campaign c ON c.id = r.campaign_id\n  WHERE c.questionnaire_id IN (OLD.id)\n) THEN\n  RAISE EXCEPTION 'somebody has answered this questionnaire'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'questionnaire_frozen_once_answered';\nEND IF;\nRETURN NEW;\n", hash='79aa5caf75d2cefd2d60314256fb38e7398ea710', operation='UPDATE', pgid='pgtrigger_questionnaire_keeps_its_words_a4032', table='surveys_questionnaire', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionnaire',
            trigger=pgtrigger.compiler.Trigger(name='questionnaire_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM surveys_questionnaire WHERE id IN (OLD.id) ORDER BY id FOR UPDATE;\nIF EXISTS (\n  SELECT FROM surveys_response r JOIN surveys_campaign c ON c.id = r.campaign_id\n  WHERE c.questionnaire_id IN (OLD.id)\n) THEN\n  RAISE EXCEPTION 'somebody has answered this questionnaire'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'questionnaire_frozen_once_answered';\nEND IF;\nRETURN OLD;\n", hash='8b75e8729b9f9e60e527d876e36909363127680a', operation='DELETE', pgid='pgtrigger_questionnaire_stays_054ac', table='surveys_questionnaire', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='question_joins_a_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM surveys_questionnaire WHERE id IN (NEW.questionnaire_id) ORDER BY id FOR UPDATE;\nIF EXISTS (\n  SELECT FROM surveys_response r JOIN surveys_campaign c ON c.id = r.campaign_id\n  WHERE c.questionnaire_id IN (NEW.questionnaire_id)\n) THEN\n  RAISE EXCEPTION 'somebody has answered this questionnaire'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'questionnaire_frozen_once_answered';\nEND IF;\nRETURN NEW;\n", hash='53a437cb12abf25c6951ba2d6a042013fb5f6c6d', operation='INSERT', pgid='pgtrigger_question_joins_a_draft_eee14', table='surveys_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='question_keeps_its_words', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM surveys_questionnaire WHERE id IN (OLD.questionnaire_id, NEW.questionnaire_id) ORDER BY id FOR UPDATE;\nIF EXISTS (\n  SELECT FROM surveys_response r JOIN surveys_campaign c ON c.id = r.campaign_id\n  WHERE c.questionnaire_id IN (OLD.questionnaire_id, NEW.questionnaire_id)\n) THEN\n  RAISE EXCEPTION 'somebody has answered this questionnaire'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'questionnaire_frozen_once_answered';\nEND IF;\nRETURN NEW;\n", hash='0fc6b6e61b90e99c91b4471679c66114dbab3c0b', operation='UPDATE', pgid='pgtrigger_question_keeps_its_words_a966f', table='surveys_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='question_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM surveys_questionnaire WHERE id IN (OLD.questionnaire_id) ORDER BY id FOR UPDATE;\nIF EXISTS (\n  SELECT FROM surveys_response r JOIN surveys_campaign c ON c.id = r.campaign_id\n  WHERE c.questionnaire_id IN (OLD.questionnaire_id)\n) THEN\n  RAISE EXCEPTION 'somebody has answered this questionnaire'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'questionnaire_frozen_once_answered';\nEND IF;\nRETURN OLD;\n", hash='4ba60f4cfc79deeb577001e8468aed1ca7b80780', operation='DELETE', pgid='pgtrigger_question_stays_9724a', table='surveys_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='question_asked_after_what_it_hangs_on', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."only_if_id" IS NOT NULL)', func="\n        IF NOT EXISTS (\n          SELECT FROM surveys_question q\n          WHERE q.id = NEW.only_if_id AND q.questionnaire_id = NEW.questionnaire_id\n            AND q.position < NEW.position\n            AND EXISTS (\n              SELECT FROM jsonb_array_elements(q.choices) c WHERE c->>0 = NEW.only_if_choice\n            )\n        ) THEN\n          RAISE EXCEPTION 'a question hangs on a choice of an earlier one'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'question_hangs_on_an_earlier_choice';\n        END IF;\n        RETURN NEW;\n        ", hash='f5aa7a696ea75f30ef50d4dbf82088ccf05e08f1', operation='INSERT OR UPDATE', pgid='pgtrigger_question_asked_after_what_it_hangs_on_7c684', table='surveys_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='response',
            trigger=pgtrigger.compiler.Trigger(name='response_fits_its_questionnaire', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM surveys_questionnaire q JOIN surveys_campaign c ON c.questionnaire_id = q.id\nWHERE c.id = NEW.campaign_id FOR SHARE OF q;\nIF NOT EXISTS (\n  SELECT FROM surveys_campaign c WHERE c.id = NEW.campaign_id AND NEW.answered_on <@ c.period\n) THEN\n  RAISE EXCEPTION 'the campaign does not run on that day'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'response_within_its_campaign';\nEND IF;\nIF jsonb_typeof(NEW.answers) <> 'object' OR EXISTS (\n  SELECT FROM jsonb_each(NEW.answers) a\n  LEFT JOIN surveys_campaign c ON c.id = NEW.campaign_id\n  LEFT JOIN surveys_question q ON q.questionnaire_id = c.questionnaire_id AND q.code = a.key\n  WHERE NOT COALESCE(CASE q.kind\n    WHEN 'single' THEN jsonb_typeof(a.value) = 'string' AND EXISTS (\n      SELECT FROM jsonb_array_elements(q.choices) o WHERE o->0 = a.value)\n    WHEN 'multiple' THEN jsonb_typeof(a.value) = 'array' AND NOT EXISTS (\n      SELECT FROM jsonb_array_elements(\n        CASE jsonb_typeof(a.value) WHEN 'array' THEN a.value ELSE '[]' END) s\n      WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(q.choices) o WHERE o->0 = s))\n    WHEN 'scale' THEN jsonb_typeof(a.value) = 'number'\n      AND (a.value #>> '{}') ~ '^[0-9]{1,2}$'\n      AND (a.value #>> '{}')::int BETWEEN 1 AND q.scale_to\n    WHEN 'number' THEN jsonb_typeof(a.value) = 'number'\n      AND (a.value #>> '{}')::numeric\n        BETWEEN COALESCE(q.minimum, -1000000) AND COALESCE(q.maximum, 1000000)\n    WHEN 'text' THEN jsonb_typeof(a.value) = 'string' AND length(a.value #>> '{}') <= 600\n  END, false)\n) THEN\n  RAISE EXCEPTION 'an answer does not fit its question'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'response_fits_its_questions';\nEND IF;\nRETURN NEW;\n", hash='cf1cd191173cf686e3ba5b4c725ed2b2dd99c6c1', operation='INSERT', pgid='pgtrigger_response_fits_its_questionnaire_dd335', table='surveys_response', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='response',
            trigger=pgtrigger.compiler.Trigger(name='response_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7dff4664b0e12b7491b39e6f145618e846a7d17e', operation='UPDATE OR DELETE', pgid='pgtrigger_response_is_append_only_8f6b0', table='surveys_response', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='response',
            trigger=pgtrigger.compiler.Trigger(name='response_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'response is append-only' USING ERRCODE = 'restrict_violation';", hash='3f09b4ebbfab6c038b24771ce1eb642b99d636c8', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_response_is_never_emptied_3248e', table='surveys_response', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withdrawal',
            trigger=pgtrigger.compiler.Trigger(name='withdrawal_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c15f3767deab7ea013ef64368405496c922d3667', operation='UPDATE OR DELETE', pgid='pgtrigger_withdrawal_is_append_only_c9604', table='surveys_withdrawal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withdrawal',
            trigger=pgtrigger.compiler.Trigger(name='withdrawal_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'withdrawal is append-only' USING ERRCODE = 'restrict_violation';", hash='7020e62b676b8c8b6f4e776c53c41ab3621f3eae', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_withdrawal_is_never_emptied_533f0', table='surveys_withdrawal', when='BEFORE')),
        ),
    ]
