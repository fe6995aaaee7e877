from datetime import date, timedelta

from django import forms
from django.db.models import F, Q
from django.utils.dates import MONTHS

from accounts.models import Site
from beneficiaries.files import agreed
from pimms.kernel.fields import NearDayField, TextField
from pimms.kernel.forms import Crispy
from pimms.kernel.templatetags.french import clock, day
from workshops.levels import Level
from workshops.models import Registration, Workshop, WorkshopType


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


class ListForm(forms.Form):
    """Which workshops the list shows; nonsense shows them all."""

    atelier = forms.ModelChoiceField(
        WorkshopType.objects.none(), label="Atelier", required=False, empty_label="Tous"
    )
    niveau = forms.ChoiceField(
        label="Niveau", choices=[("", "Tous"), *Level.choices], required=False
    )
    lieu = forms.ModelChoiceField(
        Site.objects.none(), label="Point d’accueil", required=False, empty_label="Tous"
    )
    semaine = NearDayField(label="Semaine du", required=False)
    libres = forms.BooleanField(label="Avec des places libres", required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["atelier"].queryset = WorkshopType.objects.visible_to(user).offered()
        self.fields["lieu"].queryset = Site.objects.order_by("name")
        for name in ("atelier", "niveau", "lieu"):
            self.fields[name].widget.attrs["class"] = "form-select"
        self.fields["semaine"].widget.attrs["class"] = "form-control"
        self.fields["libres"].widget.attrs["class"] = "form-check-input"

    @property
    def is_asked(self) -> bool:
        return any(self._words().values())

    def filter(self, workshops):
        """Of workshops read `with_counts`."""
        words = self._words()
        if words.get("atelier"):
            workshops = workshops.filter(type=words["atelier"])
        if words.get("niveau"):
            workshops = workshops.filter(level=words["niveau"])
        if words.get("lieu"):
            workshops = workshops.filter(site=words["lieu"])
        day = words.get("semaine")
        if day and 1900 < day.year < 2200:
            monday = day - timedelta(days=day.weekday())
            workshops = workshops.filter(held_on__range=(monday, monday + timedelta(days=6)))
        if words.get("libres"):
            taken = F("seated") + F("held")
            workshops = workshops.filter(Q(capacity=None) | Q(capacity__gt=taken))
        return workshops

    def _words(self) -> dict:
        self.is_valid()
        return getattr(self, "cleaned_data", {})


class PersonSearchForm(forms.Form):
    q = TextField(
        label="Chercher une personne",
        required=False,
        max_length=100,
        help_text="Nom, numéro de dossier, téléphone ou date de naissance.",
    )

    def filter(self, people):
        """The first people found; none before two characters are there."""
        words = self.cleaned_data["q"] if self.is_valid() else ""
        return people.matching(words).in_order()[:8] if len(words) > 1 else people.none()


class WorkshopChoice(forms.ModelChoiceField):
    """Sessions by day and hour, with the places that are left."""

    def label_from_instance(self, workshop):
        places = {None: "", 0: ", complet"}.get(
            workshop.places_left, f", places libres\u202f: {workshop.places_left}"
        )
        return f"{day(workshop.held_on)}, {clock(workshop.starts_at)} – {workshop.title}{places}"


class SeatForm(Crispy, forms.Form):
    """The person whose file it is takes a seat in one of the workshops to come."""

    submit = "Inscrire à cet atelier"
    workshop = WorkshopChoice(
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
