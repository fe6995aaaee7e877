from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from pimms.kernel.forms import Crispy

from . import books

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
