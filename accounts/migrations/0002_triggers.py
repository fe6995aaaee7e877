import pgtrigger.compiler
import pgtrigger.migrations

from pimms.kernel.migrating import AtOnce


class Migration(AtOnce):
    dependencies = [
        ('accounts', '0001_models'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='journal_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e37d2b8b4ef57c516d7f1cc5730fdb7eea709ce6', operation='UPDATE OR DELETE', pgid='pgtrigger_journal_is_append_only_ba048', table='accounts_entry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='journal_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'journal is append-only' USING ERRCODE = 'restrict_violation';", hash='b022a9342b81c00375161192b776b9b6df30e329', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_journal_is_never_emptied_4091b', table='accounts_entry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sentmail',
            trigger=pgtrigger.compiler.Trigger(name='sent_mail_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='870f14d2835306da0db9e0564319b7400875d724', operation='UPDATE OR DELETE', pgid='pgtrigger_sent_mail_is_append_only_38485', table='accounts_sentmail', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sentmail',
            trigger=pgtrigger.compiler.Trigger(name='sent_mail_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'sent_mail is append-only' USING ERRCODE = 'restrict_violation';", hash='bf9db53c3aca20eba9cbfdb657d29a611900efc2', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_sent_mail_is_never_emptied_6a0fc', table='accounts_sentmail', when='BEFORE')),
        ),
    ]
