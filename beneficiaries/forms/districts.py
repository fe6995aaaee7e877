"""The list of streets of priority districts, as a spreadsheet saves it."""

import csv
from datetime import date
from io import StringIO

from django import forms
from django.core.exceptions import ValidationError

from beneficiaries.models import DistrictStreet
from beneficiaries.services.districts import Street
from pimms.kernel import communes
from pimms.kernel.fields import DayField, TextField
from pimms.kernel.forms import Crispy
from pimms.kernel.text import fold

COLUMNS = ("quartier", "code", "commune", "voie", "du", "au", "cote")
_SIDES = {"": "all", "pair": "even", "pairs": "even", "impair": "odd", "impairs": "odd"}
_MEGABYTES = 2
_SHOWN = 10  # faults told at once


class DistrictsForm(Crispy, forms.Form):
    """A CSV file, the day from which it holds, and where it comes from."""

    submit = "Reprendre cette liste"

    file = forms.FileField(
        label="Liste des voies (CSV)",
        help_text="Colonnes\u202f: quartier, code, commune, voie, du, au, côté (pair, impair ou"
        " rien), séparées par des points-virgules.",
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
    )
    since = DayField(label="En vigueur depuis", initial=date(2024, 1, 1))
    source = TextField(label="Source", max_length=200)
    is_checked = forms.BooleanField(
        label="La liste a été vérifiée sur le texte officiel.", required=False
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > _MEGABYTES * 1024 * 1024:
            raise ValidationError(f"Ce fichier dépasse {_MEGABYTES} Mo.")
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ValidationError("Enregistrez ce fichier en UTF-8.") from None
        rows = list(csv.reader(StringIO(text.replace("\x00", "")), delimiter=";"))
        if not rows or [fold(cell) for cell in rows[0]] != list(COLUMNS):
            raise ValidationError(
                f"La première ligne nomme les colonnes\u202f: {', '.join(COLUMNS)}."
            )
        return rows[1:]

    def clean(self):
        words = super().clean()
        rows, since = words.pop("file", None), words.pop("since", None)
        if rows is None or since is None:
            return words
        towns, streets, faults = communes.Index.load(), [], []
        for line, row in enumerate(rows, start=2):
            try:
                streets += [_street(line, row, towns, since)] if any(row) else []
            except ValueError as fault:
                faults.append(f"Ligne {line}\u202f: {fault}")
        for fault in faults[:_SHOWN]:
            self.add_error("file", fault)
        return words | {"streets": streets}


def _street(line: int, row: list[str], towns, since: date) -> Street:
    if len(row) != len(COLUMNS):
        raise ValueError(f"{len(COLUMNS)} colonnes sont attendues.")
    name, code, town, street, first, last, side = (cell.strip() for cell in row)
    if not (name and code and street):
        raise ValueError("le quartier, son code et la voie sont nécessaires.")
    postal_code, _, town_name = town.partition(" ")
    commune = towns.find(postal_code, town_name)
    if not commune:
        raise ValueError(f"«\u202f{town}\u202f» n’est pas une commune connue.")
    if fold(side) not in _SIDES:
        raise ValueError(f"«\u202f{side}\u202f» n’est ni pair ni impair.")
    return Street(
        line,
        name[:100],
        code[:10],
        commune,
        street[:150],
        _number(first),
        _number(last),
        DistrictStreet.Side(_SIDES[fold(side)]),
        since,
    )


def _number(cell: str) -> int | None:
    if not cell:
        return None
    if not cell.isdecimal() or len(cell) > 5:
        raise ValueError(f"«\u202f{cell}\u202f» n’est pas un numéro de voie.")
    return int(cell)
