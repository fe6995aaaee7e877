"""Fields that forms of more than one room have: a day, euros, a telephone, a commune."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pimms.kernel import communes, money, phones, text
from pimms.kernel.models import Commune
from pimms.kernel.templatetags.french import euros, phone, shortest

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


class TextField(forms.CharField):
    """Words as people meant them (`text.typed`); on one line unless the page gives them several."""

    def to_python(self, value: Any) -> str:
        value = super().to_python(value)
        if not isinstance(value, str):
            return value
        return (
            text.typed(value) if isinstance(self.widget, forms.Textarea) else text.one_line(value)
        )


class NumberField(TextField):
    """A number of two decimals at most, as people write it; clean, a Decimal within the bounds, or
    None when it is left empty."""

    what, example = "un nombre", "3,5"
    read = staticmethod(money.number)

    def __init__(
        self,
        *,
        minimum: Decimal | int = 0,
        maximum: Decimal | int = money.MAXIMUM,
        attrs: dict[str, str] | None = None,
        **options: Any,
    ) -> None:
        self.minimum, self.maximum = minimum, maximum
        attrs = {"inputmode": "decimal", "autocomplete": "off"} | (attrs or {})
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **options)

    def prepare_value(self, value: Any) -> Any:
        return self.written(value) if isinstance(value, Decimal | int) else value

    @staticmethod
    def written(value: Decimal | int) -> str:
        """As it is typed: `0,5`, `3`."""
        return shortest(value)

    said = written

    def clean(self, value: Any) -> Decimal | None:
        value = super().clean(value)
        if not value:
            return None
        try:
            read = self.read(value)
        except ValueError:
            raise ValidationError(
                f"«\u202f{value}\u202f» ne se lit pas comme {self.what}\u202f: écrivez par exemple"
                f" {self.example}."
            ) from None
        if not self.minimum <= read <= self.maximum:
            raise ValidationError(
                f"Vérifiez ce {self.what.removeprefix('un ')}\u202f: il va de"
                f" {self.said(self.minimum)} à {self.said(self.maximum)}."
            )
        return read


class EurosField(NumberField):
    """An amount in euros, as people write it."""

    what, example = "un montant", "12,50"
    read = staticmethod(money.amount)

    @staticmethod
    def written(value: Decimal | int) -> str:
        return f"{value:.2f}".replace(".", ",")

    @staticmethod
    def said(value: Decimal | int) -> str:
        return euros(value) if value else "0"


class PhoneField(TextField):
    """A telephone in any writing, kept as +33…

    What stands beside the number is added to the form's field `noted_in` (see `Crispy`); without
    one it is refused.
    """

    def __init__(self, *, noted_in: str = "", **options: Any) -> None:
        self.noted_in, self.beside = noted_in, ""
        options.setdefault("required", False)
        options.setdefault(
            "help_text", "Par exemple 06 12 34 56 78. Laissez vide s’il n’y en a pas."
        )
        super().__init__(
            label="Téléphone",
            max_length=60,
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
            read = phones.read(value)
        except ValueError:
            raise ValidationError(
                f"«\u202f{value}\u202f» n’est pas un numéro de téléphone\u202f: il en faut un"
                " entier, par exemple 06 12 34 56 78."
            ) from None
        if read.beside and not self.noted_in:
            raise ValidationError(
                f"Un seul numéro ici\u202f: {phones.in_words(read.number)}. Notez à part"
                f" «\u202f{read.beside}\u202f»."
            )
        self.beside = read.beside
        return read.number


class CommuneField(TextField):
    """A commune written as « 92160 Antony », or its postal code alone when it has but one.

    Clean, a Commune; the postal code that was said stands in the form's `postal_code`, where it is
    an address that is asked for.
    """

    def __init__(self, *, is_address: bool = True, **options: Any) -> None:
        self._is_address = is_address
        self.aside: dict[str, str] = {}
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
        return value.at("") if isinstance(value, Commune) else value

    def clean(self, value: Any) -> Commune | None:
        value = super().clean(value)
        found = communes.meant_by(value) if value else []
        if self._is_address:
            only = found[0].at("") if len(found) == 1 else ""
            said = communes.postal_code_in(value) or communes.postal_code_in(only)
            self.aside = {"postal_code": said}
        if not value:
            return None
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(
                "Cette commune n’est pas trouvée en Île-de-France\u202f; écrivez par exemple"
                " 92160 Antony."
            )
        names = ", ".join(each.at("") for each in found)
        raise ValidationError(f"Plusieurs communes répondent\u202f: {names}. Précisez laquelle.")
