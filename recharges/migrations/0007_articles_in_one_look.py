"""A line asks for its sale, its article and its price together."""

import re
from pathlib import Path

from django.db import migrations

FOLDER = Path(__file__).parent.parent / "sql"
SOURCE = (FOLDER / "articles_in_one_look.sql").read_text(encoding="utf-8")
BEFORE = (FOLDER / "sealed_lines.sql").read_text(encoding="utf-8")
AS_BEFORE = (
    "CREATE OR REPLACE "
    + re.search(r"CREATE (FUNCTION pimms_says_its_article\(\).*?END \$\$;)", BEFORE, re.DOTALL)[1]
)


class Migration(migrations.Migration):
    dependencies = [("recharges", "0006_first_anchor")]
    operations = [migrations.RunSQL(SOURCE, AS_BEFORE)]
