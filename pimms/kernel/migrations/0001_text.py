"""The extensions that searching and sounding names rest on, and the functions of text."""

from pathlib import Path

from django.contrib.postgres.operations import (
    BtreeGinExtension,
    BtreeGistExtension,
    CreateExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

SOURCE = Path(__file__).parent.parent / "sql" / "text.sql"
DROP = """
DROP FUNCTION pimms_names_are_near(text, text);
DROP FUNCTION pimms_spans_months(daterange, integer);
DROP FUNCTION pimms_squash(text);
DROP FUNCTION pimms_fold(text);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        BtreeGistExtension(),
        BtreeGinExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        CreateExtension("fuzzystrmatch"),
        migrations.RunSQL(SOURCE.read_text(encoding="utf-8"), DROP),
    ]
