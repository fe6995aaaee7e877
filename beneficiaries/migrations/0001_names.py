"""How a name sounds and how much two descriptions look alike, which columns are computed with."""

from pathlib import Path

from django.db import migrations

SOURCE = Path(__file__).parent.parent / "sql" / "names.sql"
DROP = """
DROP FUNCTION pimms_likeness(text, text, date, text, text, text, date, text);
DROP FUNCTION pimms_day_and_month_swapped(date);
DROP FUNCTION pimms_sound(text);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("kernel", "0001_text")]
    operations = [migrations.RunSQL(SOURCE.read_text(encoding="utf-8"), DROP)]
