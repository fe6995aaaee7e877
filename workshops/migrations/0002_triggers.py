import pgtrigger.compiler
import pgtrigger.migrations

from pimms.kernel.migrating import AtOnce


class Migration(AtOnce):
    dependencies = [
        ('workshops', '0001_models'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='dropin',
            trigger=pgtrigger.compiler.Trigger(name='drop_in_takes_its_place', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nDELETE FROM workshops_occupation WHERE drop_in_id = NEW.id;\nIF NEW.cancelled_at IS NULL THEN\n  INSERT INTO workshops_occupation (drop_in_id, host_id, room_id, slot)\n  VALUES (NEW.id, NEW.host_id, NEW.room_id, tstzrange(\n    (NEW.held_on + NEW.starts_at) AT TIME ZONE 'Europe/Paris',\n    (NEW.held_on + NEW.ends_at) AT TIME ZONE 'Europe/Paris'\n  ));\nEND IF;\nRETURN NULL;\n", hash='fd18453dd073b9470a15a8310893f904e0e2f7b7', operation='INSERT OR UPDATE OF "held_on", "starts_at", "ends_at", "host_id", "room_id", "cancelled_at"', pgid='pgtrigger_drop_in_takes_its_place_56bf5', table='workshops_dropin', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dropin',
            trigger=pgtrigger.compiler.Trigger(name='drop_in_cancelled_when_empty', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.cancelled_at IS NOT NULL AND EXISTS (\n  SELECT FROM workshops_appointment WHERE drop_in_id = NEW.id AND status = 'planned'\n) THEN\n  RAISE EXCEPTION 'somebody is expected at this permanence'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'drop_in_cancelled_when_nobody_is_expected';\nEND IF;\nRETURN NEW;\n", hash='dca6c68191f108b6413b9d55a4ce8dfad239ff34', operation='UPDATE OF "cancelled_at"', pgid='pgtrigger_drop_in_cancelled_when_empty_f565b', table='workshops_dropin', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appointment',
            trigger=pgtrigger.compiler.Trigger(name='appointment_takes_its_place', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nDELETE FROM workshops_occupation WHERE appointment_id = NEW.id;\nIF NEW.status <> 'cancelled' AND NEW.drop_in_id IS NULL THEN\n  INSERT INTO workshops_occupation (appointment_id, host_id, slot)\n  VALUES (NEW.id, NEW.host_id, NEW.slot);\nEND IF;\nRETURN NULL;\n", hash='d3374fd0d7eb16b1dbdb13bcc493b8acd991ce4f', operation='INSERT OR UPDATE OF "slot", "host_id", "status", "drop_in_id"', pgid='pgtrigger_appointment_takes_its_place_0b2cf', table='workshops_appointment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appointment',
            trigger=pgtrigger.compiler.Trigger(name='appointment_within_its_permanence', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.drop_in_id IS NOT NULL AND NEW.status <> 'cancelled' THEN\n  PERFORM FROM workshops_dropin WHERE id = NEW.drop_in_id FOR SHARE;\n  IF NOT EXISTS (\n    SELECT FROM workshops_dropin d\n    WHERE d.id = NEW.drop_in_id AND d.cancelled_at IS NULL AND d.host_id = NEW.host_id\n      AND NEW.slot <@ tstzrange(\n        (d.held_on + d.starts_at) AT TIME ZONE 'Europe/Paris',\n        (d.held_on + d.ends_at) AT TIME ZONE 'Europe/Paris'\n      )\n  ) THEN\n    RAISE EXCEPTION 'this appointment is outside its permanence'\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'appointment_within_its_permanence';\n  END IF;\nEND IF;\nRETURN NEW;\n", hash='a6a8e1833d0742bb44cf890e736bd952f51faf05', operation='INSERT OR UPDATE OF "slot", "host_id", "status", "drop_in_id"', pgid='pgtrigger_appointment_within_its_permanence_e0128', table='workshops_appointment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workshop',
            trigger=pgtrigger.compiler.Trigger(name='workshop_takes_its_place', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nDELETE FROM workshops_occupation WHERE workshop_id = NEW.id;\nIF NEW.cancelled_at IS NULL AND (NEW.host_id IS NOT NULL OR NEW.room_id IS NOT NULL) THEN\n  INSERT INTO workshops_occupation (workshop_id, host_id, room_id, slot)\n  VALUES (NEW.id, NEW.host_id, NEW.room_id, tstzrange(\n    (NEW.held_on + NEW.starts_at) AT TIME ZONE 'Europe/Paris',\n    (NEW.held_on + NEW.ends_at) AT TIME ZONE 'Europe/Paris'\n  ));\nEND IF;\nRETURN NULL;\n", hash='0420f49c883e41f228e1d040ade9659e393e5224', operation='INSERT OR UPDATE OF "held_on", "starts_at", "ends_at", "host_id", "room_id", "cancelled_at"', pgid='pgtrigger_workshop_takes_its_place_03005', table='workshops_workshop', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registration',
            trigger=pgtrigger.compiler.Trigger(name='registration_of_a_standing_file', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT beneficiary_id FROM fresh) ORDER BY id FOR KEY SHARE;\nIF EXISTS (\n  SELECT FROM beneficiaries_beneficiary\n  WHERE id IN (SELECT beneficiary_id FROM fresh) AND merged_into_id IS NOT NULL\n) THEN\n  RAISE EXCEPTION 'this file was merged into another'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'file_takes_more_only_if_standing';\nEND IF;\nRETURN NULL;\n", hash='258c7fd5ecf6f05d236b1cdba166e9400aa53e76', level='STATEMENT', operation='INSERT', pgid='pgtrigger_registration_of_a_standing_file_9b172', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_registration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registration',
            trigger=pgtrigger.compiler.Trigger(name='registration_is_a_visit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT person FROM (\nSELECT f.beneficiary_id AS person, w.held_on AS day\nFROM fresh f JOIN workshops_workshop w ON w.id = f.workshop_id WHERE f.status = 'present'\n) v) ORDER BY id FOR NO KEY UPDATE;\nUPDATE beneficiaries_beneficiary b SET last_seen_on = v.day\nFROM (SELECT person, max(day) AS day FROM (\nSELECT f.beneficiary_id AS person, w.held_on AS day\nFROM fresh f JOIN workshops_workshop w ON w.id = f.workshop_id WHERE f.status = 'present'\n) v GROUP BY person) v\nWHERE b.id = v.person AND (b.last_seen_on IS NULL OR b.last_seen_on < v.day);\nRETURN NULL;\n", hash='88286306a71853faa11473a139762f3507801340', level='STATEMENT', operation='INSERT', pgid='pgtrigger_registration_is_a_visit_2fbf3', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_registration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registration',
            trigger=pgtrigger.compiler.Trigger(name='registration_became_a_visit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT person FROM (\nSELECT f.beneficiary_id AS person, w.held_on AS day\nFROM fresh f JOIN workshops_workshop w ON w.id = f.workshop_id WHERE f.status = 'present'\n) v) ORDER BY id FOR NO KEY UPDATE;\nUPDATE beneficiaries_beneficiary b SET last_seen_on = v.day\nFROM (SELECT person, max(day) AS day FROM (\nSELECT f.beneficiary_id AS person, w.held_on AS day\nFROM fresh f JOIN workshops_workshop w ON w.id = f.workshop_id WHERE f.status = 'present'\n) v GROUP BY person) v\nWHERE b.id = v.person AND (b.last_seen_on IS NULL OR b.last_seen_on < v.day);\nRETURN NULL;\n", hash='eaec16a66c5e667fac79bf7adfc07e4b4891d6fb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_registration_became_a_visit_f10e7', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_registration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='waiting',
            trigger=pgtrigger.compiler.Trigger(name='workshop_waiting_of_a_standing_file', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT beneficiary_id FROM fresh) ORDER BY id FOR KEY SHARE;\nIF EXISTS (\n  SELECT FROM beneficiaries_beneficiary\n  WHERE id IN (SELECT beneficiary_id FROM fresh) AND merged_into_id IS NOT NULL\n) THEN\n  RAISE EXCEPTION 'this file was merged into another'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'file_takes_more_only_if_standing';\nEND IF;\nRETURN NULL;\n", hash='03b8b9bd9e60d5a828bf0f81dcf689f5a6d8040e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_workshop_waiting_of_a_standing_file_8fb05', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_waiting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='message_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='945acca6146dd493e8e790ea4da57331698f1ae4', operation='UPDATE OR DELETE', pgid='pgtrigger_message_is_append_only_8cb40', table='workshops_message', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='message_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'message is append-only' USING ERRCODE = 'restrict_violation';", hash='782a7d2568b4aff550eef664fedba6d1cd54c1ea', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_message_is_never_emptied_3c5e8', table='workshops_message', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='passage',
            trigger=pgtrigger.compiler.Trigger(name='passage_is_never_edited', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."day" IS DISTINCT FROM (NEW."day") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."demands" IS DISTINCT FROM (NEW."demands") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."reverses_id" IS DISTINCT FROM (NEW."reverses_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4ea884de80a28f18482eb92a3396ff56711bef87', operation='UPDATE', pgid='pgtrigger_passage_is_never_edited_3c810', table='workshops_passage', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='passage',
            trigger=pgtrigger.compiler.Trigger(name='passage_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='6f99a976498d703aa525491023df010afaa1ec0d', operation='DELETE', pgid='pgtrigger_passage_is_never_deleted_24239', table='workshops_passage', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='passage',
            trigger=pgtrigger.compiler.Trigger(name='passage_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'passages are never emptied' USING ERRCODE = 'restrict_violation';", hash='9696d00982c503a2d83de4237280c7afaee4bfe0', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_passage_is_never_emptied_95a49', table='workshops_passage', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='passage',
            trigger=pgtrigger.compiler.Trigger(name='passage_takes_back_a_passage', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.reverses_id IS NOT NULL AND NOT EXISTS (\n  SELECT FROM workshops_passage\n  WHERE id = NEW.reverses_id AND reverses_id IS NULL AND site_id = NEW.site_id\n) THEN\n  RAISE EXCEPTION 'a counter-entry takes back a visit of the same site'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'passage_takes_back_a_passage';\nEND IF;\nRETURN NEW;\n", hash='26275f9fc18c1a11625cb30779421b5c1b928ef9', operation='INSERT', pgid='pgtrigger_passage_takes_back_a_passage_d0bc9', table='workshops_passage', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='passage',
            trigger=pgtrigger.compiler.Trigger(name='passage_of_a_standing_file', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT beneficiary_id FROM fresh) ORDER BY id FOR KEY SHARE;\nIF EXISTS (\n  SELECT FROM beneficiaries_beneficiary\n  WHERE id IN (SELECT beneficiary_id FROM fresh) AND merged_into_id IS NOT NULL\n) THEN\n  RAISE EXCEPTION 'this file was merged into another'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'file_takes_more_only_if_standing';\nEND IF;\nRETURN NULL;\n", hash='168b1bf3f012204f4bf5f9b5b3655baf9a012a48', level='STATEMENT', operation='INSERT', pgid='pgtrigger_passage_of_a_standing_file_04b98', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_passage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='passage',
            trigger=pgtrigger.compiler.Trigger(name='passage_is_a_visit', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT person FROM (SELECT beneficiary_id AS person, day FROM fresh WHERE reverses_id IS NULL) v) ORDER BY id FOR NO KEY UPDATE;\nUPDATE beneficiaries_beneficiary b SET last_seen_on = v.day\nFROM (SELECT person, max(day) AS day FROM (SELECT beneficiary_id AS person, day FROM fresh WHERE reverses_id IS NULL) v GROUP BY person) v\nWHERE b.id = v.person AND (b.last_seen_on IS NULL OR b.last_seen_on < v.day);\nRETURN NULL;\n', hash='c8eab633329e4e651f19c6e87cb3b0f5be3687dd', level='STATEMENT', operation='INSERT', pgid='pgtrigger_passage_is_a_visit_3ca18', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_passage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='aidrequest',
            trigger=pgtrigger.compiler.Trigger(name='aid_request_of_a_standing_file', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT beneficiary_id FROM fresh) ORDER BY id FOR KEY SHARE;\nIF EXISTS (\n  SELECT FROM beneficiaries_beneficiary\n  WHERE id IN (SELECT beneficiary_id FROM fresh) AND merged_into_id IS NOT NULL\n) THEN\n  RAISE EXCEPTION 'this file was merged into another'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'file_takes_more_only_if_standing';\nEND IF;\nRETURN NULL;\n", hash='e66fabce35e01a2b0c2ed057987aee22e2ec1ac6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_aid_request_of_a_standing_file_fe923', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_aidrequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='complaint',
            trigger=pgtrigger.compiler.Trigger(name='complaint_of_a_standing_file', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT beneficiary_id FROM fresh) ORDER BY id FOR KEY SHARE;\nIF EXISTS (\n  SELECT FROM beneficiaries_beneficiary\n  WHERE id IN (SELECT beneficiary_id FROM fresh) AND merged_into_id IS NOT NULL\n) THEN\n  RAISE EXCEPTION 'this file was merged into another'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'file_takes_more_only_if_standing';\nEND IF;\nRETURN NULL;\n", hash='f7c7c11f055e2b5c46c0fc63897af40ce7531e1f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_complaint_of_a_standing_file_0902f', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_complaint', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='signature_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9d16f3ab1e30a2b2b0a9efb668d2476317e0fda4', operation='UPDATE OR DELETE', pgid='pgtrigger_signature_is_append_only_80ef3', table='workshops_signature', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='signature_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'signature is append-only' USING ERRCODE = 'restrict_violation';", hash='8476d124b943ca3857e5b5058ac577f8a15ab226', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_signature_is_never_emptied_c70df', table='workshops_signature', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supportsession',
            trigger=pgtrigger.compiler.Trigger(name='support_of_a_standing_file', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT beneficiary_id FROM fresh) ORDER BY id FOR KEY SHARE;\nIF EXISTS (\n  SELECT FROM beneficiaries_beneficiary\n  WHERE id IN (SELECT beneficiary_id FROM fresh) AND merged_into_id IS NOT NULL\n) THEN\n  RAISE EXCEPTION 'this file was merged into another'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'file_takes_more_only_if_standing';\nEND IF;\nRETURN NULL;\n", hash='0547cc63a0b5e3fcdd709707f8680ec0b4341f41', level='STATEMENT', operation='INSERT', pgid='pgtrigger_support_of_a_standing_file_07b13', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_supportsession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supportsession',
            trigger=pgtrigger.compiler.Trigger(name='support_is_a_visit', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT person FROM (SELECT beneficiary_id AS person, held_on AS day FROM fresh) v) ORDER BY id FOR NO KEY UPDATE;\nUPDATE beneficiaries_beneficiary b SET last_seen_on = v.day\nFROM (SELECT person, max(day) AS day FROM (SELECT beneficiary_id AS person, held_on AS day FROM fresh) v GROUP BY person) v\nWHERE b.id = v.person AND (b.last_seen_on IS NULL OR b.last_seen_on < v.day);\nRETURN NULL;\n', hash='0f9fde9a31370784c66c7f1f49891574fd2ce587', level='STATEMENT', operation='INSERT', pgid='pgtrigger_support_is_a_visit_f68d1', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_supportsession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nextstep',
            trigger=pgtrigger.compiler.Trigger(name='next_step_of_a_standing_file', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT beneficiary_id FROM fresh) ORDER BY id FOR KEY SHARE;\nIF EXISTS (\n  SELECT FROM beneficiaries_beneficiary\n  WHERE id IN (SELECT beneficiary_id FROM fresh) AND merged_into_id IS NOT NULL\n) THEN\n  RAISE EXCEPTION 'this file was merged into another'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'file_takes_more_only_if_standing';\nEND IF;\nRETURN NULL;\n", hash='0b4edc6640b9a6c64fc9a8c2e80708a7d6690540', level='STATEMENT', operation='INSERT', pgid='pgtrigger_next_step_of_a_standing_file_7470e', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_nextstep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillgrid',
            trigger=pgtrigger.compiler.Trigger(name='grid_keeps_its_words', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM FROM workshops_skillgrid WHERE id IN (OLD.id) ORDER BY id FOR UPDATE;\nIF EXISTS (SELECT FROM workshops_skillmeasure WHERE grid_id IN (OLD.id)) THEN\n  RAISE EXCEPTION 'this grid has measured somebody'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_grid_frozen_once_used';\nEND IF;\nRETURN NEW;", hash='c3315919fb9cab6ab3d30b5b2549d11c07bc1f80', operation='UPDATE', pgid='pgtrigger_grid_keeps_its_words_1c338', table='workshops_skillgrid', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillgrid',
            trigger=pgtrigger.compiler.Trigger(name='grid_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM FROM workshops_skillgrid WHERE id IN (OLD.id) ORDER BY id FOR UPDATE;\nIF EXISTS (SELECT FROM workshops_skillmeasure WHERE grid_id IN (OLD.id)) THEN\n  RAISE EXCEPTION 'this grid has measured somebody'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_grid_frozen_once_used';\nEND IF;\nRETURN OLD;", hash='e45b26fb173fef8187d7fd59b749448157dc8389', operation='DELETE', pgid='pgtrigger_grid_stays_fe507', table='workshops_skillgrid', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillgrid',
            trigger=pgtrigger.compiler.Trigger(name='grid_begins_after_the_measures', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT FROM workshops_skillmeasure WHERE measured_on >= NEW.starts_on) THEN\n          RAISE EXCEPTION 'somebody was measured on that day already'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_grid_after_the_measures';\n        END IF;\n        RETURN NEW;\n        ", hash='8a4c04f329800c5f5c79e33b47a123e42bdacc65', operation='INSERT OR UPDATE OF "starts_on"', pgid='pgtrigger_grid_begins_after_the_measures_857b7', table='workshops_skillgrid', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skill',
            trigger=pgtrigger.compiler.Trigger(name='skill_joins_an_unused_grid', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM FROM workshops_skillgrid WHERE id IN (NEW.grid_id) ORDER BY id FOR UPDATE;\nIF EXISTS (SELECT FROM workshops_skillmeasure WHERE grid_id IN (NEW.grid_id)) THEN\n  RAISE EXCEPTION 'this grid has measured somebody'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_grid_frozen_once_used';\nEND IF;\nRETURN NEW;", hash='d4dffe4c6401b7f5731cd80e05a331c2d305d6c7', operation='INSERT', pgid='pgtrigger_skill_joins_an_unused_grid_59e17', table='workshops_skill', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skill',
            trigger=pgtrigger.compiler.Trigger(name='skill_keeps_its_words', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM FROM workshops_skillgrid WHERE id IN (OLD.grid_id, NEW.grid_id) ORDER BY id FOR UPDATE;\nIF EXISTS (SELECT FROM workshops_skillmeasure WHERE grid_id IN (OLD.grid_id, NEW.grid_id)) THEN\n  RAISE EXCEPTION 'this grid has measured somebody'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_grid_frozen_once_used';\nEND IF;\nRETURN NEW;", hash='07b04f0b57c71f990008817412382d562a9f78db', operation='UPDATE', pgid='pgtrigger_skill_keeps_its_words_c1b73', table='workshops_skill', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skill',
            trigger=pgtrigger.compiler.Trigger(name='skill_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM FROM workshops_skillgrid WHERE id IN (OLD.grid_id) ORDER BY id FOR UPDATE;\nIF EXISTS (SELECT FROM workshops_skillmeasure WHERE grid_id IN (OLD.grid_id)) THEN\n  RAISE EXCEPTION 'this grid has measured somebody'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_grid_frozen_once_used';\nEND IF;\nRETURN OLD;", hash='951b068409b3a8855c0a7abf960584caa97a664d', operation='DELETE', pgid='pgtrigger_skill_stays_c3a6b', table='workshops_skill', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillmeasure',
            trigger=pgtrigger.compiler.Trigger(name='skill_measure_fits', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM workshops_skillgrid WHERE id = NEW.grid_id FOR SHARE;\nIF NEW.grid_id IS DISTINCT FROM (\n  SELECT id FROM workshops_skillgrid WHERE starts_on <= NEW.measured_on\n  ORDER BY starts_on DESC LIMIT 1\n) THEN\n  RAISE EXCEPTION 'another grid was in force'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_measure_by_the_grid_of_its_day';\nEND IF;\nIF jsonb_typeof(NEW.levels) <> 'object' THEN\n  RAISE EXCEPTION 'levels by skill are asked for'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_measure_within_its_grid';\nEND IF;\nIF EXISTS (\n  SELECT FROM jsonb_each(NEW.levels) l\n  WHERE l.value NOT IN ('1', '2', '3') OR NOT EXISTS (\n    SELECT FROM workshops_skill s WHERE s.grid_id = NEW.grid_id AND s.code = l.key\n  )\n) THEN\n  RAISE EXCEPTION 'a level or a skill is not of the grid'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_measure_within_its_grid';\nEND IF;\nIF NEW.registration_id IS NOT NULL AND NOT EXISTS (\n  SELECT FROM workshops_registration r JOIN workshops_workshop w ON w.id = r.workshop_id\n  WHERE r.id = NEW.registration_id AND r.beneficiary_id = NEW.beneficiary_id\n    AND r.status = 'present' AND w.held_on = NEW.measured_on\n) OR NEW.support_id IS NOT NULL AND NOT EXISTS (\n  SELECT FROM workshops_supportsession s\n  WHERE s.id = NEW.support_id AND s.beneficiary_id = NEW.beneficiary_id\n    AND s.held_on = NEW.measured_on\n) THEN\n  RAISE EXCEPTION 'the person was not there'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_measure_of_who_was_there';\nEND IF;\nIF NEW.corrects_id IS NOT NULL AND NOT EXISTS (\n  SELECT FROM workshops_skillmeasure m\n  WHERE m.id = NEW.corrects_id AND m.beneficiary_id = NEW.beneficiary_id\n    AND m.moment = NEW.moment AND m.measured_on = NEW.measured_on\n    AND m.registration_id IS NOT DISTINCT FROM NEW.registration_id\n    AND m.support_id IS NOT DISTINCT FROM NEW.support_id\n) THEN\n  RAISE EXCEPTION 'a correction is of the same moment'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_measure_corrects_the_same';\nEND IF;\nRETURN NEW;\n", hash='90e314b630c7dc858634d85f78968bd43ef36bf8', operation='INSERT', pgid='pgtrigger_skill_measure_fits_38fb1', table='workshops_skillmeasure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillmeasure',
            trigger=pgtrigger.compiler.Trigger(name='skill_measure_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."corrects_id" IS DISTINCT FROM (NEW."corrects_id") OR OLD."grid_id" IS DISTINCT FROM (NEW."grid_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."levels" IS DISTINCT FROM (NEW."levels") OR OLD."measured_on" IS DISTINCT FROM (NEW."measured_on") OR OLD."moment" IS DISTINCT FROM (NEW."moment") OR OLD."registration_id" IS DISTINCT FROM (NEW."registration_id") OR OLD."support_id" IS DISTINCT FROM (NEW."support_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='97d7cdc5e46978e85d6dbda50aa6b686a7ee865b', operation='UPDATE', pgid='pgtrigger_skill_measure_stands_e1cb5', table='workshops_skillmeasure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillmeasure',
            trigger=pgtrigger.compiler.Trigger(name='skill_measure_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a825036a83a0e57a3d40be98271162a3c468bfd3', operation='DELETE', pgid='pgtrigger_skill_measure_stays_7f97b', table='workshops_skillmeasure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillmeasure',
            trigger=pgtrigger.compiler.Trigger(name='skill_measure_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'measures are kept' USING ERRCODE = 'restrict_violation';", hash='a302efb1e343bdf4009acc7378b21fed7dcfc747', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_skill_measure_is_never_emptied_e919c', table='workshops_skillmeasure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillmeasure',
            trigger=pgtrigger.compiler.Trigger(name='skill_measure_of_a_standing_file', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT beneficiary_id FROM fresh) ORDER BY id FOR KEY SHARE;\nIF EXISTS (\n  SELECT FROM beneficiaries_beneficiary\n  WHERE id IN (SELECT beneficiary_id FROM fresh) AND merged_into_id IS NOT NULL\n) THEN\n  RAISE EXCEPTION 'this file was merged into another'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'file_takes_more_only_if_standing';\nEND IF;\nRETURN NULL;\n", hash='139f2b19fb498c0991d5c20308ba4718c29f46ad', level='STATEMENT', operation='INSERT', pgid='pgtrigger_skill_measure_of_a_standing_file_afa3e', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_skillmeasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillmeasure',
            trigger=pgtrigger.compiler.Trigger(name='skill_measure_is_a_visit', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT person FROM (SELECT beneficiary_id AS person, measured_on AS day FROM fresh) v) ORDER BY id FOR NO KEY UPDATE;\nUPDATE beneficiaries_beneficiary b SET last_seen_on = v.day\nFROM (SELECT person, max(day) AS day FROM (SELECT beneficiary_id AS person, measured_on AS day FROM fresh) v GROUP BY person) v\nWHERE b.id = v.person AND (b.last_seen_on IS NULL OR b.last_seen_on < v.day);\nRETURN NULL;\n', hash='65393914a19484c7d691bcf0a26f4886c367a99e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_skill_measure_is_a_visit_f68b2', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_skillmeasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='arrival',
            trigger=pgtrigger.compiler.Trigger(name='arrival_of_a_standing_file', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT beneficiary_id FROM fresh) ORDER BY id FOR KEY SHARE;\nIF EXISTS (\n  SELECT FROM beneficiaries_beneficiary\n  WHERE id IN (SELECT beneficiary_id FROM fresh) AND merged_into_id IS NOT NULL\n) THEN\n  RAISE EXCEPTION 'this file was merged into another'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'file_takes_more_only_if_standing';\nEND IF;\nRETURN NULL;\n", hash='7a594b00cdb9c3913575383da7e6634aac0fda8f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_arrival_of_a_standing_file_2316b', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_arrival', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='arrival',
            trigger=pgtrigger.compiler.Trigger(name='arrival_is_a_visit', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT person FROM (SELECT beneficiary_id AS person, day FROM fresh) v) ORDER BY id FOR NO KEY UPDATE;\nUPDATE beneficiaries_beneficiary b SET last_seen_on = v.day\nFROM (SELECT person, max(day) AS day FROM (SELECT beneficiary_id AS person, day FROM fresh) v GROUP BY person) v\nWHERE b.id = v.person AND (b.last_seen_on IS NULL OR b.last_seen_on < v.day);\nRETURN NULL;\n', hash='b8b5d7589ac83e742cd32186903b1322effcf017', level='STATEMENT', operation='INSERT', pgid='pgtrigger_arrival_is_a_visit_e4ab8', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_arrival', when='AFTER')),
        ),
    ]
