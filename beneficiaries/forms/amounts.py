"""Euros as people write them."""

from django import forms
from django.core.exceptions import ValidationError

from pimms.kernel import money


class EurosField(forms.CharField):
    """An amount of zero or more, `812`, `812,00 €`; None when it is left empty."""

    def __init__(self, **options):
        options.setdefault("required", False)
        attrs = {"inputmode": "decimal", "autocomplete": "off"} | options.pop("attrs", {})
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **options)

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return None
        try:
            euros = money.amount(value)
        except ValueError:
            raise ValidationError("Écrivez un montant en euros, par exemple 812,50.") from None
        if not 0 <= euros <= 99_999:
            raise ValidationError("Vérifiez ce montant\u202f: il va de 0 à 99\u202f999\u202f€.")
        return euros
