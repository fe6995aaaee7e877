"""A grant, what comes in of it, what was promised for it."""

import uuid

from django import forms

from funding import promises
from funding.deadlines import unpaid
from pimms.kernel.fields import DayField, EurosField, TextField
from pimms.kernel.forms import Crispy

from .funders import funder_field, year_field


def key_field():
    """What tells a form sent twice from two forms."""
    return forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages=dict.fromkeys(("required", "invalid"), "Rouvrez cette page."),
    )


def amount_field(label="Montant, en euros", **options):
    return EurosField(label=label, error_messages={"required": "Indiquez le montant."}, **options)


def reason_field():
    return TextField(label="Motif", max_length=200, error_messages={"required": "Dites pourquoi."})


class TermsForm(Crispy, forms.Form):
    submit = "Enregistrer la subvention"

    amount = amount_field("Montant accordé, en euros")
    reference = TextField(label="Numéro de convention", max_length=60, required=False)
    granted_on = DayField(label="Accordée le", required=False)
    report_due_on = DayField(
        label="Compte rendu attendu le",
        required=False,
        help_text="En général six mois après la fin de l’exercice.",
    )
    conditions = TextField(
        label="Conditions",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class GrantForm(TermsForm):
    field_order = ["funder", "purpose", "year", "amount"]

    funder = funder_field()
    purpose = TextField(
        label="Objet", max_length=200, error_messages={"required": "Indiquez l’objet."}
    )
    year = year_field()


class InstalmentForm(Crispy, forms.Form):
    submit = "Enregistrer le versement attendu"

    label = TextField(
        label="Intitulé",
        max_length=100,
        help_text="Par exemple\u202f: acompte, solde.",
        error_messages={"required": "Indiquez l’intitulé."},
    )
    due_on = DayField(label="Attendu le")
    amount = amount_field()


class ReceiptForm(Crispy, forms.Form):
    submit = "Enregistrer le versement reçu"

    key = key_field()
    received_on = DayField(label="Reçu le")
    amount = amount_field()
    instalment = forms.ModelChoiceField(
        label="Versement attendu",
        queryset=unpaid().none(),
        required=False,
        empty_label="Aucun",
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )

    def __init__(self, *args, grant, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["instalment"].queryset = unpaid().filter(grant=grant)


class ReasonForm(Crispy, forms.Form):
    submit = "Annuler cette ligne"

    reason = reason_field()


class PromiseForm(Crispy, forms.Form):
    submit = "Enregistrer l’engagement"

    figure = forms.ChoiceField(label="Chiffre", choices=promises.figures)
    target = forms.IntegerField(
        label="Objectif",
        min_value=1,
        max_value=10_000_000,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Indiquez un nombre, par exemple 40."
        ),
    )
    first = DayField(label="Premier jour")
    last = DayField(label="Dernier jour")


class SentForm(Crispy, forms.Form):
    submit = "Enregistrer l’envoi"

    sent_on = DayField(label="Envoyé le")
