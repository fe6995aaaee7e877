from django import forms

from beneficiaries.models import Beneficiary
from pimms.kernel.forms import Crispy

from .fields import SENSITIVE, CommuneField, DayField, NameField, PhoneField

INCOMES = (
    "RSA", "ASS", "AAH", "ASPA", "ARE", "Salaire", "Retraite", "Prime d’activité",
    "Sans ressources", "Autre",
)  # fmt: skip


class PeopleSearchForm(forms.Form):
    """What is typed above the list, and which people it shows."""

    q = forms.CharField(required=False, max_length=100, label="Rechercher une personne")
    etat = forms.ChoiceField(
        required=False,
        label="Montrer",
        choices=[("", "Toutes"), ("inscrites", "Inscrites aujourd’hui")],
    )

    @property
    def searches(self) -> bool:
        """Whether anything at all is looked for."""
        return self.is_valid() and any(self.cleaned_data.values())

    def filter(self, people, *, on):
        """The people who answer to the search; a search that is none filters nothing out."""
        if not self.is_valid():
            return people
        if words := self.cleaned_data["q"].strip():
            people = people.matching(words)
        if self.cleaned_data["etat"]:
            people = people.enrolled_on(on)
        return people


class IdentityForm(Crispy, forms.Form):
    """Who somebody is, in their own spelling, and how they live."""

    last_name = NameField(label="Nom", error_messages={"required": "Indiquez le nom."})
    first_name = NameField(label="Prénom", required=False)
    born_on = DayField(label="Date de naissance", help_text="JJ/MM/AAAA")
    phone = PhoneField()
    commune = CommuneField()
    address = forms.CharField(label="Adresse", required=False, max_length=200)
    email = forms.EmailField(
        label="Adresse électronique", required=False, help_text="nom@domaine.fr"
    )
    gender = forms.ChoiceField(
        label="Genre",
        choices=Beneficiary.Gender,
        initial=Beneficiary.Gender.NOT_STATED,
        help_text="Sert à la statistique du bilan et à l’accord des mots.",
    )
    social_status = forms.ChoiceField(
        label="Situation",
        choices=Beneficiary.SocialStatus,
        initial=Beneficiary.SocialStatus.NOT_STATED,
    )
    housing = forms.TypedChoiceField(
        label="Logement",
        choices=Beneficiary.Housing,
        initial=Beneficiary.Housing.NOT_STATED,
        required=False,
        empty_value=Beneficiary.Housing.NOT_STATED,
    )
    family = forms.TypedChoiceField(
        label="Famille",
        choices=Beneficiary.Family,
        initial=Beneficiary.Family.NOT_STATED,
        required=False,
        empty_value=Beneficiary.Family.NOT_STATED,
    )
    income_source = forms.ChoiceField(
        label="Ressource principale",
        required=False,
        choices=[("", "—"), *((income, income) for income in INCOMES)],
    )
    adults = forms.IntegerField(label="Adultes au foyer", required=False, min_value=0, max_value=99)
    children = forms.IntegerField(
        label="Enfants au foyer", required=False, min_value=0, max_value=99
    )
    notes = forms.CharField(
        label="Notes",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=SENSITIVE,
    )


class NewPersonForm(IdentityForm):
    submit = "Ouvrir le dossier"

    number = forms.CharField(
        label="Numéro de dossier",
        required=False,
        max_length=30,
        help_text="Laissez vide pour recevoir le numéro suivant.",
    )

    def clean_number(self):
        return self.cleaned_data["number"].upper()


class CorrectionForm(IdentityForm):
    submit = "Enregistrer la correction"

    def __init__(self, *args, person, **kwargs):
        initial = {name: getattr(person, name) for name in self.base_fields}
        super().__init__(*args, initial=initial, **kwargs)
        income = person.income_source
        if income and income not in INCOMES:
            self.fields["income_source"].choices += [(income, income)]
