"""Fields that more than one form has: a day, a telephone, a commune."""

import re

from django import forms
from django.core.exceptions import ValidationError

from beneficiaries.models import Beneficiary
from pimms.kernel import communes, phones
from pimms.kernel.models import Commune
from pimms.kernel.templatetags.french import phone

SENSITIVE = (
    "Pas de donnée sensible\u202f: ni santé, ni numéro de sécurité sociale, ni mot de passe."
)


class NameField(forms.CharField):
    """A name in the person's own spelling."""

    def __init__(self, **options):
        attrs = {"spellcheck": "false", "autocomplete": "off"}
        super().__init__(max_length=100, widget=forms.TextInput(attrs=attrs), **options)


class DayField(forms.DateField):
    """A day: the browser's own calendar, or JJ/MM/AAAA typed."""

    def __init__(self, **options):
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"],
            error_messages={
                "required": "Indiquez le jour, par exemple 15/03/1984.",
                "invalid": "Ce jour n’existe pas\u202f; écrivez-le comme 15/03/1984.",
            },
            **options,
        )


class PhoneField(forms.CharField):
    """A telephone in any writing, kept as +33…"""

    def __init__(self, **options):
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

    def prepare_value(self, value):
        return phone(value) if value and str(value).startswith("+") else value

    def clean(self, value):
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

    def __init__(self, **options):
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

    def prepare_value(self, value):
        if isinstance(value, str) and re.fullmatch(r"\d[\dAB]\d{3}", value):
            value = Commune.objects.filter(pk=value).first() or value
        return value.in_full if isinstance(value, Commune) else value

    def clean(self, value):
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


class PersonField(forms.CharField):
    """Somebody who has a file: their dossier number, or a name that only they answer to."""

    def __init__(self, **options):
        super().__init__(
            max_length=100,
            help_text="Nom ou numéro de dossier.",
            error_messages={"required": "Indiquez un nom ou un numéro de dossier."},
            widget=forms.TextInput(
                attrs={
                    "autocomplete": "off",
                    "list": "names",
                    "hx-get": "/personnes/noms/",
                    "hx-trigger": "input changed delay:150ms",
                    "hx-target": "#names",
                }
            ),
            **options,
        )

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return None
        number = value.split(" · ")[0].strip()
        people = Beneficiary.objects.standing()
        found = list(people.filter(dossier_numbers__number=number.upper()).in_order()[:1])
        found = found or list(people.matching(value).in_order()[:6])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError("Aucun dossier ne répond à ce nom ou à ce numéro.")
        names = ", ".join(str(each) for each in found[:5])
        raise ValidationError(
            f"Plusieurs personnes répondent\u202f: {names}… Indiquez le numéro de dossier."
        )
