"""The paper sheet on the screen: its very fields, in its order."""

from crispy_forms.layout import HTML, Div, Layout
from django import forms

from beneficiaries.models import Referral, ReferralSheet
from beneficiaries.services.sheets import COPIES
from partners.models import Organisation
from pimms.kernel import keyboards
from pimms.kernel.fields import CommuneField, DayField, PhoneField, TextField
from pimms.kernel.forms import Crispy

from .fields import DayUnknownField, NameField, year_alone


def _heading(text: str) -> HTML:
    return HTML(f'<h2 class="h5 mt-4">{text}</h2>')


class SheetForm(Crispy, forms.Form):
    """What stands on a sheet that came back."""

    submit = "Enregistrer l’orientation"

    referrer_name = TextField(
        label="Prénom et nom du référent",
        max_length=100,
        error_messages={"required": "Indiquez qui oriente la personne."},
    )
    referrer_phone = PhoneField()
    referrer_phone.label = "Téléphone du référent"
    referrer_email = forms.EmailField(label="Adresse électronique du référent", required=False)
    last_name = NameField(label="Nom", error_messages={"required": "Indiquez le nom."})
    first_name = NameField(label="Prénom", required=False)
    born_on = DayField(label="Date de naissance", help_text="JJ/MM/AAAA")
    born_day_unknown = DayUnknownField()
    phone = PhoneField(noted_in="situation")
    commune = CommuneField()
    needs = forms.MultipleChoiceField(
        label="Besoins",
        choices=Referral.Need,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un besoin."},
    )
    situation = TextField(
        label="Situation, en quelques mots",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    person_informed = forms.BooleanField(
        label="La fiche porte l’accord de la personne.",
        error_messages={"required": "Sans l’accord de la personne, rien ne peut être transmis."},
    )
    told_back = forms.MultipleChoiceField(
        label="Le référent peut savoir",
        choices=Referral.Step,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ce qui est coché sur la fiche.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.begin_at(next(iter(self.fields)))

    def clean(self):
        return year_alone(super().clean())

    @property
    def layout(self):
        return Layout(
            *(["organisation"] if "organisation" in self.fields else []),
            _heading("Qui oriente"),
            "referrer_name",
            Div("referrer_phone", "referrer_email", css_class="in-pairs"),
            _heading("La personne"),
            Div("last_name", "first_name", "born_on", "phone", css_class="in-pairs"),
            "born_day_unknown",
            "commune",
            _heading("Ce dont elle a besoin"),
            "needs",
            "situation",
            _heading("Son accord"),
            "person_informed",
            "told_back",
        )


class UnnumberedSheetForm(SheetForm):
    """A sheet printed from the public page bears no number, and names its organisation."""

    organisation = forms.ModelChoiceField(
        label="Organisme",
        queryset=Organisation.objects.accepted().order_by("name"),
        empty_label="Choisissez",
        error_messages={"required": "Choisissez l’organisme."},
    )
    field_order = ["organisation"]


class PrintForm(Crispy, forms.Form):
    """How many sheets, and for whom."""

    submit = "Imprimer les fiches"

    organisation = forms.ModelChoiceField(
        label="Pour l’organisme",
        queryset=Organisation.objects.accepted().order_by("name"),
        empty_label="Choisissez",
        error_messages={"required": "Choisissez l’organisme."},
    )
    copies = forms.IntegerField(
        label="Nombre de fiches",
        min_value=1,
        max_value=COPIES,
        initial=5,
        help_text=f"{COPIES} au plus à la fois.",
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            f"Écrivez un nombre de 1 à {COPIES}.",
        ),
    )


class NumberForm(forms.Form):
    """The number of a sheet that came back."""

    numero = TextField(
        label="Numéro de la fiche",
        max_length=200,
        widget=forms.TextInput(
            attrs={
                "class": "form-control",
                "placeholder": "F-00042-K",
                "autocomplete": "off",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
        error_messages={"required": "Écrivez le numéro qui est en haut de la fiche."},
    )

    def clean_numero(self) -> ReferralSheet:
        sheet = ReferralSheet.numbered(self.cleaned_data["numero"])
        if not sheet:
            raise forms.ValidationError(
                "Aucune fiche ne porte ce numéro\u202f: relisez-le, jusqu’à sa dernière lettre."
                f" {keyboards.SETTING}"
            )
        return sheet
