"""What a row of the sheet « Bénéficiaires » says of a person, read field by field."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from beneficiaries.models import Beneficiary
from pimms.kernel import communes, phones

from . import cells, labels
from .context import Context
from .staging import Row


def described(row: Row, *, born_on: date, context: Context, towns: communes.Index) -> Beneficiary:
    """The person as the row tells of them; what cannot be read is a warning and on their notes."""
    remarks = []

    def aside(column: str, why: str) -> None:
        remarks.append(f"{column}\u202f: {row[column]}")
        context.warn(row, f"«\u202f{row[column]}\u202f» {why} ({column})\u202f; gardé en note.")

    status = context.meaning(row, "Situation", labels.STATUSES, Beneficiary.SocialStatus.NOT_STATED)
    if row["Situation"] and labels.plain(row["Situation"]) not in labels.STATUSES:
        remarks.append(f"Situation\u202f: {row['Situation']}")
    gender = context.meaning(row, "Civilité", labels.GENDERS, Beneficiary.Gender.NOT_STATED)
    if row["Civilité"] and labels.plain(row["Civilité"]) not in labels.GENDERS:
        remarks.append(f"Civilité\u202f: {row['Civilité']}")
    return Beneficiary(
        last_name=context.fit(row, "Nom", 100),
        first_name=context.fit(row, "Prénom", 100),
        born_on=born_on,
        gender=gender,
        social_status=status,
        income_source=context.fit(row, "Ressource principale", 60),
        adults=_head_count(row, "Adultes", aside),
        children=_head_count(row, "Enfants", aside),
        phone=_phone(row, aside),
        email=_email(row, aside),
        address=context.fit(row, "Adresse", 200),
        commune_id=_commune(row, towns, aside),
        postal_code=_postal_code(row),
        site=context.site,
        notes="\n".join(remarks),
    )


def _head_count(row: Row, column: str, aside) -> int | None:
    try:
        value = cells.cap(row[column])
    except ValueError:
        value = -1
    if value is not None and not 0 <= value <= 99:
        aside(column, "n’est pas un nombre de personnes")
        return None
    return value


def _phone(row: Row, aside) -> str:
    if not row["Téléphone"]:
        return ""
    try:
        read = phones.read(row["Téléphone"])
    except ValueError:
        aside("Téléphone", "n’est pas un numéro de téléphone")
        return ""
    if read.beside:
        aside("Téléphone", f"dit plus qu’un numéro\u202f: {phones.in_words(read.number)} est pris")
    return read.number


def _email(row: Row, aside) -> str:
    if not row["Courriel"]:
        return ""
    try:
        validate_email(row["Courriel"])
    except ValidationError:
        aside("Courriel", "n’est pas une adresse électronique")
        return ""
    return row["Courriel"][:254]


def _postal_code(row: Row) -> str:
    """The five figures of the cell, or of the town's when they stand there."""
    written = row["Code postal"].replace(" ", "")
    if re.fullmatch("[0-9]{4,5}", written):
        return written.zfill(5)  # a spreadsheet takes 01000 for a number
    return "" if written else communes.postal_code_in(row["Ville"])


def _commune(row: Row, towns, aside) -> str | None:
    postal_code = _postal_code(row)
    if not row["Ville"]:
        if row["Code postal"] and not postal_code:
            aside("Code postal", "n’est pas un code postal")
        return None
    town = " ".join(word for word in row["Ville"].split() if word != postal_code)
    if code := towns.find(postal_code, town):
        return code
    aside("Ville", f"n’est pas une commune connue avec le code postal {postal_code or 'absent'}")
    return None
