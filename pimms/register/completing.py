"""What a later row brings to a person's file: what it alone says is taken, the rest is named."""

from beneficiaries.models import Beneficiary
from pimms.kernel import phones
from pimms.kernel.text import fold

from .context import Context
from .staging import Row

_COLUMNS = {
    "gender": "Civilité",
    "phone": "Téléphone",
    "email": "Courriel",
    "social_status": "Situation",
    "income_source": "Ressource principale",
    "adults": "Adultes",
    "children": "Enfants",
}
_PLACE = {"address": "Adresse", "postal_code": "Code postal", "commune_id": "Ville"}
FIELDS = tuple(name.removesuffix("_id") for name in [*_COLUMNS, *_PLACE])
_NOTHING = (None, "", Beneficiary.Gender.NOT_STATED, Beneficiary.SocialStatus.NOT_STATED)


def complete(standing: Beneficiary, said: Beneficiary, row: Row, context: Context) -> bool:
    """Whether the file takes anything of the row. What stands on it stays; what the row says
    otherwise is a warning."""
    is_taken = False
    elsewhere = _is_elsewhere(standing, said, row)
    for name, column in (_COLUMNS | _PLACE).items():
        value, kept = getattr(said, name), getattr(standing, name)
        if value in _NOTHING:
            if name == "social_status" and row[column] and kept not in _NOTHING:
                _warn(row, column, _in_words(standing, name), context)
            continue
        if kept in _NOTHING and not _was_said(standing, column, name):
            if name in _PLACE and elsewhere:
                _warn(row, column, _in_words(standing, "commune_id"), context)
                continue
            setattr(standing, name, value)
            is_taken = True
        elif _compared(kept) != _compared(value):
            _warn(row, column, _in_words(standing, name), context)
    return is_taken


def _is_elsewhere(standing: Beneficiary, said: Beneficiary, row: Row) -> bool:
    """Whether the row speaks of another place than the file: a street of it would go astray."""
    if standing.commune_id and row["Ville"] and said.commune_id != standing.commune_id:
        return True
    codes = {standing.postal_code, said.postal_code} - {""}
    return len(codes) > 1


def _was_said(standing: Beneficiary, column: str, name: str) -> bool:
    """A status in words of no list was kept as it was written: it was said, and stands."""
    return name == "social_status" and any(
        line.startswith(f"{column}\u202f: ") for line in standing.notes.splitlines()
    )


def _compared(value: object) -> object:
    return fold(value) if isinstance(value, str) else value


def _in_words(person: Beneficiary, name: str) -> str:
    if name == "phone":
        return phones.in_words(person.phone)
    if name == "commune_id":
        return str(person.commune) if person.commune else person.postal_code
    if name in ("gender", "social_status"):
        return getattr(person, f"get_{name}_display")()
    return str(getattr(person, name))


def _warn(row: Row, column: str, kept: str, context: Context) -> None:
    context.warn(
        row,
        f"«\u202f{row[column] or row['Ville']}\u202f» n’est pas repris ({column})\u202f: le"
        f" dossier dit «\u202f{kept}\u202f».",
    )
