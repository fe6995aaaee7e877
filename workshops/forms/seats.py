"""Who takes a seat, waits for one, gives it back; and what a call brought."""

from django import forms

from beneficiaries.forms.fields import NameField
from beneficiaries.models import Beneficiary
from pimms.kernel.fields import PhoneField, TextField
from pimms.kernel.forms import Crispy
from workshops.models import Message


class RegistrationForm(forms.Form):
    """Somebody takes a seat in the workshop whose page it is, alone or with somebody."""

    beneficiary = forms.ModelChoiceField(
        Beneficiary.objects.none(),
        error_messages={
            "required": "Choisissez une personne.",
            "invalid_choice": "Cette personne n’a pas de dossier.",
        },
    )
    companion = forms.BooleanField(required=False)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["beneficiary"].queryset = people


class GuestForm(Crispy, forms.Form):
    """Somebody who has no file and needs none: a neighbour, a senior, a parent."""

    prefix = "guest"

    last_name = NameField(label="Nom", error_messages={"required": "Indiquez au moins un nom."})
    first_name = NameField(label="Prénom", required=False)
    phone = PhoneField()
    email = forms.EmailField(
        label="Adresse électronique",
        required=False,
        max_length=254,
        error_messages={"invalid": "Cette adresse n’est pas complète, par exemple a@b.fr."},
    )
    companion = forms.BooleanField(label="Vient avec quelqu’un", required=False)


class GiveBackForm(forms.Form):
    """The person gives their seat back; they may say why."""

    reason = TextField(max_length=150, required=False)


class TakeBackForm(Crispy, forms.Form):
    """We take a seat back, and say why."""

    submit = "Reprendre cette place"

    reason = TextField(
        label="Motif",
        max_length=150,
        help_text="Par exemple «\u202finscrite par erreur\u202f».",
        error_messages={"required": "Dites pourquoi nous reprenons cette place."},
    )


class CallForm(forms.Form):
    """What came of a call."""

    registration = forms.IntegerField(required=False)
    waiting = forms.IntegerField(required=False)
    purpose = forms.ChoiceField(
        choices=Message.Purpose.choices,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Rouvrez cette page et recommencez."
        ),
    )
    result = forms.ChoiceField(
        choices=[
            choice for choice in Message.Result.choices if choice[0] not in ("sent", "failed")
        ],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Choisissez le résultat de l’appel."
        ),
    )
    note = TextField(max_length=150, required=False)
