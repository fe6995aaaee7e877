"""Funders, contacts, calls and their decisions."""

from django import forms

from funding.models import Funder
from pimms.kernel.fields import DayField, EurosField, PhoneField, TextField
from pimms.kernel.forms import Crispy

YEARS = {"min_value": 2000, "max_value": 2100}
YEAR_ERRORS = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"), "Indiquez une année, par exemple 2016."
)


def year_field(**options):
    return forms.IntegerField(label="Exercice", error_messages=YEAR_ERRORS, **YEARS, **options)


def funder_field(**options):
    return forms.ModelChoiceField(
        label="Financeur",
        queryset=Funder.objects.order_by("name", "pk"),
        empty_label="Choisissez",
        error_messages={
            "required": "Choisissez le financeur.",
            "invalid_choice": "Choisissez un financeur de la liste.",
        },
        **options,
    )


class FunderForm(Crispy, forms.Form):
    submit = "Enregistrer le financeur"

    name = TextField(label="Nom", max_length=150, error_messages={"required": "Indiquez le nom."})
    kind = forms.ChoiceField(label="Type", choices=Funder.Kind.choices)


class ContactForm(Crispy, forms.Form):
    submit = "Enregistrer le contact"

    name = TextField(label="Nom", max_length=100, error_messages={"required": "Indiquez le nom."})
    role = TextField(label="Fonction", max_length=100, required=False)
    phone = PhoneField()
    email = forms.EmailField(label="Adresse électronique", required=False)


class CallForm(Crispy, forms.Form):
    submit = "Enregistrer la demande"

    funder = funder_field()
    title = TextField(
        label="Intitulé",
        max_length=200,
        help_text="De l’appel à projets, ou de ce que vous demandez.",
        error_messages={"required": "Indiquez l’intitulé."},
    )
    year = year_field()
    due_on = DayField(label="Réponse avant le", required=False)
    link = forms.URLField(label="Page de l’appel", required=False, assume_scheme="https")
    note = TextField(
        label="Note", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(Crispy, forms.Form):
    submit = "Enregistrer la réponse"

    asked = EurosField(
        label="Montant demandé, en euros",
        error_messages={"required": "Indiquez le montant demandé."},
    )
    answered_on = DayField(label="Envoyée le")


class DecisionForm(Crispy, forms.Form):
    submit = "Enregistrer la décision"

    granted = EurosField(
        label="Montant accordé, en euros",
        required=False,
        help_text="Laissez vide si la demande est refusée.",
    )
    decided_on = DayField(label="Décision du")
    report_due_on = DayField(
        label="Compte rendu attendu le",
        required=False,
        help_text="Vide\u202f: six mois après la fin de l’exercice.",
    )


class PaperForm(Crispy, forms.Form):
    submit = "Joindre cette pièce"

    name = TextField(
        label="Intitulé",
        max_length=120,
        help_text="Par exemple\u202f: règlement, notre réponse, notification, facture.",
        error_messages={"required": "Donnez un intitulé à la pièce."},
    )
    file = forms.FileField(
        label="Fichier",
        help_text="PDF, image, Word ou OpenDocument\u202f; dix mégaoctets au plus.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.docx,.odt"}),
        error_messages=dict.fromkeys(
            ("required", "empty", "missing"), "Choisissez un fichier qui n’est pas vide."
        ),
    )
