from dataclasses import dataclass

from django import forms

from pimms.kernel.fields import EurosField, NearDayField, TextField
from pimms.kernel.forms import Crispy
from pimms.kernel.money import ZERO
from recharges import cash
from recharges.models import AccountCode

_A_NUMBER = "Indiquez un nombre entier, de 0 à 9999."


class OpenTillForm(Crispy, forms.Form):
    submit = "Ouvrir la caisse"

    opening_float = EurosField(
        label="Fond de caisse",
        help_text="L’argent qui est dans le tiroir avant la première vente.",
        error_messages={"required": "Indiquez le fond de caisse, 0 s’il est vide."},
    )
    reason = TextField(
        label="Pourquoi un autre fond",
        max_length=200,
        required=False,
        help_text="Si le tiroir ne contient pas ce que la dernière clôture a laissé.",
    )


@dataclass(frozen=True)
class Row:
    """One note or coin: its name, its value in cents, and where to say how many."""

    name: str
    cents: int
    field: forms.BoundField


class CountForm(forms.Form):
    """How many of each note and coin, what goes to the bank, and why something is missing."""

    banked = EurosField(
        label="Déposé en banque",
        required=False,
        help_text="Ce qui sort du tiroir\u202f; le reste est le fond de la prochaine ouverture.",
    )
    reason = TextField(
        label="Motif de l’écart",
        max_length=200,
        required=False,
        help_text="Si le compte ne tombe pas juste.",
    )
    ends_the_day = forms.BooleanField(
        label="La journée est finie\u202f: la clôturer aussi",
        required=False,
        initial=True,
        help_text="La caisse ne rouvrira plus aujourd’hui.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("banked", "reason"):
            self.fields[name].widget.attrs["class"] = "form-control"
        self.fields["ends_the_day"].widget.attrs["class"] = "form-check-input"
        for cents in cash.DENOMINATIONS:
            self.fields[f"n-{cents}"] = forms.IntegerField(
                label=cash.name_of(cents),
                min_value=0,
                max_value=9999,
                required=False,
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _A_NUMBER),
                widget=forms.NumberInput(
                    attrs={"class": "form-control", "placeholder": "0", "data-cents": cents}
                ),
            )

    def clean(self):
        data = self.cleaned_data
        return {
            "pieces": {cents: data.get(f"n-{cents}") or 0 for cents in cash.DENOMINATIONS},
            "banked": data.get("banked") or ZERO,
            "reason": data.get("reason", ""),
            "ends_the_day": data.get("ends_the_day", False),
        }

    def notes(self) -> list[Row]:
        return self._rows(cash.NOTES)

    def coins(self) -> list[Row]:
        return self._rows(cash.COINS)

    def counted(self):
        """What the pieces typed so far come to, None before anything was sent."""
        data = getattr(self, "cleaned_data", None)
        return cash.total(data["pieces"]) if data and "pieces" in data else None

    def _rows(self, denominations):
        return [Row(cash.name_of(cents), cents, self[f"n-{cents}"]) for cents in denominations]


class PeriodForm(Crispy, forms.Form):
    """A month or a year that is over, to close."""

    submit = "Clôturer"

    period = forms.ChoiceField(
        label="Période",
        error_messages={
            "required": "Choisissez un mois ou une année.",
            "invalid_choice": "Choisissez un mois ou une année de la liste.",
        },
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = choices


class AccountForm(Crispy, forms.Form):
    submit = "Changer ce compte"

    purpose = forms.ChoiceField(
        label="Emploi",
        choices=AccountCode.Purpose,
        error_messages={
            "required": "Choisissez un emploi.",
            "invalid_choice": "Choisissez un emploi de la liste.",
        },
    )
    code = TextField(
        label="Compte",
        max_length=12,
        help_text="De trois à douze chiffres.",
        error_messages={"required": "Indiquez le numéro du compte."},
    )
    since = NearDayField(label="À partir du")
