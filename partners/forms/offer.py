"""The house as others read it, and a service of it."""

import re

from crispy_forms.layout import Layout
from django import forms

from partners import inclusion
from partners.models.offer import LONGEST, SHORTEST
from pimms.kernel.fields import CommuneField, PhoneField, TextField
from pimms.kernel.forms import Crispy, few, many

_HOURS = "Comme Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00."
_HOUSE_S = "Laissez vide si c’est celui de la maison."


def _text(label: str, *, required: bool = False, longest: int = 500, **more) -> forms.CharField:
    return TextField(label=label, required=required, max_length=longest, **more)


def _description(label: str, help_text: str) -> forms.CharField:
    return _text(
        label,
        required=True,
        longest=LONGEST,
        min_length=SHORTEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=help_text,
    )


def _boxes(label: str, choices, **more) -> forms.MultipleChoiceField:
    boxes = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=boxes, **more
    )


class HouseForm(Crispy, forms.Form):
    submit = "Enregistrer la fiche"
    layout = Layout(
        "description",
        "address",
        "more_address",
        "postal_code",
        "commune",
        "phone",
        "email",
        "website",
        "opening",
        many("networks"),
    )

    description = _description("Présentation", "Qui nous sommes, en phrases courtes.")
    address = _text("Adresse", required=True, longest=200, help_text="Numéro et voie.")
    more_address = _text("Complément d’adresse", longest=200)
    postal_code = forms.RegexField(
        r"^\d{5}$",
        label="Code postal",
        error_messages={"invalid": "Un code postal est fait de cinq chiffres."},
    )
    commune = CommuneField(is_address=False)
    phone = PhoneField()
    email = forms.EmailField(
        label="Adresse électronique",
        required=False,
        help_text="Celle de la maison, que tout le monde lira\u202f; jamais celle d’une personne.",
    )
    website = forms.URLField(
        label="Site internet", required=False, assume_scheme="https", max_length=200
    )
    opening = _text("Horaires", longest=300, help_text=_HOURS)
    networks = _boxes("Réseaux dont nous sommes", inclusion.Network)

    def clean_commune(self):
        if not (commune := self.cleaned_data["commune"]):
            raise forms.ValidationError("Indiquez la commune.")
        return commune


class ServiceForm(Crispy, forms.Form):
    submit = "Enregistrer le service"
    layout = Layout(
        "is_offered",
        "name",
        "description",
        many("publics"),
        "publics_details",
        "conditions",
        "fee",
        "fee_details",
        few("meetings"),
        many("ways"),
        few("askers"),
        "ways_details",
        "link",
        "phone",
        "email",
        "opening",
        "zones",
    )

    is_offered = forms.BooleanField(label="Nous proposons ce service", required=False)
    name = _text("Nom", required=True, longest=150, min_length=3)
    description = _description(
        "Description", "De 200 à 2 000 caractères\u202f: ce qu’on y fait, avec qui, comment."
    )
    publics = _boxes("À qui il s’adresse", inclusion.Public)
    publics_details = _text("Précisions sur les publics")
    conditions = _text("Conditions d’accès", help_text="Ce qu’il faut remplir ou apporter.")
    fee = forms.ChoiceField(
        label="Frais", required=False, choices=[("", "Non précisé"), *inclusion.Fee.choices]
    )
    fee_details = _text("Précisions sur les frais")
    meetings = _boxes("Où il se tient", inclusion.Meeting)
    ways = _boxes("Comment le demander", inclusion.Way)
    askers = _boxes("Qui peut le demander", inclusion.Asker)
    ways_details = _text("Précisions sur la demande")
    link = forms.URLField(
        label="Lien pour le demander", required=False, assume_scheme="https", max_length=200
    )
    phone = PhoneField(help_text=_HOUSE_S)
    email = forms.EmailField(
        label="Adresse électronique",
        required=False,
        help_text="Vide, c’est celle de la maison. Sans adresse, DORA ne propose pas d’orienter"
        " quelqu’un ici.",
    )
    opening = _text("Horaires", longest=300, help_text=f"{_HOURS} {_HOUSE_S}")
    zones = _text(
        "Territoire",
        help_text="Codes de communes, de départements ou d’intercommunalités, séparés par des"
        " virgules\u202f: 92, 91377. Ou france.",
    )

    def clean_zones(self) -> list[str]:
        said = re.split(r"[\s,;]+", self.cleaned_data["zones"])
        return list(dict.fromkeys(code for code in said if code))
