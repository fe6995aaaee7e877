"""Which days, which place, which funder."""

from datetime import date

from django import forms

from accounts.models import Site
from funding.models import Funder
from pimms.kernel.fields import NearDayField
from reports.figures import Scope

from .address import period_of

_DAY = {"invalid": "Écrivez un jour, par exemple 31/03/2016."}
_LIST = {"invalid_choice": "Choisissez dans la liste."}


def _day(label: str) -> NearDayField:
    return NearDayField(
        label=label,
        required=False,
        widget=forms.DateInput({"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages=_DAY,
    )


class ScopeForm(forms.Form):
    """Nothing said is this year until today, everywhere; days to come are not counted."""

    du = _day("Du")
    au = _day("Au")
    lieu = forms.TypedChoiceField(
        label="Point d’accueil",
        coerce=int,
        required=False,
        empty_value=None,
        error_messages=_LIST,
        widget=forms.Select({"class": "form-select"}),
    )
    financeur = forms.TypedChoiceField(
        label="Financeur",
        coerce=int,
        required=False,
        empty_value=None,
        error_messages=_LIST,
        widget=forms.Select({"class": "form-select"}),
    )

    def __init__(self, given, *, today: date):
        super().__init__(given or None, initial={"du": today.replace(month=1, day=1), "au": today})
        self.today = today
        for name, everything, model in (("lieu", "Tous", Site), ("financeur", "Tous", Funder)):
            known = model.objects.order_by("name").values_list("pk", "name")
            self.fields[name].choices = [("", everything), *known]

    def clean(self):
        words = super().clean()
        first = words.get("du") or self.today.replace(month=1, day=1)
        last = min(words.get("au") or self.today, self.today)
        if not self.errors and last < first:
            self.add_error("au", "Le dernier jour vient après le premier.")
        return words | {"du": first, "au": last}

    @property
    def scope(self) -> Scope:
        """What was asked for; the usual days when it made no sense."""
        first, last = self.today.replace(month=1, day=1), self.today
        if not self.is_bound or not self.is_valid():
            return Scope(period_of(first, last))
        words = self.cleaned_data
        return Scope(period_of(words["du"], words["au"]), words["lieu"], words["financeur"])
