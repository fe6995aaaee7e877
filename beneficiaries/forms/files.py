"""What hangs around a file: kin, proxies, notes, tags, an adviser."""

from django import forms

from accounts.models import User
from accounts.permissions import STAFF
from beneficiaries.models import Kinship, Tag
from pimms.kernel.fields import NearDayField, PhoneField, TextField
from pimms.kernel.forms import Crispy

from .fields import SENSITIVE, PersonField


class KinshipForm(Crispy, forms.Form):
    submit = "Enregistrer le lien"

    relative = PersonField(label="Le proche")
    kind = forms.ChoiceField(
        label="Pour la personne, c’est",
        choices=[("", "Choisissez"), *Kinship.Kind.choices],
        error_messages={"required": "Choisissez le lien."},
    )
    same_household = forms.BooleanField(label="Ils vivent ensemble", required=False)


class ProxyForm(Crispy, forms.Form):
    submit = "Enregistrer la procuration"

    holder = PersonField(label="Dossier du mandataire, s’il en a un", required=False)
    name = TextField(
        label="Nom du mandataire",
        required=False,
        max_length=100,
        help_text="Laissez vide si vous avez choisi son dossier.",
    )
    phone = PhoneField()
    purpose = TextField(
        label="Pour quoi",
        max_length=200,
        help_text="Par exemple\u202f: acheter et retirer des recharges.",
        error_messages={"required": "Dites pour quoi la procuration est donnée."},
    )
    starts_on = NearDayField(label="Premier jour")
    last_day = NearDayField(label="Dernier jour")


class EndOfProxyForm(Crispy, forms.Form):
    submit = "Terminer la procuration"

    reason = TextField(
        label="Motif", max_length=200, error_messages={"required": "Dites pourquoi."}
    )


class NoteForm(Crispy, forms.Form):
    submit = "Enregistrer la note"

    text = TextField(
        label="Nouvelle note",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=SENSITIVE,
        error_messages={"required": "Écrivez la note."},
    )
    is_pinned = forms.BooleanField(label="Épingler en haut du dossier", required=False)


class TagsForm(Crispy, forms.Form):
    submit = "Enregistrer les étiquettes"

    tags = forms.ModelMultipleChoiceField(
        label="Étiquettes",
        queryset=Tag.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    new = TextField(
        label="Nouvelle étiquette",
        required=False,
        max_length=40,
        help_text="Un ou deux mots. Ni santé, ni origine, ni jugement.",
    )
    personal = forms.BooleanField(label="La nouvelle étiquette est pour moi seul·e", required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tags"].queryset = Tag.objects.visible_to(user).in_order()


class AdviserForm(Crispy, forms.Form):
    adviser = forms.ModelChoiceField(
        label="Conseiller référent",
        queryset=User.objects.none(),
        required=False,
        empty_label="Personne",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adviser"].queryset = advisers()


def advisers():
    """Who may follow somebody: the team."""
    return User.objects.filter(role__in=STAFF, is_active=True).order_by("name", "pk")


class PortfolioForm(forms.Form):
    """Whose people, and how long unseen."""

    qui = forms.ChoiceField(
        label="Les personnes",
        required=False,
        choices=[("", "que je suis"), ("toutes", "de toute l’équipe"), ("sans", "sans référent")],
    )
    depuis = forms.TypedChoiceField(
        label="Pas vues depuis",
        required=False,
        coerce=int,
        empty_value=0,
        choices=[("", "peu importe"), (1, "1 mois"), (2, "2 mois"), (3, "3 mois"), (6, "6 mois")],
    )
