"""What the pages of the stock take in."""

import uuid

from django import forms

from accounts.models import Site
from pimms.kernel import keyboards
from pimms.kernel.fields import DayField, TextField
from pimms.kernel.forms import Crispy
from recharges import serials as numbering
from recharges.models import Inventory, Product, StockMovement, Tracking, Unit, sort_of

_NOT_A_QUANTITY = "Indiquez un nombre entier, de 1 à 9\u202f999."
_NOT_A_COUNT = "Indiquez un nombre entier, de 0 à 99\u202f999."
_WHAT_IS_TYPED = {
    "code": "Le code de chaque recharge, un par ligne",
    "iccid": "Le numéro de chaque carte SIM, un par ligne",
    "device": "L’IMEI ou le numéro de série de chaque appareil, un par ligne",
}

_WITH_A_DAY = "La date limite peut suivre, après un point-virgule\u202f: numéro;31/12/2026."
_WITH_A_CARD = (
    "Après un point-virgule, si vous les avez\u202f: le numéro imprimé sur la carte, puis la date"
    " limite (code;numéro;31/12/2026)."
)


class SiteField(forms.ModelChoiceField):
    """A point d’accueil; not asked while there is only one."""

    def __init__(self, label, *, own: Site | None = None):
        sites = Site.objects.order_by("name")
        alone = len(sites[:2]) == 1
        super().__init__(
            sites,
            label=label,
            initial=own,
            empty_label=None,
            widget=forms.HiddenInput if alone and own else forms.Select,
            error_messages=dict.fromkeys(
                ("required", "invalid_choice"), "Choisissez un point d’accueil de la liste."
            ),
        )


class KeyField(forms.UUIDField):
    """The same page sent twice counts once."""

    def __init__(self):
        stale = "Cette page n’est plus valable\u202f: rouvrez-la et recommencez."
        super().__init__(
            label="Envoi",
            initial=uuid.uuid4,
            widget=forms.HiddenInput,
            error_messages={"required": stale, "invalid": stale},
        )


class QuantityField(forms.IntegerField):
    def __init__(self, **options):
        super().__init__(
            label="Quantité",
            min_value=1,
            max_value=9999,
            error_messages=dict.fromkeys(
                ("required", "invalid", "min_value", "max_value"), _NOT_A_QUANTITY
            ),
            **options,
        )


class NumbersField(TextField):
    """Numbers typed, pasted or scanned, one a line."""

    def __init__(self, product: Product, **options):
        attrs = {"rows": 8, "spellcheck": "false", "autocomplete": "off", "class": "number"}
        super().__init__(
            label=_WHAT_IS_TYPED[sort_of(product)],
            max_length=60_000,
            widget=forms.Textarea(attrs=attrs),
            error_messages={"required": "Saisissez au moins un numéro."},
            **options,
        )


class ReasonField(TextField):
    def __init__(self, **options):
        super().__init__(
            label="Motif", max_length=200, error_messages={"required": "Dites le motif."}, **options
        )


class Moving(Crispy, forms.Form):
    """A form whose fields depend on how the product is followed: `fields_for` says which."""

    def __init__(self, *args, product: Product, site: Site, **kwargs):
        # Before the form copies them, so that what every form does to its fields is done to these.
        self.base_fields = self.fields_for(product, site) | {"key": KeyField()}
        super().__init__(*args, **kwargs)


class ReceiveForm(Moving):
    submit = "Enregistrer la livraison"

    def fields_for(self, product, site):
        reference = TextField(label="Bon de livraison", max_length=60, required=False)
        if not product.is_by_unit:
            return {
                "site": SiteField("Reçu à", own=site),
                "quantity": QuantityField(),
                "reference": reference,
            }
        return {
            "site": SiteField("Reçu à", own=site),
            "numbers": NumbersField(
                product,
                help_text=f"{_WITH_A_CARD if sort_of(product) == 'code' else _WITH_A_DAY}"
                f" {keyboards.SETTING}",
            ),
            "expires_on": DayField(
                label="Utilisables jusqu’au",
                required=False,
                help_text="Pour toutes les lignes qui ne disent pas leur propre date.",
            ),
            "reference": reference,
        }


class LoseForm(Moving):
    submit = "Sortir du stock"

    def fields_for(self, product, site):
        kind = forms.ChoiceField(
            label="Que s’est-il passé\u202f?",
            choices=[(kind.value, kind.label) for kind in StockMovement.LOSSES],
            error_messages=dict.fromkeys(
                ("required", "invalid_choice"), "Choisissez dans la liste."
            ),
        )
        how_many = (
            {"numbers": NumbersField(product)}
            if product.is_by_unit
            else {"quantity": QuantityField()}
        )
        help_text = "Par exemple\u202f: écran fendu, carton ouvert à la livraison."
        return {
            "site": SiteField("Point d’accueil", own=site),
            "kind": kind,
            **how_many,
            "reason": ReasonField(help_text=help_text),
        }


