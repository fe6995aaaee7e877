"""Seats asked for from outside, moved to another day; and what is done to a whole cycle."""

import uuid

from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from beneficiaries.forms.fields import NameField
from pimms.kernel.fields import NearDayField, PhoneField, TextField
from pimms.kernel.forms import Crispy
from workshops.models import Room, Workshop

from .fields import HourInput
from .sessions import WorkshopChoice

_NOT_THERE = {
    "required": "Choisissez une séance.",
    "invalid_choice": "Cette séance n’est plus proposée.",
}


class BookingForm(Crispy, forms.Form):
    """The referrer asks for a seat for the person whom they referred."""

    submit = "Demander cette place"
    workshop = WorkshopChoice(
        Workshop.objects.none(), label="Séance", empty_label="Choisissez", error_messages=_NOT_THERE
    )
    companion = forms.BooleanField(label="Vient avec quelqu’un", required=False)
    agreed = forms.BooleanField(
        label="La personne est d’accord, et connaît le jour et le lieu",
        error_messages={"required": "Demandez d’abord à la personne si elle est d’accord."},
    )

    def __init__(self, *args, workshops, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["workshop"].queryset = workshops

    def clean(self):
        words = super().clean()
        words.pop("agreed", None)
        return words


class JoinForm(Crispy, forms.Form):
    """Whoever read the agenda: a name and a telephone, no more."""

    submit = "Je m’inscris"
    layout = Layout(
        "first_name",
        "last_name",
        "phone",
        "email",
        "companion",
        "key",
        Div("website", css_class="d-none", aria_hidden="true"),
        HTML(
            "<p class='text-secondary'>Ces informations servent à vous attendre et à vous prévenir."
            " Elles ne servent à rien d’autre.</p>"
        ),
    )
    first_name = NameField(label="Prénom", required=False)
    last_name = NameField(label="Nom", error_messages={"required": "Indiquez votre nom."})
    phone = PhoneField(
        required=True,
        help_text="Par exemple 06 12 34 56 78.",
        error_messages={"required": "Indiquez un numéro où vous joindre si la séance change."},
    )
    email = forms.EmailField(
        label="Adresse électronique",
        required=False,
        max_length=254,
        error_messages={"invalid": "Cette adresse n’est pas complète, par exemple a@b.fr."},
    )
    companion = forms.BooleanField(label="Je viens avec quelqu’un", required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)
    # Nobody sees it: what fills it is no person.
    website = TextField(
        label="Laissez vide", required=False, widget=forms.TextInput({"tabindex": "-1"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4
        self.fields["key"].error_messages |= dict.fromkeys(
            ("required", "invalid"), "Rouvrez cette page et recommencez."
        )

    def clean(self):
        words = super().clean()
        if words.pop("website", ""):
            raise ValidationError("Cette inscription n’a pas pu être lue\u202f: appelez-nous.")
        return words


class MoveForm(forms.Form):
    """Another day, for whoever holds the link of a seat."""

    to = WorkshopChoice(
        Workshop.objects.none(),
        label="Une autre date",
        empty_label="Choisissez",
        error_messages=_NOT_THERE,
        widget=forms.Select({"class": "form-select"}),
    )

    def __init__(self, *args, workshops, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = workshops


class CycleChangeForm(Crispy, forms.Form):
    """What changes in every session from a day on; what is left empty stays as it is."""

    submit = "Changer ces séances"
    since = NearDayField(label="À partir du")
    title = TextField(label="Intitulé", max_length=150, required=False)
    starts_at = forms.TimeField(label="Début", required=False, widget=HourInput)
    ends_at = forms.TimeField(label="Fin", required=False, widget=HourInput)
    room = forms.ModelChoiceField(
        Room.objects.none(), label="Salle", required=False, empty_label="Comme avant"
    )
    host = forms.ModelChoiceField(
        User.objects.none(), label="Animé par", required=False, empty_label="Comme avant"
    )
    capacity = forms.IntegerField(label="Places", required=False, min_value=1, max_value=500)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = Room.objects.in_use()
        self.fields["host"].queryset = User.objects.team()
        for name in ("starts_at", "ends_at"):
            self.fields[name].error_messages["invalid"] = "Écrivez l’heure comme 14:30."
        for name in ("room", "host"):
            self.fields[name].error_messages["invalid_choice"] = "Choisissez dans la liste."
        self.fields["capacity"].error_messages |= dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Indiquez un nombre de places, de 1 à 500."
        )


class CycleCancellationForm(Crispy, forms.Form):
    """From which day on no session is held, and why, as people are told."""

    submit = "Annuler ces séances"
    since = NearDayField(label="À partir du")
    reason = TextField(
        label="Motif",
        max_length=150,
        help_text="Il est dit aux personnes inscrites.",
        error_messages={"required": "Dites pourquoi, en quelques mots."},
    )


class SignatureForm(forms.Form):
    """What the pen drew; the database judges its shape."""

    strokes = TextField(
        max_length=20_000,
        error_messages={
            "required": "Signez dans le cadre, puis enregistrez.",
            "max_length": "Ce tracé est trop long\u202f: effacez et signez à nouveau.",
        },
    )
