"""A sheet that comes back, a calendar that is given out, a year to look at."""

from datetime import date

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from pimms.kernel.fields import TextField
from pimms.kernel.forms import Crispy
from workshops.models import Sheet

_BEGINNINGS = {
    b"%PDF-": Sheet.Kind.PDF,
    b"\xff\xd8\xff": Sheet.Kind.JPEG,
    b"\x89PNG\r\n\x1a\n": Sheet.Kind.PNG,
}


class SheetForm(Crispy, forms.Form):
    """The file is judged by what it holds, not by its name."""

    submit = "Enregistrer la feuille"
    scan = forms.FileField(
        label="Feuille numérisée ou photographiée",
        required=False,
        help_text="PDF, JPEG ou PNG.",
        widget=forms.FileInput(attrs={"accept": ".pdf,image/jpeg,image/png"}),
        error_messages={"empty": "Ce fichier est vide."},
    )
    kept_in = TextField(
        label="Ou papier signé, rangé dans",
        required=False,
        max_length=100,
        help_text="Par exemple «\u202fclasseur des ateliers, mars\u202f».",
    )

    def clean_scan(self):
        scan = self.cleaned_data["scan"]
        if not scan:
            return None
        if scan.size > settings.SHEET_MEGABYTES * 1024**2:
            raise ValidationError(
                f"Ce fichier dépasse {settings.SHEET_MEGABYTES} Mo\u202f: photographiez la feuille"
                " en plus petit."
            )
        head = scan.read(8)
        scan.seek(0)
        self._kind = next((kind for word, kind in _BEGINNINGS.items() if head.startswith(word)), "")
        if not self._kind:
            raise ValidationError("Ce fichier n’est ni un PDF ni une photo (JPEG, PNG).")
        return scan

    def clean(self):
        words = super().clean()
        if not self.errors and not words.get("scan") and not words.get("kept_in"):
            raise ValidationError("Joignez la feuille numérisée, ou dites où est le papier.")
        return words | {"kind": self._kind if words.get("scan") else ""}


class FeedForm(Crispy, forms.Form):
    submit = "Ouvrir ce calendrier"
    of = forms.ChoiceField(
        label="Calendrier",
        choices=[
            ("host", "Mes ateliers"),
            ("site", "Ceux du point d’accueil"),
            ("public", "Ceux qui sont annoncés au public, sans aucun nom"),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Choisissez un calendrier de la liste."
        ),
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self._by = by

    def clean(self):
        of = super().clean().get("of")
        return {
            "host": self._by if of == "host" else None,
            "site": self._by.site if of == "site" else None,
        }


class YearForm(forms.Form):
    annee = forms.TypedChoiceField(
        label="Année",
        coerce=int,
        widget=forms.Select(attrs={"class": "form-select w-auto"}),
        required=False,
        empty_value=None,
    )

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["annee"].choices = [(year, year) for year in years]

    def asked(self, *, today: date) -> int:
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get("annee") or today.year
