import pgtrigger.compiler
import pgtrigger.migrations

from pimms.kernel.migrating import AtOnce


class Migration(AtOnce):
    dependencies = [
        ('beneficiaries', '0003_entitlement'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='telecomdiagnosis',
            trigger=pgtrigger.compiler.Trigger(name='diagnosis_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."bank_account" IS DISTINCT FROM (NEW."bank_account") OR OLD."debt" IS DISTINCT FROM (NEW."debt") OR OLD."equipment" IS DISTINCT FROM (NEW."equipment") OR OLD."home_internet" IS DISTINCT FROM (NEW."home_internet") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."made_on" IS DISTINCT FROM (NEW."made_on") OR OLD."monthly_bill" IS DISTINCT FROM (NEW."monthly_bill") OR OLD."operator" IS DISTINCT FROM (NEW."operator") OR OLD."plan" IS DISTINCT FROM (NEW."plan"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5d045967f5b5adf5477d5b595feae6baf875e277', operation='UPDATE', pgid='pgtrigger_diagnosis_stands_30908', table='beneficiaries_telecomdiagnosis', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='telecomdiagnosis',
            trigger=pgtrigger.compiler.Trigger(name='diagnosis_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='bf9edce1dcc802d394ebc3c1a7bdfff3afa145a1', operation='DELETE', pgid='pgtrigger_diagnosis_stays_62126', table='beneficiaries_telecomdiagnosis', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programmeversion',
            trigger=pgtrigger.compiler.Trigger(name='programme_version_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."assessment_valid_months" IS DISTINCT FROM (NEW."assessment_valid_months") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."minimum_age" IS DISTINCT FROM (NEW."minimum_age") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."opens" IS DISTINCT FROM (NEW."opens") OR OLD."referral_required" IS DISTINCT FROM (NEW."referral_required") OR OLD."referral_valid_months" IS DISTINCT FROM (NEW."referral_valid_months") OR OLD."required_count" IS DISTINCT FROM (NEW."required_count") OR OLD."sample_percent" IS DISTINCT FROM (NEW."sample_percent") OR OLD."second_signature" IS DISTINCT FROM (NEW."second_signature"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e2d772c8082e55c0faf381b2fac5d8a5321fe6c9', operation='UPDATE', pgid='pgtrigger_programme_version_stands_2d9a9', table='beneficiaries_programmeversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programmeversion',
            trigger=pgtrigger.compiler.Trigger(name='programme_version_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='3859cdc90645b47feb0bf14d8114831bd3ca6766', operation='DELETE', pgid='pgtrigger_programme_version_stays_e08ca', table='beneficiaries_programmeversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterion',
            trigger=pgtrigger.compiler.Trigger(name='criterion_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cf3f56c24c81ad2b3248bb789aa3048142aece81', operation='UPDATE OR DELETE', pgid='pgtrigger_criterion_is_append_only_d38e2', table='beneficiaries_criterion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterion',
            trigger=pgtrigger.compiler.Trigger(name='criterion_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'criterion is append-only' USING ERRCODE = 'restrict_violation';", hash='f7c982c7d35050b4933539e286378228e5e10878', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_criterion_is_never_emptied_0016e', table='beneficiaries_criterion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='threshold',
            trigger=pgtrigger.compiler.Trigger(name='threshold_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0177cde132fc3afb325f70902a0e65f0779daf5c', operation='UPDATE OR DELETE', pgid='pgtrigger_threshold_is_append_only_b7d8e', table='beneficiaries_threshold', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='threshold',
            trigger=pgtrigger.compiler.Trigger(name='threshold_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'threshold is append-only' USING ERRCODE = 'restrict_violation';", hash='86b815491b61bc953898c8b8b823fa3b45629de7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_threshold_is_never_emptied_331ab', table='beneficiaries_threshold', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referral',
            trigger=pgtrigger.compiler.Trigger(name='referral_goes_its_way', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))', func="\nIF (OLD.status, NEW.status) NOT IN (('sent', 'seen'), ('sent', 'asked'), ('sent', 'accepted'), ('sent', 'refused'), ('sent', 'transferred'), ('sent', 'withdrawn'), ('sent', 'expired'), ('seen', 'sent'), ('seen', 'asked'), ('seen', 'accepted'), ('seen', 'refused'), ('seen', 'transferred'), ('seen', 'withdrawn'), ('seen', 'expired'), ('asked', 'sent'), ('asked', 'seen'), ('asked', 'accepted'), ('asked', 'refused'), ('asked', 'transferred'), ('asked', 'withdrawn'), ('asked', 'expired'), ('accepted', 'not_come'), ('not_come', 'accepted'), ('expired', 'sent')) THEN\n  RAISE EXCEPTION 'this state does not follow'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'referral_goes_its_way';\nEND IF;\nRETURN NEW;\n", hash='6a1b2de2cd36d1e063805a36d64c3add916f10c4', operation='UPDATE OF "status"', pgid='pgtrigger_referral_goes_its_way_5b032', table='beneficiaries_referral', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='assessment_of_a_standing_file', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT beneficiary_id FROM fresh) ORDER BY id FOR KEY SHARE;\nIF EXISTS (\n  SELECT FROM beneficiaries_beneficiary\n  WHERE id IN (SELECT beneficiary_id FROM fresh) AND merged_into_id IS NOT NULL\n) THEN\n  RAISE EXCEPTION 'this file was merged into another'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'file_takes_more_only_if_standing';\nEND IF;\nRETURN NULL;\n", hash='ba0e01bd1e48ceb5f349c7bdadf93770bafcfcbb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_assessment_of_a_standing_file_08bce', referencing='REFERENCING NEW TABLE AS fresh ', table='beneficiaries_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='assessment_is_a_visit', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT person FROM (SELECT beneficiary_id AS person, assessed_on AS day FROM fresh) v) ORDER BY id FOR NO KEY UPDATE;\nUPDATE beneficiaries_beneficiary b SET last_seen_on = v.day\nFROM (SELECT person, max(day) AS day FROM (SELECT beneficiary_id AS person, assessed_on AS day FROM fresh) v GROUP BY person) v\nWHERE b.id = v.person AND (b.last_seen_on IS NULL OR b.last_seen_on < v.day);\nRETURN NULL;\n', hash='04398b8344efc9883db5ca0cc2314e036ab14144', level='STATEMENT', operation='INSERT', pgid='pgtrigger_assessment_is_a_visit_b5b20', referencing='REFERENCING NEW TABLE AS fresh ', table='beneficiaries_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='assessment_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."assessed_by_id" IS DISTINCT FROM (NEW."assessed_by_id") OR OLD."assessed_on" IS DISTINCT FROM (NEW."assessed_on") OR OLD."criteria" IS DISTINCT FROM (NEW."criteria") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."persons" IS DISTINCT FROM (NEW."persons") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."refusal" IS DISTINCT FROM (NEW."refusal") OR OLD."reorientation" IS DISTINCT FROM (NEW."reorientation") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f4fc2dad9b012a51ce6d58878413cb0301b67020', operation='UPDATE', pgid='pgtrigger_assessment_stands_19293', table='beneficiaries_assessment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='assessment_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='42ce934126bb6e18b79443cd6f2c99fb09873de6', operation='DELETE', pgid='pgtrigger_assessment_stays_1d4ee', table='beneficiaries_assessment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='finding_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d20d7f4a6e983a5819fe3511313847b4484f1f85', operation='UPDATE OR DELETE', pgid='pgtrigger_finding_is_append_only_14796', table='beneficiaries_finding', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='finding_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'finding is append-only' USING ERRCODE = 'restrict_violation';", hash='934a42a4c088493b9b9c1629f7072e249014537a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_finding_is_never_emptied_88101', table='beneficiaries_finding', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='finding_of_its_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (\n  SELECT FROM fresh f\n  JOIN beneficiaries_assessment a ON a.id = f.assessment_id\n  JOIN beneficiaries_criterion c ON c.id = f.criterion_id\n  WHERE c.version_id <> a.version_id\n) THEN\n  RAISE EXCEPTION 'a criterion of another version'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_of_its_version';\nEND IF;\nRETURN NULL;\n", hash='bd5f1dc58e5ac06006553612e5295c6771c02b7e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_finding_of_its_version_1ffa7', referencing='REFERENCING NEW TABLE AS fresh ', table='beneficiaries_finding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enrolment',
            trigger=pgtrigger.compiler.Trigger(name='enrolment_period_and_number', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF TG_OP = 'INSERT' THEN\n  IF pimms_spans_months(NEW.period, 12) IS NOT TRUE THEN\n    RAISE EXCEPTION 'an enrolment opens for twelve months'\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_lasts_twelve_months';\n  END IF;\n  IF NEW.number IS NOT NULL THEN\n    RAISE EXCEPTION 'the number of an enrolment is given by the database'\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_keeps_its_number';\n  END IF;\n  RETURN NEW;\nEND IF;\nNEW.number := coalesce(NEW.number, OLD.number);\nIF NEW.number <> OLD.number THEN\n  RAISE EXCEPTION 'enrolment % keeps its number', OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_keeps_its_number';\nEND IF;\nIF NEW.period IS DISTINCT FROM OLD.period AND NEW.period IS DISTINCT FROM\n   daterange(lower(OLD.period), pimms_enrolment_end(OLD.id, lower(OLD.period))) THEN\n  RAISE EXCEPTION 'the period of enrolment % is what its movements make it', OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_period_is_computed';\nEND IF;\nRETURN NEW;\n", hash='e1fc3c89113eb7b3b01d0379acae0ae851ed801d', operation='INSERT OR UPDATE', pgid='pgtrigger_enrolment_period_and_number_dd809', table='beneficiaries_enrolment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enrolment',
            trigger=pgtrigger.compiler.Trigger(name='enrolment_is_numbered', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE block record; reached integer;', func="\nFOR block IN\n  SELECT extract(year FROM lower(period))::integer AS year, count(*)::integer AS n\n  FROM fresh GROUP BY 1 ORDER BY 1\nLOOP\n  INSERT INTO kernel_series AS s (name, last) VALUES ('droits ' || block.year, block.n)\n  ON CONFLICT (name) DO UPDATE SET last = s.last + block.n\n  RETURNING last INTO reached;\n  UPDATE beneficiaries_enrolment e\n  SET number = pimms_enrolment_number(block.year, reached - block.n + f.rank)\n  FROM (\n    SELECT id, row_number() OVER (ORDER BY id)::integer AS rank\n    FROM fresh WHERE extract(year FROM lower(period)) = block.year\n  ) f WHERE e.id = f.id;\nEND LOOP;\nRETURN NULL;\n", hash='cfb60aa339d35c21c724c18bf56d2a6c4631fcd5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_enrolment_is_numbered_18fbf', referencing='REFERENCING NEW TABLE AS fresh ', table='beneficiaries_enrolment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enrolment',
            trigger=pgtrigger.compiler.Trigger(name='enrolment_admitted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (\n  SELECT FROM fresh f JOIN beneficiaries_assessment a ON a.id = f.assessment_id\n  WHERE a.outcome = 'not_eligible' OR a.signature IN ('awaited', 'sent_back')\n) THEN\n  RAISE EXCEPTION 'the assessment admits nobody'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_on_a_settled_assessment';\nEND IF;\n-- One at a time for each version with a capacity: two counsellors cannot both find the last place.\nPERFORM FROM beneficiaries_programmeversion v\nWHERE v.capacity IS NOT NULL AND EXISTS (\n  SELECT FROM fresh f WHERE f.assessment_id IS NOT NULL AND v.period @> lower(f.period)\n) ORDER BY v.id FOR NO KEY UPDATE;\nIF NOT FOUND THEN\n  RETURN NULL;\nEND IF;\n-- Most people are enrolled at once on a day on which somebody begins.\nIF EXISTS (\n  SELECT FROM fresh f\n  JOIN beneficiaries_programmeversion v ON v.period @> lower(f.period)\n  CROSS JOIN LATERAL (\n    SELECT lower(f.period) AS day\n    UNION\n    SELECT lower(e.period) FROM beneficiaries_enrolment e\n    WHERE lower(e.period) <@ f.period AND lower(e.period) <@ v.period\n  ) d\n  WHERE f.assessment_id IS NOT NULL AND v.capacity < (\n    SELECT count(DISTINCT e.beneficiary_id) FROM beneficiaries_enrolment e\n    WHERE e.period @> d.day AND e.absorbed_by_id IS NULL\n  )\n) THEN\n  RAISE EXCEPTION 'the programme is full'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_within_the_capacity';\nEND IF;\nRETURN NULL;\n", hash='0bcaa2443dbed628eda8cb5133603001d5fafa24', level='STATEMENT', operation='INSERT', pgid='pgtrigger_enrolment_admitted_9c1bc', referencing='REFERENCING NEW TABLE AS fresh ', table='beneficiaries_enrolment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enrolment',
            trigger=pgtrigger.compiler.Trigger(name='enrolment_of_a_standing_file', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT beneficiary_id FROM fresh) ORDER BY id FOR KEY SHARE;\nIF EXISTS (\n  SELECT FROM beneficiaries_beneficiary\n  WHERE id IN (SELECT beneficiary_id FROM fresh) AND merged_into_id IS NOT NULL\n) THEN\n  RAISE EXCEPTION 'this file was merged into another'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'file_takes_more_only_if_standing';\nEND IF;\nRETURN NULL;\n", hash='e31211555c8e6c432eeb88588cb721054cd06e44', level='STATEMENT', operation='INSERT', pgid='pgtrigger_enrolment_of_a_standing_file_1b518', referencing='REFERENCING NEW TABLE AS fresh ', table='beneficiaries_enrolment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enrolment',
            trigger=pgtrigger.compiler.Trigger(name='enrolment_is_a_visit', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT person FROM (SELECT beneficiary_id AS person, lower(period) AS day FROM fresh WHERE assessment_id IS NULL) v) ORDER BY id FOR NO KEY UPDATE;\nUPDATE beneficiaries_beneficiary b SET last_seen_on = v.day\nFROM (SELECT person, max(day) AS day FROM (SELECT beneficiary_id AS person, lower(period) AS day FROM fresh WHERE assessment_id IS NULL) v GROUP BY person) v\nWHERE b.id = v.person AND (b.last_seen_on IS NULL OR b.last_seen_on < v.day);\nRETURN NULL;\n', hash='66be55b22edf0a2014c5ccd671c6a993b8a4a83c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_enrolment_is_a_visit_1bec1', referencing='REFERENCING NEW TABLE AS fresh ', table='beneficiaries_enrolment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='endnotice',
            trigger=pgtrigger.compiler.Trigger(name='end_notice_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='af8c8eb7780caf1076a9577e03c283397e9d81db', operation='UPDATE OR DELETE', pgid='pgtrigger_end_notice_is_append_only_52675', table='beneficiaries_endnotice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='endnotice',
            trigger=pgtrigger.compiler.Trigger(name='end_notice_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'end_notice is append-only' USING ERRCODE = 'restrict_violation';", hash='2db28867ed4566dea211517535a15798a68e8ada', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_end_notice_is_never_emptied_e4e38', table='beneficiaries_endnotice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='change',
            trigger=pgtrigger.compiler.Trigger(name='change_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='409f96d1be1ad22eef9bbc290a298d746407055f', operation='UPDATE OR DELETE', pgid='pgtrigger_change_is_append_only_be187', table='beneficiaries_change', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='change',
            trigger=pgtrigger.compiler.Trigger(name='change_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'change is append-only' USING ERRCODE = 'restrict_violation';", hash='e4171127f7981183dd75defda93a64cd7cb8a0fd', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_change_is_never_emptied_0f2ab', table='beneficiaries_change', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movement',
            trigger=pgtrigger.compiler.Trigger(name='movement_is_possible', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE rights record; latest beneficiaries_movement; pause beneficiaries_movement;', func="\n-- One at a time for each person: a sale and a suspension do not pass each other.\nPERFORM FROM beneficiaries_beneficiary WHERE id = (\n  SELECT beneficiary_id FROM beneficiaries_enrolment WHERE id = NEW.enrolment_id\n) FOR NO KEY UPDATE;\nSELECT lower(period) AS opens, upper(period) AS ends INTO STRICT rights\nFROM beneficiaries_enrolment WHERE id = NEW.enrolment_id FOR NO KEY UPDATE;\nSELECT m.* INTO latest FROM beneficiaries_movement m\nWHERE m.enrolment_id = NEW.enrolment_id AND m.kind <> 'undo'\n  AND NOT EXISTS (SELECT FROM beneficiaries_movement u WHERE u.undoes_id = m.id)\nORDER BY m.id DESC LIMIT 1;\nIF NEW.kind = 'undo' THEN\n  IF NEW.undoes_id IS DISTINCT FROM latest.id THEN\n    RAISE EXCEPTION 'only the latest standing movement is undone'\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'movement_undoes_the_latest';\n  END IF;\n  RETURN NEW;\nEND IF;\nSELECT m.* INTO pause FROM beneficiaries_movement m\nWHERE m.enrolment_id = NEW.enrolment_id AND m.kind IN ('suspension', 'resumption')\n  AND NOT EXISTS (SELECT FROM beneficiaries_movement u WHERE u.undoes_id = m.id)\nORDER BY m.id DESC LIMIT 1;\nIF coalesce(latest.kind = 'early_end', FALSE)\n  OR NEW.kind = 'suspension' AND (\n    coalesce(pause.kind = 'suspension', FALSE)\n    OR NEW.effective_on < greatest(rights.opens, pause.effective_on)\n    OR NEW.effective_on >= rights.ends)\n  OR NEW.kind = 'resumption' AND (\n    coalesce(pause.kind <> 'suspension', TRUE)\n    OR NEW.effective_on <= pause.effective_on\n    OR NOT pause.pushes AND NEW.effective_on >= rights.ends)\n  OR NEW.kind = 'early_end' AND (\n    NEW.effective_on <= rights.opens\n    OR NEW.effective_on < pause.effective_on\n    OR NEW.effective_on >= rights.ends\n      AND NOT coalesce(pause.kind = 'suspension' AND pause.pushes, FALSE))\nTHEN\n  RAISE EXCEPTION 'a % on % does not follow what stands', NEW.kind, NEW.effective_on\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'movement_follows_what_stands';\nEND IF;\nIF NEW.kind = 'extension' AND EXISTS (\n  SELECT FROM beneficiaries_extensionmotive v\n  LEFT JOIN beneficiaries_movement m ON m.extension_motive_id = v.id\n    AND m.enrolment_id = NEW.enrolment_id\n    AND NOT EXISTS (SELECT FROM beneficiaries_movement u WHERE u.undoes_id = m.id)\n  WHERE v.id = NEW.extension_motive_id\n  GROUP BY v.id\n  HAVING count(m.id) + 1 > v.max_times\n    OR coalesce(sum(m.days + 31 * m.months), 0) + NEW.days + 31 * NEW.months > v.max_days\n) THEN\n  RAISE EXCEPTION 'the extensions of enrolment % pass the limit of their motive', NEW.enrolment_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'extension_within_its_motive';\nEND IF;\nRETURN NEW;\n", hash='30dcc56082f872da1c8d2ac1c50fa35f06749347', operation='INSERT', pgid='pgtrigger_movement_is_possible_c8558', table='beneficiaries_movement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movement',
            trigger=pgtrigger.compiler.Trigger(name='movement_moves_the_end', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nUPDATE beneficiaries_enrolment\nSET period = daterange(lower(period), pimms_enrolment_end(id, lower(period)))\nWHERE id = NEW.enrolment_id AND upper(period) <> pimms_enrolment_end(id, lower(period));\nRETURN NULL;\n', hash='63a3034a771c2d9fc1351b693a734d87fd5a1c57', operation='INSERT', pgid='pgtrigger_movement_moves_the_end_198fc', table='beneficiaries_movement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movement',
            trigger=pgtrigger.compiler.Trigger(name='movement_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3e2b9a85c502b0a84cd18efb53fc8ea1655d2595', operation='UPDATE OR DELETE', pgid='pgtrigger_movement_is_append_only_89550', table='beneficiaries_movement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movement',
            trigger=pgtrigger.compiler.Trigger(name='movement_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'movement is append-only' USING ERRCODE = 'restrict_violation';", hash='4f7d9a1815ba81f307568f776bcf89e5dc221b50', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_movement_is_never_emptied_7bd0d', table='beneficiaries_movement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='note_of_a_standing_file', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT beneficiary_id FROM fresh) ORDER BY id FOR KEY SHARE;\nIF EXISTS (\n  SELECT FROM beneficiaries_beneficiary\n  WHERE id IN (SELECT beneficiary_id FROM fresh) AND merged_into_id IS NOT NULL\n) THEN\n  RAISE EXCEPTION 'this file was merged into another'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'file_takes_more_only_if_standing';\nEND IF;\nRETURN NULL;\n", hash='f97261d4bf9b0f5e436898a0b4c2ef17e3d5c759', level='STATEMENT', operation='INSERT', pgid='pgtrigger_note_of_a_standing_file_7a26e', referencing='REFERENCING NEW TABLE AS fresh ', table='beneficiaries_note', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tagging',
            trigger=pgtrigger.compiler.Trigger(name='tagging_of_a_standing_file', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT beneficiary_id FROM fresh) ORDER BY id FOR KEY SHARE;\nIF EXISTS (\n  SELECT FROM beneficiaries_beneficiary\n  WHERE id IN (SELECT beneficiary_id FROM fresh) AND merged_into_id IS NOT NULL\n) THEN\n  RAISE EXCEPTION 'this file was merged into another'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'file_takes_more_only_if_standing';\nEND IF;\nRETURN NULL;\n", hash='9b8fb0b1f0b41efb01e891d7114357bbc9079620', level='STATEMENT', operation='INSERT', pgid='pgtrigger_tagging_of_a_standing_file_4c07e', referencing='REFERENCING NEW TABLE AS fresh ', table='beneficiaries_tagging', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proxy',
            trigger=pgtrigger.compiler.Trigger(name='proxy_of_a_standing_file', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT beneficiary_id FROM fresh) ORDER BY id FOR KEY SHARE;\nIF EXISTS (\n  SELECT FROM beneficiaries_beneficiary\n  WHERE id IN (SELECT beneficiary_id FROM fresh) AND merged_into_id IS NOT NULL\n) THEN\n  RAISE EXCEPTION 'this file was merged into another'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'file_takes_more_only_if_standing';\nEND IF;\nRETURN NULL;\n", hash='137cebf24b122e0a3dfd0c0374885390b2bbc48e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_proxy_of_a_standing_file_5d855', referencing='REFERENCING NEW TABLE AS fresh ', table='beneficiaries_proxy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referralstep',
            trigger=pgtrigger.compiler.Trigger(name='referral_step_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e0a126aecdb10b5f7e291ea2088d2f3e76a6d8d1', operation='UPDATE OR DELETE', pgid='pgtrigger_referral_step_is_append_only_5d83b', table='beneficiaries_referralstep', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referralstep',
            trigger=pgtrigger.compiler.Trigger(name='referral_step_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'referral_step is append-only' USING ERRCODE = 'restrict_violation';", hash='eb09030b06ac72cac5dd45d6140b1335d53d8916', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_referral_step_is_never_emptied_73451', table='beneficiaries_referralstep', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referralcall',
            trigger=pgtrigger.compiler.Trigger(name='referral_call_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='09d39d29b28527211a62d5805723c683abd741db', operation='UPDATE OR DELETE', pgid='pgtrigger_referral_call_is_append_only_32409', table='beneficiaries_referralcall', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referralcall',
            trigger=pgtrigger.compiler.Trigger(name='referral_call_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'referral_call is append-only' USING ERRCODE = 'restrict_violation';", hash='bf47fba34de6ab4d820cacf6b0e5471f3addd75b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_referral_call_is_never_emptied_363ec', table='beneficiaries_referralcall', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewsample',
            trigger=pgtrigger.compiler.Trigger(name='review_sample_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1d21c72a0b40240c9c524ca2d19b5571b9d4c334', operation='UPDATE OR DELETE', pgid='pgtrigger_review_sample_is_append_only_78c60', table='beneficiaries_reviewsample', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewsample',
            trigger=pgtrigger.compiler.Trigger(name='review_sample_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'review_sample is append-only' USING ERRCODE = 'restrict_violation';", hash='bed4fd7340fcdc1bea2dda2862c0c069e74daf44', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_review_sample_is_never_emptied_a520a', table='beneficiaries_reviewsample', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='review_names_the_author', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.author_id <> (\n  SELECT assessed_by_id FROM beneficiaries_assessment WHERE id = NEW.assessment_id\n) THEN\n  RAISE EXCEPTION 'the author of a review is that of its assessment'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'review_names_the_author';\nEND IF;\nRETURN NEW;\n", hash='e30fbf09d15e49ea751cc3a7ea7933eca8c72bc0', operation='INSERT OR UPDATE', pgid='pgtrigger_review_names_the_author_211cd', table='beneficiaries_review', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='review_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='6d662f395d945a955add6984dcbb92ebf9643278', operation='DELETE', pgid='pgtrigger_review_stays_aab4c', table='beneficiaries_review', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referralsheet',
            trigger=pgtrigger.compiler.Trigger(name='referral_sheet_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0a38e8effe29204368efb08fa0010a9263f009f9', operation='UPDATE OR DELETE', pgid='pgtrigger_referral_sheet_is_append_only_b96da', table='beneficiaries_referralsheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referralsheet',
            trigger=pgtrigger.compiler.Trigger(name='referral_sheet_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'referral_sheet is append-only' USING ERRCODE = 'restrict_violation';", hash='e3941871c4e1881880f76df90c2ada33e1d0a009', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_referral_sheet_is_never_emptied_004c5', table='beneficiaries_referralsheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='typedsheet',
            trigger=pgtrigger.compiler.Trigger(name='typed_sheet_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='50d87a15a298b562bbf53293cbe1a7f6c7426c4e', operation='UPDATE OR DELETE', pgid='pgtrigger_typed_sheet_is_append_only_732bd', table='beneficiaries_typedsheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='typedsheet',
            trigger=pgtrigger.compiler.Trigger(name='typed_sheet_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'typed_sheet is append-only' USING ERRCODE = 'restrict_violation';", hash='ee83a74d19dcc97fcf173a1e2d92f915ca96487e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_typed_sheet_is_never_emptied_e4696', table='beneficiaries_typedsheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='telling',
            trigger=pgtrigger.compiler.Trigger(name='telling_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='99664ab7fb709345f708fdcb0815bdabd1af2018', operation='UPDATE OR DELETE', pgid='pgtrigger_telling_is_append_only_dda0f', table='beneficiaries_telling', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='telling',
            trigger=pgtrigger.compiler.Trigger(name='telling_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'telling is append-only' USING ERRCODE = 'restrict_violation';", hash='8a3cf486122c89c2cb51279e3c84323e4bf8c765', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_telling_is_never_emptied_a051f', table='beneficiaries_telling', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tellingcall',
            trigger=pgtrigger.compiler.Trigger(name='telling_call_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fa4e6b36ff6b97404334d099db7140d2163ea26c', operation='UPDATE OR DELETE', pgid='pgtrigger_telling_call_is_append_only_bde82', table='beneficiaries_tellingcall', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tellingcall',
            trigger=pgtrigger.compiler.Trigger(name='telling_call_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'telling_call is append-only' USING ERRCODE = 'restrict_violation';", hash='d3b18b64de2730265405f9cdf47c9aac16a5c8d0', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_telling_call_is_never_emptied_88253', table='beneficiaries_tellingcall', when='BEFORE')),
        ),
    ]
