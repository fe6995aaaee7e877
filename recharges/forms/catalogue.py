"""What the director types about articles, prices, caps and kits."""

import re
from decimal import Decimal

from django import forms
from django.core.validators import RegexValidator

from pimms.kernel import keyboards
from pimms.kernel.fields import EurosField, NearDayField, NumberField, TextField
from pimms.kernel.forms import Crispy
from recharges.forms.sales import QuantityField
from recharges.models import Cap, Category

HIGHEST = Decimal("99999.99")
_ASKED = {"error_messages": {"required": "Indiquez un montant."}}
_IN_DIGITS = re.compile(r"^([0-9]{8}|[0-9]{12}|[0-9]{13})$")
_NO_BARCODE = "Un code-barres a 8, 12 ou 13 chiffres."
_DAY = {"invalid": "Indiquez un jour.", "required": "Indiquez un jour."}


def price_field(label, **more):
    """Euros, as much as a price may come to."""
    return EurosField(label=label, maximum=HIGHEST, **_ASKED, **more)


def limit_field(**more):
    """Of a cap: articles or euros."""
    return NumberField(label="Plafond", maximum=HIGHEST, **_ASKED, **more)


def factor_field():
    """How much more of a cap each other person of a household has."""
    return NumberField(
        label="Part en plus par autre personne du foyer",
        maximum=10,
        required=False,
        help_text="0,5\u202f: un foyer de trois a deux fois le plafond. Vide\u202f: rien de plus.",
    )


def day_field(label, **more):
    return NearDayField(label=label, error_messages=_DAY, **more)


def _ean(digits: str) -> bool:
    """Whether the last digit is the one that the others call for (EAN-8, UPC-A, EAN-13)."""
    *others, check = (int(digit) for digit in digits)
    weighed = sum(digit * (3, 1)[n % 2] for n, digit in enumerate(reversed(others)))
    return (weighed + check) % 10 == 0


def _as_printed(text: str) -> str:
    return text if _IN_DIGITS.fullmatch(text) and _ean(text) else ""


class BarcodeField(TextField):
    def __init__(self):
        super().__init__(
            label="Code-barres",
            required=False,
            max_length=13,
            help_text=f"8, 12 ou 13 chiffres\u202f: à scanner ou à recopier. {keyboards.SETTING}",
            validators=[RegexValidator(_IN_DIGITS, _NO_BARCODE)],
            error_messages={"max_length": _NO_BARCODE},
        )

    def to_python(self, value):
        typed = super().to_python(value)
        return keyboards.understood(typed, _as_printed) or typed

    def clean(self, value):
        digits = super().clean(value)
        if digits and not _ean(digits):
            raise forms.ValidationError(
                "Ce code-barres n’est pas juste\u202f: un chiffre est mal recopié."
            )
        return digits


class _Prices(forms.Form):
    public = price_field("Prix public", help_text="Ce que demande le marché.")
    solidarity = price_field("Prix solidaire", help_text="Ce que paie la personne.")
    purchase = price_field("Prix d’achat", required=False, help_text="Ce qu’il nous coûte.")


class NewProductForm(Crispy, _Prices):
    submit = "Ajouter l’article"
    field_order = ["reference", "name", "category", "barcode"]

    reference = TextField(
        label="Référence", max_length=30, error_messages={"required": "Indiquez une référence."}
    )
    name = TextField(
        label="Désignation", max_length=150, error_messages={"required": "Nommez l’article."}
    )
    category = forms.ChoiceField(label="Catégorie", choices=Category.choices)
    barcode = BarcodeField()


class ProductForm(Crispy, forms.Form):
    submit = "Enregistrer l’article"

    name = TextField(
        label="Désignation", max_length=150, error_messages={"required": "Nommez l’article."}
    )
    category = forms.ChoiceField(label="Catégorie", choices=Category.choices)
    barcode = BarcodeField()
    is_archived = forms.BooleanField(label="Retiré de la vente", required=False)


class PriceForm(Crispy, _Prices):
    submit = "Fixer ce prix"
    field_order = ["starts_on"]

    starts_on = day_field(
        "À partir du",
        help_text="Le prix d’avant prend fin la veille\u202f; aucun prix n’est effacé.",
    )


class _Terms(forms.Form):
    """What may change of a cap."""

    limit = limit_field(help_text="En articles ou en euros, selon la mesure.")
    scope = forms.ChoiceField(
        label="Pour",
        choices=[
            ("person", "Chaque personne"),
            ("household", "Le foyer entier\u202f: tous ses membres le partagent"),
        ],
        initial="person",
    )
    factor = factor_field()
    is_advisory = forms.BooleanField(
        label="Indicatif\u202f: il prévient, sans empêcher la vente", required=False
    )
    starts_on = day_field("À partir du")

    def clean_factor(self):
        return self.cleaned_data.get("factor") or Decimal(0)


class NewCapForm(Crispy, _Terms):
    submit = "Fixer ce plafond"
    field_order = ["product", "categories", "measure", "span"]

    product = forms.ModelChoiceField(
        label="Article", queryset=None, required=False, empty_label="— aucun —"
    )
    categories = forms.MultipleChoiceField(
        label="ou catégories, comptées ensemble",
        choices=Category.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    measure = forms.ChoiceField(label="Mesure", choices=Cap.Measure.choices)
    span = forms.ChoiceField(label="Durée", choices=Cap.Span.choices)

    def __init__(self, *args, products, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = products

    def clean(self):
        data = super().clean()
        if bool(data.get("product")) == bool(data.get("categories")):
            self.add_error("product", "Choisissez un article, ou des catégories.")
        return data


class CapForm(Crispy, _Terms):
    submit = "Remplacer le plafond"


class KitForm(Crispy, forms.Form):
    submit = "Composer ce kit"

    name = TextField(
        label="Nom du kit", max_length=100, error_messages={"required": "Nommez le kit."}
    )

    def __init__(self, *args, products, **kwargs):
        self._products = list(products)
        super().__init__(*args, **kwargs)
        for product in self._products:
            self.fields[f"quantity-{product.pk}"] = QuantityField(product)

    def clean(self):
        data = self.cleaned_data
        return {
            "name": data.get("name"),
            "quantities": {
                product: data.get(f"quantity-{product.pk}") or 0 for product in self._products
            },
        }
