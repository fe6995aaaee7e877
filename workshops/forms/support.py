"""A record of support in under twenty seconds: every choice has a letter or a digit."""

import uuid
from datetime import date

from crispy_forms.layout import HTML, Layout, Submit
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from accounts.models import User
from beneficiaries.forms.fields import SENSITIVE
from partners.models import Organisation, Place
from pimms.kernel.fields import DayField, TextField
from pimms.kernel.forms import Crispy, few, many
from pimms.kernel.periods import add_months
from pimms.kernel.templatetags.french import duration
from workshops.levels import Autonomy
from workshops.models import SupportPaper
from workshops.orientations import Orientation
from workshops.procedures import Channel, Procedure
from workshops.themes import Theme

from .fields import EquipmentField, ThemesField

STALE_PAGE = "Cette page n’est plus valable\u202f: rouvrez-la et recommencez."
_LIST = "Choisissez dans la liste."
_MINUTES = (5, 15, 30, 45, 60, 90, 120)
_LETTERS = {
    Theme.PAPERWORK: "d", Theme.EMAIL: "e", Theme.EQUIPMENT: "m", Theme.INTERNET: "i",
    Theme.JOB: "j", Theme.SECURITY: "s", Theme.DIAGNOSIS: "g", Theme.CONTENTS: "c",
    Theme.BANKING: "b", Theme.HEALTH: "h", Theme.SOCIAL_MEDIA: "r", Theme.OFFICE: "u",
    Theme.SCHOOL: "o", Theme.REPAIR: "n", Theme.PARENTING: "p", Theme.CULTURE: "l",
    Theme.AI: "a", Theme.CREATION: "f", Theme.BUSINESS: "k", Theme.OTHER: "x",
}  # fmt: skip
_SAVE = "v"
_BEGINNINGS = {
    b"%PDF-": SupportPaper.Kind.PDF,
    b"\xff\xd8\xff": SupportPaper.Kind.JPEG,
    b"\x89PNG\r\n\x1a\n": SupportPaper.Kind.PNG,
}


def _keyed(keys: dict[str, str]):
    """A mixin of widgets: each option answers to a key of the keyboard, which it shows."""

    class Keyed:
        def create_option(self, name, value, label, *args, **kwargs):
            option = super().create_option(name, value, label, *args, **kwargs)
            if key := keys.get(str(value)):
                option["attrs"]["data-key"] = key
                option["label"] = format_html("{} <kbd>{}</kbd>", label, key.upper())
            return option

    return Keyed


class _Durations(
    _keyed({str(minutes): str(n) for n, minutes in enumerate(_MINUTES, 1)}), forms.RadioSelect
):
    pass


class _Themes(_keyed({theme.value: key for theme, key in _LETTERS.items()}),
              forms.CheckboxSelectMultiple):  # fmt: skip
    pass


