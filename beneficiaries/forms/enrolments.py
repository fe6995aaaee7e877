from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from pimms.kernel.forms import Crispy
from pimms.kernel.periods import add_months
from pimms.kernel.templatetags.french import day

from .fields import DayField


class EnrolmentForm(Crispy, forms.Form):
    """From which day, and on which grounds."""

    submit = "Inscrire pour douze mois"

    starts_on = DayField(
        label="Premier jour",
        widget=forms.DateInput(
            format="%Y-%m-%d",
            attrs={
                "type": "date",
                "hx-get": "",
                "hx-trigger": "change",
                "hx-target": "#months",
                "hx-select": "#months",
                "hx-swap": "outerHTML",
            },
        ),
    )
    criteria = forms.MultipleChoiceField(
        label="Critères constatés",
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Cochez ce que vous avez vu. Aucune copie de papier n’est gardée.",
    )
    waiver = forms.CharField(
        label="Dérogation motivée",
        required=False,
        max_length=300,
        help_text="Réservée à la direction\u202f: pourquoi inscrire sans une des conditions.",
    )

    def __init__(self, *args, may_waive: bool, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self._on = on
        self.fields["criteria"].label = "Critères constatés"  # one at least, or a waiver
        if not may_waive:
            del self.fields["waiver"]

    def clean_starts_on(self):
        return self._near(self.cleaned_data["starts_on"])

    def _near(self, starts_on):
        if not add_months(self._on, -120) <= starts_on <= add_months(self._on, 24):
            raise ValidationError(f"Vérifiez l’année\u202f: {day(starts_on)} est bien loin.")
        return starts_on

    def first_day(self, typed: str | None) -> date:
        """The day that is typed, when it can be one; else the one that the form proposes."""
        try:
            return self._near(self.fields["starts_on"].clean(typed))
        except ValidationError:
            return self.initial["starts_on"]
