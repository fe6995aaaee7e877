"""Anchors between those that each Z sets."""

from django.db import connection, transaction

from recharges import witness


@transaction.atomic
def set_anchor() -> int | None:
    """What was added since the last anchor is in one, and the file beside the database knows it.

    Returns its number, None when nothing is new.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO recharges_anchor (site_id, closing) VALUES (NULL, NULL) RETURNING number"
        )
        made = cursor.fetchone()
    if not made:
        return None
    witness.will_see(("anchors", "-"))
    return made[0]
