"""What every form and every writing view share."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.html import format_html

from .triggers import SENTENCES

Result = TypeVar("Result")


def many(name: str) -> Field:
    """Many choices, in columns."""
    return Field(name, wrapper_class="in-columns")


def few(name: str) -> Field:
    """Short choices, side by side."""
    return Field(name, wrapper_class="side-by-side")


if TYPE_CHECKING:  # what the mixin stands before
    from django.forms import Form as _Form
else:
    _Form = object


class Crispy(_Form):
    """A form says its `layout` and its `submit`; the helper is built here, once."""

    layout: Layout | None = None
    submit = "Enregistrer"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not field.required and field.label and not isinstance(field, forms.BooleanField):
                field.label = format_html(
                    '{} <span class="optional">(facultatif)</span>', field.label
                )

    def clean(self) -> dict[str, Any]:
        """What a field says besides its value stands beside it: the postal code of a commune, and,
        where the form keeps notes, what was written around a telephone."""
        super().clean()
        for name, field in self.fields.items():
            self.cleaned_data |= getattr(field, "aside", {})
            if getattr(field, "beside", "") and name not in self.errors:
                noted_in = getattr(field, "noted_in", "")
                self._note(noted_in, f"Téléphone\u202f: {self[name].value()}")
        return self.cleaned_data

    def _note(self, name: str, line: str) -> None:
        said = self.cleaned_data.get(name, "")
        if line in said.splitlines():
            return
        try:
            self.cleaned_data[name] = self.fields[name].clean(f"{said}\n{line}".strip())
        except ValidationError as refusal:
            self.add_error(name, refusal)

    def begin_at(self, name: str) -> None:
        """The page opens with the focus on that field; what is refused takes it away."""
        if not self.is_bound:
            self.fields[name].widget.attrs["autofocus"] = True

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.layout = self.layout or helper.layout
        helper.add_input(Submit("", self.submit))
        return helper


def attempt(
    form: forms.BaseForm, service: Callable[..., Result], *args: Any, **kwargs: Any
) -> Result | None:
    """Run a service with the form's clean data; a refusal becomes a form error, never a 500.

    Returns what the service returns, or None when the form or the service refused.
    """
    if not form.is_valid():
        return None
    try:
        return service(*args, **kwargs, **form.cleaned_data)
    except ValidationError as refusal:
        for field, sentences in _by_field(refusal).items():
            form.add_error(field if field in form.fields else None, sentences)
    except IntegrityError as collision:
        form.add_error(None, sentence_of(collision))
    return None


def status(form: forms.BaseForm) -> int:
    """How the page of a form answers: 422 once what was sent is refused."""
    return 422 if form.is_bound else 200


def _by_field(refusal: ValidationError) -> dict:
    return refusal.message_dict if hasattr(refusal, "error_dict") else {None: refusal.messages}


def sentence_of(collision: IntegrityError) -> str:
    """The French sentence of the rule that a race broke; an unknown one is raised again."""
    name = getattr(getattr(collision.__cause__, "diag", None), "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.violation_error_message)
    if name in SENTENCES:
        return SENTENCES[name]
    raise collision