class SupportForm(Crispy, forms.Form):
    """A session of one-to-one support, as told right after it."""

    submit = "Enregistrer l’accompagnement"
    layout = Layout(
        "held_on",
        few("duration"),
        "other_duration",
        many("themes"),
        few("equipment"),
        few("autonomy"),
        "notes",
        HTML(
            '<details class="more"{% if form.errors %} open{% endif %}>'
            "<summary>Démarche administrative, lieu</summary>"
        ),
        many("procedures"),
        "procedure_name",
        few("channel"),
        HTML("</details>"),
        HTML(
            '<details class="more"{% if form.errors %} open{% endif %}>'
            "<summary>Orientation, suite à donner, note privée</summary>"
        ),
        "oriented_to",
        "organisation",
        "place",
        "next_step",
        "next_on",
        "private_note",
        HTML("</details>"),
        "key",
    )

    held_on = DayField(label="Jour")
    duration = forms.TypedChoiceField(
        label="Durée",
        choices=[*((minutes, duration(minutes)) for minutes in _MINUTES), ("", "Autre durée")],
        coerce=int,
        empty_value=None,
        required=False,
        widget=_Durations,
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
    themes = ThemesField(widget=_Themes)
    equipment = EquipmentField()
    autonomy = forms.ChoiceField(
        label="Autonomie",
        choices=[*Autonomy.choices, ("", "Non notée")],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _LIST},
    )
    notes = TextField(
        label="Notes",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"{SENSITIVE} La personne peut demander à lire ces notes.",
    )
    procedures = forms.MultipleChoiceField(
        label="La démarche concerne",
        choices=Procedure.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _LIST},
        help_text="Avec le thème «\u202fAide aux démarches administratives\u202f».",
    )
    procedure_name = TextField(
        label="Nom de la démarche",
        required=False,
        max_length=100,
        help_text="Par exemple «\u202fprime d’activité\u202f». Rien de la personne.",
    )
    channel = forms.ChoiceField(
        label="Où",
        choices=Channel.choices,
        initial=Channel.HERE,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _LIST},
    )
    oriented_to = forms.ChoiceField(
        label="Orientation vers un autre service",
        choices=[("", "Aucune"), *Orientation.choices],
        required=False,
        error_messages={"invalid_choice": _LIST},
    )
    organisation = forms.ModelChoiceField(
        label="Quel organisme",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Non précisé",
        error_messages={"invalid_choice": _LIST},
    )
    place = forms.ModelChoiceField(
        label="Ou quel lieu de l’annuaire",
        queryset=Place.objects.none(),
        required=False,
        empty_label="Non précisé",
        error_messages={"invalid_choice": _LIST},
    )
    next_step = TextField(
        label="Suite à donner",
        required=False,
        max_length=150,
        help_text="Par exemple «\u202frappeler l’opérateur\u202f».",
    )
    next_on = DayField(label="Pour le", required=False)
    private_note = TextField(
        label="Note privée",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Vous seul·e et la direction la lisez\u202f; chaque lecture est au journal.",
    )
    key = forms.UUIDField(
        label="Envoi",
        initial=uuid.uuid4,
        widget=forms.HiddenInput,
        error_messages={"required": STALE_PAGE, "invalid": STALE_PAGE},
    )

    def __init__(self, *args, beneficiary, on: date, initial=None, **kwargs):
        super().__init__(*args, initial={"held_on": on, "autonomy": ""} | (initial or {}), **kwargs)
        self.fields["duration"].label = "Durée"  # one of the two is required
        self.fields["channel"].label = "Où"  # one of them is always chosen
        self.fields["organisation"].queryset = Organisation.objects.accepted().order_by("name")
        self.fields["place"].queryset = Place.objects.listed()
        self._born_on, self._on = beneficiary.born_on, on

    @property
    def helper(self):
        helper = super().helper
        helper.inputs = [Submit("", self.submit, data_key=_SAVE, title="Touche V")]
        return helper

    def clean_held_on(self):
        held_on = self.cleaned_data["held_on"]
        if held_on > self._on:
            raise ValidationError("Ce jour n’est pas encore venu.")
        if held_on < self._born_on:
            raise ValidationError("La personne n’était pas née\u202f: vérifiez l’année.")
        return held_on

    def clean_channel(self):
        return self.cleaned_data["channel"] or Channel.HERE

    def clean_next_on(self):
        day = self.cleaned_data["next_on"]
        if day and not self._on <= day <= add_months(self._on, 12):
            raise ValidationError("Choisissez un jour d’ici un an.")
        return day

    def clean(self):
        words = super().clean()
        listed, other = words.pop("duration", None), words.pop("other_duration", None)
        if listed and other:
            self.add_error("duration", "Choisissez une durée ou écrivez-en une, pas les deux.")
        elif not listed and not other and not self.errors.keys() & {"duration", "other_duration"}:
            self.add_error("duration", "Indiquez la durée.")
        said = words.get("procedures") or words.get("procedure_name")
        if said and "themes" in words and Theme.PAPERWORK not in words["themes"]:
            self.add_error(
                "themes", "Cochez «\u202fAide aux démarches administratives\u202f» aussi."
            )
        if words.get("next_on") and not words.get("next_step"):
            self.add_error("next_step", "Dites ce qu’il y a à faire ce jour-là.")
        elif words.get("next_step") and "next_on" in words and not words["next_on"]:
            self.add_error("next_on", "Dites pour quel jour.")
        if (words.get("organisation") or words.get("place")) and not words.get("oriented_to"):
            self.add_error("oriented_to", "Dites vers quelle sorte de service va l’orientation.")
        return words | {"minutes": listed or other}


