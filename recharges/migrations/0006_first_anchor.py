"""From here on it is known what was there."""

from django.db import migrations

SET = "INSERT INTO recharges_anchor (site_id, closing) VALUES (NULL, NULL)"


class Migration(migrations.Migration):
    dependencies = [("recharges", "0005_what_is_sealed")]
    operations = [migrations.RunSQL(SET, migrations.RunSQL.noop, elidable=False)]
