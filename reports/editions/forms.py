"""What the director writes of a year or of a grant, and their yes to a report."""

from django import forms

from pimms.kernel.fields import TextField
from pimms.kernel.forms import Crispy
from reports import sections
from reports.funder import sections as of_grant
from reports.models import GrantEdition

_LONGEST = 6000


class OpenForm(Crispy, forms.Form):
    submit = "Ouvrir une nouvelle version"

    reason = TextField(
        label="Pourquoi corriger ce bilan",
        max_length=300,
        help_text="Imprimé sur la nouvelle version, avec les chiffres qui changent.",
    )


class FreezeForm(forms.Form):
    """Yes, to the figures that were shown."""

    shown = TextField(
        max_length=64,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "max_length"), "Relisez les chiffres avant d’arrêter le bilan."
        ),
    )


class TextsForm(Crispy, forms.Form):
    """A field for each section of the report."""

    submit = "Enregistrer les textes"
    parts, optional = sections.ALL, sections.OPTIONAL

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, title, question in self.parts:
            self.fields[code] = TextField(
                label=title,
                required=False,
                max_length=_LONGEST,
                help_text=question,
                widget=forms.Textarea(attrs={"rows": 5}),
            )

        self.fields["left_out"] = forms.MultipleChoiceField(
            label="Parties à laisser de côté",
            required=False,
            choices=self.optional,
            widget=forms.CheckboxSelectMultiple,
            help_text="Elles ne seront ni sur la page ni dans le document remis.",
            error_messages={"invalid_choice": "Choisissez dans la liste."},
        )

    def clean(self):
        """Two values, as the service takes them."""
        texts = super().clean()
        return {"left_out": texts.pop("left_out", []), "texts": texts}

    @property
    def written(self):
        """The fields of the texts."""
        return [self[code] for code, _, _ in self.parts]

    @property
    def switches(self):
        """The fields that are no texts."""
        return [self["left_out"]]


class AccountForm(TextsForm):
    """The same for a grant, with what the table is about and who signs."""

    parts, optional = of_grant.NARRATIVE, of_grant.OPTIONAL

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scope"] = forms.ChoiceField(
            label="Le tableau porte sur",
            choices=GrantEdition.Scope.choices,
            error_messages=dict.fromkeys(
                ("required", "invalid_choice"), "Choisissez dans la liste."
            ),
        )
        for code, title, question in of_grant.SIGNED:
            self.fields[code] = TextField(
                label=title, required=False, max_length=120, help_text=question
            )

    def clean(self):
        """Three values, as the service takes them."""
        said = super().clean()
        return said | {"scope": said["texts"].pop("scope", "")}

    @property
    def switches(self):
        return [self[name] for name in ("scope", "left_out", "representant", "fait-a")]
