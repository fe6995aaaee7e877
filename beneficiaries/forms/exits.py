from django import forms

from beneficiaries.models import ExitTalk, FollowUp, MarketOffer
from pimms.kernel.fields import DayField
from pimms.kernel.forms import Crispy

_CHOOSE = [("", "Choisissez")]


class _PriceField(forms.DecimalField):
    def __init__(self, **options):
        super().__init__(
            min_value=0,
            max_value=999,
            decimal_places=2,
            max_digits=6,
            localize=True,
            help_text="En euros, par exemple 4,99.",
            **options,
        )


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
    operator = forms.CharField(
        label="Opérateur", required=False, max_length=60, help_text="Si l’offre n’est pas listée."
    )
    plan = forms.CharField(label="Forfait", required=False, max_length=100)
    monthly_price = _PriceField(label="Prix par mois", required=False)
    equipment = forms.CharField(
        label="Équipement acquis",
        required=False,
        max_length=200,
        help_text="Par exemple\u202f: un téléphone reconditionné, une box.",
    )
    autonomy = forms.CharField(
        label="Ce que la personne sait faire seule",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OfferForm(Crispy, forms.Form):
    submit = "Ajouter l’offre"

    operator = forms.CharField(label="Opérateur", max_length=60)
    name = forms.CharField(label="Offre", max_length=100)
    monthly_price = _PriceField(label="Prix par mois")
    for_whom = forms.CharField(
        label="Pour qui",
        max_length=200,
        help_text="Par exemple\u202f: qui téléphone peu et n’utilise pas internet.",
    )
    remarks = forms.CharField(label="Bon à savoir", required=False, max_length=300)


class OfferCheckForm(OfferForm):
    submit = "L’offre est vérifiée aujourd’hui"


class FollowUpForm(Crispy, forms.Form):
    submit = "Enregistrer"

    outcome = forms.ChoiceField(
        label="Qu’est-elle devenue\u202f?", choices=FollowUp.Outcome, widget=forms.RadioSelect
    )
    words = forms.CharField(label="En quelques mots", required=False, max_length=300)
