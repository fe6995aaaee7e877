"""When somebody is expected, and what came of it."""

from datetime import date, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from beneficiaries.forms.fields import SENSITIVE
from pimms.kernel.fields import DayField, TextField
from pimms.kernel.forms import Crispy
from pimms.kernel.periods import add_months
from pimms.kernel.templatetags.french import duration
from workshops.models import Appointment

_MINUTES = (15, 30, 45, 60, 90, 120)


class AppointmentForm(Crispy, forms.Form):
    """A day, an hour, how long, and with whom."""

    submit = "Prendre ce rendez-vous"

    day = DayField(label="Jour")
    time = forms.TimeField(
        label="Heure",
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages=dict.fromkeys(
            ("required", "invalid"), "Indiquez l’heure, par exemple 14:30."
        ),
    )
    minutes = forms.TypedChoiceField(
        label="Durée",
        coerce=int,
        choices=[(minutes, duration(minutes)) for minutes in _MINUTES],
        initial=30,
        error_messages={"invalid_choice": "Choisissez une durée de la liste."},
    )
    host = forms.ModelChoiceField(
        label="Avec",
        queryset=User.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "Choisissez une personne de l’équipe."},
    )
    subject = TextField(label="Objet", max_length=150, required=False, help_text=SENSITIVE)

    def __init__(self, *args, team, by: User, on: date, slot_minutes=(), **kwargs):
        super().__init__(*args, initial={"host": by.pk}, **kwargs)
        self.fields["host"].queryset, self._on = team, on
        known = {*_MINUTES, *slot_minutes}
        self.fields["minutes"].choices = [(n, duration(n)) for n in sorted(known)]

    def clean_day(self):
        day = self.cleaned_data["day"]
        if not self._on <= day <= add_months(self._on, 12):
            raise ValidationError("Choisissez un jour d’ici un an.")
        return day

    def clean(self):
        words = super().clean()
        day, time = words.get("day"), words.pop("time", None)
        if day and time:
            words["starts_at"] = timezone.make_aware(datetime.combine(day, time))
        words.pop("day", None)
        return words


class OutcomeForm(forms.Form):
    """Held, missed or cancelled."""

    status = forms.ChoiceField(
        choices=[choice for choice in Appointment.Status.choices if choice[0] != "planned"],
        error_messages={"invalid_choice": "Choisissez tenu, manqué ou annulé."},
    )
