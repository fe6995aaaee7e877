import zipfile

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from pimms.kernel.forms import Crispy


class UploadForm(Crispy, forms.Form):
    submit = "Envoyer le registre"

    file = forms.FileField(
        label="Registre (classeur .xlsx)",
        help_text="Rien n’est écrit avant que vous ayez vu ce qui se passerait.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.REGISTER_MEGABYTES * 1024**2:
            raise ValidationError(
                f"Ce fichier pèse {file.size / 1024**2:.0f} Mo\u202f; un registre en pèse au plus"
                f" {settings.REGISTER_MEGABYTES}. Partagez-le par année."
            )
        if not zipfile.is_zipfile(file):
            raise ValidationError(
                "Ce fichier n’est pas un classeur Excel (.xlsx). Ouvrez-le dans votre tableur et"
                " enregistrez-le dans ce format."
            )
        file.seek(0)
        return file
