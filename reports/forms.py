"""What the director writes of a year."""

from django import forms

from pimms.kernel.forms import Crispy
from reports import sections

_LONGEST = 6000


class OpenForm(Crispy, forms.Form):
    submit = "Ouvrir une nouvelle version"

    reason = forms.CharField(
        label="Pourquoi corriger ce bilan",
        max_length=300,
        help_text="Imprimé sur la nouvelle version, avec les chiffres qui changent.",
    )


class TextsForm(Crispy, forms.Form):
    """A field for each section of the report."""

    submit = "Enregistrer les textes"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, title, question in sections.ALL:
            self.fields[code] = forms.CharField(
                label=title,
                required=False,
                max_length=_LONGEST,
                help_text=question,
                widget=forms.Textarea(attrs={"rows": 5}),
            )

    def clean(self):
        """One value, as the service takes it."""
        return {"texts": super().clean()}
