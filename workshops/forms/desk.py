"""Permanences, arrivals, the register of passages, and which figures to look at."""

import uuid
from datetime import date

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Site, User
from beneficiaries.forms.fields import SENSITIVE
from beneficiaries.models import Beneficiary
from pimms.kernel import periods
from pimms.kernel.fields import NearDayField, TextField
from pimms.kernel.forms import Crispy, few
from pimms.kernel.periods import add_months
from workshops.demands import Demand
from workshops.models import Cycle, Room
from workshops.recurrence import Rule

from .fields import HourInput
from .support import STALE_PAGE

_LIST = "Choisissez dans la liste."
_HOUR = dict.fromkeys(("required", "invalid"), "Indiquez l’heure, par exemple 14:30.")


class DropInForm(Crispy, forms.Form):
    """On which days somebody receives, where, and in slots or not."""

    submit = "Ajouter ces permanences"
    layout = Layout(
        "title", "host", "room", "first_on", "last_on", few("weekdays"), few("every"),
        "starts_at", "ends_at", "slot_minutes", "in_school_holidays",
    )  # fmt: skip

    title = TextField(label="Intitulé", max_length=100, initial="Permanence connectée")
    host = forms.ModelChoiceField(
        label="Tenue par",
        queryset=User.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": _LIST},
    )
    room = forms.ModelChoiceField(
        label="Salle",
        queryset=Room.objects.none(),
        required=False,
        empty_label="Aucune de nos salles",
        error_messages={"invalid_choice": _LIST},
    )
    first_on = NearDayField(label="À partir du")
    last_on = NearDayField(label="Jusqu’au")
    weekdays = forms.TypedMultipleChoiceField(
        label="Jours de la semaine",
        coerce=int,
        choices=Cycle.Weekday.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un jour.", "invalid_choice": _LIST},
    )
    every = forms.TypedChoiceField(
        label="Rythme",
        coerce=int,
        choices=Cycle.Every.choices,
        initial=Cycle.Every.WEEK,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _LIST},
    )
    starts_at = forms.TimeField(label="Début", widget=HourInput, error_messages=_HOUR)
    ends_at = forms.TimeField(label="Fin", widget=HourInput, error_messages=_HOUR)
    slot_minutes = forms.IntegerField(
        label="Créneaux de combien de minutes",
        required=False,
        min_value=5,
        max_value=120,
        help_text="Laissez vide si l’on vient sans rendez-vous.",
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Indiquez un nombre de minutes, de 5 à 120."
        ),
    )
    in_school_holidays = forms.BooleanField(
        label="Aussi pendant les vacances scolaires", required=False
    )

    def __init__(self, *args, by: User, on: date, **kwargs):
        initial = {"host": by.pk, "first_on": on}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["host"].queryset = User.objects.team()
        self.fields["room"].queryset = Room.objects.in_use()
        self._on = on

    def clean_first_on(self):
        first_on = self.cleaned_data["first_on"]
        if not self._on <= first_on <= add_months(self._on, 12):
            raise ValidationError("Choisissez un jour d’ici un an.")
        return first_on

    def clean(self):
        words = super().clean()
        first_on, last_on = words.get("first_on"), words.get("last_on")
        if first_on and last_on and not first_on <= last_on <= add_months(first_on, 12):
            self.add_error("last_on", "Le dernier jour vient après le premier, en un an au plus.")
        if not self.errors:
            words["rule"] = Rule(
                first_on=words.pop("first_on"),
                weekdays=frozenset(words.pop("weekdays")),
                every=words.pop("every"),
                in_school_holidays=words.pop("in_school_holidays"),
            )
        return words


class ArrivalForm(Crispy, forms.Form):
    """Who comes in: somebody of a file, a first name, or nobody by name."""

    submit = "Noter l’arrivée"
    first_name = TextField(label="Prénom", max_length=50, required=False)
    beneficiary = forms.ModelChoiceField(
        queryset=Beneficiary.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "Ce dossier n’est pas trouvé."},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["beneficiary"].queryset = people
        self.fields["beneficiary"].label = ""


class StepOfArrivalForm(forms.Form):
    step = forms.ChoiceField(
        choices=[("call", "Appeler"), ("serve", "Terminé"), ("leave", "Partie sans être reçue")],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Choisissez appeler, terminé ou partie."
        ),
    )


class PassageForm(forms.Form):
    """What somebody came for: one press, or several boxes."""

    demands = forms.MultipleChoiceField(
        choices=Demand.choices,
        required=False,
        error_messages={"invalid_choice": "Choisissez les demandes dans la liste."},
    )
    demand = forms.ChoiceField(
        choices=Demand.choices,
        required=False,
        error_messages={"invalid_choice": "Choisissez les demandes dans la liste."},
    )
    beneficiary = forms.ModelChoiceField(
        queryset=Beneficiary.objects.none(),
        required=False,
        error_messages={"invalid_choice": "Ce dossier n’est pas trouvé."},
    )
    key = forms.UUIDField(error_messages={"required": STALE_PAGE, "invalid": STALE_PAGE})

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["beneficiary"].queryset = people
        self.new_key = uuid.uuid4()

    def clean(self):
        words = super().clean()
        pressed = words.pop("demand", "")
        ticked = words.get("demands", [])
        words["demands"] = list(dict.fromkeys([*ticked, *([pressed] if pressed else [])]))
        if not words["demands"] and not self.errors:
            raise ValidationError("Choisissez au moins une demande.")
        return words


class TakeBackForm(forms.Form):
    reason = TextField(label="Motif", max_length=150, required=False, help_text=SENSITIVE)


def _select():
    return forms.Select(attrs={"class": "form-select w-auto"})


class FiguresForm(forms.Form):
    """A month or a whole year, one site or all; nonsense shows the month of today."""

    annee = forms.TypedChoiceField(
        label="Année", coerce=int, required=False, empty_value=None, widget=_select()
    )
    mois = forms.TypedChoiceField(
        label="Mois", coerce=int, required=False, empty_value=None, widget=_select()
    )
    site = forms.ModelChoiceField(
        label="Point d’accueil",
        queryset=Site.objects.none(),
        required=False,
        empty_label="Tous",
        widget=_select(),
    )

    def __init__(self, *args, years, months, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["annee"].choices = [(year, year) for year in years]
        self.fields["mois"].choices = [("", "Toute l’année"), *months]
        self.fields["site"].queryset = Site.objects.order_by("name")

    def asked(self, *, today: date) -> tuple[DateRange, Site | None]:
        self.is_valid()
        words = getattr(self, "cleaned_data", {})
        if not words.get("annee"):
            return periods.month(today), words.get("site")
        if words.get("mois"):
            return periods.month(date(words["annee"], words["mois"], 1)), words.get("site")
        return periods.year(words["annee"]), words.get("site")
