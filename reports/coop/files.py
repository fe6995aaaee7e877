"""The activity records as La Coop's own export: one row an accompaniment, its columns in order."""

from datetime import datetime
from io import StringIO

from django.utils.timezone import localtime

from pimms.kernel import tables
from pimms.kernel.models import Commune
from pimms.kernel.workbooks import Workbook

from . import codes
from .records import Activity, Participant

SHEET, ABOUT = "Activités", "Informations export"
SEVERAL = "\n"  # between the answers in a cell
_WIDTHS = {"Adresse": 30, "Nom de l’atelier": 30, "Thématique(s) d’accompagnement": 36, "": 18}


def rows(activities: list[Activity], *, year: int, named: bool):
    """One row for each accompaniment; of a workshop, `2/8` says the second of eight."""
    for activity in activities:
        for place, one in enumerate(activity.participants, 1):
            cells = _cells(activity, one, place, year=year, named=named)
            yield tuple(cells[column] for column in codes.COLUMNS)


def _cells(activity: Activity, one: Participant, place: int, *, year: int, named: bool) -> dict:
    everybody = len(activity.participants)
    first, _, last = activity.mediator.partition(" ")
    stars = f"{activity.stars}/3" if activity.stars else ""
    redirected = {None: "", True: "Oui", False: "Non"}[activity.redirected]
    return {
        "Date": activity.held_on,
        "Enregistré le": _instant(activity.recorded_at),
        "Dernière modification le": _instant(activity.changed_at),
        "Prénom du médiateur": first,
        "Nom du médiateur": last,
        "Rôle": codes.ROLE,
        "Type": activity.kind,
        "Participants": 1 if everybody == 1 else f"{place}/{everybody}",
        "Bénéficiaire": one.name if named or not one.person else codes.FOLLOWED,
        "Canaux d’accompagnement": activity.channel,
        "Nom du lieu": activity.place,
        "Adresse": activity.address,
        **_where(activity.commune, ""),
        "Durée (min)": activity.minutes,
        "Nom de l’atelier": activity.title,
        "Matériel numérique utilisé": SEVERAL.join(activity.equipment),
        "Thématique(s) d’accompagnement": SEVERAL.join((*activity.themes, *activity.procedures)),
        "Tags": "",
        "Nom de la démarche administrative": activity.procedure_name,
        "Niveau d’autonomie (ou de l’atelier)": stars,
        "Bénéficiaire réorienté": redirected,
        "Structure de redirection": activity.redirection,
        **_where(
            one.commune, " du bénéficiaire", said=one.person.postal_code if one.person else ""
        ),
        "Genre du bénéficiaire": one.gender,
        "Tranche d’âge du bénéficiaire": one.age_band(year=year),
        "Statut du bénéficiaire": one.status,
        "Notes supplémentaires": activity.notes if named and place == 1 else "",
        "ID CRA": activity.code,
    }


def _instant(at: datetime | None) -> str:
    return f"{localtime(at):%d/%m/%Y à %H:%M}" if at else ""


def _where(commune: Commune | None, whose: str, *, said: str = "") -> dict[str, str]:
    """A commune of several postal codes has none here, unless it was said which."""
    only = commune.postal_codes[0] if commune and len(commune.postal_codes) == 1 else ""
    return {
        f"Commune{whose}": commune.name if commune else "",
        f"Code postal{whose}": said or only,
        f"Code Insee{whose}": commune.code if commune else "",
    }


def as_csv(activities: list[Activity], *, year: int, named: bool) -> bytes:
    """UTF-8 with its mark, semicolons."""
    text = StringIO(newline="")
    tables.write(text, codes.COLUMNS, rows(activities, year=year, named=named))
    return text.getvalue().encode()


def as_xlsx(
    activities: list[Activity], *, year: int, named: bool, about: tuple[tuple[str, str], ...]
) -> bytes:
    """A sheet of the records, and one that says what was asked for."""
    book = Workbook(f"La Coop, activités {year}")
    sheet = book.sheet(SHEET, codes.COLUMNS, widths=_WIDTHS, wrapped=True)
    for row in rows(activities, year=year, named=named):
        sheet.append(row)
    book.about(ABOUT, about)
    return book.content()
