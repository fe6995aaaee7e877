"""What the programme is made of: types, rooms, opening hours, absences."""

from datetime import datetime

from crispy_forms.layout import Layout
from django import forms

from accounts.models import User
from pimms.kernel.fields import NearDayField, TextField
from pimms.kernel.forms import Crispy, few, many
from workshops.models import Cycle, Room, WorkshopType

from .fields import EquipmentField, ThemesField


class HoursForm(Crispy, forms.Form):
    """The opening hours of a site: a morning and an afternoon for each weekday."""

    submit = "Enregistrer les horaires"

    def __init__(self, *args, site, **kwargs):
        super().__init__(*args, **kwargs)
        known = {}
        for each in site.opening_hours.order_by("weekday", "opens_at"):
            known.setdefault(each.weekday, []).append(each)
        for weekday, label in Cycle.Weekday.choices:
            openings = known.get(weekday, [])
            text = ", ".join(f"{o.opens_at:%H:%M}-{o.closes_at:%H:%M}" for o in openings)
            self.fields[f"day-{weekday}"] = TextField(
                label=label.capitalize(), required=False, max_length=100, initial=text
            )
        self.fields["day-0"].help_text = "Par exemple 9:00-12:30, 14:00-18:00. Vide\u202f: fermé."

    def clean(self):
        hours = []
        for weekday, _ in Cycle.Weekday.choices:
            name = f"day-{weekday}"
            for part in filter(None, self.cleaned_data.get(name, "").replace(" ", "").split(",")):
                try:
                    opens_at, closes_at = (
                        datetime.strptime(word, "%H:%M").time()  # noqa: DTZ007
                        for word in part.split("-")
                    )
                except ValueError:
                    self.add_error(name, "Écrivez les heures comme 9:00-12:30.")
                else:
                    hours.append((weekday, opens_at, closes_at))
        return {"hours": hours}


class AbsenceForm(Crispy, forms.Form):
    """Who is away, or which site is closed, and from when to when."""

    submit = "Noter cette absence"
    user = forms.ModelChoiceField(
        label="Qui",
        queryset=User.objects.none(),
        required=False,
        empty_label="Tout le point d’accueil (fermeture)",
        error_messages={"invalid_choice": "Choisissez une personne de l’équipe."},
    )
    first = NearDayField(label="Du")
    last = NearDayField(label="Au")

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self._site = by.site
        self.fields["user"].queryset = User.objects.team()
        self.fields["user"].label = "Qui"

    def clean(self):
        words = super().clean()
        words["site"] = None if words.get("user") else self._site
        return words


class RoomForm(Crispy, forms.ModelForm):
    submit = "Enregistrer cette salle"

    class Meta:
        model = Room
        fields = ("site", "name", "seats", "computers", "closed_on")

    closed_on = NearDayField(label="Fermée depuis le", required=False)


class TypeForm(Crispy, forms.ModelForm):
    submit = "Enregistrer cet atelier type"
    layout = Layout(
        "name", "level", few("equipment"), "prerequisites", "minutes", "capacity", "funder",
        "poster_text", many("themes"),
    )  # fmt: skip
    themes = ThemesField()
    equipment = EquipmentField()

    class Meta:
        model = WorkshopType
        fields = (
            "name", "level", "themes", "equipment", "prerequisites", "minutes", "capacity",
            "funder", "poster_text",
        )  # fmt: skip
        widgets = {"poster_text": forms.Textarea(attrs={"rows": 3})}
