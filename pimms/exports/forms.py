"""In which format, with names or without, and why."""

import uuid

from django import forms
from django.core.exceptions import ValidationError

from pimms.kernel.fields import TextField
from pimms.kernel.forms import Crispy
from pimms.models import Export

from .listings.listing import Listing

_STALE = "Cette page a vieilli\u202f: rechargez-la, puis recommencez."


class ExportForm(Crispy, forms.Form):
    submit = "Préparer le fichier"

    key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages=dict.fromkeys(("required", "invalid"), _STALE)
    )
    ending = forms.ChoiceField(
        label="Format",
        choices=Export.Ending,
        initial=Export.Ending.XLSX,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choisissez un format."),
    )
    named = forms.BooleanField(
        label="Avec les noms et les coordonnées",
        required=False,
        help_text="Pour compter, le numéro de dossier suffit.",
    )
    reason = TextField(
        label="Pourquoi les noms sortent",
        max_length=200,
        required=False,
        help_text="Demandé avec les noms. Par exemple\u202f: courrier d’invitation aux ateliers.",
    )

    def __init__(self, *args, listing: Listing, **kwargs):
        super().__init__(*args, initial={"key": uuid.uuid4()}, **kwargs)
        if not listing.has_names:
            del self.fields["named"], self.fields["reason"]

    def clean(self):
        words = super().clean() | {"named": False, "reason": ""} | self.cleaned_data
        if words["named"] and not words["reason"]:
            raise ValidationError({"reason": "Dites pourquoi les noms sortent."})
        return words
