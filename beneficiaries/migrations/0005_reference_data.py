"""The first version of the programme with its five criteria, and the motives of an extension."""

from datetime import date

from django.db import migrations
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


def write_the_first_version(apps, schema_editor):
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


MOTIVES = [
    # reason, days at most, times at most, what has to be seen
    ("Réponse d’une administration attendue", 93, 1, "le récépissé ou le message d’attente"),
    ("Formation ou atelier numérique en cours", 62, 1, "la date de la dernière séance"),
    ("Appareil en panne ou en réparation", 31, 2, "le bon de réparation"),
    ("Accident de la vie récent", 93, 2, ""),
]


def write_the_motives(apps, schema_editor):
    ExtensionMotive = apps.get_model("beneficiaries", "ExtensionMotive")
    ExtensionMotive.objects.bulk_create(
        ExtensionMotive(name=name, max_days=days, max_times=times, needs=needs)
        for name, days, times, needs in MOTIVES
    )


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0004_triggers")]
    operations = [
        migrations.RunPython(write_the_first_version, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(write_the_motives, migrations.RunPython.noop, elidable=False),
    ]
