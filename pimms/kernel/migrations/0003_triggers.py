import pgtrigger.compiler
import pgtrigger.migrations

from pimms.kernel.migrating import AtOnce


class Migration(AtOnce):
    dependencies = [
        ('kernel', '0002_models'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='reviewed',
            trigger=pgtrigger.compiler.Trigger(name='reviewed_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5ebbd380ab5230de8181706b905cfc90790c472d', operation='UPDATE OR DELETE', pgid='pgtrigger_reviewed_is_append_only_df6a1', table='kernel_reviewed', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewed',
            trigger=pgtrigger.compiler.Trigger(name='reviewed_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'reviewed is append-only' USING ERRCODE = 'restrict_violation';", hash='c22d1c658bf4c755b5a5b53e81d8d5abc97c3824', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_reviewed_is_never_emptied_b8e79', table='kernel_reviewed', when='BEFORE')),
        ),
    ]
