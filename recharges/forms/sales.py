"""What the pages of the till take in."""

import uuid
from dataclasses import dataclass

from django import forms

from partners.models import Organisation
from pimms.kernel import keyboards
from pimms.kernel.fields import TextField
from pimms.kernel.forms import Crispy
from recharges.allowances import Allowance
from recharges.models import Category, Kit, Product, Sale
from recharges.serials import listed

_NOT_A_QUANTITY = "Indiquez un nombre entier, de 0 à 99."
NO_SUCH_BARCODE = f"Aucun article en vente ne porte ce code-barres. {keyboards.SETTING}"
_STALE_PAGE = "Cette page n’est plus valable\u202f: rouvrez-la et recommencez."
# One key for each article, then for each kit; E C H T G are the payments', V the page's own.
_KEYS = "123456789abdfijklmnopqrsuwxyz"
PAYMENT_KEYS = {
    Sale.Payment.CASH: "e",
    Sale.Payment.CARD: "c",
    Sale.Payment.CHEQUE: "h",
    Sale.Payment.THIRD_PARTY: "t",
    Sale.Payment.FREE: "g",
}
_PAYMENTS = [
    (code, "Gratuit (dotation exceptionnelle)" if code == Sale.Payment.FREE else code.label)
    for code in PAYMENT_KEYS
]


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
        if product.barcode:
            self.widget.attrs["data-barcode"] = product.barcode


@dataclass(frozen=True)
class Row:
    """One article at the till: its prices, what its own caps leave, where to say how many."""

    product: Product
    allowances: tuple[Allowance, ...]
    field: forms.BoundField
    key: str  # of the keyboard; empty once all are taken
    left: int | None  # on the shelf; None: not counted


@dataclass(frozen=True)
class KitButton:
    """A kit at the till: what it puts into the basket, as `5=1 7=2`."""

    kit: Kit
    fills: str
    key: str


@dataclass(frozen=True)
class PaymentChoice:
    """One way to pay, and its key."""

    radio: forms.boundfield.BoundWidget
    key: str


class TillForm(forms.Form):
    """How many of each article of the day, how it is paid, and what the director lets pass."""

    payment = forms.ChoiceField(
        label="Paiement",
        choices=_PAYMENTS,
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
    payer = forms.ModelChoiceField(
        label="Pris en charge par",
        queryset=Organisation.objects.order_by("name"),
        required=False,
        empty_label="— organisme —",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Choisissez un organisme de la liste."},
    )
    cheque_number = TextField(
        label="N° du chèque (facultatif)",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )
    allocation = forms.ChoiceField(
        label="Motif de la dotation",
        choices=[("", "— motif —"), *Sale.Allocation.choices],
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Choisissez un motif de la liste."},
    )
    allocation_note = TextField(
        label="En quelques mots",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    acknowledged = forms.RegexField(
        r"^\d{1,9}(,\d{1,9})*$",
        label="À confirmer",
        required=False,
        error_messages={"invalid": _STALE_PAGE},
    )
    override = TextField(
        label="Motif de la dérogation",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    serials = TextField(
        label="Numéros des pièces remises",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control", "spellcheck": "false"}),
        help_text="Tapés ou scannés, un par ligne. Vide\u202f: les premières à expirer.",
    )

    def __init__(self, *args, products, allowances, kits=(), left=None, **kwargs):
        super().__init__(*args, **kwargs)
        self._left = {} if left is None else left
        self._products = sorted(products, key=_as_on_the_shelf)
        self._allowances = allowances
        self._kits = kits
        for product in self._products:
            self.fields[f"quantity-{product.pk}"] = QuantityField(product)

    def clean(self):
        said = self.cleaned_data
        quantities = {
            product: said.get(f"quantity-{product.pk}") or 0 for product in self._products
        }
        terms = ("payer", "cheque_number", "allocation", "allocation_note", "override")
        return {
            "quantities": quantities,
            "payment": said.get("payment"),
            "key": said.get("key"),
            "serials": listed(said.get("serials") or ""),
            "acknowledged": frozenset(map(int, filter(None, self._acknowledged().split(",")))),
        } | {name: said.get(name) for name in terms}

    def _acknowledged(self) -> str:
        return self.cleaned_data.get("acknowledged") or ""

    def advisory(self) -> str:
        """The advisory caps that the page shows, for « Vendre quand même » to send back."""
        return ",".join(str(each.cap.pk) for each in self._allowances if each.cap.is_advisory)

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
                self._how_many(product),
                _KEYS[n : n + 1],
                self._left.get(product.pk),
            )
            for n, product in enumerate(self._products)
        ]

    def _how_many(self, product) -> forms.BoundField:
        """Where to say how many; shut when none is left, and refused if it is sent all the same."""
        field = self[f"quantity-{product.pk}"]
        if self._left.get(product.pk) == 0:
            field.field.widget.attrs["disabled"] = True
        return field

    def kits(self) -> list[KitButton]:
        """The kits whose every article is for sale today."""
        sold, first = {product.pk for product in self._products}, len(self._products)
        whole = [
            kit
            for kit in self._kits
            if sold.issuperset(item.product_id for item in kit.items.all())
        ]
        return [
            KitButton(
                kit,
                " ".join(f"{item.product_id}={item.quantity}" for item in kit.items.all()),
                _KEYS[first + n : first + n + 1],
            )
            for n, kit in enumerate(whole)
        ]

    def payments(self) -> list[PaymentChoice]:
        """The ways to pay, cash first, each with its key."""
        return [
            PaymentChoice(radio, PAYMENT_KEYS[radio.data["value"]]) for radio in self["payment"]
        ]


def with_kit(kit: Kit) -> dict[str, int]:
    """What the till of somebody starts with when a kit was chosen."""
    return {f"quantity-{item.product_id}": item.quantity for item in kit.items.all()}


def with_scanned(typed, product: Product) -> dict:
    """What was typed, with one more of the article that was scanned."""
    name = f"quantity-{product.pk}"
    before = typed.get(name) or "0"
    known = before.isdecimal() and len(before) < 3
    return typed.dict() | {name: min(int(before) + 1, 99) if known else before}


class ReversalForm(Crispy, forms.Form):
    submit = "Annuler cette vente"

    reason = TextField(
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
