import re
from datetime import date

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from pimms.kernel.fields import TextField
from pimms.kernel.forms import Crispy
from pimms.models import RegisterLine

from . import books
from .sheets import BY_NAME

ENDINGS = (".xlsx", ".ods", ".xls", ".zip")


class UploadForm(Crispy, forms.Form):
    submit = "Envoyer le registre"

    file = forms.FileField(
        label="Registre",
        help_text="Classeur .xlsx, .ods ou .xls, ou archive .zip des feuilles en .csv. Rien n’est"
        " écrit avant que vous ayez vu ce qui se passerait.",
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    def clean_file(self):
        """What the file holds is looked at where it is read, whatever its name says."""
        file = self.cleaned_data["file"]
        if file.size > settings.REGISTER_MEGABYTES * 1024**2:
            raise ValidationError(
                f"Ce fichier pèse {file.size / 1024**2:.0f} Mo\u202f; un registre en pèse au plus"
                f" {settings.REGISTER_MEGABYTES}. Partagez-le par année."
            )
        if file.name.lower().endswith(".csv"):
            raise ValidationError(
                "Un registre a plusieurs feuilles\u202f: mettez leurs fichiers .csv dans une"
                " archive .zip, ou enregistrez le classeur en .xlsx."
            )
        if not books.may_be_one(file):
            raise ValidationError(
                "Ce fichier n’est pas un classeur (.xlsx, .ods, .xls). Ouvrez-le dans votre tableur"
                " et enregistrez-le en .xlsx."
            )
        return file


class ConfirmForm(forms.Form):
    """What the director says when a register of past years is brought in."""

    puts_on_sale = forms.BooleanField(
        label="Mettre aussi ces articles en vente aujourd’hui, avec leurs prix et leurs plafonds",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )


class MendForm(Crispy, forms.Form):
    """A refused row under the headings of its sheet."""

    submit = "Renvoyer la ligne"

    def __init__(self, *args, line: RegisterLine, **kwargs):
        super().__init__(*args, **kwargs)
        self._written = line.cells
        for place, column in enumerate(BY_NAME[line.sheet].columns):
            self.fields[_name(place)] = TextField(
                label=column, required=False, max_length=1000, initial=in_french(line.cells[place])
            )
        faulty = _faulty(line)
        if faulty is not None:
            self.begin_at(_name(faulty))

    def cells(self) -> list[str]:
        """The row as it is now; what nobody touched is as the file wrote it."""
        typed = [self.cleaned_data[_name(place)] for place in range(len(self._written))]
        return [
            kept if said == in_french(kept) else said
            for said, kept in zip(typed, self._written, strict=True)
        ]


def _name(place: int) -> str:
    return f"case{place}"


def in_french(cell: str) -> str:
    """A day as people write it; anything else as it stands."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return cell
    try:
        return f"{date.fromisoformat(cell):%d/%m/%Y}"
    except ValueError:
        return cell


def _faulty(line: RegisterLine) -> int | None:
    """The cell that the reason quotes."""
    for place, cell in enumerate(line.cells):
        if cell and f"«\u202f{cell}\u202f»" in line.sentence:
            return place
    return None
