"""The sheets « Ateliers », « Présences » and « Accompagnements »."""

import re
from datetime import date

from beneficiaries.models import DossierNumber
from workshops.models import Registration, SupportSession, Workshop
from workshops.themes import Theme

from . import cells, labels, staging
from .context import Context
from .sheets import ATTENDANCES, SUPPORT, WORKSHOPS
from .staging import Refused, Row

LONGEST_SUPPORT = 24 * 60


def bring_in_workshops(context: Context) -> None:
    """Every workshop of the sheet was held, under its code."""
    for rows in staging.to_judge(WORKSHOPS):
        codes = {row["Code"].upper() for row in rows}
        taken = set(Workshop.objects.filter(code__in=codes).values_list("code", flat=True))
        workshops = []
        context.judge(
            WORKSHOPS, rows, lambda row, w=workshops, t=taken: w.append(_workshop(row, t, context))
        )
        Workshop.objects.bulk_create(workshops)


def _workshop(row: Row, taken: set[str], context: Context) -> Workshop:
    code = row["Code"].upper()
    if not code:
        raise Refused("Le code de l’atelier manque.")
    if code in taken:
        raise Refused(f"Un atelier porte déjà le code {code}.")
    held_on = read_day(row)
    if held_on > context.today:
        context.warn(row, f"cet atelier est à venir (le {held_on:%d/%m/%Y}).")
    starts_at, ends_at = (_hour(row, column) for column in ("Début", "Fin"))
    if ends_at <= starts_at:
        raise Refused(f"L’atelier finit ({row['Fin']}) avant d’avoir commencé ({row['Début']}).")
    theme = context.meaning(row, "Thématique", labels.WORKSHOP_THEMES, Theme.OTHER)
    workshop = Workshop(
        code=context.fit(row, "Code", 30).upper(),
        title=context.fit(row, "Intitulé", 150) or context.fit(row, "Thématique", 150) or code,
        themes=[theme],
        theme_label=context.fit(row, "Thématique", 150),
        held_on=held_on,
        starts_at=starts_at,
        ends_at=ends_at,
        place=context.fit(row, "Lieu", 150),
        host_name=context.fit(row, "Animateur", 100),
        capacity=_places(row, context),
        site=context.site,
    )
    taken.add(code)
    return workshop


def _hour(row: Row, column: str):
    try:
        return cells.hour(row[column])
    except ValueError:
        raise Refused(
            f"«\u202f{row[column]}\u202f» n’est pas une heure ({column})\u202f; par exemple 14h00."
        ) from None


def _places(row: Row, context: Context) -> int | None:
    if not row["Places"]:
        return None
    try:
        places = cells.quantity(row["Places"])
    except ValueError:
        places = None
    if places is None or places > 32767:
        context.warn(
            row, f"«\u202f{row['Places']}\u202f» n’est pas un nombre de places\u202f; laissé vide."
        )
        return None
    return places


def bring_in_attendances(context: Context) -> None:
    """Who came and who did not, to each workshop that is known."""
    for rows in staging.to_judge(ATTENDANCES):
        people = owners(rows)
        codes = {row["Code atelier"].upper() for row in rows}
        workshops = dict(Workshop.objects.filter(code__in=codes).values_list("code", "pk"))
        taken = set(
            Registration.objects.filter(
                workshop__in=workshops.values(), beneficiary__in=people.values()
            ).values_list("workshop", "beneficiary")
        )
        registrations = []
        context.judge(
            ATTENDANCES,
            rows,
            lambda row, r=registrations, p=people, w=workshops, t=taken: r.append(
                _registration(row, p, w, t)
            ),
        )
        staging.write(registrations)


def _registration(row: Row, people, workshops, taken) -> Registration:
    person = known_person(row, people)
    if (workshop := workshops.get(row["Code atelier"].upper())) is None:
        raise Refused(f"Aucun atelier ne porte le code «\u202f{row['Code atelier']}\u202f».")
    if (workshop, person) in taken:
        raise Refused("Cette personne a déjà une ligne pour cet atelier.")
    answer = labels.plain(row["Présent"])
    if answer not in labels.PRESENT | labels.ABSENT:
        raise Refused(
            f"«\u202f{row['Présent']}\u202f» ne dit pas si la personne est venue (O ou N)."
        )
    taken.add((workshop, person))
    statuses = Registration.Status
    return Registration(
        workshop_id=workshop,
        beneficiary_id=person,
        status=statuses.PRESENT if answer in labels.PRESENT else statuses.ABSENT,
    )


def bring_in_support(context: Context) -> None:
    """The time spent with each person, and what it was about."""
    for rows in staging.to_judge(SUPPORT):
        people, sessions = owners(rows), []
        context.judge(
            SUPPORT, rows, lambda row, s=sessions, p=people: s.append(_support(row, p, context))
        )
        staging.write(sessions)


def _support(row: Row, people, context: Context) -> SupportSession:
    person, held_on = known_person(row, people), read_day(row, today=context.today)
    try:
        minutes = cells.duration(row["Durée (min)"])
    except ValueError:
        minutes = 0
    if not 0 < minutes <= LONGEST_SUPPORT:
        raise Refused(
            f"«\u202f{row['Durée (min)']}\u202f» n’est pas une durée (des minutes, ou 1h30)."
        )
    written = [label.strip() for label in re.split("[,;/]", row["Thématiques"]) if label.strip()]
    themes = [
        context.meaning_of(row, "Thématiques", label, labels.SUPPORT_THEMES, Theme.OTHER)
        for label in written
    ]
    return SupportSession(
        key=row.digest,
        beneficiary_id=person,
        held_on=held_on,
        minutes=minutes,
        themes=list(dict.fromkeys(themes)),
        theme_label=context.fit(row, "Thématiques", 300),
        counsellor_name=context.fit(row, "Conseiller", 100),
        site=context.site,
    )


def owners(rows: list[Row]) -> dict[str, int]:
    """{dossier number: person} of the numbers that these rows name."""
    numbers = {row.dossier for row in rows}
    return dict(
        DossierNumber.objects.filter(number__in=numbers).values_list("number", "beneficiary")
    )


def known_person(row: Row, people: dict[str, int]) -> int:
    if not row["N° dossier"]:
        raise Refused("Le numéro de dossier manque.")
    if (person := people.get(row.dossier)) is None:
        raise Refused(f"Le numéro de dossier «\u202f{row['N° dossier']}\u202f» est inconnu.")
    return person


def read_day(row: Row, *, today: date | None = None) -> date:
    """The day of the row; none after `today`, when that is said."""
    if not row["Date"]:
        raise Refused("La date manque.")
    try:
        day = cells.day(row["Date"])
    except ValueError:
        raise Refused(f"«\u202f{row['Date']}\u202f» n’est pas une date (JJ/MM/AAAA).") from None
    if today and day > today:
        raise Refused(f"Le {day:%d/%m/%Y} est à venir\u202f: vérifiez la date.")
    return day
