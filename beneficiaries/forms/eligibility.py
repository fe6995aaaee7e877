"""What the pages of diagnoses, signatures, the waiting list and re-readings take in."""

from django import forms

from beneficiaries.models import Review, TelecomDiagnosis, Waiting
from beneficiaries.models.diagnoses import Known
from pimms.kernel.fields import NearDayField, TextField
from pimms.kernel.forms import Crispy

from .fields import SENSITIVE, household_euros


def _words(label: str, rows: int = 3, **options) -> TextField:
    area = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, max_length=600, widget=area, **options)


class DiagnosisForm(Crispy, forms.Form):
    """Telephone and internet when the person comes in; prefilled with what was said last."""

    submit = "Enregistrer le diagnostic"

    operator = TextField(label="Opérateur", required=False, max_length=60)
    plan = forms.ChoiceField(
        label="Offre",
        choices=[("", "Choisissez"), *TelecomDiagnosis.Plan.choices],
        error_messages={"required": "Choisissez l’offre, ou «\u202fAucun\u202f»."},
    )
    monthly_bill = household_euros(label="Facture par mois, en euros")
    debt = household_euros(label="Dette chez l’opérateur, en euros")
    equipment = forms.MultipleChoiceField(
        label="Équipement",
        required=False,
        choices=TelecomDiagnosis.Equipment,
        widget=forms.CheckboxSelectMultiple,
    )
    bank_account = forms.ChoiceField(
        label="Compte bancaire", choices=Known, initial=Known.UNKNOWN, widget=forms.RadioSelect
    )
    home_internet = forms.ChoiceField(
        label="Internet à domicile", choices=Known, initial=Known.UNKNOWN, widget=forms.RadioSelect
    )

    def __init__(self, *args, last: TelecomDiagnosis | None, **kwargs):
        initial = {name: getattr(last, name) for name in self.base_fields} if last else {}
        super().__init__(*args, initial=initial, **kwargs)


class SendingBackForm(Crispy, forms.Form):
    """What the author has to see to."""

    submit = "Renvoyer à l’auteur"

    reason = TextField(
        label="Ce qui manque",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=SENSITIVE,
        error_messages={"required": "Dites à l’auteur ce qui manque."},
    )


class LeavingForm(forms.Form):
    """Why somebody no longer waits."""

    left_for = forms.ChoiceField(
        label="Motif",
        choices=[each for each in Waiting.Left.choices if each[0] != Waiting.Left.ENROLLED],
        error_messages={"required": "Choisissez le motif."},
    )


class QuestionForm(forms.Form):
    """What we would like to know of the referrer."""

    question = _words(
        "Question au référent",
        help_text="Le référent lit la question sur son espace. " + SENSITIVE,
        error_messages={"required": "Écrivez la question."},
    )


class AnswerForm(forms.Form):
    """What the referrer answers."""

    answer = _words(
        "Votre réponse", help_text=SENSITIVE, error_messages={"required": "Écrivez la réponse."}
    )


class ReviewForm(Crispy, forms.Form):
    """What a colleague thinks of an assessment."""

    submit = "Enregistrer l’avis"

    outcome = forms.ChoiceField(
        label="Avis",
        choices=Review.Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez l’avis."},
    )
    note = _words("Ce qui manque, ou pourquoi", required=False, help_text=SENSITIVE)


class ReplyForm(Crispy, forms.Form):
    """What the author answers."""

    submit = "Enregistrer la réponse"

    reply = _words(
        "Réponse de l’auteur",
        help_text=SENSITIVE,
        error_messages={"required": "Écrivez la réponse."},
    )


class DrawForm(forms.Form):
    """Which quarter is drawn."""

    quarter = forms.ChoiceField(label="Trimestre")

    def __init__(self, *args, quarters: list[tuple], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["quarter"].choices = quarters

    def clean_quarter(self):
        return NearDayField().clean(self.cleaned_data["quarter"])
