from django.db import migrations

# The same as beneficiaries/entitlement.py: `end` and `pauses`.
FUNCTIONS = """
CREATE FUNCTION pimms_enrolment_number(year integer, rank integer) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN 'D' || year || '-' || lpad(rank::text, greatest(4, length(rank::text)), '0');

CREATE FUNCTION pimms_enrolment_end(enrolment bigint, starts_on date) RETURNS date
LANGUAGE sql STABLE AS $$
WITH standing AS (
  SELECT m.* FROM beneficiaries_movement m
  WHERE m.enrolment_id = $1 AND m.kind <> 'undo'
    AND NOT EXISTS (SELECT FROM beneficiaries_movement u WHERE u.undoes_id = m.id)
), pushed AS (
  SELECT (SELECT min(r.effective_on) FROM standing r WHERE r.kind = 'resumption' AND r.id > s.id)
    - s.effective_on AS days
  FROM standing s WHERE s.kind = 'suspension' AND s.pushes
)
SELECT least(
  ($2 + make_interval(months =>
    12 + coalesce((SELECT sum(months) FROM standing), 0)::integer))::date
  + coalesce((SELECT sum(days) FROM standing), 0)::integer
  + coalesce((SELECT sum(days) FROM pushed), 0)::integer,
  (SELECT min(effective_on) FROM standing WHERE kind = 'early_end'))
$$;

CREATE FUNCTION pimms_is_suspended(enrolment bigint, day date) RETURNS boolean
LANGUAGE sql STABLE AS $$
WITH standing AS (
  SELECT m.* FROM beneficiaries_movement m
  WHERE m.enrolment_id = $1 AND m.kind IN ('suspension', 'resumption')
    AND NOT EXISTS (SELECT FROM beneficiaries_movement u WHERE u.undoes_id = m.id)
)
SELECT EXISTS (
  SELECT FROM standing s
  WHERE s.kind = 'suspension' AND s.effective_on <= $2 AND NOT EXISTS (
    SELECT FROM standing r
    WHERE r.kind = 'resumption' AND r.id > s.id AND r.effective_on <= $2
  )
)
$$;
"""
DROP = """
DROP FUNCTION pimms_is_suspended(bigint, date);
DROP FUNCTION pimms_enrolment_end(bigint, date);
DROP FUNCTION pimms_enrolment_number(integer, integer);
"""

# The enrolments that stood before they had a number have theirs in the order they were made.
NUMBERS = """
UPDATE beneficiaries_enrolment e SET number = pimms_enrolment_number(f.year, f.rank)
FROM (
  SELECT id, extract(year FROM lower(period))::integer AS year,
    (row_number() OVER (PARTITION BY extract(year FROM lower(period)) ORDER BY id))::integer AS rank
  FROM beneficiaries_enrolment
) f WHERE e.id = f.id;
INSERT INTO kernel_series (name, last)
SELECT 'droits ' || extract(year FROM lower(period)), count(*)
FROM beneficiaries_enrolment GROUP BY 1;
"""

MOTIVES = [
    # reason, days at most, times at most, what has to be seen
    ("Réponse d’une administration attendue", 93, 1, "le récépissé ou le message d’attente"),
    ("Formation ou atelier numérique en cours", 62, 1, "la date de la dernière séance"),
    ("Appareil en panne ou en réparation", 31, 2, "le bon de réparation"),
    ("Accident de la vie récent", 93, 2, ""),
]


def bring_in(apps, schema_editor):
    ExtensionMotive = apps.get_model("beneficiaries", "ExtensionMotive")
    ExtensionMotive.objects.bulk_create(
        ExtensionMotive(name=name, max_days=days, max_times=times, needs=needs)
        for name, days, times, needs in MOTIVES
    )


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0007_entitlement")]
    operations = [
        migrations.RunSQL(FUNCTIONS, DROP),
        migrations.RunSQL(NUMBERS, migrations.RunSQL.noop),
        migrations.RunPython(bring_in, migrations.RunPython.noop, elidable=False),
    ]
