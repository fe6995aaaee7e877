"""Fields that more than one form has: a name, a person."""

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
