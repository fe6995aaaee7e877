"""The questions of the what-if page; asked by GET, so that an address can be kept."""

from decimal import Decimal

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange

from pimms.kernel.fields import TextField
from pimms.kernel.forms import Crispy
from recharges.forms.catalogue import factor_field, limit_field, price_field
from recharges.models import Cap, Category, Product
from recharges.replay import repriced


class _Question(Crispy, forms.Form):
    submit = "Rejouer les douze derniers mois"

    quoi = TextField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("initial", {"quoi": self.name})
        kwargs.setdefault("auto_id", f"{self.name}_%s")
        super().__init__(*args, **kwargs)

    @property
    def helper(self):
        helper = super().helper
        helper.form_method, helper.disable_csrf = "get", True
        return helper

    def caps(self, caps):
        """The caps as the question would have them."""
        return caps

    def change(self):
        """What becomes of a line under the question."""
        return lambda line: line


class _Terms(forms.Form):
    limit = limit_field()
    scope = forms.ChoiceField(label="Pour", choices=Cap.Scope.choices)
    factor = factor_field()

    def clean_factor(self):
        return self.cleaned_data.get("factor") or Decimal(0)


class ChangedCap(_Question, _Terms):
    name, title = "plafond", "Un plafond changé"
    field_order = ["quoi", "cap"]

    cap = forms.ModelChoiceField(
        label="Le plafond",
        queryset=Cap.objects.filter(period__upper_inf=True, is_advisory=False)
        .select_related("product")
        .order_by("product__name", "pk"),
        empty_label=None,
    )

    def caps(self, caps):
        said = self.cleaned_data
        old = said["cap"]
        fresh = Cap(
            product=old.product,
            categories=old.categories,
            span=old.span,
            measure=old.measure,
            limit=said["limit"],
            scope=said["scope"],
            factor=said["factor"],
            period=old.period,
        )
        return [fresh if cap.pk == old.pk else cap for cap in caps]


class NewCap(_Question, _Terms):
    name, title = "nouveau", "Un plafond qui n’existe pas encore"
    field_order = ["quoi", "product", "categories", "measure", "span"]

    product = forms.ModelChoiceField(
        label="Article",
        queryset=Product.objects.order_by("name", "pk"),
        required=False,
        empty_label="— aucun —",
    )
    categories = forms.MultipleChoiceField(
        label="ou catégories, comptées ensemble",
        choices=Category.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    measure = forms.ChoiceField(label="Mesure", choices=Cap.Measure.choices)
    span = forms.ChoiceField(label="Durée", choices=Cap.Span.choices)

    def clean(self):
        data = super().clean()
        if bool(data.get("product")) == bool(data.get("categories")):
            self.add_error("product", "Choisissez un article, ou des catégories.")
        return data

    def caps(self, caps):
        terms = {name: each for name, each in self.cleaned_data.items() if name != "quoi"}
        return [*caps, Cap(**terms, period=DateRange(None, None))]


class NewPrice(_Question):
    name, title = "prix", "Un autre prix solidaire"
    field_order = ["quoi", "product"]

    product = forms.ModelChoiceField(
        label="Article", queryset=Product.objects.order_by("name", "pk"), empty_label=None
    )
    solidarity = price_field("Prix solidaire")

    def change(self):
        return repriced(self.cleaned_data["product"].pk, self.cleaned_data["solidarity"])


QUESTIONS = (ChangedCap, NewCap, NewPrice)
