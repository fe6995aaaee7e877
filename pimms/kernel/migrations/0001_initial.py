from django.contrib.postgres.operations import (
    BtreeGinExtension,
    BtreeGistExtension,
    CreateExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

# unaccent() is only STABLE because its dictionary could change; with the dictionary named,
# what we rely on does not, so these may be used by generated columns and indexes.
TEXT_FUNCTIONS = """
CREATE FUNCTION pimms_fold(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN trim(regexp_replace(
    lower(public.unaccent('public.unaccent'::regdictionary, normalize($1, NFKC))),
    '[^a-z0-9]+', ' ', 'g'));

CREATE FUNCTION pimms_squash(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    lower(public.unaccent('public.unaccent'::regdictionary, normalize($1, NFKC))),
    '[^a-z0-9]+', '', 'g');

CREATE FUNCTION pimms_spans_months(daterange, integer) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN $1 = daterange(lower($1), (lower($1) + make_interval(months => $2))::date);

-- A slip of the pen: two letters at most, and one in four of the shorter name.
CREATE FUNCTION pimms_names_are_near(text, text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN public.levenshtein_less_equal(left($1, 255), left($2, 255), 2)
    <= least(2, least(length($1), length($2)) / 4);
"""
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
        migrations.RunSQL(TEXT_FUNCTIONS, DROP),
    ]
