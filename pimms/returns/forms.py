from django import forms

from beneficiaries.models import TellingCall
from pimms.kernel.fields import TextField


class CallForm(forms.Form):
    """How a call went."""

    result = forms.ChoiceField(
        label="Résultat",
        choices=[("", "Choisissez"), *TellingCall.Result.choices],
        error_messages={"required": "Dites comment l’appel s’est passé."},
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    note = TextField(
        label="À noter",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
