"""A session, its copies, a cycle of sessions, and why one is cancelled."""

from datetime import date, timedelta

from crispy_forms.layout import HTML, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from funding.models import Funder
from pimms.kernel.fields import CommuneField, DayField, NearDayField, TextField
from pimms.kernel.forms import Crispy, few, many
from pimms.kernel.periods import add_months
from pimms.kernel.templatetags.french import day as said
from workshops.models import Cycle, Room, Workshop, WorkshopType
from workshops.recurrence import MOST, Rule

from .fields import DaysField, EquipmentField, HourInput, ThemesField

_SESSION = (
    "type", "title", "starts_at", "ends_at", "room", "place", "commune", "host", "host_name",
    "capacity", "computers", "level", "equipment", "themes", "is_public", "funder",
)  # fmt: skip
_LAYOUT = (
    "title", "starts_at", "ends_at", "room", "place", "commune", "host", "host_name",
    "capacity", "computers", "level", few("equipment"), many("themes"), "funder", "is_public",
    "type",
)  # fmt: skip


def _far(day: date, *, on: date) -> bool:
    return not add_months(on, -120) <= day <= add_months(on, 24)


def from_type(type: WorkshopType | None) -> dict:
    """What the form of a session starts with when it follows a type of the programme."""
    if type is None:
        return {}
    return {
        "type": type,
        "title": type.name,
        "level": type.level,
        "themes": type.themes,
        "equipment": type.equipment,
        "capacity": type.capacity,
        "funder": type.funder,
    }


