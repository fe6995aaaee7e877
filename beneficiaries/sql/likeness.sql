-- How much two descriptions look like one person, in points: name 50, birth 40, telephone 20, and
-- what a rare name adds or a common one takes. From 70 a counsellor is asked.

-- Two neighbours have changed places.
CREATE FUNCTION pimms_is_swapped(text, text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN length($1) = length($2)
  AND public.levenshtein_less_equal(left($1, 255), left($2, 255), 2) = 2
  AND EXISTS (
    SELECT FROM generate_series(1, length($1) - 1) AS at
    WHERE overlay($1 PLACING reverse(substr($1, at, 2)) FROM at FOR 2) = $2);

CREATE FUNCTION pimms_is_one_slip(text, text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN public.levenshtein_less_equal(left($1, 255), left($2, 255), 1) = 1
  OR pimms_is_swapped($1, $2);

-- Slips in a whole name: one letter in four, three at most.
CREATE FUNCTION pimms_is_few_slips(text, text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN public.levenshtein_less_equal(left($1, 255), left($2, 255), 3)
    <= least(3, least(length($1), length($2)) / 4);

-- One part of a name beside the other's: the same, a slip of the pen, or one within the other.
CREATE FUNCTION pimms_parts_are_alike(text, text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN $1 = $2 OR pimms_names_are_near($1, $2) OR pimms_is_swapped($1, $2)
  OR least(length($1), length($2)) >= 3 AND (position($1 IN $2) > 0 OR position($2 IN $1) > 0);

-- All words of one name are words of the other.
CREATE FUNCTION pimms_is_within(text, text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN string_to_array($1, ' ') <@ string_to_array($2, ' ')
  OR string_to_array($2, ' ') <@ string_to_array($1, ' ');

-- The same names in any order 50, but for one slip 48, the same sound or nearly the same or one
-- within the other 44, both parts alike 40; the first name alone 30, the last alone 5.
CREATE FUNCTION pimms_name_points(
  a_words text, a_sound text, a_last text, a_first text,
  b_words text, b_sound text, b_last text, b_first text
) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN a_last || a_first IN (b_last || b_first, b_first || b_last) THEN 50
  WHEN pimms_is_one_slip(a_last || a_first, b_last || b_first)
    OR pimms_is_one_slip(a_last || a_first, b_first || b_last) THEN 48
  WHEN pimms_is_few_slips(a_last || a_first, b_last || b_first)
    OR pimms_is_few_slips(a_last || a_first, b_first || b_last)
    OR replace(a_sound, ' ', '') = replace(b_sound, ' ', '') THEN 44
  WHEN a_first = '' OR b_first = '' THEN CASE WHEN a_last = b_last THEN 5 ELSE 0 END
  WHEN pimms_is_within(a_words, b_words) THEN 44
  WHEN pimms_parts_are_alike(a_last, b_last) AND pimms_parts_are_alike(a_first, b_first)
    OR pimms_parts_are_alike(a_last, b_first) AND pimms_parts_are_alike(a_first, b_last) THEN 40
  WHEN a_first = b_first OR pimms_names_are_near(a_first, b_first) THEN 30
  WHEN a_last = b_last OR pimms_names_are_near(a_last, b_last) THEN 5
  ELSE 0
END;

-- The first day of a year, or the last, is often written for a day that nobody knows.
CREATE FUNCTION pimms_is_a_guess(date) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (extract(month FROM $1), extract(day FROM $1)) IN ((1, 1), (12, 31));

-- The same day 40, one that may be a guess 30, day and month swapped 35, another digit or the year
-- alone 18; another day takes more than a telephone gives.
CREATE FUNCTION pimms_birth_points(date, date) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
  WHEN $1 IS NULL OR $2 IS NULL THEN 0
  WHEN $1 = $2 THEN CASE WHEN pimms_is_a_guess($1) THEN 30 ELSE 40 END
  WHEN $1 = pimms_day_and_month_swapped($2) THEN 35
  WHEN pimms_is_one_slip(to_char($1, 'DDMMYYYY'), to_char($2, 'DDMMYYYY'))
    OR extract(year FROM $1) = extract(year FROM $2)
    AND (pimms_is_a_guess($1) OR pimms_is_a_guess($2)) THEN 18
  ELSE -15
END;

CREATE FUNCTION pimms_phone_points(text, text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN '' IN ($1, $2) THEN 0 WHEN $1 = $2 THEN 20 ELSE -5 END;

-- What it says that two people share this name: how many of `everybody` would bear it by chance.
-- Two men are not one who married, so a first name alone says less of them.
CREATE FUNCTION pimms_rarity_points(
  points integer, a_last text, a_first text, b_last text, b_first text, are_men boolean,
  everybody bigint
) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
  WHEN points < 30 THEN 0
  WHEN points = 30 THEN (
    SELECT CASE WHEN count(*) > 90 THEN -5 WHEN are_men THEN -5 WHEN count(*) > 30 THEN 0 ELSE 5 END
    FROM beneficiaries_beneficiary WHERE first_key = a_first)
  ELSE (
    SELECT CASE WHEN expected <= 0.1 THEN 10 WHEN expected <= 0.3 THEN 5 WHEN expected <= 1 THEN 0
           ELSE -5 END
    FROM (
      SELECT max(
        (SELECT count(*) FROM beneficiaries_beneficiary WHERE last_key = last)::float
        * (SELECT count(*) FROM beneficiaries_beneficiary WHERE first_key = first)
        / greatest(1, everybody)) AS expected
      FROM (VALUES (a_last, a_first), (b_last, b_first)) AS name(last, first)) AS by_chance)
END;

CREATE FUNCTION pimms_likeness(
  a_words text, a_sound text, a_last text, a_used text, a_first text,
  a_born date, a_phone text, a_gender text,
  b_words text, b_sound text, b_last text, b_used text, b_first text,
  b_born date, b_phone text, b_gender text,
  everybody bigint
) RETURNS integer
LANGUAGE plpgsql SET search_path FROM CURRENT STABLE PARALLEL SAFE AS $$
DECLARE
  birth integer := pimms_birth_points(a_born, b_born);
  said integer := birth + pimms_phone_points(a_phone, b_phone);
  name integer;
BEGIN
  IF said + 60 < 70 AND birth <> 0 THEN  -- no name is worth more than sixty
    RETURN said;
  END IF;
  name := pimms_name_points(a_words, a_sound, a_last, a_first, b_words, b_sound, b_last, b_first);
  IF a_used <> '' THEN
    name := greatest(name, pimms_name_points(
      a_words, a_sound, a_used, a_first, b_words, b_sound, b_last, b_first));
  END IF;
  IF b_used <> '' THEN
    name := greatest(name, pimms_name_points(
      a_words, a_sound, a_last, a_first, b_words, b_sound, b_used, b_first));
  END IF;
  IF a_used <> '' AND b_used <> '' THEN
    name := greatest(name, pimms_name_points(
      a_words, a_sound, a_used, a_first, b_words, b_sound, b_used, b_first));
  END IF;
  IF birth <> 0 AND (name + said < 60 OR name + said >= 75) THEN  -- its rarity changes nothing
    RETURN name + said;
  END IF;
  RETURN name + said + pimms_rarity_points(
    name, a_last, a_first, b_last, b_first,
    a_gender = 'masculin' AND b_gender = 'masculin', everybody);
END
$$;
