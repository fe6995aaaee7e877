from django import forms

from beneficiaries.models import ExtensionMotive, Movement
from pimms.kernel.fields import NearDayField, TextField
from pimms.kernel.forms import Crispy

_CHOOSE = [("", "Choisissez")]


class _Dated(Crispy, forms.Form):
    """From which day, and in a few words if need be."""

    effective_on = NearDayField(label="À partir du")
    words = TextField(label="Précision", required=False, max_length=300)


class SuspensionForm(_Dated):
    submit = "Suspendre les droits"

    motive = forms.ChoiceField(
        label="Motif",
        choices=[*_CHOOSE, *Movement.Suspended.choices],
        help_text="Hospitalisation, incarcération, déménagement provisoire\u202f: les jours perdus"
        " sont rendus à la reprise. Absence longue ou autre motif\u202f: la fin ne bouge pas.",
        error_messages={"required": "Choisissez un motif."},
    )
    field_order = ["effective_on", "motive", "words"]


class ResumptionForm(_Dated):
    submit = "Reprendre les droits"


class EarlyEndForm(_Dated):
    submit = "Mettre fin aux droits"

    motive = forms.ChoiceField(
        label="Motif",
        choices=[*_CHOOSE, *Movement.Ended.choices],
        error_messages={"required": "Choisissez un motif."},
    )
    field_order = ["effective_on", "motive", "words"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].label = "Premier jour sans droits"


class UndoForm(Crispy, forms.Form):
    submit = "Annuler cette décision"

    words = TextField(
        label="Pourquoi",
        max_length=300,
        error_messages={"required": "Dites pourquoi cette décision est annulée."},
    )


class ExtensionForm(Crispy, forms.Form):
    """What a counsellor asks of the director."""

    submit = "Demander la prolongation"

    motive = forms.ModelChoiceField(
        label="Motif",
        queryset=ExtensionMotive.objects.filter(retired_on=None),
        empty_label="Choisissez",
        error_messages={"required": "Choisissez un motif."},
    )
    months = forms.IntegerField(label="Mois", min_value=0, max_value=12, required=False)
    days = forms.IntegerField(label="Jours", min_value=0, max_value=366, required=False)
    words = TextField(
        label="Pourquoi",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites pourquoi il faut plus de temps."},
    )

    def clean_months(self):
        return self.cleaned_data["months"] or 0

    def clean_days(self):
        return self.cleaned_data["days"] or 0


class GrantForm(Crispy, forms.Form):
    submit = "Accorder"

    answer = TextField(label="Mot de la direction", required=False, max_length=300)


class RefusalForm(Crispy, forms.Form):
    submit = "Refuser"

    answer = TextField(
        label="Pourquoi",
        max_length=300,
        error_messages={"required": "Dites pourquoi la prolongation est refusée."},
    )
    alternative = TextField(
        label="Ce qui est proposé à la place",
        max_length=300,
        help_text="Par exemple\u202f: une offre du marché à 2\u202f€ par mois, un atelier.",
        error_messages={"required": "Dites ce qui est proposé à la place."},
    )


class DayForm(Crispy, forms.Form):
    """« Où en était-on le … »"""

    le = NearDayField(
        label="Où en était-on le",
        required=False,
        widget=forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "class": "form-control w-auto"}
        ),
    )
