"""Fields that more than one form has: a name, a person."""

import re

from django import forms
from django.core.exceptions import ValidationError

from beneficiaries.models import Beneficiary
from pimms.kernel.fields import EurosField, TextField

SENSITIVE = (
    "Pas de donnée sensible\u202f: ni santé, ni numéro de sécurité sociale, ni mot de passe."
)


def household_euros(label, **options):
    """What comes in, goes out or is owed in a month: it may be left empty."""
    return EurosField(label=label, required=False, maximum=99_999, **options)


class DayUnknownField(forms.BooleanField):
    """Beside a birth date: nobody knows the day."""

    def __init__(self, **options):
        label = "Jour inconnu\u202f: seule l’année compte (indiquez le 1er janvier)."
        super().__init__(label=label, required=False, **options)


class AnotherField(forms.BooleanField):
    """Beside an identity that somebody has: it is another person's, asked for once it is known.

    Clean, the rank among the namesakes that is chosen, or 0. It is the next at the time of asking:
    whoever sends the form twice opens one file.
    """

    widget = forms.HiddenInput

    def __init__(self, **options):
        label = "C’est une autre personne, qui porte le même nom et est née le même jour."
        super().__init__(label=label, required=False, **options)

    def to_python(self, value):
        said = str(value or "")
        return int(said) if re.fullmatch(r"[0-9]{1,3}", said) else 0

    def ask(self, rank):
        self.widget = _Box(rank)


class _Box(forms.CheckboxInput):
    """A box that says, ticked, one value alone."""

    def __init__(self, says):
        super().__init__(check_test=lambda value: str(value) == str(says))
        self._says = says

    def format_value(self, value):
        return str(self._says)

    def value_from_datadict(self, data, files, name):
        return data.get(name, "")


def year_alone(data):
    """What a form says, the birth date at the first of January where the day is unknown."""
    if data.get("born_day_unknown") and data.get("born_on"):
        data["born_on"] = data["born_on"].replace(month=1, day=1)
    return data


class NameField(TextField):
    """A name in the person's own spelling."""

    def __init__(self, **options):
        attrs = {"spellcheck": "false", "autocomplete": "off"}
        super().__init__(max_length=100, widget=forms.TextInput(attrs=attrs), **options)


class PersonField(TextField):
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
                    "hx-post": "/personnes/noms/",
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
        # A name that is only like somebody's picks nobody.
        found = found or list(people.called(value).likeliest_first(value)[:6])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError("Aucun dossier ne répond à ce nom ou à ce numéro.")
        names = ", ".join(str(each) for each in found[:5])
        raise ValidationError(
            f"Plusieurs personnes répondent\u202f: {names}… Indiquez le numéro de dossier."
        )
