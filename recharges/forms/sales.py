import uuid
from dataclasses import dataclass

from django import forms

from pimms.kernel.forms import Crispy
from recharges.allowances import Allowance
from recharges.models import Category, Product, Sale
from recharges.serials import listed

_NOT_A_QUANTITY = "Indiquez un nombre entier, de 0 à 99."
_STALE_PAGE = "Cette page n’est plus valable\u202f: rouvrez-la et recommencez."


def _as_on_the_shelf(product):
    """By category, then the cheapest first."""
    return list(Category).index(Category(product.category)), product.solidarity, product.name


def _cents(price):
    return int(price * 100)


class QuantityField(forms.IntegerField):
    """How many of an article: a whole number, none when left empty."""

    def __init__(self, product):
        super().__init__(
            label=product.name,
            min_value=0,
            max_value=99,
            required=False,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _NOT_A_QUANTITY),
        )
        self.widget.attrs |= {
            "class": "form-control",
            "placeholder": "0",
            "data-solidarity": _cents(product.solidarity),
            "data-public": _cents(product.public),
        }


@dataclass(frozen=True)
class Row:
    """One article at the till: its prices, what its own caps leave, where to say how many."""

    product: Product
    allowances: tuple[Allowance, ...]
    field: forms.BoundField
    left: int | None  # on the shelf; None: not counted


class TillForm(forms.Form):
    """How many of each article of the day, and how it is paid."""

    payment = forms.ChoiceField(
        label="Paiement",
        choices=[choice for choice in Sale.Payment.choices if choice[0] != "not_stated"],
        initial=Sale.Payment.CASH,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={
            "required": "Indiquez le moyen de paiement.",
            "invalid_choice": "Choisissez un moyen de paiement de la liste.",
        },
    )
    key = forms.UUIDField(
        label="Envoi",
        initial=uuid.uuid4,
        widget=forms.HiddenInput,
        error_messages={"required": _STALE_PAGE, "invalid": _STALE_PAGE},
    )

    serials = forms.CharField(
        label="Numéros des pièces remises",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control", "spellcheck": "false"}),
        help_text="Tapés ou scannés, un par ligne. Vide\u202f: les premières à expirer.",
    )

    def __init__(self, *args, products, allowances, left=None, **kwargs):
        super().__init__(*args, **kwargs)
        self._left = left or {}
        self._products = sorted(products, key=_as_on_the_shelf)
        self._allowances = allowances
        for product in self._products:
            self.fields[f"quantity-{product.pk}"] = QuantityField(product)
            if self._left.get(product.pk) == 0:  # shown as out; sent all the same, it is refused
                self.fields[f"quantity-{product.pk}"].widget.attrs["disabled"] = True

    def clean(self):
        quantities = {
            product: self.cleaned_data.get(f"quantity-{product.pk}") or 0
            for product in self._products
        }
        return {
            "quantities": quantities,
            "payment": self.cleaned_data.get("payment"),
            "key": self.cleaned_data.get("key"),
            "serials": listed(self.cleaned_data.get("serials") or ""),
        }

    def asks_serials(self) -> bool:
        """Whether some article is followed piece by piece."""
        return any(product.is_by_unit for product in self._products)

    def shared_allowances(self) -> list[Allowance]:
        """What the caps leave that several articles share."""
        return [each for each in self._allowances if not each.cap.product]

    def rows(self) -> list[Row]:
        """One a product, by category."""
        return [
            Row(
                product,
                tuple(each for each in self._allowances if each.cap.product == product),
                self[f"quantity-{product.pk}"],
                self._left.get(product.pk),
            )
            for product in self._products
        ]


class ReversalForm(Crispy, forms.Form):
    submit = "Annuler cette vente"

    reason = forms.CharField(
        label="Motif de l’annulation",
        max_length=200,
        help_text="Par exemple\u202f: erreur d’article, carte défectueuse, vente faite deux fois.",
        error_messages={"required": "Dites pourquoi cette vente est annulée."},
    )
    unfit = forms.BooleanField(
        label="Ce qui est rendu ne peut plus être vendu (cassé, perdu, code déjà utilisé)",
        required=False,
        help_text="Sinon, les articles suivis retournent en stock\u202f; une carte SIM ou un"
        " appareil y attend d’être vérifié.",
    )
