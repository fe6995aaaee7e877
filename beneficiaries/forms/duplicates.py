from django import forms

from beneficiaries import words
from beneficiaries.models import Beneficiary
from beneficiaries.services.merging import ABSORBED, SURVIVOR, proposed
from pimms.kernel.forms import Crispy

from .fields import PersonField


class SameForm(Crispy, forms.Form):
    """Which other file is the same person's."""

    submit = "Comparer les deux dossiers"

    other = PersonField(label="L’autre dossier")


class MergeForm(forms.Form):
    """For each field on which two files differ, which of them is right."""

    def __init__(self, *args, survivor: Beneficiary, absorbed: Beneficiary, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = proposed(survivor, absorbed)
        for name in words.FIELDS:
            kept, other = words.said(survivor, name), words.said(absorbed, name)
            if kept != other:
                self.fields[name] = forms.ChoiceField(
                    label=words.label(name),
                    initial=chosen[name],
                    choices=[(SURVIVOR, kept or "rien"), (ABSORBED, other or "rien")],
                    widget=forms.RadioSelect,
                    error_messages={"required": "Choisissez l’un des deux."},
                )

    def clean(self):
        """As the verb takes it."""
        return {"choices": super().clean()}
