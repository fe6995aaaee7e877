"""Aid that is asked for somebody, and complaints."""

from datetime import date

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from beneficiaries.forms.fields import SENSITIVE
from beneficiaries.models import Beneficiary
from partners.models import Organisation
from pimms.kernel.fields import DayField, EurosField, TextField
from pimms.kernel.forms import Crispy
from workshops.models import AidRequest, Complaint

_LIST = "Choisissez dans la liste."


class _Past:
    """Days that have come."""

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self._on = on

    def _not_later(self, name):
        day = self.cleaned_data[name]
        if day and day > self._on:
            raise ValidationError("Ce jour n’est pas encore venu.")
        if day and day.year < self._on.year - 5:
            raise ValidationError("Vérifiez l’année\u202f: ce jour est bien loin.")
        return day


class AidForm(_Past, Crispy, forms.Form):
    """To whom, for what, how much."""

    submit = "Noter cette demande"
    organisation = forms.ModelChoiceField(
        label="Demandée à",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Un autre organisme",
        error_messages={"invalid_choice": _LIST},
    )
    asked_of = TextField(
        label="Ou à qui d’autre",
        max_length=100,
        required=False,
        help_text="Par exemple «\u202ffonds de solidarité pour le logement\u202f».",
    )
    purpose = TextField(
        label="Pour quoi",
        max_length=200,
        help_text=SENSITIVE,
        error_messages={"required": "Dites pour quoi l’aide est demandée."},
    )
    amount_asked = EurosField(label="Montant demandé", required=False)
    asked_on = DayField(label="Demandée le")

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, on=on, initial={"asked_on": on}, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.accepted().order_by("name")

    def clean_asked_on(self):
        return self._not_later("asked_on")

    def clean(self):
        words = super().clean()
        if not words.get("organisation") and not words.get("asked_of") and not self.errors:
            self.add_error("asked_of", "Dites à qui l’aide est demandée.")
        return words


class AidAnswerForm(_Past, Crispy, forms.Form):
    submit = "Enregistrer la réponse"
    status = forms.ChoiceField(
        label="Réponse",
        choices=[choice for choice in AidRequest.Status.choices if choice[0] != "asked"],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _LIST),
    )
    decided_on = DayField(label="Répondue le")
    amount_granted = EurosField(label="Montant accordé", required=False)
    refusal_reason = TextField(label="Motif du refus", max_length=200, required=False)

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, on=on, initial={"decided_on": on}, **kwargs)

    def clean_decided_on(self):
        return self._not_later("decided_on")

    def clean(self):
        words = super().clean()
        status = words.get("status")
        if status == "refused" and not words.get("refusal_reason"):
            self.add_error("refusal_reason", "Dites pourquoi l’aide est refusée.")
        if status and status != "refused" and words.get("refusal_reason"):
            self.add_error("refusal_reason", "Seul un refus a un motif.")
        if status and status != "granted" and words.get("amount_granted"):
            self.add_error("amount_granted", "Seul un accord a un montant.")
        return words


class AidPaymentForm(_Past, Crispy, forms.Form):
    submit = "Noter le versement"
    paid_on = DayField(label="Versée le")
    paid_to = TextField(
        label="Versée à",
        max_length=100,
        required=False,
        help_text="Par exemple le fournisseur, si ce n’est pas la personne.",
    )

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, on=on, initial={"paid_on": on}, **kwargs)

    def clean_paid_on(self):
        return self._not_later("paid_on")


class ComplaintForm(_Past, Crispy, forms.Form):
    submit = "Noter cette réclamation"
    layout = Layout("received_on", "channel", "about", "text", "from_whom", "beneficiary")

    received_on = DayField(label="Reçue le")
    channel = forms.ChoiceField(
        label="Par quelle voie",
        choices=Complaint.Channel.choices,
        error_messages={"invalid_choice": _LIST},
    )
    about = forms.ChoiceField(
        label="À propos de",
        choices=Complaint.About.choices,
        error_messages={"invalid_choice": _LIST},
    )
    text = TextField(
        label="Ce qui est dit",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Avec les mots de la personne.",
        error_messages={"required": "Écrivez ce qui est dit."},
    )
    from_whom = TextField(
        label="De la part de",
        max_length=100,
        required=False,
        help_text="Laissez vide si la personne préfère ne pas dire son nom.",
    )
    beneficiary = forms.ModelChoiceField(
        queryset=Beneficiary.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "Ce dossier n’est pas trouvé."},
    )

    def __init__(self, *args, people, on: date, person=None, **kwargs):
        super().__init__(*args, on=on, initial={"received_on": on, "beneficiary": person}, **kwargs)
        self.fields["beneficiary"].queryset = people
        self.fields["beneficiary"].label = ""

    def clean_received_on(self):
        return self._not_later("received_on")


class ComplaintAnswerForm(Crispy, forms.Form):
    submit = "Enregistrer la réponse"
    outcome = forms.ChoiceField(
        label="Issue",
        choices=Complaint.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _LIST),
    )
    answer = TextField(
        label="Ce que nous répondons",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Écrivez la réponse."},
    )
