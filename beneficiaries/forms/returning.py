from django import forms

from beneficiaries.models import Referral
from pimms.kernel.forms import Crispy


class ToldBackForm(Crispy, forms.Form):
    """What the person lets the referrer hear."""

    submit = "Enregistrer l’accord"

    told_back = forms.MultipleChoiceField(
        label="Le référent peut savoir",
        choices=Referral.Step,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
