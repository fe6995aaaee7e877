"""What the database does by itself when something happens to a person.

Statement triggers: one update for a visit, one for a whole register brought in.
"""

import pgtrigger

from pimms.kernel.triggers import after_rows, refuses

# The lock waits for a merge that is under way; the second look sees what it decided.
_OF_A_STANDING_FILE = """
PERFORM FROM beneficiaries_beneficiary
WHERE id IN (SELECT {column} FROM fresh) ORDER BY id FOR KEY SHARE;
IF EXISTS (
  SELECT FROM beneficiaries_beneficiary
  WHERE id IN (SELECT {column} FROM fresh) AND merged_into_id IS NOT NULL
) THEN
  RAISE EXCEPTION 'this file was merged into another'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'file_takes_more_only_if_standing';
END IF;
RETURN NULL;
"""
refuses(
    file_takes_more_only_if_standing="Ce dossier vient d’être réuni avec un autre\u202f:"
    " cherchez la personne à nouveau."
)

_SEEN = """
PERFORM FROM beneficiaries_beneficiary
WHERE id IN (SELECT person FROM ({visits}) v) ORDER BY id FOR NO KEY UPDATE;
UPDATE beneficiaries_beneficiary b SET last_seen_on = v.day
FROM (SELECT person, max(day) AS day FROM ({visits}) v GROUP BY person) v
WHERE b.id = v.person AND (b.last_seen_on IS NULL OR b.last_seen_on < v.day);
RETURN NULL;
"""


def of_a_standing_file(table: str, column: str = "beneficiary_id") -> pgtrigger.Trigger:
    """Nothing new is hung on a file that was merged into another."""
    func = _OF_A_STANDING_FILE.format(column=column)
    return after_rows(f"{table}_of_a_standing_file", func)


def seen(table: str, visits: str, *, on_update: bool = False) -> list[pgtrigger.Trigger]:
    """Whoever has a row added was seen on its day.

    `visits` selects `person` and `day` from `fresh`, the rows of the statement. A day that is
    taken back later leaves the person seen.
    """
    func = _SEEN.format(visits=visits)
    triggers = [after_rows(f"{table}_is_a_visit", func)]
    if on_update:
        more = after_rows(f"{table}_became_a_visit", func, operation=pgtrigger.Update)
        triggers.append(more)
    return triggers
