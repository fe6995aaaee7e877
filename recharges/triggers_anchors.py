"""What an anchor takes in by itself: all that was added since the one before, whoever added it.

Rows come in the order in which their transactions end, not in that of their keys: a key that was
passed over is a hole, and is looked into again for some hours.
"""

import pgtrigger

from recharges import sealed

_LOCK_CLASS = 92162
_PATIENCE = "6 hours"  # no transaction of ours is open that long

_BLOCK = """
before := coalesce(earlier.blocks->'{name}', '{{}}');
reached := coalesce((before->>'reached')::bigint, 0);
holes := coalesce(before->>'holes', '{{}}')::int8multirange
  * int8multirange(int8range(coalesce((settled->'{name}'->>'reached')::bigint, 0), NULL));
-- Islands of keys without a hole between them: an aggregate over all keys would hold them all.
SELECT coalesce(range_agg(int8range(first, last, '[]')), '{{}}') INTO fresh FROM (
  SELECT min(key) AS first, max(key) AS last FROM (
    SELECT r.{key} AS key, r.{key} - row_number() OVER (ORDER BY r.{key}) AS island
    FROM {table} r WHERE r.{key} > reached
  ) numbered GROUP BY island
) islands;
late := '{{}}';
IF NOT isempty(holes) THEN
  SELECT coalesce(range_agg(int8range(r.{key}, r.{key}, '[]')), '{{}}') INTO late
  FROM unnest(holes) hole JOIN {table} r ON r.{key} >= lower(hole) AND r.{key} < upper(hole);
END IF;
IF NOT isempty(fresh) THEN
  holes := holes + (int8multirange(int8range(reached, upper(fresh) - 1, '(]')) - fresh);
  reached := upper(fresh) - 1;
END IF;
fresh := fresh + late;
digest := '{start}';
IF NOT isempty(fresh) THEN
  SELECT pimms_chained('{start}', said.words ORDER BY said.key) INTO digest
  FROM unnest(fresh) span CROSS JOIN LATERAL (
    SELECT r.{key} AS key, {words} AS words FROM {table} r
    WHERE r.{key} >= lower(span) AND r.{key} < upper(span) ORDER BY r.{key}
  ) said;
END IF;
is_new := is_new OR NOT isempty(fresh);
NEW.blocks := NEW.blocks || jsonb_build_object('{name}', jsonb_build_object(
  'reached', reached, 'covers', fresh::text, 'holes', (holes - late)::text, 'digest', digest));
"""

_BLOCKS = "".join(
    _BLOCK.format(
        name=name, table=stream.table, key=stream.key, words=stream.words, start=sealed.START
    )
    for name, stream in sealed.STREAMS.items()
)

_ANCHOR = f"""
PERFORM pg_advisory_xact_lock({_LOCK_CLASS}, 0);
SELECT * INTO earlier FROM recharges_anchor ORDER BY number DESC LIMIT 1;
NEW.number := coalesce(earlier.number, 0) + 1;
NEW.previous := coalesce(earlier.hash, '{sealed.START}');
NEW.made_at := clock_timestamp();
SELECT blocks INTO settled FROM recharges_anchor
WHERE made_at <= NEW.made_at - interval '{_PATIENCE}' ORDER BY made_at DESC LIMIT 1;
NEW.blocks := '{{}}';
{_BLOCKS}
IF NOT is_new AND NEW.closing IS NULL AND earlier.number IS NOT NULL THEN
  RETURN NULL;
END IF;
NEW.hash := pimms_link(NEW.previous, '', {sealed.words(sealed.ANCHOR, "NEW")});
RETURN NEW;
"""

anchor_takes_in_what_is_new = pgtrigger.Trigger(
    name="anchor_takes_in_what_is_new",
    level=pgtrigger.Row,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[
        ("earlier", "recharges_anchor%ROWTYPE"),
        ("settled", "jsonb"),
        ("before", "jsonb"),
        ("reached", "bigint"),
        ("holes", "int8multirange"),
        ("fresh", "int8multirange"),
        ("late", "int8multirange"),
        ("digest", "text"),
        ("is_new", "boolean := false"),
    ],
    func=_ANCHOR,
)
