"""Posts, rooms, machines, hours given, funds put aside."""

from decimal import Decimal

from django import forms

from funding.models import DedicatedMovement, Grant, Post, Resource
from pimms.kernel.fields import DayField, EurosField, NumberField, TextField
from pimms.kernel.forms import Crispy

from .funders import funder_field, year_field
from .grants import amount_field, key_field

_MOST_HOURS = Decimal("9999.99")


class EndForm(Crispy, forms.Form):
    submit = "Enregistrer la fin"

    last = DayField(label="Dernier jour")


class PostForm(Crispy, forms.Form):
    submit = "Enregistrer le poste"

    title = TextField(
        label="Intitulé", max_length=100, error_messages={"required": "Indiquez l’intitulé."}
    )
    contract = forms.ChoiceField(label="Contrat", choices=Post.Contract.choices)
    first = DayField(label="Premier jour")
    last = DayField(label="Dernier jour", required=False)
    cost = EurosField(label="Coût employeur par mois, en euros", required=False)
    aid = EurosField(label="Aide par mois, en euros", required=False)
    funder = funder_field(required=False)


class ResourceForm(Crispy, forms.Form):
    submit = "Enregistrer ce moyen"

    kind = forms.ChoiceField(label="Type", choices=Resource.Kind.choices)
    label = TextField(
        label="Désignation",
        max_length=120,
        error_messages={"required": "Indiquez de quoi il s’agit."},
    )
    count = forms.IntegerField(
        label="Nombre",
        initial=1,
        min_value=1,
        max_value=1000,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Indiquez un nombre, au moins 1."
        ),
    )
    first = DayField(label="Premier jour")
    last = DayField(label="Dernier jour", required=False)
    given_by = TextField(label="Prêté ou donné par", max_length=120, required=False)
    value = EurosField(
        label="Valeur par mois, en euros",
        required=False,
        help_text="Ce que cela coûterait en tout par mois, si c’est prêté ou donné.",
    )


class HoursForm(Crispy, forms.Form):
    submit = "Enregistrer les heures"

    key = key_field()
    day = DayField(label="Jour")
    activity = TextField(
        label="Activité", max_length=120, error_messages={"required": "Indiquez l’activité."}
    )
    hours = NumberField(
        label="Heures",
        minimum=-_MOST_HOURS,
        maximum=_MOST_HOURS,
        help_text="Un nombre négatif reprend une erreur.",
        error_messages={"required": "Indiquez des heures, par exemple 3,5."},
    )
    rate = amount_field("Valeur d’une heure, en euros")


class DedicatedForm(Crispy, forms.Form):
    submit = "Enregistrer le mouvement"

    grant = forms.ModelChoiceField(
        label="Subvention",
        queryset=Grant.objects.select_related("funder").order_by("-year", "funder__name", "pk"),
        empty_label="Choisissez",
        error_messages={
            "required": "Choisissez la subvention.",
            "invalid_choice": "Choisissez une subvention de la liste.",
        },
    )
    year = year_field()
    kind = forms.ChoiceField(label="Mouvement", choices=DedicatedMovement.Kind.choices)
    amount = amount_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grant"].label_from_instance = lambda one: f"{one}, {one.purpose}"
