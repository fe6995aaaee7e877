import pgtrigger.compiler
import pgtrigger.migrations

from pimms.kernel.migrating import AtOnce


class Migration(AtOnce):
    dependencies = [
        ('funding', '0001_models'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='grant',
            trigger=pgtrigger.compiler.Trigger(name='grant_holds_what_it_gave', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (\n  SELECT FROM funding_share WHERE grant_id = NEW.id HAVING sum(amount) > NEW.amount\n) OR EXISTS (\n  SELECT FROM funding_receipt WHERE grant_id = NEW.id HAVING sum(amount) > NEW.amount\n) OR EXISTS (\n  SELECT FROM funding_dedicatedmovement WHERE grant_id = NEW.id AND kind = 'added'\n  HAVING sum(amount) > NEW.amount\n) THEN\n  RAISE EXCEPTION 'more of grant % is used than it gives', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_holds_what_it_gave';\nEND IF;\nRETURN NULL;\n", hash='adcb7cd3cc93c87f10db961b17a3ee905b7fefd4', operation='UPDATE OF "amount"', pgid='pgtrigger_grant_holds_what_it_gave_7218b', table='funding_grant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='receipt',
            trigger=pgtrigger.compiler.Trigger(name='receipt_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fd5e444302599bbe9e728e43b251af524b0cfd6e', operation='UPDATE OR DELETE', pgid='pgtrigger_receipt_is_append_only_e6a0a', table='funding_receipt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='receipt',
            trigger=pgtrigger.compiler.Trigger(name='receipt_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'receipt is append-only' USING ERRCODE = 'restrict_violation';", hash='97a8507acb3927f165de6e5e0bed2acda7925def', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_receipt_is_never_emptied_41300', table='funding_receipt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='receipt',
            trigger=pgtrigger.compiler.Trigger(name='receipts_within_the_grant', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM funding_grant WHERE id = NEW.grant_id FOR NO KEY UPDATE;\nIF NOT (\n  SELECT sum(r.amount) BETWEEN 0 AND min(g.amount)\n  FROM funding_receipt r JOIN funding_grant g ON g.id = r.grant_id WHERE r.grant_id = NEW.grant_id\n) THEN\n  RAISE EXCEPTION 'grant % received more than it gives', NEW.grant_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'receipts_within_the_grant';\nEND IF;\nIF NEW.reverses_id IS NOT NULL AND NOT EXISTS (\n  SELECT FROM funding_receipt o WHERE o.id = NEW.reverses_id AND o.reverses_id IS NULL\n    AND o.grant_id = NEW.grant_id AND o.amount = -NEW.amount\n    AND o.instalment_id IS NOT DISTINCT FROM NEW.instalment_id\n) THEN\n  RAISE EXCEPTION 'receipt % takes back another', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'receipt_reverses_the_same';\nEND IF;\nIF NEW.instalment_id IS NOT NULL AND NOT EXISTS (\n  SELECT FROM funding_instalment i WHERE i.id = NEW.instalment_id AND i.grant_id = NEW.grant_id\n) THEN\n  RAISE EXCEPTION 'receipt % is of an instalment of another grant', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'receipt_of_its_grant';\nEND IF;\nRETURN NULL;\n", hash='fab7143cbc6ed4914e1be49031cb341a2d8e3740', operation='INSERT', pgid='pgtrigger_receipts_within_the_grant_69188', table='funding_receipt', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='expense',
            trigger=pgtrigger.compiler.Trigger(name='expense_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='524d94657f261f26a750d5d0b94be7757eadba48', operation='UPDATE OR DELETE', pgid='pgtrigger_expense_is_append_only_b0711', table='funding_expense', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='expense',
            trigger=pgtrigger.compiler.Trigger(name='expense_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'expense is append-only' USING ERRCODE = 'restrict_violation';", hash='62d1dd080dff74bcde29d5f90392deed47a19078', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_expense_is_never_emptied_f0cbd', table='funding_expense', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='expense',
            trigger=pgtrigger.compiler.Trigger(name='expense_reverses_the_same', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."reverses_id" IS NOT NULL)', func="\nPERFORM FROM funding_expense WHERE id = NEW.reverses_id FOR NO KEY UPDATE;\nIF NOT EXISTS (\n  SELECT FROM funding_expense o WHERE o.id = NEW.reverses_id AND o.reverses_id IS NULL\n    AND o.amount = -NEW.amount AND o.account = NEW.account AND o.day = NEW.day\n) THEN\n  RAISE EXCEPTION 'expense % takes back another', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'expense_reverses_the_same';\nEND IF;\n\nIF (SELECT coalesce(sum(amount), 0) FROM funding_share WHERE expense_id = NEW.reverses_id) <> 0 THEN\n  RAISE EXCEPTION 'expense % is still paid by grants', NEW.reverses_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_within_the_expense';\nEND IF;\nRETURN NULL;", hash='73bd669b7e424683425f3cbbe552bf68ad778ba5', operation='INSERT', pgid='pgtrigger_expense_reverses_the_same_2c437', table='funding_expense', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='income',
            trigger=pgtrigger.compiler.Trigger(name='income_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8ccf9382815c00a5ab1ce1c5ce7bd162e9ce9491', operation='UPDATE OR DELETE', pgid='pgtrigger_income_is_append_only_79f04', table='funding_income', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='income',
            trigger=pgtrigger.compiler.Trigger(name='income_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'income is append-only' USING ERRCODE = 'restrict_violation';", hash='fd2c9f9452cc4f600e4b51a92cad04ba9282483e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_income_is_never_emptied_ef31b', table='funding_income', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='income',
            trigger=pgtrigger.compiler.Trigger(name='income_reverses_the_same', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."reverses_id" IS NOT NULL)', func="\nPERFORM FROM funding_income WHERE id = NEW.reverses_id FOR NO KEY UPDATE;\nIF NOT EXISTS (\n  SELECT FROM funding_income o WHERE o.id = NEW.reverses_id AND o.reverses_id IS NULL\n    AND o.amount = -NEW.amount AND o.account = NEW.account AND o.day = NEW.day\n) THEN\n  RAISE EXCEPTION 'income % takes back another', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'income_reverses_the_same';\nEND IF;\nRETURN NULL;", hash='2a1e93426692dac0ae9cea879ebd4388956e610e', operation='INSERT', pgid='pgtrigger_income_reverses_the_same_53838', table='funding_income', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='share',
            trigger=pgtrigger.compiler.Trigger(name='expense_share_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d9679f6c12cf2329b80ba32059788443c9a742a2', operation='UPDATE OR DELETE', pgid='pgtrigger_expense_share_is_append_only_f4c87', table='funding_share', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='share',
            trigger=pgtrigger.compiler.Trigger(name='expense_share_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'expense_share is append-only' USING ERRCODE = 'restrict_violation';", hash='d7b5defcd36c3750e6e61c1ef25fc85f741c4201', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_expense_share_is_never_emptied_b8f41', table='funding_share', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='share',
            trigger=pgtrigger.compiler.Trigger(name='shares_add_up', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM funding_expense WHERE id = NEW.expense_id FOR NO KEY UPDATE;\nPERFORM FROM funding_grant WHERE id = NEW.grant_id FOR NO KEY UPDATE;\nIF EXISTS (\n  SELECT FROM funding_expense WHERE id = NEW.expense_id AND reverses_id IS NOT NULL\n) OR (SELECT sum(amount) FROM funding_share WHERE expense_id = NEW.expense_id) >\n  (SELECT sum(amount) FROM funding_expense\n   WHERE id = NEW.expense_id OR reverses_id = NEW.expense_id) THEN\n  RAISE EXCEPTION 'the shares of expense % pass its amount', NEW.expense_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_within_the_expense';\nEND IF;\nIF (SELECT sum(amount) FROM funding_share\n    WHERE expense_id = NEW.expense_id AND grant_id = NEW.grant_id) < 0 THEN\n  RAISE EXCEPTION 'grant % gets back more of expense % than it paid', NEW.grant_id, NEW.expense_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'share_given_back_was_paid';\nEND IF;\nIF (SELECT sum(amount) FROM funding_share WHERE grant_id = NEW.grant_id) >\n   (SELECT amount FROM funding_grant WHERE id = NEW.grant_id) THEN\n  RAISE EXCEPTION 'grant % pays more than it gives', NEW.grant_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_within_the_grant';\nEND IF;\nRETURN NULL;\n", hash='fb622fc3ff4476e67dfb485ffa802092cdc7dee2', operation='INSERT', pgid='pgtrigger_shares_add_up_61d59', table='funding_share', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='volunteerhours',
            trigger=pgtrigger.compiler.Trigger(name='volunteer_hours_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0f44a0d73dc74fb4c42f25a4c2883fb453c22705', operation='UPDATE OR DELETE', pgid='pgtrigger_volunteer_hours_is_append_only_f6589', table='funding_volunteerhours', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='volunteerhours',
            trigger=pgtrigger.compiler.Trigger(name='volunteer_hours_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'volunteer_hours is append-only' USING ERRCODE = 'restrict_violation';", hash='36c2dbde61514594f8dac8f2567aaf792b8cefa8', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_volunteer_hours_is_never_emptied_0b78c', table='funding_volunteerhours', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dedicatedmovement',
            trigger=pgtrigger.compiler.Trigger(name='dedicated_movement_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e492669f25adcbaf5e04cda4bbca37b706a2bdd9', operation='UPDATE OR DELETE', pgid='pgtrigger_dedicated_movement_is_append_only_9b33c', table='funding_dedicatedmovement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dedicatedmovement',
            trigger=pgtrigger.compiler.Trigger(name='dedicated_movement_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'dedicated_movement is append-only' USING ERRCODE = 'restrict_violation';", hash='9a8c7ed10ac2173ab3d49b6366d97d6267e0b723', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_dedicated_movement_is_never_emptied_67c2e', table='funding_dedicatedmovement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dedicatedmovement',
            trigger=pgtrigger.compiler.Trigger(name='dedicated_fund_not_overdrawn', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM funding_grant WHERE id = NEW.grant_id FOR NO KEY UPDATE;\nIF NEW.year < (SELECT year FROM funding_grant WHERE id = NEW.grant_id) OR EXISTS (\n  SELECT FROM (\n    SELECT sum(sum(CASE kind WHEN 'added' THEN amount ELSE -amount END))\n      OVER (ORDER BY year) AS balance\n    FROM funding_dedicatedmovement WHERE grant_id = NEW.grant_id GROUP BY year\n  ) each_year WHERE balance < 0\n) THEN\n  RAISE EXCEPTION 'the dedicated fund of grant % is overdrawn', NEW.grant_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'dedicated_fund_not_overdrawn';\nEND IF;\nIF (SELECT sum(amount) FROM funding_dedicatedmovement\n    WHERE grant_id = NEW.grant_id AND kind = 'added') >\n   (SELECT amount FROM funding_grant WHERE id = NEW.grant_id) THEN\n  RAISE EXCEPTION 'more of grant % is put aside than it gives', NEW.grant_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_holds_what_it_gave';\nEND IF;\nRETURN NULL;\n", hash='7b182993f14b9729c76f851a8954faedade553b5', operation='INSERT', pgid='pgtrigger_dedicated_fund_not_overdrawn_b0070', table='funding_dedicatedmovement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='funding_paper_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8d29fd6350267b50958de163b6fd823ffeeb2a22', operation='UPDATE OR DELETE', pgid='pgtrigger_funding_paper_is_append_only_4180b', table='funding_paper', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='funding_paper_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'funding_paper is append-only' USING ERRCODE = 'restrict_violation';", hash='f26af7e9dbbed1e5309889f6a55c17c85683ece0', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_funding_paper_is_never_emptied_19811', table='funding_paper', when='BEFORE')),
        ),
    ]