class TransferForm(Moving):
    submit = "Transférer"

    def fields_for(self, product, site):
        ends = {"site": SiteField("De", own=site), "to": SiteField("Vers")}
        if not product.is_by_unit:
            return ends | {"quantity": QuantityField()}
        first = "Les premières à expirer partent les premières."
        return ends | {
            "quantity": QuantityField(required=False, help_text=first),
            "numbers": NumbersField(
                product, required=False, help_text="Ou bien, pour choisir les pièces."
            ),
        }


class TrackForm(Crispy, forms.Form):
    submit = "Enregistrer le suivi"

    tracking = forms.ChoiceField(
        label="Suivi en stock",
        choices=Tracking.choices,
        widget=forms.RadioSelect,
        help_text="Le suivi ne change que quand aucun point d’accueil n’a plus de pièce.",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choisissez dans la liste."),
    )
    low_stock_at = forms.IntegerField(
        label="Avertir quand il en reste",
        required=False,
        min_value=0,
        max_value=9999,
        help_text="À chaque point d’accueil. Vide\u202f: pas d’avertissement.",
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Indiquez un nombre entier, de 0 à 9\u202f999."
        ),
    )


class UnitForm(Crispy, forms.Form):
    """What becomes of a piece that is on the shelf, came back, or was lost."""

    submit = "Enregistrer"
    BACK = "back"

    def __init__(self, *args, unit: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        choices = []
        if unit.status == Unit.Status.RETURNED:
            choices.append((self.BACK, "Vérifiée\u202f: remise en vente"))
        if unit.status == Unit.Status.LOST:
            choices.append((self.BACK, "Retrouvée\u202f: remise en vente"))
        if unit.status in Unit.ON_THE_SHELF:
            choices += [(kind.value, kind.label) for kind in StockMovement.LOSSES]
        self.fields["what"] = forms.ChoiceField(
            label="Ce qu’elle devient",
            choices=choices,
            widget=forms.RadioSelect,
            error_messages=dict.fromkeys(
                ("required", "invalid_choice"), "Choisissez ce que la pièce devient."
            ),
        )
        self.fields["reason"] = ReasonField()


class FindForm(forms.Form):
    number = TextField(label="Numéro, IMEI ou code", max_length=60)

    def clean_number(self):
        return numbering.sought(self.cleaned_data["number"])


class CountForm(forms.Form):
    """How many were found of each product of the site; the units that were not."""

    def __init__(self, *args, shelves, units: dict[int, list[Unit]], **kwargs):
        super().__init__(*args, **kwargs)
        self._shelves, self._units = shelves, units
        for shelf in shelves:
            product = shelf.product
            if product.is_by_unit:
                self.fields[f"checked-{product.pk}"] = forms.BooleanField(
                    label="Vérifié pièce par pièce", required=False,
                    widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
                )  # fmt: skip
                self.fields[f"missing-{product.pk}"] = forms.MultipleChoiceField(
                    label=f"{product}\u202f: pièces introuvables", required=False,
                    choices=[(str(unit.pk), str(unit)) for unit in units.get(product.pk, [])],
                    widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
                    error_messages={"invalid_choice": "Une de ces pièces n’est plus en stock"
                                    "\u202f: rouvrez la page."},
                )  # fmt: skip
            else:
                self.fields[f"count-{product.pk}"] = forms.IntegerField(
                    label=f"{product}", required=False, min_value=0, max_value=99_999,
                    widget=forms.NumberInput(attrs={"class": "form-control"}),
                    error_messages=dict.fromkeys(
                        ("invalid", "min_value", "max_value"), _NOT_A_COUNT
                    ),
                )  # fmt: skip
        self.fields["key"] = KeyField()

    def clean(self):
        data, counts, missing = self.cleaned_data, {}, []
        for shelf in self._shelves:
            product = shelf.product
            gone = data.get(f"missing-{product.pk}") or []
            if data.get(f"checked-{product.pk}") or gone:
                counts[product] = shelf.quantity - len(gone)
                missing += [u for u in self._units.get(product.pk, []) if str(u.pk) in gone]
            elif data.get(f"count-{product.pk}") is not None:
                counts[product] = data[f"count-{product.pk}"]
        return {"counts": counts, "missing": missing, "key": data.get("key")}

    def rows(self):
        """(shelf, the field of its count or of its missing units, the box « checked » or None)."""
        for shelf in self._shelves:
            pk = shelf.product.pk
            if shelf.product.is_by_unit:
                yield shelf, self[f"missing-{pk}"], self[f"checked-{pk}"]
            else:
                yield shelf, self[f"count-{pk}"], None


class DecideForm(Crispy, forms.Form):
    submit = "Enregistrer la décision"

    status = forms.ChoiceField(
        label="Décision",
        choices=[
            (Inventory.Status.CONFIRMED, "Confirmer\u202f: le stock prend les quantités comptées"),
            (Inventory.Status.DROPPED, "Abandonner\u202f: rien ne change, on recomptera"),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choisissez une décision."),
    )
    reason = ReasonField(help_text="Ce qui explique les écarts, ou pourquoi l’on recompte.")
