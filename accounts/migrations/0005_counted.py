"""The table of what is counted of visitors."""

from django.db import migrations

# As `createcachetable` makes it.
_COUNTED = """
CREATE TABLE accounts_counted (
  cache_key varchar(255) NOT NULL PRIMARY KEY,
  value text NOT NULL,
  expires timestamp with time zone NOT NULL
);
CREATE INDEX accounts_counted_expires ON accounts_counted (expires);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_letters_of_jobs'),
    ]

    operations = [
        migrations.RunSQL(_COUNTED, "DROP TABLE accounts_counted"),
    ]