class _SessionForm(Crispy, forms.ModelForm):
    """What sessions are made of, whatever their day."""

    themes = ThemesField()
    equipment = EquipmentField()
    commune = CommuneField(is_address=False)
    commune.label = "Commune de ce lieu"

    class Meta:
        model = Workshop
        fields = _SESSION
        widgets = {"starts_at": HourInput, "ends_at": HourInput, "type": forms.HiddenInput}
        labels = {
            "host": "Animé par",
            "host_name": "Animé par quelqu’un d’autre",
            "place": "Lieu, hors de nos murs",
            "is_public": "Annoncer au public\u202f: affiche, agenda en ligne",
        }
        help_texts = {
            "capacity": "Laissez vide si le nombre de places n’est pas limité.",
            "host_name": "Si ce n’est pas quelqu’un de l’équipe.",
        }

    def __init__(self, *args, by: User, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self._on = on
        self.fields["host"].queryset = User.objects.team()
        self.fields["host"].empty_label = "Quelqu’un d’autre"
        self.fields["room"].queryset = Room.objects.in_use()
        self.fields["room"].empty_label = "Aucune de nos salles"
        self.fields["funder"].queryset = Funder.objects.order_by("name")
        self.fields["funder"].empty_label = "Personne en particulier"
        for name in ("host", "room", "type", "funder"):
            self.fields[name].error_messages["invalid_choice"] = "Choisissez dans la liste."
        if self.instance.host_id:
            self.initial["host_name"] = ""

    def clean(self):
        words = super().clean()
        if words.get("host") and words.get("host_name"):
            words["host_name"] = ""
        return words


class WorkshopForm(_SessionForm):
    submit = "Ajouter cet atelier"
    layout = Layout(_LAYOUT[0], "held_on", *_LAYOUT[1:])
    held_on = DayField(label="Jour")

    class Meta(_SessionForm.Meta):
        fields = (*_SESSION, "held_on")

    def clean_held_on(self):
        held_on = self.cleaned_data["held_on"]
        if _far(held_on, on=self._on):
            raise ValidationError(f"Vérifiez l’année\u202f: {said(held_on)} est bien loin.")
        return held_on


class ChangeForm(WorkshopForm):
    submit = "Enregistrer les changements"


class RepeatForm(Crispy, forms.Form):
    """The days on which the same session is held again."""

    submit = "Ajouter ces séances"
    days = DaysField(label="Jours")

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self._on = on

    def clean_days(self):
        for day in self.cleaned_data["days"]:
            if _far(day, on=self._on):
                raise ValidationError(f"Vérifiez l’année\u202f: {said(day)} est bien loin.")
        return self.cleaned_data["days"]


class CancellationForm(Crispy, forms.Form):
    """Why the session is not held, as the people who are told of it read it."""

    submit = "Annuler cette séance"
    reason = TextField(
        label="Motif",
        max_length=150,
        help_text="Il est dit aux personnes inscrites\u202f; par exemple «\u202fformateur malade"
        "\u202f».",
        error_messages={"required": "Dites pourquoi, en quelques mots."},
    )

    def __init__(self, *args, shown_at: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs |= {
            "hx-post": shown_at,
            "hx-trigger": "load, input changed delay:300ms",
            "hx-target": "#text-message",
        }
        self.layout = Layout("reason", HTML("<div id='text-message'></div>"))
        self.begin_at("reason")


class CycleForm(_SessionForm):
    """Sessions that follow one another; the dates can be looked at before they are written."""

    submit = "Ajouter ces séances"
    layout = Layout(
        _LAYOUT[0],
        "first_on",
        few("weekdays"),
        few("every"),
        "last_on",
        "number",
        "excluded_on",
        "on_public_holidays",
        "in_school_holidays",
        "as_a_whole",
        *_LAYOUT[1:],
    )
    first_on = DayField(label="À partir du")
    weekdays = forms.TypedMultipleChoiceField(
        label="Jours de la semaine",
        coerce=int,
        choices=Cycle.Weekday.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Cochez au moins un jour.",
            "invalid_choice": "Choisissez les jours dans la liste.",
        },
    )
    every = forms.TypedChoiceField(
        label="Rythme",
        coerce=int,
        choices=Cycle.Every.choices,
        initial=Cycle.Every.WEEK,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choisissez le rythme dans la liste."},
    )
    last_on = DayField(label="Dernier jour possible", required=False)
    number = forms.IntegerField(
        label="Ou nombre de séances",
        required=False,
        min_value=1,
        max_value=MOST,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), f"Indiquez un nombre, de 1 à {MOST}."
        ),
    )
    excluded_on = DaysField(label="Dates à écarter", required=False)
    on_public_holidays = forms.BooleanField(label="Aussi les jours fériés", required=False)
    in_school_holidays = forms.BooleanField(
        label="Aussi pendant les vacances scolaires", required=False
    )
    as_a_whole = forms.BooleanField(
        label="Le cycle se suit en entier\u202f: on s’inscrit à toutes les séances", required=False
    )

    @property
    def helper(self):
        helper = super().helper
        helper.add_input(Submit("apercu", "Voir les dates", css_class="btn-outline-primary"))
        return helper

    def clean_first_on(self):
        first_on = self.cleaned_data["first_on"]
        if not self._on - timedelta(days=366) <= first_on <= add_months(self._on, 24):
            raise ValidationError(f"Vérifiez l’année\u202f: {said(first_on)} est bien loin.")
        return first_on

    def clean(self):
        words = super().clean()
        last_on, number = words.get("last_on"), words.pop("number", None)
        if bool(last_on) == bool(number) and not self.errors.keys() & {"last_on", "number"}:
            self.add_error("last_on", "Dites le dernier jour ou le nombre de séances.")
        if self.errors:
            return words
        words["rule"] = Rule(
            first_on=words.pop("first_on"),
            weekdays=frozenset(words.pop("weekdays")),
            every=words.pop("every"),
            excluded_on=frozenset(words.pop("excluded_on")),
            on_public_holidays=words.pop("on_public_holidays"),
            in_school_holidays=words.pop("in_school_holidays"),
        )
        words["last_on"] = self._last_on(words["rule"], last_on, number)
        return words

    def _last_on(self, rule: Rule, last_on: date | None, number: int | None) -> date | None:
        if number:
            return rule.last_of(number)
        if not rule.first_on <= last_on <= add_months(rule.first_on, 12):
            self.add_error("last_on", "Le dernier jour vient après le premier, en un an au plus.")
        return last_on

    def _post_clean(self):
        """A cycle is no session yet: its sessions are judged one by one by the service."""


class CalendarForm(forms.Form):
    """Which week or month to look at, of one's own site or of all; nonsense shows today's."""

    vue = forms.ChoiceField(choices=[("mois", "Mois"), ("semaine", "Semaine")], required=False)
    jour = NearDayField(required=False)
    lieu = forms.ChoiceField(choices=[("tous", "Tous les points d’accueil")], required=False)

    def asked(self, *, today: date) -> dict:
        self.is_valid()
        words = getattr(self, "cleaned_data", {})
        day = words.get("jour") or today
        if not 1900 < day.year < 2200:
            day = today
        return {"view": words.get("vue") or "mois", "day": day}

    @property
    def is_everywhere(self) -> bool:
        self.is_valid()
        return bool(getattr(self, "cleaned_data", {}).get("lieu"))
