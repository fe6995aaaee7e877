from django import forms

from beneficiaries.models import ExitTalk, FollowUp, MarketOffer
from pimms.kernel.fields import DayField, EurosField, TextField
from pimms.kernel.forms import Crispy

_CHOOSE = [("", "Choisissez")]


_PRICE = {
    "label": "Prix par mois",
    "maximum": 999,
    "help_text": "En euros, par exemple 4,99.",
}


class ExitTalkForm(Crispy, forms.Form):
    submit = "Enregistrer l’entretien"

    held_on = DayField(label="Tenu le")
    reason = forms.ChoiceField(
        label="Motif de sortie", choices=[*_CHOOSE, *ExitTalk.Reason.choices]
    )
    next_step = forms.ChoiceField(label="Et après", choices=[*_CHOOSE, *ExitTalk.Next.choices])
    offer = forms.ModelChoiceField(
        label="Offre choisie",
        queryset=MarketOffer.objects.current().cheapest_first(),
        required=False,
        empty_label="Aucune de la liste",
    )
    operator = TextField(
        label="Opérateur", required=False, max_length=60, help_text="Si l’offre n’est pas listée."
    )
    plan = TextField(label="Forfait", required=False, max_length=100)
    monthly_price = EurosField(**_PRICE, required=False)
    equipment = TextField(
        label="Équipement acquis",
        required=False,
        max_length=200,
        help_text="Par exemple\u202f: un téléphone reconditionné, une box.",
    )
    autonomy = TextField(
        label="Ce que la personne sait faire seule",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OfferForm(Crispy, forms.Form):
    submit = "Ajouter l’offre"

    operator = TextField(label="Opérateur", max_length=60)
    name = TextField(label="Offre", max_length=100)
    monthly_price = EurosField(**_PRICE)
    for_whom = TextField(
        label="Pour qui",
        max_length=200,
        help_text="Par exemple\u202f: qui téléphone peu et n’utilise pas internet.",
    )
    remarks = TextField(label="Bon à savoir", required=False, max_length=300)


class OfferCheckForm(OfferForm):
    submit = "L’offre est vérifiée aujourd’hui"


class FollowUpForm(Crispy, forms.Form):
    submit = "Enregistrer"

    outcome = forms.ChoiceField(
        label="Qu’est-elle devenue\u202f?", choices=FollowUp.Outcome, widget=forms.RadioSelect
    )
    words = TextField(label="En quelques mots", required=False, max_length=300)
