import uuid
from datetime import date

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS

from beneficiaries.files import agreed
from beneficiaries.forms.fields import SENSITIVE, DayField
from pimms.kernel.forms import Crispy
from pimms.kernel.templatetags.french import clock, day, duration
from workshops.models import Registration, Workshop

from .fields import ThemesField, few, many

_STALE_PAGE = "Cette page n’est plus valable\u202f: rouvrez-la et recommencez."
_MINUTES = (15, 20, 30, 45, 60, 90, 120)


def _select():
    return forms.Select(attrs={"class": "form-select w-auto"})


class MonthForm(forms.Form):
    """Which month to look at."""

    mois = forms.TypedChoiceField(
        label="Mois", coerce=int, choices=list(MONTHS.items()), widget=_select()
    )
    annee = forms.TypedChoiceField(label="Année", coerce=int, widget=_select())

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.years = list(years)
        self.fields["annee"].choices = [(year, year) for year in self.years]

    def first_day(self, *, default: date) -> date:
        """The first of the month asked for, or of the default when none is."""
        if self.is_bound and self.is_valid():
            return date(self.cleaned_data["annee"], self.cleaned_data["mois"], 1)
        return default.replace(day=1)


class PersonSearchForm(forms.Form):
    q = forms.CharField(
        label="Chercher une personne",
        required=False,
        max_length=100,
        help_text="Nom, numéro de dossier, téléphone ou date de naissance.",
    )

    def filter(self, people):
        """The first people found; none before two characters are there."""
        words = self.cleaned_data["q"] if self.is_valid() else ""
        return people.matching(words).in_order()[:8] if len(words) > 1 else people.none()


class _WorkshopChoice(forms.ModelChoiceField):
    def label_from_instance(self, workshop):
        places = {None: "", 0: ", complet"}.get(
            workshop.places_left, f", places libres\u202f: {workshop.places_left}"
        )
        return f"{day(workshop.held_on)}, {clock(workshop.starts_at)} – {workshop.title}{places}"


class SeatForm(Crispy, forms.Form):
    """The person whose file it is takes a seat in one of the workshops to come."""

    submit = "Inscrire à cet atelier"
    workshop = _WorkshopChoice(
        Workshop.objects.none(),
        label="Atelier",
        empty_label="Choisir un atelier",
        error_messages={
            "required": "Choisissez un atelier.",
            "invalid_choice": "Cet atelier n’est plus proposé.",
        },
    )

    def __init__(self, *args, workshops, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["workshop"].queryset = workshops


LATE = "late"


def _how_it_went(person):
    return (
        (Registration.Status.REGISTERED, "Pas encore noté"),
        (Registration.Status.PRESENT, agreed(person, "Présent")),
        (LATE, "En retard"),
        (Registration.Status.EXCUSED, agreed(person, "Excusé")),
        (Registration.Status.ABSENT, agreed(person, "Absent")),
    )


class AttendanceForm(forms.Form):
    """Who came: one row of radio buttons for each registration, and how many came unannounced."""

    walk_ins = forms.IntegerField(
        label="Venus sans s’inscrire, sans leur nom",
        required=False,
        min_value=0,
        max_value=200,
        widget=forms.NumberInput(attrs={"class": "form-control w-auto"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Indiquez un nombre, de 0 à 200."
        ),
    )

    def __init__(self, *args, registrations, **kwargs):
        super().__init__(*args, **kwargs)
        self._registrations = list(registrations)
        for registration in self._registrations:
            self.fields[f"status-{registration.pk}"] = forms.ChoiceField(
                label=str(registration.who),
                choices=_how_it_went(registration.who),
                initial=LATE if registration.is_late else registration.status,
                required=False,
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                error_messages={"invalid_choice": "Choisissez présent ou absent."},
            )

    def clean(self):
        statuses = Registration.Status
        return {
            "present": self._marked(statuses.PRESENT),
            "late": self._marked(LATE),
            "excused": self._marked(statuses.EXCUSED),
            "absent": self._marked(statuses.ABSENT),
            "walk_ins": self.cleaned_data.get("walk_ins"),
        }

    def _marked(self, status):
        return {
            each.pk
            for each in self._registrations
            if self.cleaned_data.get(f"status-{each.pk}") == status
        }

    def rows(self):
        """(registration, its radio buttons), by name."""
        return [(each, self[f"status-{each.pk}"]) for each in self._registrations]


class SupportForm(Crispy, forms.Form):
    """A session of one-to-one support, as told right after it."""

    submit = "Enregistrer l’accompagnement"
    layout = Layout("held_on", few("duration"), "other_duration", many("themes"), "notes", "key")

    held_on = DayField(label="Jour")
    duration = forms.TypedChoiceField(
        label="Durée",
        choices=[*((minutes, duration(minutes)) for minutes in _MINUTES), ("", "Autre durée")],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choisissez une durée de la liste."},
    )
    other_duration = forms.IntegerField(
        label="Autre durée, en minutes",
        min_value=1,
        max_value=1440,
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Indiquez un nombre de minutes, de 1 à 1440."
        ),
    )
    themes = ThemesField()
    notes = forms.CharField(
        label="Notes",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"{SENSITIVE} La personne peut demander à lire ces notes.",
    )
    key = forms.UUIDField(
        label="Envoi",
        initial=uuid.uuid4,
        widget=forms.HiddenInput,
        error_messages={"required": _STALE_PAGE, "invalid": _STALE_PAGE},
    )

    def __init__(self, *args, beneficiary, on, **kwargs):
        super().__init__(*args, initial={"held_on": on}, **kwargs)
        self.fields["duration"].label = "Durée"  # one of the two is required
        self._born_on, self._on = beneficiary.born_on, on

    def clean_held_on(self):
        held_on = self.cleaned_data["held_on"]
        if held_on > self._on:
            raise ValidationError("Ce jour n’est pas encore venu.")
        if held_on < self._born_on:
            raise ValidationError("La personne n’était pas née\u202f: vérifiez l’année.")
        return held_on

    def clean(self):
        words = super().clean()
        listed, other = words.pop("duration", None), words.pop("other_duration", None)
        if listed and other:
            self.add_error("duration", "Choisissez une durée ou écrivez-en une, pas les deux.")
        elif not listed and not other and not self.errors.keys() & {"duration", "other_duration"}:
            self.add_error("duration", "Indiquez la durée.")
        return words | {"minutes": listed or other}
