"""A Word model that comes in."""

from django import forms

from funding.models import Funder
from pimms.kernel.fields import TextField
from pimms.kernel.forms import Crispy


class WordModelForm(Crispy, forms.Form):
    submit = "Enregistrer le modèle"

    name = TextField(
        label="Intitulé",
        max_length=120,
        help_text="Par exemple\u202f: compte rendu de la Région.",
        error_messages={"required": "Donnez un intitulé au modèle."},
    )
    funder = forms.ModelChoiceField(
        label="Financeur",
        queryset=Funder.objects.order_by("name", "pk"),
        required=False,
        empty_label="Tous",
        error_messages={"invalid_choice": "Choisissez un financeur de la liste."},
    )
    file = forms.FileField(
        label="Fichier Word",
        help_text=".docx, cinq mégaoctets au plus. Il est essayé aussitôt.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages=dict.fromkeys(
            ("required", "empty", "missing"), "Choisissez un fichier qui n’est pas vide."
        ),
    )
