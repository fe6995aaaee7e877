"""The rule of today becomes the first version of the programme, with its five criteria."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from datetime import date

from django.db import migrations, models
from django.db.backends.postgresql.psycopg_any import DateRange

# code, label, kind, accepted proofs, months a proof holds, bears the NIR, {persons: threshold}
CRITERIA = [
    ("referral", "Orientation par un travailleur social", "referral", "Bon d’orientation", 3, False, {}),
    ("minimum_income", "Minima sociaux (RSA, ASS, AAH, ASPA…)", "proof",
     "Attestation CAF\nAttestation France Travail\nNotification ASPA", 3, False, {}),
    ("family_quotient", "Quotient familial sous le seuil", "family_quotient",
     "Attestation CAF", 3, False, {1: 800}),
    ("rest_to_live_on", "Reste à vivre sous le seuil", "rest_to_live_on",
     "Justificatifs de ressources et de charges", 3, False, {1: 10}),
    ("health_cover", "Complémentaire santé solidaire", "proof",
     "Attestation de droits", 12, True, {}),
]


def write(apps, schema_editor):
    Version = apps.get_model("beneficiaries", "ProgrammeVersion")
    Criterion = apps.get_model("beneficiaries", "Criterion")
    Threshold = apps.get_model("beneficiaries", "Threshold")
    version = Version.objects.create(
        name="Connexions solidaires", period=DateRange(date(1990, 1, 1), None)
    )
    for position, (code, label, kind, proofs, months, nir, thresholds) in enumerate(CRITERIA, 1):
        criterion = Criterion.objects.create(
            version=version, code=code, label=label, kind=kind, proofs=proofs,
            proof_valid_months=months, bears_nir=nir, position=position,
        )
        for persons, amount in thresholds.items():
            Threshold.objects.create(criterion=criterion, persons=persons, amount=amount)


ASSESSMENTS = """
UPDATE beneficiaries_assessment
SET version_id = (SELECT id FROM beneficiaries_programmeversion),
    valid_until = (assessed_on + interval '12 months')::date - 1;
INSERT INTO beneficiaries_finding
  (assessment_id, criterion_id, met, band, proof, seen_by_id, seen_on)
SELECT a.id, c.id, true, '', '', a.assessed_by_id, a.assessed_on
FROM beneficiaries_assessment a JOIN beneficiaries_criterion c ON c.code = ANY (a.criteria);
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('beneficiaries', '0005_eligibility'),
    ]

    operations = [
        migrations.RunPython(write, migrations.RunPython.noop),
        migrations.RunSQL(ASSESSMENTS, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='assessment',
            name='valid_until',
            field=models.DateField(verbose_name='valable jusqu’au'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='assessment_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."assessed_by_id" IS DISTINCT FROM (NEW."assessed_by_id") OR OLD."assessed_on" IS DISTINCT FROM (NEW."assessed_on") OR OLD."criteria" IS DISTINCT FROM (NEW."criteria") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."persons" IS DISTINCT FROM (NEW."persons") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."refusal" IS DISTINCT FROM (NEW."refusal") OR OLD."reorientation" IS DISTINCT FROM (NEW."reorientation") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f4fc2dad9b012a51ce6d58878413cb0301b67020', operation='UPDATE', pgid='pgtrigger_assessment_stands_19293', table='beneficiaries_assessment', when='BEFORE')),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='beneficiaries.programmeversion', verbose_name='version du programme'),
        ),
    ]
