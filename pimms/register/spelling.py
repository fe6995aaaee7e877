"""A name written otherwise than in an earlier file: whether it may be the same person's."""

from datetime import date
from os.path import commonprefix

from django.db import connection

from pimms.kernel.text import squash

from .sheets import PEOPLE
from .staging import Row

Identity = tuple[str, str, date]

_BESIDE = "SELECT cells FROM todo WHERE sheet = %s AND dossier = %s AND line <> %s"


def one_slip(one: str, other: str) -> bool:
    """Whether one letter more, less or other, or two neighbours exchanged, makes one the other."""
    begun = len(commonprefix([one, other]))
    one, other = one[begun:], other[begun:]
    if one == other:
        return False
    exchanged = one[:2] == other[:2][::-1] and one[2:] == other[2:]
    return exchanged or one[1:] in (other[1:], other) or one == other[1:]


def nearly(one: Identity, other: Identity) -> bool:
    """Whether the birth date is the same and one slip parts the names."""
    (last, first, born_on), (other_last, other_first, other_born_on) = one, other
    if born_on != other_born_on:
        return False
    if last == other_last:
        return one_slip(first, other_first)
    return one_slip(last, other_last) and first == other_first


def stands_beside(owner: Identity, row: Row) -> bool:
    """Whether this very file gives the row's dossier number to that name too: then it does not
    correct a spelling, it names two people."""
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, [PEOPLE.name, row.dossier, row.line])
        others = [Row(PEOPLE, 0, cells, "", "", row.dossier) for (cells,) in cursor.fetchall()]
    return any((squash(other["Nom"]), squash(other["Prénom"])) == owner[:2] for other in others)
