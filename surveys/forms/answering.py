"""A questionnaire to fill in, made of its questions."""

import uuid
from decimal import Decimal

from django import forms

from pimms.kernel.fields import DayField, NumberField, TextField
from surveys.models import Question

_STALE = "Cette page a vieilli\u202f: rechargez-la, puis recommencez."
_CHOICE = {"invalid_choice": "Choisissez une des réponses proposées."}


class AnswerForm(forms.Form):
    """`answers` holds what was said, by the code of the question, without what was not asked."""

    key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages=dict.fromkeys(("required", "invalid"), _STALE)
    )

    def __init__(self, *args, questions: list[Question], **kwargs):
        super().__init__(*args, initial={"key": uuid.uuid4()} | kwargs.pop("initial", {}), **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[_name(question)] = _field(question)

    def clean(self):
        words, answers = super().clean(), {}
        for question in self.questions:
            name = _name(question)
            if not question.is_asked(answers):
                self.errors.pop(name, None)
                continue
            value = words.get(name)
            if value not in (None, "", []):
                answers[question.code] = _plain(value)
            elif question.is_required and name not in self.errors:
                self.add_error(name, "Répondez à cette question.")
        return {name: words[name] for name in ("key", "on") if name in words} | {"answers": answers}

    @property
    def sections(self) -> list[tuple[str, list[tuple[Question, forms.BoundField]]]]:
        """The questions under the titles of their parts, in order."""
        parts = []
        for question in self.questions:
            if not parts or (question.section and parts[-1][0] != question.section):
                parts.append((question.section, []))
            parts[-1][1].append((question, self[_name(question)]))
        return parts


class PaperForm(AnswerForm):
    """Typed from paper: on which day it was filled in."""

    on = DayField(label="Rempli le")
    field_order = ["on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].widget.attrs["class"] = "form-control w-auto"


def _name(question: Question) -> str:
    return f"q-{question.code}"


def _plain(value):
    """As it is kept in JSON."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _field(question: Question) -> forms.Field:
    common = {"label": question.label, "help_text": question.help, "required": False}
    kind = Question.Kind(question.kind)
    if kind == Question.Kind.SINGLE:
        return forms.ChoiceField(
            choices=question.choices, widget=forms.RadioSelect, error_messages=_CHOICE, **common
        )
    if kind == Question.Kind.MULTIPLE:
        return forms.MultipleChoiceField(
            choices=question.choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages=_CHOICE,
            **common,
        )
    if kind == Question.Kind.SCALE:
        return forms.TypedChoiceField(
            choices=[(str(note), str(note)) for note in question.scale],
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect,
            error_messages=_CHOICE,
            **common,
        )
    if kind == Question.Kind.NUMBER:
        return NumberField(
            minimum=-1_000_000 if question.minimum is None else question.minimum,
            maximum=1_000_000 if question.maximum is None else question.maximum,
            **common,
        )
    return TextField(
        max_length=600, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 600}), **common
    )
