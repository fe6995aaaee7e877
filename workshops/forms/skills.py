"""What somebody can do: one row of big choices a skill; and the words of a new grid."""

import uuid
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Site
from pimms.kernel.fields import DayField, TextField
from pimms.kernel.forms import Crispy
from pimms.kernel.templatetags.french import day
from workshops.models import Registration, SkillMeasure, WorkshopType
from workshops.models.skills import LEVELS
from workshops.progress import LEVEL_NAMES

Moment = SkillMeasure.Moment
NOT_MEASURED = "Non mesurée"
LATELY = 30  # days: the sessions that a measure may be of
_SHOWN = 6
_STALE_PAGE = "Cette page est restée ouverte trop longtemps\u202f: rouvrez-la."


class LevelsForm(forms.Form):
    """A level for each skill of the grid, or none."""

    key = forms.UUIDField(
        initial=uuid.uuid4,
        widget=forms.HiddenInput,
        error_messages={"required": _STALE_PAGE, "invalid": _STALE_PAGE},
    )

    def __init__(self, *args, grid, levels=None, **kwargs):
        super().__init__(*args, **kwargs)
        self._skills = list(grid.skills.in_order()) if grid else []
        for skill in self._skills:
            self.fields[f"level-{skill.code}"] = forms.TypedChoiceField(
                label=skill.name,
                choices=[("", NOT_MEASURED), *enumerate(skill.levels, 1)],
                coerce=int,
                empty_value=None,
                required=False,
                initial=(levels or {}).get(skill.code, ""),
                widget=forms.RadioSelect(attrs={"class": "btn-check"}),
                error_messages={"invalid_choice": "Choisissez un niveau de la liste."},
            )

    def rows(self):
        """(skill, its radio buttons), in the order of the grid."""
        return [(skill, self[f"level-{skill.code}"]) for skill in self._skills]

    def _levels(self) -> dict[str, int]:
        asked = {s.code: self.cleaned_data.pop(f"level-{s.code}", None) for s in self._skills}
        return {code: level for code, level in asked.items() if level}

    def clean(self):
        super().clean()
        levels = self._levels()
        return self.cleaned_data | {"levels": levels}


class MeasureForm(LevelsForm):
    """When it was measured: on the way in, on the way out, or in one of the last sessions."""

    occasion = forms.ChoiceField(
        label="Moment",
        widget=forms.RadioSelect(attrs={"class": "btn-check"}),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Choisissez le moment dans la liste."
        ),
    )
    measured_on = DayField(
        label="Jour",
        required=False,
        help_text="Pour une entrée ou une sortie. En séance, c’est le jour de la séance.",
    )

    def __init__(self, *args, person, on, occasion="", **kwargs):
        self._sessions = _sessions_of(person, on=on)
        self._on, self._born_on = on, person.born_on
        entered = person.skill_measures.standing().filter(moment=Moment.ENTRY).exists()
        first = next(iter(self._sessions), Moment.EXIT) if entered else Moment.ENTRY
        asked = occasion if occasion in self._sessions else str(first)
        initial = {"occasion": asked, "measured_on": on}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["occasion"].choices = [
            (Moment.ENTRY, Moment.ENTRY.label),
            *((code, label) for code, (label, *_) in self._sessions.items()),
            (Moment.EXIT, Moment.EXIT.label),
        ]

    def clean(self):
        words = super().clean()
        occasion = words.pop("occasion", None)
        if occasion in self._sessions:
            _, seat, support, held_on = self._sessions[occasion]
            of = {"registration": seat, "support": support, "measured_on": held_on}
            return words | of | {"moment": Moment.SESSION}
        measured_on = words.get("measured_on")
        if occasion and measured_on is None and "measured_on" not in self.errors:
            self.add_error("measured_on", "Indiquez le jour, par exemple 15/03/2016.")
        if measured_on and not self._born_on <= measured_on <= self._on:
            self.add_error("measured_on", "Ce jour n’est pas possible\u202f: vérifiez-le.")
        return words | {"moment": occasion}


