"""The accounts that the till's books are written to."""

from datetime import date

from django.db import migrations
from django.db.backends.postgresql.psycopg_any import DateRange

# The French chart of accounts (plan comptable général); the director changes them from a date on.
ACCOUNTS = {
    "sales": "707",
    "cash": "530",
    "card": "511",
    "cheque": "5112",
    "third_party": "411",
    "not_stated": "471",
    "bank": "580",
    "shortage": "658",
    "surplus": "758",
}


def set_up_accounts(apps, schema_editor):
    apps.get_model("recharges", "AccountCode").objects.bulk_create(
        apps.get_model("recharges", "AccountCode")(
            purpose=purpose, code=code, period=DateRange(date(2000, 1, 1), None)
        )
        for purpose, code in ACCOUNTS.items()
    )


class Migration(migrations.Migration):
    dependencies = [("recharges", "0003_triggers")]
    operations = [
        migrations.RunPython(set_up_accounts, migrations.RunPython.noop, elidable=False)
    ]
