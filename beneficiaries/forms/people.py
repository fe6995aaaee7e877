from django import forms

from beneficiaries.models import Beneficiary, Tag
from pimms.kernel.fields import CommuneField, DayField, PhoneField, TextField
from pimms.kernel.forms import Crispy

from .fields import SENSITIVE, AnotherField, DayUnknownField, NameField, year_alone

INCOMES = (
    "RSA", "ASS", "AAH", "ASPA", "ARE", "Salaire", "Retraite", "Prime d’activité",
    "Sans ressources", "Autre",
)  # fmt: skip
LANGUAGES = (
    "Français", "Anglais", "Arabe", "Bambara", "Berbère", "Chinois", "Dari", "Espagnol",
    "Langue des signes française", "Lingala", "Pachto", "Peul", "Portugais", "Roumain", "Russe",
    "Soninké", "Tamoul", "Turc", "Ukrainien", "Wolof",
)  # fmt: skip


class PeopleSearchForm(forms.Form):
    """What is typed above the list, and which people it shows."""

    q = TextField(required=False, max_length=100, label="Rechercher une personne")
    etat = forms.ChoiceField(
        required=False,
        label="Montrer",
        choices=[("", "Toutes"), ("inscrites", "Inscrites aujourd’hui")],
    )
    etiquette = forms.ModelChoiceField(
        required=False, label="Étiquette", queryset=Tag.objects.none(), empty_label="Toutes"
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["etiquette"].queryset = Tag.objects.visible_to(user).in_order()

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
        if tag := self.cleaned_data["etiquette"]:
            people = people.tagged(tag)
        return people


class IdentityForm(Crispy, forms.Form):
    """Who somebody is, in their own spelling, and how they live."""

    last_name = NameField(
        label="Nom",
        error_messages={"required": "Indiquez le nom."},
        help_text="De naissance, quand il est connu.",
    )
    first_name = NameField(label="Prénom", required=False)
    born_on = DayField(label="Date de naissance", help_text="JJ/MM/AAAA")
    born_day_unknown = DayUnknownField()
    used_name = NameField(
        label="Nom d’usage",
        required=False,
        help_text="Celui du mariage par exemple, s’il est différent. On trouve la personne par l’un"
        " et par l’autre.",
    )
    phone = PhoneField(noted_in="notes")
    commune = CommuneField()
    address = TextField(label="Adresse", required=False, max_length=200)
    email = forms.EmailField(
        label="Adresse électronique", required=False, help_text="nom@domaine.fr"
    )
    contact_by = forms.ChoiceField(
        label="Préfère être jointe",
        required=False,
        choices=[("", "—"), *Beneficiary.Contact.choices],
    )
    language = forms.ChoiceField(
        label="Langue préférée",
        required=False,
        choices=[("", "—"), *((language, language) for language in LANGUAGES)],
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
    notes = TextField(
        label="Notes",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=SENSITIVE,
    )

    def clean(self):
        """Where somebody of that name and birth has a file, the page asks whether it is another."""
        data = year_alone(super().clean())
        is_said = data.get("last_name") and data.get("born_on")
        if is_said and (rank := self.namesakes.next_rank()):
            self.fields["another"].ask(rank)
        return data

    @property
    def namesakes(self):
        """Who bears the same name and was born on the same day."""
        data = self.cleaned_data
        return Beneficiary.objects.standing().who_is(
            data["last_name"], data.get("first_name", ""), data["born_on"]
        )


class NewPersonForm(IdentityForm):
    submit = "Ouvrir le dossier"

    number = TextField(
        label="Numéro de dossier",
        required=False,
        max_length=30,
        help_text="Laissez vide pour recevoir le numéro suivant.",
    )

    sure = forms.BooleanField(
        label="J’ai regardé les personnes ci-dessus\u202f: c’est quelqu’un d’autre.",
        required=False,
        widget=forms.HiddenInput,
    )
    another = AnotherField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.alike = []

    def clean_number(self):
        return self.cleaned_data["number"].upper()

    def clean(self):
        """Whoever may have a file already is shown first; then it is for the counsellor to say."""
        data = super().clean()
        sure = data.pop("sure", False)
        if sure or not data.get("last_name") or not data.get("born_on") or self.namesakes.exists():
            return data  # the database refuses a namesake who is not said to be another
        names = ("last_name", "first_name", "used_name", "phone")
        asked = {name: data.get(name) or "" for name in names}
        found = Beneficiary.objects.suspected(born_on=data["born_on"], **asked)
        if alike := list(found[:5]):
            self.alike = alike
            self.fields["sure"].widget = forms.CheckboxInput()
            raise forms.ValidationError(
                "Cette personne a peut-être déjà un dossier\u202f: regardez ci-dessous. Si c’est"
                " quelqu’un d’autre, cochez la case en bas et ouvrez le dossier."
            )
        return data


class CorrectionForm(IdentityForm):
    submit = "Enregistrer la correction"

    reason = TextField(
        label="Pourquoi le nom, le prénom ou la date de naissance change",
        required=False,
        max_length=200,
        help_text="Demandé seulement pour ces trois-là\u202f; par exemple\u202f: faute de frappe.",
    )
    another = AnotherField()

    def __init__(self, *args, person, **kwargs):
        said = [name for name in self.base_fields if name not in ("reason", "another")]
        initial = {name: getattr(person, name) for name in said} | {"commune": person.town}
        super().__init__(*args, initial=initial, **kwargs)
        income = person.income_source
        if income and income not in INCOMES:
            self.fields["income_source"].choices += [(income, income)]
        if person.language and person.language not in LANGUAGES:
            self.fields["language"].choices += [(person.language, person.language)]
        self._person = person

    @property
    def namesakes(self):
        return super().namesakes.exclude(pk=self._person.pk)
