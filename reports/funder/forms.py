"""What the director writes of a grant."""

from django import forms

from pimms.kernel.fields import TextField
from reports.forms import TextsForm
from reports.models import GrantEdition

from . import sections


class AccountForm(TextsForm):
    parts, optional = sections.NARRATIVE, sections.OPTIONAL

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scope"] = forms.ChoiceField(
            label="Le tableau porte sur",
            choices=GrantEdition.Scope.choices,
            error_messages=dict.fromkeys(
                ("required", "invalid_choice"), "Choisissez dans la liste."
            ),
        )
        for code, title, question in sections.SIGNED:
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
