"""A line says its article, seals and Z say their version, anchors hold what is only added."""

import re
from pathlib import Path

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

FOLDER = Path(__file__).parent.parent / "sql"
SO_FAR = (FOLDER / "lines_so_far.sql").read_text(encoding="utf-8")
LINES = (FOLDER / "sealed_lines.sql").read_text(encoding="utf-8")
CHAIN = (FOLDER / "chain.sql").read_text(encoding="utf-8")
AS_BEFORE = """
DROP TRIGGER sale_line_says_its_article ON recharges_saleline;
DROP FUNCTION pimms_says_its_article();
CREATE OR REPLACE """ + re.search(r"CREATE (FUNCTION pimms_seal\(\).*?END \$\$;)", CHAIN, re.DOTALL)[1]


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_triggers'),
        ('recharges', '0004_reference_data'),
    ]

    operations = [
        migrations.CreateModel(
            name='Anchor',
            fields=[
                ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='numéro')),
                ('made_at', models.DateTimeField(verbose_name='posé à')),
                ('closing', models.PositiveIntegerField(blank=True, null=True, verbose_name='Z')),
                ('blocks', models.JSONField(verbose_name='ce qui est nouveau')),
                ('previous', models.CharField(max_length=64, verbose_name='empreinte précédente')),
                ('hash', models.CharField(max_length=64, verbose_name='empreinte')),
            ],
            options={
                'verbose_name': 'repère',
                'verbose_name_plural': 'repères',
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='closing',
            name='closing_is_chained',
        ),
        migrations.AddField(
            model_name='closing',
            name='anchor',
            field=models.CharField(blank=True, db_default='', default='', max_length=64, verbose_name='empreinte du repère'),
        ),
        migrations.AddField(
            model_name='closing',
            name='version',
            field=models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name='version du texte'),
        ),
        migrations.AddField(
            model_name='saleline',
            name='category',
            field=models.CharField(blank=True, choices=[('mobile_credit', 'Recharge mobile'), ('internet_credit', 'Recharge internet'), ('sim_card', 'Carte SIM'), ('internet_device', 'Équipement internet'), ('phone', 'Téléphone'), ('computer', 'Ordinateur'), ('autre', 'Autre')], default='', editable=False, max_length=20, verbose_name='catégorie'),
        ),
        migrations.AddField(
            model_name='saleline',
            name='name',
            field=models.CharField(blank=True, default='', editable=False, max_length=150, verbose_name='désignation'),
        ),
        migrations.AddField(
            model_name='saleline',
            name='solidarity_price',
            field=models.DecimalField(blank=True, decimal_places=2, editable=False, max_digits=10, null=True, verbose_name='prix solidaire du jour, pour un'),
        ),
        migrations.AddField(
            model_name='seal',
            name='version',
            field=models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name='version du texte'),
        ),
        migrations.RunSQL(SO_FAR, migrations.RunSQL.noop),
        migrations.RunSQL(LINES, AS_BEFORE),
        pgtrigger.migrations.AddTrigger(
            model_name='closing',
            trigger=pgtrigger.compiler.Trigger(name='closing_is_chained', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nPERFORM pg_advisory_xact_lock(92161, NEW.site_id::int);\nSELECT number + 1, hash INTO NEW.number, NEW.previous FROM recharges_closing\nWHERE site_id = NEW.site_id ORDER BY number DESC LIMIT 1;\nNEW.number := coalesce(NEW.number, 1);\nNEW.previous := coalesce(NEW.previous, \'0000000000000000000000000000000000000000000000000000000000000000\');\nNEW.perpetual := NEW.total + coalesce((\n  SELECT perpetual FROM recharges_closing\n  WHERE site_id = NEW.site_id AND kind = NEW.kind ORDER BY number DESC LIMIT 1\n), 0);\nNEW.version := 2;\n-- What the Z remembers of all that is only ever added, in every room.\nINSERT INTO recharges_anchor (site_id, closing) VALUES (NEW.site_id, NEW.number)\nRETURNING hash INTO NEW.anchor;\nNEW.hash := pimms_link(NEW.previous, \'\', jsonb_build_array(\'2\'::text, NEW.site_id, NEW.number, NEW.kind, NEW.session_id, lower(NEW.period), upper(NEW.period), NEW.sales, NEW.reversals, NEW.total, NEW.perpetual, NEW.totals, NEW.receipts, NEW.closed_by_id, to_char(NEW.closed_at AT TIME ZONE \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\'), (SELECT coalesce(jsonb_agg(jsonb_build_array(t.day, t.opened_by_id, to_char(t.opened_at AT TIME ZONE \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\'), t.opening_float, t.opening_motive, t.closed_by_id, t.expected, t.counted, t.discrepancy_motive, t.banked, t.carried, (SELECT coalesce(jsonb_agg(jsonb_build_array(n.denomination, n.pieces) ORDER BY n.denomination), \'[]\'::jsonb) FROM recharges_cashcount n WHERE n.session_id = t.id)) ORDER BY t.id), \'[]\'::jsonb) FROM recharges_tillsession t WHERE t.id = NEW.session_id), NEW.anchor)::text);\nRETURN NEW;\n', hash='d1ff2aea5ec5f48131fd94466b323da4a15e709b', operation='INSERT', pgid='pgtrigger_closing_is_chained_4d716', table='recharges_closing', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='anchor',
            name='site',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.site', verbose_name='point d’accueil'),
        ),
        migrations.AddIndex(
            model_name='anchor',
            index=models.Index(fields=['made_at'], name='anchor_by_instant'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='anchor',
            trigger=pgtrigger.compiler.Trigger(name='anchor_takes_in_what_is_new', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE earlier recharges_anchor%ROWTYPE; settled jsonb; before jsonb; reached bigint; holes int8multirange; fresh int8multirange; late int8multirange; digest text; is_new boolean := false;', func='\nPERFORM pg_advisory_xact_lock(92162, 0);\nSELECT * INTO earlier FROM recharges_anchor ORDER BY number DESC LIMIT 1;\nNEW.number := coalesce(earlier.number, 0) + 1;\nNEW.previous := coalesce(earlier.hash, \'0000000000000000000000000000000000000000000000000000000000000000\');\nNEW.made_at := clock_timestamp();\nSELECT blocks INTO settled FROM recharges_anchor\nWHERE made_at <= NEW.made_at - interval \'6 hours\' ORDER BY made_at DESC LIMIT 1;\nNEW.blocks := \'{}\';\n\nbefore := coalesce(earlier.blocks->\'journal\', \'{}\');\nreached := coalesce((before->>\'reached\')::bigint, 0);\nholes := coalesce(before->>\'holes\', \'{}\')::int8multirange\n  * int8multirange(int8range(coalesce((settled->\'journal\'->>\'reached\')::bigint, 0), NULL));\n-- Islands of keys without a hole between them: an aggregate over all keys would hold them all.\nSELECT coalesce(range_agg(int8range(first, last, \'[]\')), \'{}\') INTO fresh FROM (\n  SELECT min(key) AS first, max(key) AS last FROM (\n    SELECT r.id AS key, r.id - row_number() OVER (ORDER BY r.id) AS island\n    FROM accounts_entry r WHERE r.id > reached\n  ) numbered GROUP BY island\n) islands;\nlate := \'{}\';\nIF NOT isempty(holes) THEN\n  SELECT coalesce(range_agg(int8range(r.id, r.id, \'[]\')), \'{}\') INTO late\n  FROM unnest(holes) hole JOIN accounts_entry r ON r.id >= lower(hole) AND r.id < upper(hole);\nEND IF;\nIF NOT isempty(fresh) THEN\n  holes := holes + (int8multirange(int8range(reached, upper(fresh) - 1, \'(]\')) - fresh);\n  reached := upper(fresh) - 1;\nEND IF;\nfresh := fresh + late;\ndigest := \'0000000000000000000000000000000000000000000000000000000000000000\';\nIF NOT isempty(fresh) THEN\n  SELECT pimms_chained(\'0000000000000000000000000000000000000000000000000000000000000000\', said.words ORDER BY said.key) INTO digest\n  FROM unnest(fresh) span CROSS JOIN LATERAL (\n    SELECT r.id AS key, jsonb_build_array(r.id, to_char(r.at AT TIME ZONE \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\'), r.verb, r.thing, r.by, r.details)::text AS words FROM accounts_entry r\n    WHERE r.id >= lower(span) AND r.id < upper(span) ORDER BY r.id\n  ) said;\nEND IF;\nis_new := is_new OR NOT isempty(fresh);\nNEW.blocks := NEW.blocks || jsonb_build_object(\'journal\', jsonb_build_object(\n  \'reached\', reached, \'covers\', fresh::text, \'holes\', (holes - late)::text, \'digest\', digest));\n\nbefore := coalesce(earlier.blocks->\'movements\', \'{}\');\nreached := coalesce((before->>\'reached\')::bigint, 0);\nholes := coalesce(before->>\'holes\', \'{}\')::int8multirange\n  * int8multirange(int8range(coalesce((settled->\'movements\'->>\'reached\')::bigint, 0), NULL));\n-- Islands of keys without a hole between them: an aggregate over all keys would hold them all.\nSELECT coalesce(range_agg(int8range(first, last, \'[]\')), \'{}\') INTO fresh FROM (\n  SELECT min(key) AS first, max(key) AS last FROM (\n    SELECT r.id AS key, r.id - row_number() OVER (ORDER BY r.id) AS island\n    FROM recharges_stockmovement r WHERE r.id > reached\n  ) numbered GROUP BY island\n) islands;\nlate := \'{}\';\nIF NOT isempty(holes) THEN\n  SELECT coalesce(range_agg(int8range(r.id, r.id, \'[]\')), \'{}\') INTO late\n  FROM unnest(holes) hole JOIN recharges_stockmovement r ON r.id >= lower(hole) AND r.id < upper(hole);\nEND IF;\nIF NOT isempty(fresh) THEN\n  holes := holes + (int8multirange(int8range(reached, upper(fresh) - 1, \'(]\')) - fresh);\n  reached := upper(fresh) - 1;\nEND IF;\nfresh := fresh + late;\ndigest := \'0000000000000000000000000000000000000000000000000000000000000000\';\nIF NOT isempty(fresh) THEN\n  SELECT pimms_chained(\'0000000000000000000000000000000000000000000000000000000000000000\', said.words ORDER BY said.key) INTO digest\n  FROM unnest(fresh) span CROSS JOIN LATERAL (\n    SELECT r.id AS key, jsonb_build_array(r.id, r.key, r.site_id, r.product_id, r.kind, r.quantity, r.moved_on, to_char(r.recorded_at AT TIME ZONE \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\'), r.moved_by_id, r.sale_line_id, r.counterpart_id, r.reason, r.reference, (SELECT coalesce(jsonb_agg(u.unit_id ORDER BY u.unit_id), \'[]\'::jsonb) FROM recharges_unitstep u WHERE u.movement_id = r.id))::text AS words FROM recharges_stockmovement r\n    WHERE r.id >= lower(span) AND r.id < upper(span) ORDER BY r.id\n  ) said;\nEND IF;\nis_new := is_new OR NOT isempty(fresh);\nNEW.blocks := NEW.blocks || jsonb_build_object(\'movements\', jsonb_build_object(\n  \'reached\', reached, \'covers\', fresh::text, \'holes\', (holes - late)::text, \'digest\', digest));\n\nbefore := coalesce(earlier.blocks->\'lines\', \'{}\');\nreached := coalesce((before->>\'reached\')::bigint, 0);\nholes := coalesce(before->>\'holes\', \'{}\')::int8multirange\n  * int8multirange(int8range(coalesce((settled->\'lines\'->>\'reached\')::bigint, 0), NULL));\n-- Islands of keys without a hole between them: an aggregate over all keys would hold them all.\nSELECT coalesce(range_agg(int8range(first, last, \'[]\')), \'{}\') INTO fresh FROM (\n  SELECT min(key) AS first, max(key) AS last FROM (\n    SELECT r.id AS key, r.id - row_number() OVER (ORDER BY r.id) AS island\n    FROM recharges_saleline r WHERE r.id > reached\n  ) numbered GROUP BY island\n) islands;\nlate := \'{}\';\nIF NOT isempty(holes) THEN\n  SELECT coalesce(range_agg(int8range(r.id, r.id, \'[]\')), \'{}\') INTO late\n  FROM unnest(holes) hole JOIN recharges_saleline r ON r.id >= lower(hole) AND r.id < upper(hole);\nEND IF;\nIF NOT isempty(fresh) THEN\n  holes := holes + (int8multirange(int8range(reached, upper(fresh) - 1, \'(]\')) - fresh);\n  reached := upper(fresh) - 1;\nEND IF;\nfresh := fresh + late;\ndigest := \'0000000000000000000000000000000000000000000000000000000000000000\';\nIF NOT isempty(fresh) THEN\n  SELECT pimms_chained(\'0000000000000000000000000000000000000000000000000000000000000000\', said.words ORDER BY said.key) INTO digest\n  FROM unnest(fresh) span CROSS JOIN LATERAL (\n    SELECT r.id AS key, jsonb_build_array(r.id, r.sale_id, r.kind, r.product_id, r.name, r.category, r.quantity, r.paid, r.solidarity_price, r.public_price)::text AS words FROM recharges_saleline r\n    WHERE r.id >= lower(span) AND r.id < upper(span) ORDER BY r.id\n  ) said;\nEND IF;\nis_new := is_new OR NOT isempty(fresh);\nNEW.blocks := NEW.blocks || jsonb_build_object(\'lines\', jsonb_build_object(\n  \'reached\', reached, \'covers\', fresh::text, \'holes\', (holes - late)::text, \'digest\', digest));\n\nbefore := coalesce(earlier.blocks->\'seals\', \'{}\');\nreached := coalesce((before->>\'reached\')::bigint, 0);\nholes := coalesce(before->>\'holes\', \'{}\')::int8multirange\n  * int8multirange(int8range(coalesce((settled->\'seals\'->>\'reached\')::bigint, 0), NULL));\n-- Islands of keys without a hole between them: an aggregate over all keys would hold them all.\nSELECT coalesce(range_agg(int8range(first, last, \'[]\')), \'{}\') INTO fresh FROM (\n  SELECT min(key) AS first, max(key) AS last FROM (\n    SELECT r.sale_id AS key, r.sale_id - row_number() OVER (ORDER BY r.sale_id) AS island\n    FROM recharges_seal r WHERE r.sale_id > reached\n  ) numbered GROUP BY island\n) islands;\nlate := \'{}\';\nIF NOT isempty(holes) THEN\n  SELECT coalesce(range_agg(int8range(r.sale_id, r.sale_id, \'[]\')), \'{}\') INTO late\n  FROM unnest(holes) hole JOIN recharges_seal r ON r.sale_id >= lower(hole) AND r.sale_id < upper(hole);\nEND IF;\nIF NOT isempty(fresh) THEN\n  holes := holes + (int8multirange(int8range(reached, upper(fresh) - 1, \'(]\')) - fresh);\n  reached := upper(fresh) - 1;\nEND IF;\nfresh := fresh + late;\ndigest := \'0000000000000000000000000000000000000000000000000000000000000000\';\nIF NOT isempty(fresh) THEN\n  SELECT pimms_chained(\'0000000000000000000000000000000000000000000000000000000000000000\', said.words ORDER BY said.key) INTO digest\n  FROM unnest(fresh) span CROSS JOIN LATERAL (\n    SELECT r.sale_id AS key, jsonb_build_array(r.sale_id, r.series, r.number, r.hash)::text AS words FROM recharges_seal r\n    WHERE r.sale_id >= lower(span) AND r.sale_id < upper(span) ORDER BY r.sale_id\n  ) said;\nEND IF;\nis_new := is_new OR NOT isempty(fresh);\nNEW.blocks := NEW.blocks || jsonb_build_object(\'seals\', jsonb_build_object(\n  \'reached\', reached, \'covers\', fresh::text, \'holes\', (holes - late)::text, \'digest\', digest));\n\nbefore := coalesce(earlier.blocks->\'closings\', \'{}\');\nreached := coalesce((before->>\'reached\')::bigint, 0);\nholes := coalesce(before->>\'holes\', \'{}\')::int8multirange\n  * int8multirange(int8range(coalesce((settled->\'closings\'->>\'reached\')::bigint, 0), NULL));\n-- Islands of keys without a hole between them: an aggregate over all keys would hold them all.\nSELECT coalesce(range_agg(int8range(first, last, \'[]\')), \'{}\') INTO fresh FROM (\n  SELECT min(key) AS first, max(key) AS last FROM (\n    SELECT r.id AS key, r.id - row_number() OVER (ORDER BY r.id) AS island\n    FROM recharges_closing r WHERE r.id > reached\n  ) numbered GROUP BY island\n) islands;\nlate := \'{}\';\nIF NOT isempty(holes) THEN\n  SELECT coalesce(range_agg(int8range(r.id, r.id, \'[]\')), \'{}\') INTO late\n  FROM unnest(holes) hole JOIN recharges_closing r ON r.id >= lower(hole) AND r.id < upper(hole);\nEND IF;\nIF NOT isempty(fresh) THEN\n  holes := holes + (int8multirange(int8range(reached, upper(fresh) - 1, \'(]\')) - fresh);\n  reached := upper(fresh) - 1;\nEND IF;\nfresh := fresh + late;\ndigest := \'0000000000000000000000000000000000000000000000000000000000000000\';\nIF NOT isempty(fresh) THEN\n  SELECT pimms_chained(\'0000000000000000000000000000000000000000000000000000000000000000\', said.words ORDER BY said.key) INTO digest\n  FROM unnest(fresh) span CROSS JOIN LATERAL (\n    SELECT r.id AS key, jsonb_build_array(r.id, r.site_id, r.number, r.hash)::text AS words FROM recharges_closing r\n    WHERE r.id >= lower(span) AND r.id < upper(span) ORDER BY r.id\n  ) said;\nEND IF;\nis_new := is_new OR NOT isempty(fresh);\nNEW.blocks := NEW.blocks || jsonb_build_object(\'closings\', jsonb_build_object(\n  \'reached\', reached, \'covers\', fresh::text, \'holes\', (holes - late)::text, \'digest\', digest));\n\nbefore := coalesce(earlier.blocks->\'prints\', \'{}\');\nreached := coalesce((before->>\'reached\')::bigint, 0);\nholes := coalesce(before->>\'holes\', \'{}\')::int8multirange\n  * int8multirange(int8range(coalesce((settled->\'prints\'->>\'reached\')::bigint, 0), NULL));\n-- Islands of keys without a hole between them: an aggregate over all keys would hold them all.\nSELECT coalesce(range_agg(int8range(first, last, \'[]\')), \'{}\') INTO fresh FROM (\n  SELECT min(key) AS first, max(key) AS last FROM (\n    SELECT r.id AS key, r.id - row_number() OVER (ORDER BY r.id) AS island\n    FROM recharges_receiptprint r WHERE r.id > reached\n  ) numbered GROUP BY island\n) islands;\nlate := \'{}\';\nIF NOT isempty(holes) THEN\n  SELECT coalesce(range_agg(int8range(r.id, r.id, \'[]\')), \'{}\') INTO late\n  FROM unnest(holes) hole JOIN recharges_receiptprint r ON r.id >= lower(hole) AND r.id < upper(hole);\nEND IF;\nIF NOT isempty(fresh) THEN\n  holes := holes + (int8multirange(int8range(reached, upper(fresh) - 1, \'(]\')) - fresh);\n  reached := upper(fresh) - 1;\nEND IF;\nfresh := fresh + late;\ndigest := \'0000000000000000000000000000000000000000000000000000000000000000\';\nIF NOT isempty(fresh) THEN\n  SELECT pimms_chained(\'0000000000000000000000000000000000000000000000000000000000000000\', said.words ORDER BY said.key) INTO digest\n  FROM unnest(fresh) span CROSS JOIN LATERAL (\n    SELECT r.id AS key, jsonb_build_array(r.id, r.sale_id, r.number, r.paper, to_char(r.printed_at AT TIME ZONE \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\'), r.printed_by_id)::text AS words FROM recharges_receiptprint r\n    WHERE r.id >= lower(span) AND r.id < upper(span) ORDER BY r.id\n  ) said;\nEND IF;\nis_new := is_new OR NOT isempty(fresh);\nNEW.blocks := NEW.blocks || jsonb_build_object(\'prints\', jsonb_build_object(\n  \'reached\', reached, \'covers\', fresh::text, \'holes\', (holes - late)::text, \'digest\', digest));\n\nIF NOT is_new AND NEW.closing IS NULL AND earlier.number IS NOT NULL THEN\n  RETURN NULL;\nEND IF;\nNEW.hash := pimms_link(NEW.previous, \'\', jsonb_build_array(NEW.number, to_char(NEW.made_at AT TIME ZONE \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\'), NEW.site_id, NEW.closing, NEW.blocks)::text);\nRETURN NEW;\n', hash='f84206e311f0f46e0da7871e95b248c24c5c98f4', operation='INSERT', pgid='pgtrigger_anchor_takes_in_what_is_new_de7ab', table='recharges_anchor', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='anchor',
            trigger=pgtrigger.compiler.Trigger(name='anchor_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='26d54e06f2899e0e217fbf8cc8d3f16e65bcaeb2', operation='UPDATE OR DELETE', pgid='pgtrigger_anchor_is_append_only_4e854', table='recharges_anchor', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='anchor',
            trigger=pgtrigger.compiler.Trigger(name='anchor_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'anchor is append-only' USING ERRCODE = 'restrict_violation';", hash='7bffa46e9e400d1ee17e7b4d5d5ae2e7f44b3c5e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_anchor_is_never_emptied_9e744', table='recharges_anchor', when='BEFORE')),
        ),
    ]
