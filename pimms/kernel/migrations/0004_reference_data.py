"""Bring in the communes of Île-de-France. Source and licence: kernel/data/README.md."""

import csv
from pathlib import Path

from django.db import migrations

SOURCE = Path(__file__).parent.parent / "data" / "communes.csv"


def bring_in(apps, schema_editor):
    Commune = apps.get_model("kernel", "Commune")
    with SOURCE.open(encoding="utf-8", newline="") as rows:
        Commune.objects.bulk_create(
            Commune(
                code=row["code"],
                name=row["name"],
                department=row["department"],
                intercommunality=row["intercommunality"],
                intercommunality_name=row["intercommunality_name"],
                population=row["population"],
                postal_codes=row["postal_codes"].split(),
                former_names=[name for name in row["former_names"].split("|") if name],
            )
            for row in csv.DictReader(rows)
        )


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_triggers")]
    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop, elidable=False)]
