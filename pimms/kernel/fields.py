"""Fields that forms of more than one room have: a day, euros, a telephone, a commune."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pimms.kernel import communes, money, phones
from pimms.kernel.models import Commune
from pimms.kernel.templatetags.french import euros, phone

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def of_our_time(day: date) -> None:
    """Raises ValidationError for a year that nobody means, from which nothing can be counted."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValidationError("Vérifiez l’année\u202f: elle va de 1900 à 2199.")


class DayField(forms.DateField):
    """A day: the browser's own calendar, or JJ/MM/AAAA typed."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        said = {
            "required": "Indiquez le jour, par exemple 15/03/1984.",
            "invalid": "Ce jour n’existe pas\u202f; écrivez-le comme 15/03/1984.",
        }
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"],
            error_messages=said | options.pop("error_messages", {}),
            **options,
        )


class NearDayField(DayField):
    """A day of our time, where nothing else is said of those that are far away."""

    default_validators = [of_our_time]


class EurosField(forms.CharField):
    """An amount as people write it, nought or more."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **options)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        value = super().clean(value)
        if not value:
            return None
        try:
            asked = money.amount(value)
        except ValueError:
            raise ValidationError("Écrivez le montant comme 2 500,00.") from None
        if not 0 <= asked <= money.MAXIMUM:
            raise ValidationError(
                f"Vérifiez ce montant\u202f: il va de 0 à {euros(money.MAXIMUM)}."
            )
        return asked


class PhoneField(forms.CharField):
    """A telephone in any writing, kept as +33…"""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault(
            "help_text", "Par exemple 06 12 34 56 78. Laissez vide s’il n’y en a pas."
        )
        super().__init__(
            label="Téléphone",
            max_length=30,
            widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        return phone(value) if value and str(value).startswith("+") else value

    def clean(self, value: Any) -> str:
        value = super().clean(value)
        if not value:
            return ""
        try:
            return phones.parse(value)
        except ValueError:
            raise ValidationError(
                "Ce numéro n’est pas valable\u202f; par exemple 06 12 34 56 78."
            ) from None


class CommuneField(forms.CharField):
    """A commune written as « 92160 Antony », or its postal code alone when it has but one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label="Commune",
            required=False,
            max_length=120,
            help_text="Code postal et nom, par exemple 92160 Antony.",
            widget=forms.TextInput(
                attrs={
                    "autocomplete": "off",
                    "list": "communes",
                    "hx-get": "/communes/",
                    "hx-trigger": "input changed delay:150ms",
                    "hx-target": "#communes",
                    "name": "commune",
                }
            ),
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and re.fullmatch(r"\d[\dAB]\d{3}", value):
            value = Commune.objects.filter(pk=value).first() or value
        return value.in_full if isinstance(value, Commune) else value

    def clean(self, value: Any) -> Commune | None:
        value = super().clean(value)
        if not value:
            return None
        found = communes.meant_by(value)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(
                "Cette commune n’est pas trouvée en Île-de-France\u202f; écrivez par exemple"
                " 92160 Antony."
            )
        names = ", ".join(each.in_full for each in found)
        raise ValidationError(f"Plusieurs communes répondent\u202f: {names}. Précisez laquelle.")