class PaperForm(Crispy, forms.Form):
    """A file for a record, judged by what it holds and not by its name."""

    submit = "Joindre cette pièce"
    title = TextField(
        label="Ce que c’est",
        max_length=100,
        error_messages={"required": "Dites ce qu’est cette pièce."},
    )
    file = forms.FileField(
        label="Fichier",
        max_length=200,
        help_text="PDF, JPEG ou PNG.",
        widget=forms.FileInput(attrs={"accept": ".pdf,image/jpeg,image/png"}),
        error_messages={
            "required": "Choisissez un fichier.",
            "invalid": "Choisissez un fichier.",
            "missing": "Choisissez un fichier.",
            "empty": "Ce fichier est vide.",
            "max_length": "Le nom de ce fichier est trop long.",
        },
    )
    is_confidential = forms.BooleanField(
        label="Confidentielle\u202f: lue par moi et par la direction seulement", required=False
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.SHEET_MEGABYTES * 1024**2:
            raise ValidationError(
                f"Ce fichier dépasse {settings.SHEET_MEGABYTES} Mo\u202f: choisissez-en un plus"
                " petit."
            )
        head = file.read(8)
        file.seek(0)
        self._kind = next((kind for word, kind in _BEGINNINGS.items() if head.startswith(word)), "")
        if not self._kind:
            raise ValidationError("Ce fichier n’est ni un PDF ni une photo (JPEG, PNG).")
        return file

    def clean(self):
        return super().clean() | {"kind": getattr(self, "_kind", "")}


class CompleteForm(Crispy, forms.Form):
    """What the record of a session lacks, told later."""

    submit = "Enregistrer"

    themes = ThemesField()
    equipment = EquipmentField()
    autonomy = forms.ChoiceField(
        label="Autonomie",
        choices=[*Autonomy.choices, ("", "Non notée")],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _LIST},
    )
    counsellor_name = TextField(label="Accompagné par", max_length=100, required=False)

    def __init__(self, *args, session, **kwargs):
        names = ("themes", "equipment", "autonomy")
        initial = {name: getattr(session, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        shown = [many("themes"), few("equipment"), few("autonomy"), "counsellor_name"]
        if session.counsellor_name:
            del self.fields[shown.pop()]
        self.layout = Layout(*shown)


class StepForm(Crispy, forms.Form):
    """Something to do for the person, for a day."""

    submit = "Noter cette suite"
    what = TextField(
        label="Suite à donner",
        max_length=150,
        error_messages={"required": "Dites ce qu’il y a à faire."},
    )
    due_on = DayField(label="Pour le")
    assigned_to = forms.ModelChoiceField(
        label="À faire par",
        queryset=User.objects.none(),
        empty_label=None,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Choisissez une personne de l’équipe."
        ),
    )

    def __init__(self, *args, team, by, on: date, **kwargs):
        super().__init__(*args, initial={"assigned_to": by.pk}, **kwargs)
        self.fields["assigned_to"].queryset, self._on = team, on

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if not self._on <= day <= add_months(self._on, 12):
            raise ValidationError("Choisissez un jour d’ici un an.")
        return day
