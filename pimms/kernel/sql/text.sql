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
