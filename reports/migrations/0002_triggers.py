import pgtrigger.compiler
import pgtrigger.migrations

from pimms.kernel.migrating import AtOnce


class Migration(AtOnce):
    dependencies = [
        ('reports', '0001_models'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='frozen_edition_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" = \'frozen\')', func="\nRAISE EXCEPTION 'a frozen report never changes'\n  USING ERRCODE = 'check_violation', CONSTRAINT = 'frozen_edition_never_changes';\n", hash='078efb268524814ff90a8f0ee5e970165b18e435', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_edition_never_changes_24085', table='reports_edition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grantedition',
            trigger=pgtrigger.compiler.Trigger(name='frozen_edition_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" = \'frozen\')', func="\nRAISE EXCEPTION 'a frozen report never changes'\n  USING ERRCODE = 'check_violation', CONSTRAINT = 'frozen_edition_never_changes';\n", hash='53a7b49f8a7c4bcbab05539de2f22cb2d4ca148a', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_edition_never_changes_cb6ed', table='reports_grantedition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comparison',
            trigger=pgtrigger.compiler.Trigger(name='comparison_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a20193079c03d6f57686ed2373c8ad72a40b9574', operation='UPDATE OR DELETE', pgid='pgtrigger_comparison_is_append_only_ea2ff', table='reports_comparison', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comparison',
            trigger=pgtrigger.compiler.Trigger(name='comparison_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'comparison is append-only' USING ERRCODE = 'restrict_violation';", hash='5029a07c4007361ad07cc99622177766676561b8', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_comparison_is_never_emptied_638d9', table='reports_comparison', when='BEFORE')),
        ),
    ]
