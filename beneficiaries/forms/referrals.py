import uuid

from django import forms

from beneficiaries.models import Beneficiary, Referral
from partners.models import Organisation
from pimms.kernel.forms import Crispy

from .fields import CommuneField, DayField, NameField, PhoneField


class ReferralForm(Crispy, forms.Form):
    """A referral: two minutes, one page."""

    submit = "Envoyer l’orientation"

    organisation = forms.ModelChoiceField(label="Au nom de", queryset=Organisation.objects.none())
    last_name = NameField(label="Nom", error_messages={"required": "Indiquez le nom."})
    first_name = NameField(label="Prénom", required=False)
    born_on = DayField(label="Date de naissance", help_text="JJ/MM/AAAA")
    phone = PhoneField()
    commune = CommuneField()
    needs = forms.MultipleChoiceField(
        label="Besoins",
        choices=Referral.Need,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un besoin."},
    )
    situation = forms.CharField(
        label="Situation, en quelques mots",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="600 caractères au plus. Ni santé, ni numéro de sécurité sociale, ni montant.",
    )
    referrer_name = forms.CharField(
        label="Travailleur social référent, si ce n’est pas vous", max_length=100, required=False
    )
    person_informed = forms.BooleanField(
        label="La personne sait que je transmets ces informations au Pimms, et elle est d’accord.",
        error_messages={"required": "Sans l’accord de la personne, rien ne peut être transmis."},
    )
    key = forms.UUIDField(
        label="Envoi",
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages=dict.fromkeys(
            ("required", "invalid"), "Ouvrez le formulaire à nouveau pour envoyer l’orientation."
        ),
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = organisations
        if len(organisations) == 1:
            field.initial, field.widget = organisations[0].pk, forms.HiddenInput()


class AcceptanceForm(forms.Form):
    """Onto which file."""

    beneficiary = forms.ModelChoiceField(queryset=Beneficiary.objects.all())


class RefusalForm(forms.Form):
    """Why not, and in what words."""

    refusal = forms.ChoiceField(
        label="Motif",
        choices=[("", "Choisissez"), *Referral.Refusal.choices],
        error_messages={"required": "Choisissez le motif."},
    )
    answer = forms.CharField(
        label="Réponse au référent",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Le référent lira ces mots\u202f; la personne ne les voit pas.",
    )
