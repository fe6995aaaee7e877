"""A name of birth and one in use; how much two descriptions look alike, slip by slip."""

from pathlib import Path

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat

from beneficiaries.models.likeness import Sound
from pimms.kernel.models import Fold, Squash

SQL = Path(__file__).parent.parent / "sql"
LIKENESS = (SQL / "likeness.sql").read_text(encoding="utf-8")
_NAMES = (SQL / "names.sql").read_text(encoding="utf-8")
FORMER = _NAMES[_NAMES.index("CREATE FUNCTION pimms_likeness(") :]
DROP_FORMER = "DROP FUNCTION pimms_likeness(text, text, date, text, text, text, date, text);\n"
DROP = """
DROP FUNCTION pimms_likeness(text, text, text, text, text, date, text, text,
                             text, text, text, text, text, date, text, text, bigint);
DROP FUNCTION pimms_rarity_points(integer, text, text, text, text, boolean, bigint);
DROP FUNCTION pimms_phone_points(text, text);
DROP FUNCTION pimms_birth_points(date, date);
DROP FUNCTION pimms_is_a_guess(date);
DROP FUNCTION pimms_name_points(text, text, text, text, text, text, text, text);
DROP FUNCTION pimms_is_within(text, text);
DROP FUNCTION pimms_parts_are_alike(text, text);
DROP FUNCTION pimms_is_few_slips(text, text);
DROP FUNCTION pimms_is_one_slip(text, text);
DROP FUNCTION pimms_is_swapped(text, text);
"""
_WORDS = Fold(
    Concat(
        F("last_name"), Value(" "), F("first_name"), Value(" "), F("used_name"), Value(" "),
        Squash(F("last_name")), Value(" "), Squash(F("first_name")), Value(" "),
        Squash(F("used_name")), output_field=models.TextField(),
    )
)  # fmt: skip
SEARCH_KEY = Concat(Value(" "), _WORDS, Value(" "), output_field=models.TextField())
SOUND_KEY = Sound(
    Concat(
        F("last_name"), Value(" "), F("first_name"), Value(" "), F("used_name"),
        output_field=models.TextField(),
    )
)  # fmt: skip


def generated(expression):
    return models.GeneratedField(
        expression=expression, output_field=models.TextField(), db_persist=True
    )


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0007_telephones_and_postal_codes")]
    operations = [
        # A generated column cannot be told another expression: it is made anew, with its indexes.
        migrations.RemoveIndex("beneficiary", "beneficiary_search"),
        migrations.RemoveIndex("beneficiary", "beneficiary_sound"),
        migrations.RemoveIndex("beneficiary", "beneficiary_same_sound"),
        migrations.RemoveField("beneficiary", "search_key"),
        migrations.RemoveField("beneficiary", "sound_key"),
        migrations.AddField(
            "beneficiary",
            "used_name",
            models.CharField("nom d’usage", max_length=100, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField("beneficiary", "used_key", generated(Squash(F("used_name")))),
        migrations.AddField("beneficiary", "search_key", generated(SEARCH_KEY)),
        migrations.AddField("beneficiary", "sound_key", generated(SOUND_KEY)),
        migrations.AddIndex(
            "beneficiary",
            GinIndex(name="beneficiary_search", fields=["search_key"], opclasses=["gin_trgm_ops"]),
        ),
        migrations.AddIndex(
            "beneficiary",
            GinIndex(name="beneficiary_sound", fields=["sound_key"], opclasses=["gin_trgm_ops"]),
        ),
        migrations.AddIndex(
            "beneficiary", models.Index(name="beneficiary_same_sound", fields=["sound_key"])
        ),
        migrations.AddIndex(
            "beneficiary",
            models.Index(name="beneficiary_by_first_name", fields=["first_key", "born_on"]),
        ),
        migrations.AddIndex(
            "beneficiary",
            models.Index(
                name="beneficiary_by_used_name", fields=["used_key"], condition=~Q(used_key="")
            ),
        ),
        migrations.RunSQL(DROP_FORMER + LIKENESS, DROP + FORMER),
    ]
