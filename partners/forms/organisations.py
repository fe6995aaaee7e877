"""An organisation, its members, their invitations."""

from crispy_forms.layout import Layout
from django import forms

from partners.models import Membership, Organisation
from pimms.kernel.fields import CommuneField, PhoneField, TextField
from pimms.kernel.forms import Crispy, many


class OrganisationForm(Crispy, forms.Form):
    """What an organisation is, and how it is reached."""

    submit = "Enregistrer l’organisme"
    layout = Layout(
        "name",
        "kind",
        many("services"),
        "address",
        "commune",
        "opening",
        "contact",
        "phone",
        "email",
        "website",
        "by_telephone",
    )

    name = TextField(
        label="Nom",
        max_length=150,
        error_messages={"required": "Indiquez le nom de l’organisme."},
    )
    kind = forms.ChoiceField(
        label="Type",
        choices=[("", "Choisissez"), *Organisation.Kind.choices],
        error_messages={"required": "Choisissez le type."},
    )
    services = forms.MultipleChoiceField(
        label="Services",
        choices=Organisation.Service,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    address = TextField(label="Adresse", max_length=200, required=False)
    commune = CommuneField()
    opening = TextField(
        label="Horaires",
        max_length=200,
        required=False,
        help_text="Par exemple\u202f: lundi au vendredi, 9 h – 12 h et 14 h – 17 h.",
    )
    contact = TextField(
        label="Interlocuteur", max_length=100, required=False, help_text="Qui appeler, et son rôle."
    )
    phone = PhoneField()
    email = forms.EmailField(label="Adresse électronique", required=False)
    website = forms.URLField(
        label="Site internet", required=False, assume_scheme="https", max_length=200
    )
    by_telephone = forms.BooleanField(
        label="Donner les réponses par téléphone",
        required=False,
        help_text="À cocher quand l’organisme ne lit pas ses courriels.",
    )


class SearchForm(forms.Form):
    """Partners by name, kind and state."""

    q = TextField(
        label="Nom",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    kind = forms.ChoiceField(
        label="Type",
        required=False,
        choices=[("", "Tous les types"), *Organisation.Kind.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def filter(self, organisations):
        if not self.is_valid():
            return organisations
        if name := self.cleaned_data["q"]:
            organisations = organisations.written(name)
        if kind := self.cleaned_data["kind"]:
            organisations = organisations.filter(kind=kind)
        return organisations


class RefusalForm(Crispy, forms.Form):
    submit = "Ne pas retenir"

    reason = TextField(
        label="Motif",
        max_length=300,
        help_text="L’organisme lira ces mots.",
        error_messages={"required": "Dites pourquoi\u202f: l’organisme lira ces mots."},
    )


class InvitationForm(Crispy, forms.Form):
    """Whom to invite."""

    submit = "Envoyer l’invitation"

    email = forms.EmailField(
        label="Adresse électronique professionnelle",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("required", "invalid"), "Écrivez l’adresse comme prenom.nom@organisme.fr."
        ),
    )
    as_administrator = forms.BooleanField(
        label="Cette personne administrera aussi l’organisme (inviter, confirmer, mettre fin)",
        required=False,
    )


class JoiningForm(Crispy, forms.Form):
    """A name and a password, by whoever was invited."""

    submit = "Ouvrir mon compte"

    name = TextField(
        label="Prénom et nom",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Indiquez vos prénom et nom."},
    )
    password = forms.CharField(
        label="Mot de passe",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Douze caractères au moins\u202f; une courte phrase convient.",
        error_messages={"required": "Choisissez un mot de passe."},
    )
    again = forms.CharField(
        label="Le même, encore une fois",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self):
        words = super().clean()
        if "password" in words and words.pop("again", None) != words["password"]:
            self.add_error("again", "Les deux mots de passe sont différents.")
        return words


class JoinForm(forms.Form):
    """Nothing to type: who is signed in joins."""


class CommitmentForm(Crispy, forms.Form):
    submit = "Prendre cet engagement"

    agreed = forms.BooleanField(
        label="Au nom de mon organisme, je prends cet engagement.",
        error_messages={"required": "Cochez la case pour prendre l’engagement."},
    )

    def clean(self):
        super().clean()
        return {}


class ReviewForm(forms.Form):
    """Who is still there."""

    members = forms.ModelMultipleChoiceField(
        queryset=Membership.objects.none(),
        error_messages={"required": "Cochez les personnes qui font encore partie de l’organisme."},
    )

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = organisation.memberships.running().order_by("pk")
