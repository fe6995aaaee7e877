"""Expenses, their shares, incomes and what is planned."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from funding import chart
from funding.models import Grant
from pimms.kernel.fields import DayField, EurosField, TextField
from pimms.kernel.forms import Crispy
from pimms.kernel.money import ZERO

from .grants import amount_field, key_field


def _label():
    return TextField(
        label="Libellé", max_length=150, error_messages={"required": "Indiquez le libellé."}
    )


class ExpenseForm(Crispy, forms.Form):
    submit = "Enregistrer la dépense"

    key = key_field()
    day = DayField(label="Jour")
    label = _label()
    account = forms.ChoiceField(label="Compte", choices=chart.EXPENSES)
    supplier = TextField(label="Fournisseur", max_length=120, required=False)
    amount = amount_field()


class IncomeForm(Crispy, forms.Form):
    submit = "Enregistrer la recette"

    key = key_field()
    day = DayField(label="Jour")
    label = _label()
    account = forms.ChoiceField(
        label="Compte",
        choices=chart.INCOMES,
        help_text="Les ventes et les subventions se comptent d’elles-mêmes.",
    )
    amount = amount_field()


class ShareForm(Crispy, forms.Form):
    """« 40 % » or « 120,00 »: cleaned as `amount` or `percent`."""

    submit = "Enregistrer la part"

    grant = forms.ModelChoiceField(
        label="Payée par",
        queryset=Grant.objects.select_related("funder").order_by("-year", "funder__name", "pk"),
        empty_label="Choisissez",
        error_messages={
            "required": "Choisissez la subvention.",
            "invalid_choice": "Choisissez une subvention de la liste.",
        },
    )
    part = TextField(
        label="Part",
        max_length=20,
        help_text="En euros, ou en pour cent\u202f: 40 %.",
        error_messages={"required": "Indiquez la part."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grant"].label_from_instance = lambda one: f"{one}, {one.purpose}"

    def clean(self):
        said = super().clean()
        if text := said.pop("part", ""):
            name = "percent" if text.endswith("%") else "amount"
            try:
                said[name] = EurosField().clean(text.rstrip("% \u00a0\u202f"))
            except ValidationError as refusal:
                self.add_error("part", refusal)
        return said


class PlanForm(Crispy, forms.Form):
    """One field an account; an empty one plans nothing."""

    submit = "Enregistrer le budget prévu"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, label in chart.PLANNED:
            self.fields[f"a{code}"] = EurosField(label=label, required=False)

    def clean(self):
        said = super().clean()
        amounts: dict[str, Decimal] = {name[1:]: value or ZERO for name, value in said.items()}
        return {"amounts": amounts}
