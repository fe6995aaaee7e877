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
    """The French sentence of the constraint that a race broke; an unknown one is raised again."""
    name = getattr(getattr(collision.__cause__, "diag", None), "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.violation_error_message)
    if name in TRIGGER_SENTENCES:
        return TRIGGER_SENTENCES[name]
    raise collision


# What the triggers of the ledger refuse, by the name they give as a constraint's.
TRIGGER_SENTENCES = {
    "questionnaire_frozen_once_answered": "Ce questionnaire a déjà des réponses\u202f: ouvrez une"
    " nouvelle version.",
    "question_hangs_on_an_earlier_choice": "Une question dépend d’une réponse à une question qui la"
    " précède.",
    "response_within_its_campaign": "Cette enquête ne prend pas de réponse ce jour-là.",
    "response_fits_its_questions": "Une réponse ne va pas avec sa question\u202f: rouvrez la page.",
    "referral_goes_its_way": "Cette orientation a changé d’état entre-temps\u202f: rouvrez-la.",
    "telling_as_the_person_agrees": "La personne garde cette étape pour elle\u202f: rien n’en est"
    " dit au référent.",
    "publication_of_a_frozen_edition": "Un bilan se publie une fois arrêté.",
    "frozen_edition_never_changes": "Un bilan arrêté ne change plus.",
    "sale_line_within_caps": "Une autre vente vient d’atteindre un plafond\u202f: rouvrez la page.",
    "sale_within_the_twelve_months": "Cette vente tombe hors des douze mois de l’inscription.",
    "sale_line_allocation_says_why": "Une dotation exceptionnelle dit son motif.",
    "price_is_never_edited": "Un prix ne se corrige pas\u202f: un nouveau prix le remplace.",
    "cap_is_never_edited": "Un plafond ne se corrige pas\u202f: un nouveau plafond le remplace.",
    "sale_line_sign": "Une vente donne des articles\u202f; seule une annulation les reprend.",
    "sale_reverses_a_sale": "Une annulation porte sur une vente de la même inscription.",
    "enrolment_on_a_settled_assessment": "Cet examen n’ouvre pas de droits.",
    "enrolment_within_the_capacity": "Le programme est complet\u202f: sa dernière place vient"
    " d’être prise.",
    "finding_of_its_version": "Ce critère n’est pas de cette version du programme.",
    "review_names_the_author": "L’auteur d’une relecture est celui de l’examen.",
    "sale_while_suspended": "Les droits sont suspendus\u202f: reprenez-les d’abord.",
    "enrolment_lasts_twelve_months": "Une inscription s’ouvre pour douze mois.",
    "enrolment_period_is_computed": "La date de fin se calcule\u202f: prenez une décision.",
    "enrolment_keeps_its_number": "Un numéro d’inscription est donné une fois pour toutes.",
    "movement_follows_what_stands": "Cette décision ne suit pas celles qui tiennent.",
    "movement_undoes_the_latest": "Seule la dernière décision s’annule.",
    "movement_keeps_the_sales": "Des ventes ont eu lieu pendant ces jours-là\u202f: choisissez un"
    " jour qui les suit.",
    "extension_within_its_motive": "La limite de ce motif de prolongation est atteinte.",
    "file_takes_more_only_if_standing": "Ce dossier vient d’être réuni avec un autre\u202f:"
    " cherchez la personne à nouveau.",
    "sale_numbers_without_gaps": "Le numéro de reçu a été pris entre-temps\u202f: recommencez.",
    "sale_line_names_its_units": "Il manque des numéros de pièces\u202f: recommencez la vente.",
    "movement_names_its_units": "Le nombre de pièces nommées n’est pas la quantité du mouvement.",
    "unit_sold_once": "Cette pièce vient d’être vendue\u202f: prenez-en une autre.",
    "unit_not_past_its_date": "Cette pièce est périmée\u202f: prenez-en une autre.",
    "unit_moves_from_where_it_is": "Cette pièce n’est plus là\u202f: rouvrez la page.",
    "unit_follows_its_steps": "Une pièce ne change que par un mouvement.",
    "stock_level_follows_movements": "Un stock ne change que par un mouvement.",
    "stock_movement_of_a_tracked_product": "Cet article n’est pas suivi en stock.",
    "product_tracking_changes_when_empty": "Cet article a encore des pièces en stock\u202f:"
    " son suivi ne peut pas changer.",
    "sale_in_an_open_till": "La caisse vient d’être clôturée\u202f: rouvrez-la avec son fond.",
    "sale_in_a_closed_period": "Cette période est clôturée\u202f: plus rien ne s’y vend.",
    "sale_line_of_a_sealed_sale": "Ce reçu est scellé\u202f: plus aucun article ne s’y ajoute.",
    "till_in_a_closed_period": "Cette journée est clôturée\u202f: sa caisse ne rouvre pas.",
    "till_never_changes": "Une caisse clôturée ne change plus, ni la façon dont elle fut ouverte.",
    "till_closed_as_counted": "Une vente vient d’être faite\u202f: recomptez la caisse.",
    "invitation_of_an_accepted_organisation": "Cet organisme n’est pas accepté\u202f: personne n’y"
    " est invité.",
    "organisation_keeps_an_administrator": "L’organisme garde quelqu’un qui l’administre.",
    "appointment_within_its_permanence": "Ce rendez-vous sort des heures de la permanence.",
    "drop_in_cancelled_when_nobody_is_expected": "Des personnes ont rendez-vous à cette"
    " permanence\u202f: prévenez-les et annulez d’abord leurs rendez-vous.",
    "passage_takes_back_a_passage": "Une reprise porte sur un passage du même point d’accueil.",
    "cash_count_of_a_closed_till": "Cette caisse est clôturée\u202f: elle ne se recompte pas.",
    "skill_grid_frozen_once_used": "Cette grille a servi\u202f: elle ne change plus.",
    "skill_grid_after_the_measures": "Des mesures ont été faites depuis ce jour\u202f:"
    " choisissez un jour qui les suit.",
    "skill_measure_by_the_grid_of_its_day": "Une autre grille était en vigueur ce jour-là.",
    "skill_measure_within_its_grid": "Ce niveau n’est pas de la grille\u202f: rouvrez la page.",
    "skill_measure_of_who_was_there": "La personne n’est pas notée présente à cette séance.",
    "skill_measure_corrects_the_same": "Une correction porte sur la même séance de la même"
    " personne.",
    "grant_holds_what_it_gave": "Une subvention ne descend pas sous ce qui en est reçu, dépensé ou"
    " mis de côté.",
    "receipts_within_the_grant": "Les versements reçus dépassent le montant accordé.",
    "receipt_reverses_the_same": "Une annulation porte sur un versement de la même subvention.",
    "receipt_of_its_grant": "Ce versement attendu est d’une autre subvention.",
    "shares_within_the_expense": "Cette dépense serait payée plus d’une fois\u202f: reprenez"
    " d’abord une part.",
    "share_given_back_was_paid": "Cette part vient d’être reprise.",
    "shares_within_the_grant": "Il ne reste pas assez de cette subvention.",
    "expense_reverses_the_same": "Une annulation reprend la même dépense.",
    "income_reverses_the_same": "Une annulation reprend la même recette.",
    "dedicated_fund_not_overdrawn": "Ce fonds dédié ne contient pas autant.",
}
