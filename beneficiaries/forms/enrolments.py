from django import forms

from beneficiaries.models import Assessment
from pimms.kernel.forms import Crispy

from .fields import DayField


class EnrolmentForm(Crispy, forms.Form):
    """From which day, and on which grounds."""

    submit = "Inscrire pour douze mois"

    starts_on = DayField(label="Premier jour")
    criteria = forms.MultipleChoiceField(
        label="Critères constatés",
        choices=Assessment.Criterion,
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

    def __init__(self, *args, may_waive: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_waive:
            del self.fields["waiver"]
