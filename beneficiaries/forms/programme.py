from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from beneficiaries.eligibility import threshold_for
from beneficiaries.models import Criterion, ProgrammeVersion
from pimms.kernel import money
from pimms.kernel.fields import DayField, TextField
from pimms.kernel.forms import Crispy
from pimms.kernel.templatetags.french import number

NEW = "new"
AMOUNTS = {
    Criterion.Kind.FAMILY_QUOTIENT,
    Criterion.Kind.REST_TO_LIVE_ON,
    Criterion.Kind.INCOME,
}


class ThresholdsField(TextField):
    """Thresholds by household: `862 / 1292 / 1551` for one, two, three persons and more."""

    def __init__(self, **options):
        super().__init__(
            label="Seuils, de une personne à la suivante",
            required=False,
            max_length=120,
            help_text="Par exemple 862 / 1292 / 1551\u202f; le dernier vaut au-delà.",
            **options,
        )

    def prepare_value(self, value):
        if isinstance(value, dict):
            sizes = range(1, max(value, default=0) + 1)
            amounts = (threshold_for(value, persons) for persons in sizes)
            return " / ".join(number(each, 2) for each in amounts if each is not None)
        return value

    def clean(self, value):
        text = super().clean(value)
        try:
            amounts = [money.amount(part) for part in text.split("/")] if text else []
        except ValueError as unread:
            raise ValidationError(
                f"«\u202f{unread}\u202f» n’est pas un montant\u202f: écrivez des montants séparés"
                " par «\u202f/\u202f»."
            ) from None
        if any(not 0 <= each <= 99_999 for each in amounts):
            raise ValidationError("Un seuil va de 0 à 99\u202f999\u202f€.")
        return dict(enumerate(amounts, 1))


class ProgrammeForm(Crispy, forms.Form):
    """The next version of the programme, from the last one."""

    submit = "Enregistrer la version"

    name = TextField(label="Nom", max_length=100)
    starts_on = DayField(label="En vigueur à partir du")
    opens = forms.ChoiceField(
        label="Les douze mois s’ouvrent", choices=ProgrammeVersion.Opening, widget=forms.RadioSelect
    )
    referral_required = forms.BooleanField(label="Une orientation est obligatoire", required=False)
    referral_valid_months = forms.IntegerField(
        label="Une orientation vaut, en mois", min_value=1, max_value=24
    )
    minimum_age = forms.IntegerField(label="Âge minimum", min_value=0, max_value=99)
    required_count = forms.IntegerField(label="Critères à réunir", min_value=1, max_value=10)
    assessment_valid_months = forms.IntegerField(
        label="Un examen vaut, en mois", min_value=1, max_value=36
    )
    second_signature = forms.BooleanField(label="La direction signe chaque examen", required=False)
    capacity = forms.IntegerField(
        label="Personnes inscrites à la fois",
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="Laissez vide s’il n’y a pas de limite.",
    )
    sample_percent = forms.IntegerField(
        label="Part des examens relue chaque trimestre, en %", min_value=0, max_value=100
    )

    def __init__(self, *args, last: dict, **kwargs):
        initial = {name: last[name] for name in self.base_fields if name in last}
        super().__init__(*args, initial=initial, **kwargs)
        self.known = {criterion["code"]: criterion for criterion in last["criteria"]}
        for code, criterion in self.known.items():
            self._add(code, criterion)
        self._add(NEW, None)

    def _add(self, code: str, criterion: dict | None) -> None:
        known = criterion or {"kind": "", "proof_valid_months": 12}
        fields = {
            "label": TextField(label="Libellé", max_length=120, required=bool(criterion)),
            "proofs": TextField(
                label="Papiers admis, un par ligne",
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
            "proof_valid_months": forms.IntegerField(
                label="Un papier vaut, en mois", min_value=1, max_value=60
            ),
            "bears_nir": forms.BooleanField(
                label="Porte le numéro de sécurité sociale\u202f: vu, non conservé", required=False
            ),
        }
        if criterion:
            kept = forms.BooleanField(label="Garder ce critère", required=False, initial=True)
            fields = {"kept": kept} | fields
        else:
            kinds = [each for each in Criterion.Kind.choices if each[0] != Criterion.Kind.REFERRAL]
            fields["kind"] = forms.ChoiceField(label="Nature", choices=kinds, initial="proof")
        if criterion is None or known["kind"] in AMOUNTS:
            fields["thresholds"] = ThresholdsField()
        for name, field in fields.items():
            if name in known and name != "kind":
                field.initial = known[name]
            self.fields[f"{name}_{code}"] = field

    def groups(self):
        """The fields of each criterion under its name; the last group is a new one."""
        for code in [*self.known, NEW]:
            title = self.known[code]["label"] if code in self.known else "Ajouter un critère"
            names = [name for name in self.fields if name.endswith(f"_{code}")]
            yield title, [self[name] for name in names if name not in self.base_fields]

    def settings(self):
        return [self[name] for name in self.base_fields]

    def clean(self):
        """What `services.change_programme` takes."""
        data = self.cleaned_data
        criteria = [
            self._given(code, known["code"], known["kind"])
            for code, known in self.known.items()
            if data.get(f"kept_{code}")
        ]
        if label := data.get(f"label_{NEW}"):
            code = slugify(label).replace("-", "_")[:40] or "critere"
            if code in self.known:
                self.add_error(f"label_{NEW}", "Un critère porte déjà ce nom.")
            criteria.append(self._given(NEW, code, data.get(f"kind_{NEW}", "")))
        for each in criteria:
            if each["kind"] in AMOUNTS and not each["thresholds"]:
                self.add_error(None, f"{each['label']}\u202f: indiquez au moins un seuil.")
        return {name: data.get(name) for name in self.base_fields} | {"criteria": criteria}

    def _given(self, key: str, code: str, kind: str) -> dict:
        data = self.cleaned_data
        return {
            "code": code,
            "kind": kind,
            "label": data.get(f"label_{key}", ""),
            "proofs": data.get(f"proofs_{key}", ""),
            "proof_valid_months": data.get(f"proof_valid_months_{key}", 12),
            "bears_nir": bool(data.get(f"bears_nir_{key}")),
            "thresholds": (data.get(f"thresholds_{key}") or {}) if kind in AMOUNTS else {},
        }