def _sessions_of(person, *, on) -> dict:
    """code: (label, seat, support, day) of the sessions of late, the last one first."""
    since = on - timedelta(days=LATELY)
    seats = person.registrations.filter(
        status=Registration.Status.PRESENT, workshop__held_on__range=(since, on)
    )
    support = person.support_sessions.filter(held_on__range=(since, on))
    found = [
        (seat.workshop.held_on, f"s-{seat.pk}", seat.workshop.title, seat, None)
        for seat in seats.latest_first()[:_SHOWN]
    ] + [
        (each.held_on, f"a-{each.pk}", "Accompagnement", None, each)
        for each in support.latest_first()[:_SHOWN]
    ]
    found.sort(key=lambda each: each[:2], reverse=True)
    return {
        code: (f"{label}, {day(held_on)}", seat, support, held_on)
        for held_on, code, label, seat, support in found[:_SHOWN]
    }


class GridForm(Crispy, forms.Form):
    """The next version of the grid, written from the one in force."""

    submit = "Enregistrer la grille"
    name = TextField(label="Nom", max_length=100)
    starts_on = DayField(
        label="En vigueur à partir du",
        help_text="Demain au plus tôt\u202f: les mesures déjà faites gardent leur grille.",
    )

    def __init__(self, *args, grid, spare=2, **kwargs):
        skills = list(grid.skills.in_order()) if grid else []
        initial = {"name": grid.name if grid else ""}
        self._codes = [skill.code for skill in skills] + [""] * spare
        for n, skill in enumerate(skills):
            initial |= {f"name-{n}": skill.name, f"essential-{n}": skill.is_essential}
            initial |= {f"level-{n}-{k}": words for k, words in enumerate(skill.levels, 1)}
        super().__init__(*args, initial=initial, **kwargs)
        for n in range(len(self._codes)):
            self._add_skill(n)

    def _add_skill(self, n):
        which = f"Compétence {n + 1}"
        optional = {"required": False, "widget": forms.TextInput(attrs={"autocomplete": "off"})}
        self.fields[f"name-{n}"] = TextField(label=which, max_length=40, **optional)
        for k, name in enumerate(LEVEL_NAMES, 1):
            self.fields[f"level-{n}-{k}"] = TextField(
                label=f"{which}, {name.lower()}", max_length=120, **optional
            )
        self.fields[f"essential-{n}"] = forms.BooleanField(
            label=f"{which} fait partie du bagage minimum", required=False
        )

    def clean(self):
        words = super().clean()
        skills = [self._skill(n, words) for n in range(len(self._codes))]
        kept = {name: words[name] for name in ("name", "starts_on") if name in words}
        return kept | {"skills": [skill for skill in skills if skill]}

    def _skill(self, n, words):
        name = words.get(f"name-{n}", "")
        levels = [words.get(f"level-{n}-{k}", "") for k in range(1, LEVELS + 1)]
        if name and not all(levels):
            self.add_error(f"name-{n}", "Dites les trois niveaux de cette compétence.")
        if not name:
            if any(levels) and not self._codes[n]:
                self.add_error(f"name-{n}", "Nommez cette compétence.")
            return None
        of = {"name": name, "levels": levels, "is_essential": words.get(f"essential-{n}", False)}
        return of | ({"code": self._codes[n]} if self._codes[n] else {})


class SpanForm(forms.Form):
    """From a day to another, at one of our sites or all of them."""

    du = DayField(label="Du", required=False)
    au = DayField(label="Au", required=False)
    site = forms.ModelChoiceField(
        Site.objects.order_by("name"), label="Point d’accueil", required=False, empty_label="Tous"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            kind = "form-select" if hasattr(field, "choices") else "form-control"
            field.widget.attrs["class"] = kind

    def clean(self):
        words = super().clean()
        if words.get("du") and words.get("au") and words["au"] < words["du"]:
            raise ValidationError("Le dernier jour ne précède pas le premier.")
        return words

    def span(self, *, today) -> DateRange:
        """Half-open; this year up to today unless both days are given."""
        words = getattr(self, "cleaned_data", {})
        first = words.get("du") or today.replace(month=1, day=1)
        last = words.get("au") or max(today, first)
        return DateRange(first, max(last, first) + timedelta(days=1))


class ProgressForm(SpanForm):
    atelier = forms.ModelChoiceField(
        WorkshopType.objects.order_by("name"),
        label="Atelier du programme",
        required=False,
        empty_label="Tous, et l’accompagnement",
    )
