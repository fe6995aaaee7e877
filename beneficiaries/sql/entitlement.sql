-- The same as beneficiaries/entitlement.py: `end` and `pauses`.
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
