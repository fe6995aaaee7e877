"""What every form and every writing view share."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.html import format_html


class Crispy:
    """A form says its `layout` and its `submit`; the helper is built here, once."""

    layout, submit = None, "Enregistrer"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not field.required and field.label and not isinstance(field, forms.BooleanField):
                field.label = format_html(
                    '{} <span class="optional">(facultatif)</span>', field.label
                )

    @property
    def helper(self):
        helper = FormHelper(self)
        helper.layout = self.layout or helper.layout
        helper.add_input(Submit("", self.submit))
        return helper


def attempt(form, service, *args, **kwargs):
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


def status(form) -> int:
    """How the page of a form answers: 422 once what was sent is refused."""
    return 422 if form.is_bound else 200


def _by_field(refusal: ValidationError) -> dict:
    return refusal.message_dict if hasattr(refusal, "error_dict") else {None: refusal.messages}


def sentence_of(collision: IntegrityError) -> str:
    """The French sentence of the constraint that a race broke; an unknown one is raised again."""
    name = getattr(getattr(collision.__cause__, "diag", None), "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return constraint.violation_error_message
    if name in TRIGGER_SENTENCES:
        return TRIGGER_SENTENCES[name]
    raise collision


# What the triggers of the ledger refuse, by the name they give as a constraint's.
TRIGGER_SENTENCES = {
    "sale_line_within_caps": "Un plafond est atteint\u202f: une autre vente vient d’être faite.",
    "sale_within_the_twelve_months": "Cette vente tombe hors des douze mois de l’inscription.",
    "sale_line_sign": "Une vente donne des articles\u202f; seule une annulation les reprend.",
    "sale_reverses_a_sale": "Une annulation porte sur une vente de la même inscription.",
    "file_takes_more_only_if_standing": "Ce dossier vient d’être réuni avec un autre\u202f:"
    " cherchez la personne à nouveau.",
    "sale_numbers_without_gaps": "Le numéro de reçu a été pris entre-temps\u202f: recommencez.",
}
