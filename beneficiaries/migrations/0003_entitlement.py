"""The number and the end of an enrolment, and whether it is suspended, told by the database."""

from pathlib import Path

from django.db import migrations

SOURCE = Path(__file__).parent.parent / "sql" / "entitlement.sql"
DROP = """
DROP FUNCTION pimms_is_suspended(bigint, date);
DROP FUNCTION pimms_enrolment_end(bigint, date);
DROP FUNCTION pimms_enrolment_number(integer, integer);
"""


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0002_models")]
    operations = [migrations.RunSQL(SOURCE.read_text(encoding="utf-8"), DROP)]
