import pgtrigger.compiler
import pgtrigger.migrations

from pimms.kernel.migrating import AtOnce


class Migration(AtOnce):
    dependencies = [
        ('partners', '0001_models'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='organisation_keeps_an_administrator', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.is_administrator AND OLD.ended_on IS NULL)', func="\nPERFORM 1 FROM partners_organisation WHERE id = OLD.organisation_id FOR UPDATE;\nIF EXISTS (\n    SELECT 1 FROM partners_membership\n    WHERE organisation_id = OLD.organisation_id AND ended_on IS NULL\n) AND NOT EXISTS (\n    SELECT 1 FROM partners_membership\n    WHERE organisation_id = OLD.organisation_id AND ended_on IS NULL AND is_administrator\n) THEN\n    RAISE EXCEPTION 'the last administrator of % stays', OLD.organisation_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'organisation_keeps_an_administrator';\nEND IF;\nRETURN NULL;\n", hash='522d824c3778a80bdde308b699271b0cd140aa3c', operation='UPDATE OR DELETE', pgid='pgtrigger_organisation_keeps_an_administrator_a2d17', table='partners_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='commitment_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5d0e684d84f8d9999e41d3c755a348b1e8bba716', operation='UPDATE OR DELETE', pgid='pgtrigger_commitment_is_append_only_2ff38', table='partners_commitment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='commitment_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'commitment is append-only' USING ERRCODE = 'restrict_violation';", hash='3733ecb29f8566e3c9b837a1560a5b6245d800c9', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_commitment_is_never_emptied_20398', table='partners_commitment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conventiontext',
            trigger=pgtrigger.compiler.Trigger(name='convention_text_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4a7a79a6fa6dc74a9c08e7b2921e9d9246f7f2d2', operation='UPDATE OR DELETE', pgid='pgtrigger_convention_text_is_append_only_4cde9', table='partners_conventiontext', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conventiontext',
            trigger=pgtrigger.compiler.Trigger(name='convention_text_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'convention_text is append-only' USING ERRCODE = 'restrict_violation';", hash='e003236d168f5c8e7ecc57074df0fbfe32e0574d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_convention_text_is_never_emptied_3e2d9', table='partners_conventiontext', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conventiondocument',
            trigger=pgtrigger.compiler.Trigger(name='convention_document_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='259020d990b6f052c025ee47cdf6d1b34ad89471', operation='UPDATE OR DELETE', pgid='pgtrigger_convention_document_is_append_only_dd290', table='partners_conventiondocument', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conventiondocument',
            trigger=pgtrigger.compiler.Trigger(name='convention_document_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'convention_document is append-only' USING ERRCODE = 'restrict_violation';", hash='2d879e5d84f0cebfa3870ac97377b4639230cbaf', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_convention_document_is_never_emptied_5a0f5', table='partners_conventiondocument', when='BEFORE')),
        ),
    ]
