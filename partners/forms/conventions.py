"""A convention, its amendments, its words and papers."""

from django import forms

from partners.models import Amendment, Organisation
from pimms.kernel.fields import DayField, EurosField, TextField
from pimms.kernel.forms import Crispy


def _text(**options):
    return TextField(max_length=60_000, widget=forms.Textarea(attrs={"rows": 12}), **options)


class ConventionForm(Crispy, forms.Form):
    submit = "Enregistrer la convention"

    organisation = forms.ModelChoiceField(
        label="Avec",
        queryset=Organisation.objects.accepted().order_by("name", "pk"),
        empty_label="Choisissez",
        error_messages={
            "required": "Choisissez l’organisme.",
            "invalid_choice": "Choisissez un organisme de la liste.",
        },
    )
    subject = TextField(
        label="Objet", max_length=200, error_messages={"required": "Indiquez l’objet."}
    )
    signed_on = DayField(label="Signée le")
    first = DayField(label="Premier jour")
    last = DayField(label="Dernier jour")
    amount = EurosField(label="Montant, en euros", required=False)
    text = _text(label="Texte", required=False)


class AmendmentForm(Crispy, forms.Form):
    submit = "Enregistrer l’avenant"

    signed_on = DayField(label="Signé le")
    first = DayField(label="Premier jour")
    last = DayField(label="Dernier jour")
    amount = EurosField(label="Montant, en euros", required=False)
    changes = TextField(
        label="Ce qui change",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = _text(
        label="Nouveau texte de la convention",
        required=False,
        help_text="Laissez vide si le texte ne change pas.",
    )


class TextForm(Crispy, forms.Form):
    submit = "Enregistrer ce texte"

    text = _text(label="Texte de la convention", error_messages={"required": "Le texte est vide."})


class DocumentForm(Crispy, forms.Form):
    submit = "Joindre ce document"

    name = TextField(
        label="Intitulé",
        max_length=120,
        help_text="Par exemple\u202f: convention signée, annexe financière.",
        error_messages={"required": "Donnez un intitulé au document."},
    )
    amendment = forms.ModelChoiceField(
        label="Avenant",
        queryset=Amendment.objects.none(),
        required=False,
        empty_label="La convention elle-même",
    )
    file = forms.FileField(
        label="Fichier",
        help_text="PDF, image, Word ou OpenDocument\u202f; dix mégaoctets au plus.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.docx,.odt"}),
        error_messages=dict.fromkeys(
            ("required", "empty", "missing"), "Choisissez un fichier qui n’est pas vide."
        ),
    )

    def __init__(self, *args, convention, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amendment"].queryset = convention.amendments.order_by("number")
        self.fields["amendment"].label_from_instance = lambda one: f"Avenant n°\u00a0{one.number}"
