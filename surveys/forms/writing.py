"""Writing a questionnaire, and handing it out."""

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.text import slugify

from pimms.kernel.fields import DayField, TextField
from pimms.kernel.forms import Crispy
from surveys.models import Campaign, Question

_LIST = {"required": "Choisissez dans la liste.", "invalid_choice": "Choisissez dans la liste."}


class QuestionnaireForm(Crispy, forms.Form):
    submit = "Ouvrir le questionnaire"

    title = TextField(
        label="Titre", max_length=120, error_messages={"required": "Donnez un titre."}
    )
    introduction = TextField(
        label="Quelques mots avant de commencer",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="À quoi sert l’enquête, combien de temps elle prend. Personne n’est nommé.",
    )


class QuestionForm(Crispy, forms.Form):
    submit = "Enregistrer la question"
    layout = Layout(
        "label", "help", "section", "kind", "choices", "low_label", "high_label", "unit", "minimum",
        "maximum", "condition", "is_required", "is_reported",
    )  # fmt: skip

    label = TextField(
        label="Question", max_length=200, error_messages={"required": "Écrivez la question."}
    )
    help = TextField(label="Précision", max_length=200, required=False)
    section = TextField(
        label="Titre de la partie",
        max_length=80,
        required=False,
        help_text="Seulement sur la première question d’une partie.",
    )
    kind = forms.ChoiceField(label="Sorte de réponse", choices=Question.Kind, error_messages=_LIST)
    choices = TextField(
        label="Réponses proposées",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Une par ligne, pour une question au choix.",
    )
    low_label = TextField(label="Ce que veut dire 1", max_length=60, required=False)
    high_label = TextField(label="Ce que veut dire 5", max_length=60, required=False)
    unit = TextField(
        label="Unité du nombre", max_length=20, required=False, help_text="Par exemple\u202f: €."
    )
    minimum = forms.IntegerField(label="Nombre le plus petit", required=False)
    maximum = forms.IntegerField(label="Nombre le plus grand", required=False)
    condition = forms.ChoiceField(
        label="Demandée seulement si",
        required=False,
        error_messages=_LIST,
    )
    is_required = forms.BooleanField(label="Une réponse est attendue", required=False)
    is_reported = forms.BooleanField(label="À mettre dans le bilan de l’année", required=False)

    def __init__(self, *args, before: list[Question], question: Question | None = None, **kwargs):
        initial = _written(question) if question else {}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.before, self.known = before, question.words if question else {}
        self.fields["condition"].choices = [("", "Toujours")] + [
            (f"{each.pk}:{code}", f"«\u202f{words}\u202f» à «\u202f{each.label}\u202f»")
            for each in before
            if each.kind in Question.CHOSEN
            for code, words in each.choices
        ]

    def clean_choices(self):
        """Pairs of a code and its words; words that were there keep their code."""
        lines = [line.strip()[:120] for line in self.cleaned_data["choices"].splitlines()]
        codes = {words: code for code, words in self.known.items()}
        pairs, taken = [], set()
        for words in filter(None, lines):
            code = codes.get(words) or slugify(words)[:36].strip("-") or "autre"
            while code in taken:
                code += "-bis"
            taken.add(code)
            pairs.append([code, words])
        return pairs

    def clean(self):
        words = super().clean()
        kind, pairs = words.get("kind"), words.get("choices", [])
        if kind in Question.CHOSEN and len(pairs) < 2:
            raise ValidationError({"choices": "Proposez au moins deux réponses, une par ligne."})
        if kind not in Question.CHOSEN:
            words["choices"] = []
        pk, _, code = words.pop("condition", "").partition(":")
        words["only_if"] = next((each for each in self.before if str(each.pk) == pk), None)
        words["only_if_choice"] = code
        return words


def _written(question: Question) -> dict:
    names = ("label", "help", "section", "kind", "low_label", "high_label", "unit", "minimum",
             "maximum", "is_required", "is_reported")  # fmt: skip
    return {name: getattr(question, name) for name in names} | {
        "choices": "\n".join(words for _, words in question.choices),
        "condition": f"{question.only_if_id}:{question.only_if_choice}"
        if question.only_if_id
        else "",
    }


class CampaignForm(Crispy, forms.Form):
    submit = "Ouvrir la campagne"
    layout = Layout("title", "moment", "place", "first_on", "last_on", "target", "is_public")

    title = TextField(
        label="Intitulé", max_length=120, error_messages={"required": "Donnez un intitulé."}
    )
    moment = forms.ChoiceField(label="Moment", choices=Campaign.Moment, error_messages=_LIST)
    place = TextField(label="Lieu", max_length=120, required=False)
    first_on = DayField(label="Premier jour")
    last_on = DayField(label="Dernier jour")
    target = forms.IntegerField(
        label="Réponses espérées", min_value=1, max_value=100_000, required=False
    )
    is_public = forms.BooleanField(
        label="Ouverte aussi par un lien",
        required=False,
        help_text="Qui a le lien peut répondre, sans dire son nom.",
    )

    def clean(self):
        """`period` in place of the two days."""
        words = super().clean()
        first, last = words.pop("first_on", None), words.pop("last_on", None)
        if first and last:
            if last < first:
                raise ValidationError({"last_on": "Le dernier jour ne précède pas le premier."})
            words["period"] = DateRange(first, last, "[]")
        return words


class WithdrawForm(forms.Form):
    reason = TextField(
        label="Pourquoi",
        max_length=200,
        error_messages={"required": "Dites pourquoi cette réponse ne compte pas."},
    )


class ResultsForm(forms.Form):
    """Which answers: of a campaign, given in a way, from a day to another."""

    campagne = forms.ModelChoiceField(
        Campaign.objects.none(), label="Campagne", required=False, empty_label="Toutes"
    )
    maniere = forms.ChoiceField(label="Manière", required=False)
    du = DayField(label="Du", required=False)
    au = DayField(label="Au", required=False)

    def __init__(self, *args, campaigns, ways, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campagne"].queryset = campaigns
        self.fields["maniere"].choices = [("", "Toutes"), *ways]
        for field in self.fields.values():
            kind = "form-select" if hasattr(field, "choices") else "form-control"
            field.widget.attrs["class"] = kind

    def filter(self, responses):
        words = self.cleaned_data if self.is_valid() else {}
        asked = {
            "campaign": words.get("campagne"),
            "way": words.get("maniere"),
            "answered_on__gte": words.get("du"),
            "answered_on__lte": words.get("au"),
        }
        return responses.filter(**{name: value for name, value in asked.items() if value})
