from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from beneficiaries.eligibility import Seen
from beneficiaries.models import Assessment, Criterion, ProgrammeVersion
from pimms.kernel.fields import DayField, TextField
from pimms.kernel.forms import Crispy
from pimms.kernel.periods import add_months
from pimms.kernel.templatetags.french import day

from .fields import household_euros

ADMIT, REFUSE = "admit", "refuse"


@dataclass(frozen=True)
class Row:
    """One criterion as the page shows it: its box, its amounts, its paper."""

    criterion: Criterion
    checked: bool
    amounts: list
    paper: list
    threshold: object


class EnrolmentForm(Crispy, forms.Form):
    """From which day, on which grounds seen on which papers, and what is decided."""

    starts_on = DayField(
        label="Premier jour",
        widget=forms.DateInput(
            format="%Y-%m-%d",
            attrs={
                "type": "date",
                "hx-get": "",
                "hx-trigger": "change",
                "hx-target": "#months",
                "hx-select": "#months",
                "hx-swap": "outerHTML",
            },
        ),
    )
    persons = forms.IntegerField(
        label="Personnes au foyer", min_value=1, max_value=30, required=False
    )
    criteria = forms.MultipleChoiceField(
        label="Critères constatés",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Cochez ce que vous avez vu. Aucune copie de papier n’est gardée.",
    )
    waiver = TextField(
        label="Dérogation motivée",
        required=False,
        max_length=300,
        help_text="Réservée à la direction\u202f: pourquoi inscrire sans une des conditions.",
    )
    to_sign = forms.BooleanField(
        label="Demander l’avis de la direction avant d’inscrire", required=False
    )
    refusal = forms.ChoiceField(
        label="Motif", required=False, choices=[("", "Choisissez"), *Assessment.Refusal.choices]
    )
    reason = TextField(
        label="En quelques mots, pour la personne",
        required=False,
        max_length=300,
        help_text="La lettre reprend ces mots.",
    )
    reorientation = TextField(
        label="Où s’adresser",
        required=False,
        max_length=300,
        help_text="Un organisme, un guichet, un numéro\u202f: la lettre l’indique.",
    )
    decision = forms.ChoiceField(
        choices=[(ADMIT, "Inscrire"), (REFUSE, "Ne pas inscrire")], required=False
    )

    def __init__(
        self,
        *args,
        version: ProgrammeVersion,
        may_waive: bool,
        on: date,
        arithmetic_url: str = "",
        held: frozenset[str] = frozenset(),
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self._on, self._held = on, held
        self._criteria = sorted(version.criteria.all(), key=lambda each: (each.position, each.pk))
        self.fields["criteria"].label = "Critères constatés"  # one at least, or a waiver
        self.fields["refusal"].label = "Motif"  # asked for once the person is not eligible
        self.fields["criteria"].choices = [(each.code, each.label) for each in self._criteria]
        if not may_waive:
            del self.fields["waiver"]
        if may_waive or version.second_signature:  # nothing to ask for
            del self.fields["to_sign"]
        for criterion in self._criteria:
            self._add(criterion, arithmetic_url)

    def _add(self, criterion: Criterion, arithmetic_url: str) -> None:
        code = criterion.code
        live = {
            "hx-post": arithmetic_url,
            "hx-trigger": "input changed delay:300ms",
            "hx-include": "closest form",
            "hx-target": f"#said_{code}",
        }
        if criterion.kind == Criterion.Kind.REST_TO_LIVE_ON:
            self.fields[f"resources_{code}"] = household_euros(
                label="Ressources du mois", attrs=live
            )
            self.fields[f"charges_{code}"] = household_euros(
                label="Charges fixes du mois", attrs=live
            )
        elif criterion.is_amount:
            label = "Montant de l’attestation"
            if criterion.kind == Criterion.Kind.INCOME:
                label = "Ressources du mois"
            self.fields[f"value_{code}"] = household_euros(label=label, attrs=live)
        if criterion.kind == Criterion.Kind.REFERRAL:
            return
        proofs = criterion.accepted_proofs
        if len(proofs) > 1:
            self.fields[f"proof_{code}"] = forms.ChoiceField(
                label="Papier vu", required=False, choices=[(each[:120], each) for each in proofs]
            )
        self.fields[f"until_{code}"] = DayField(label="Papier valable jusqu’au", required=False)

    def rows(self) -> list[Row]:
        """The criteria in the order of the catalogue."""
        checked = set(self["criteria"].value() or ())
        return [
            Row(
                criterion=criterion,
                checked=criterion.code in checked,
                amounts=self._those(criterion, "resources", "charges", "value"),
                paper=self._those(criterion, "proof", "until"),
                threshold=criterion.threshold(self._persons()),
            )
            for criterion in self._criteria
        ]

    def _those(self, criterion: Criterion, *kinds: str) -> list:
        names = [f"{kind}_{criterion.code}" for kind in kinds]
        return [self[name] for name in names if name in self.fields]

    def _persons(self) -> int:
        value = str(self["persons"].value() or "")
        return int(value) if value.isdecimal() and 0 < len(value) < 3 and int(value) else 1

    def clean_starts_on(self):
        return self._near(self.cleaned_data["starts_on"])

    def _near(self, starts_on):
        if not add_months(self._on, -120) <= starts_on <= add_months(self._on, 24):
            raise ValidationError(f"Vérifiez l’année\u202f: {day(starts_on)} est bien loin.")
        return starts_on

    def clean(self):
        """What `services.decide` takes."""
        data = self.cleaned_data
        refused = data.get("decision") == REFUSE
        return {
            "refused": refused,
            "opens_on": data.get("starts_on"),
            "persons": data.get("persons"),
            "seen": self.seen(asks=not refused),
            "waiver": data.get("waiver", ""),
            "to_sign": data.get("to_sign", False),
            "refusal": data.get("refusal", ""),
            "reason": data.get("reason", ""),
            "reorientation": data.get("reorientation", ""),
        }

    def seen(self, *, asks: bool = False) -> list[Seen]:
        """What is ticked or has an amount; `asks` for the amount that a ticked one lacks."""
        data, seen = self.cleaned_data, []
        ticked = set(data.get("criteria") or ())
        for criterion in self._criteria:
            code = criterion.code
            amounts = {
                kind: data.get(f"{kind}_{code}") for kind in ("value", "resources", "charges")
            }
            given = any(amount is not None for amount in amounts.values())
            if code not in ticked and not given:
                continue
            if criterion.is_amount and asks and code not in self._held:
                self._ask_for_amount(criterion)
            seen.append(
                Seen(
                    code,
                    proof=data.get(f"proof_{code}", ""),
                    valid_until=data.get(f"until_{code}"),
                    **amounts,
                )
            )
        return seen

    def _ask_for_amount(self, criterion: Criterion) -> None:
        budget = criterion.kind == Criterion.Kind.REST_TO_LIVE_ON
        name = f"{'resources' if budget else 'value'}_{criterion.code}"
        if self.cleaned_data.get(name) is None and name not in self.errors:
            self.add_error(name, "Indiquez le montant.")

    def first_day(self, typed: str | None) -> date:
        """The day that is typed, when it can be one; else the one that the form proposes."""
        try:
            return self._near(self.fields["starts_on"].clean(typed))
        except ValidationError:
            return self.initial["starts_on"]


class ArithmeticForm(EnrolmentForm):
    """The amounts being typed: nothing is decided, nothing is kept."""

    def clean(self):
        return self.cleaned_data | {"seen": self.seen()}
