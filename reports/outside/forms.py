"""Which figures, for whom, and for how long."""

from datetime import timedelta

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from partners.models import Organisation
from pimms.kernel.fields import TextField
from pimms.kernel.forms import Crispy
from reports.models import Share

_LIST = "Choisissez dans la liste."


class ShareForm(Crispy, forms.Form):
    submit = "Ouvrir un lien"
    layout = Layout("year", "parts", "organisation", "reader", "days")

    year = forms.TypedChoiceField(
        label="Année",
        coerce=int,
        error_messages={"required": "Choisissez une année.", "invalid_choice": _LIST},
    )
    parts = forms.MultipleChoiceField(
        label="Ce que le lien montre",
        choices=Share.Part,
        widget=forms.CheckboxSelectMultiple,
        initial=Share.Part.values,
        error_messages={"required": "Choisissez au moins une partie.", "invalid_choice": _LIST},
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Pour un organisme partenaire",
        required=False,
        error_messages={"invalid_choice": _LIST},
    )
    reader = TextField(
        label="Ou pour quelqu’un d’autre",
        max_length=100,
        required=False,
        help_text="Par exemple\u202f: conseil de quartier.",
    )
    days = forms.TypedChoiceField(
        label="Pendant",
        coerce=int,
        choices=[(7, "une semaine"), (30, "un mois"), (90, "trois mois"), (365, "un an")],
        initial=30,
        error_messages={"required": _LIST, "invalid_choice": _LIST},
    )

    def __init__(self, *args, years, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = at
        self.fields["year"].choices = [(year, year) for year in years]
        self.fields["year"].initial = at.year - 1
        self.fields["organisation"].queryset = Organisation.objects.accepted().order_by("name")

    def clean(self):
        """`until` in place of the number of days."""
        words = super().clean()
        if "organisation" in words and bool(words["organisation"]) == bool(words.get("reader")):
            raise ValidationError("Dites pour qui\u202f: un organisme, ou quelqu’un d’autre.")
        if "days" in words:
            words["until"] = self.at + timedelta(days=words.pop("days"))
        return words
