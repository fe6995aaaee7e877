"""Who may be enrolled: the rule and its arithmetic, without the database.

Source: design of the programme in Antony (referral by a social actor, valid three months; sixteen
years or more; no twelve months running), see docs/decisions.md. What a version of the programme
sets otherwise comes in by `Rule`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
from random import Random

from pimms.kernel.money import rounded
from pimms.kernel.periods import add_months
from pimms.kernel.templatetags.french import day, euros

MINIMUM_AGE = 16
REFERRAL_VALID_MONTHS = 3
DAYS_A_MONTH = Decimal("30.42")
REFERRAL = "referral"


@dataclass(frozen=True)
class Rule:
    """What a version of the programme asks for."""

    minimum_age: int = MINIMUM_AGE
    referral_valid_months: int = REFERRAL_VALID_MONTHS
    referral_required: bool = False
    required_count: int = 1


@dataclass(frozen=True)
class Situation:
    """What is known of somebody on the day they ask."""

    born_on: date
    criteria: frozenset[str]
    referred_on: date | None = None
    enrolled_until: date | None = None


@dataclass(frozen=True)
class Seen:
    """What a counsellor saw for one criterion: the kind of paper, and the amounts on it."""

    code: str
    proof: str = ""
    valid_until: date | None = None
    value: Decimal | None = None
    resources: Decimal | None = None
    charges: Decimal | None = None


@dataclass(frozen=True)
class Budget:
    """A month's euros of a household."""

    resources: Decimal
    charges: Decimal
    persons: int

    @property
    def per_day(self) -> Decimal:
        """What is left to live on, by person and day: (resources − charges) ÷ persons ÷ 30.42."""
        return rounded((self.resources - self.charges) / self.persons / DAYS_A_MONTH)

    @property
    def arithmetic(self) -> str:
        """`(812,00 € − 455,00 €) ÷ 3 personnes ÷ 30,42 = 3,91 € par jour`."""
        plural = "s" if self.persons > 1 else ""
        return (
            f"({euros(self.resources)} − {euros(self.charges)}) ÷ {self.persons}\u00a0"
            f"personne{plural} ÷ 30,42 = {euros(self.per_day)} par jour"
        )


def band(per_day: Decimal) -> str:
    """The code of the band: less than 5 € a day, from 5, from 10, more than 15."""
    if per_day > 15:
        return "over_15"
    return "10_to_15" if per_day >= 10 else "5_to_10" if per_day >= 5 else "under_5"


def threshold_for(thresholds: dict[int, Decimal], persons: int) -> Decimal | None:
    """That of the household's size, or of the largest size below it."""
    sizes = [size for size in thresholds if size <= persons]
    return thresholds[max(sizes)] if sizes else None


def referral_holds(
    referred_on: date, *, on: date, valid_months: int = REFERRAL_VALID_MONTHS
) -> bool:
    """Whether a referral received that day can still open an enrolment."""
    return add_months(referred_on, valid_months) > on


def refusals(situation: Situation, *, on: date, rule: Rule = Rule()) -> list[str]:  # noqa: B008
    """Every reason not to enrol from that day, in words; an empty list means eligible."""
    reasons = []
    if add_months(situation.born_on, 12 * rule.minimum_age) > on:
        reasons.append(f"La personne a moins de {rule.minimum_age} ans.")
    if situation.enrolled_until and situation.enrolled_until >= on:
        reasons.append(f"La personne est déjà inscrite jusqu’au {day(situation.enrolled_until)}.")
    return reasons + _of_referral(situation, rule, on) + _of_count(situation, rule)


def _of_referral(situation: Situation, rule: Rule, on: date) -> list[str]:
    if REFERRAL not in situation.criteria:
        required = "Le programme demande une orientation par un travailleur social."
        return [required] if rule.referral_required else []
    if situation.referred_on is None:
        return ["Aucune orientation n’est rattachée à ce dossier."]
    months = rule.referral_valid_months
    if not referral_holds(situation.referred_on, on=on, valid_months=months):
        return [f"L’orientation du {day(situation.referred_on)} a plus de {months} mois."]
    return []


def _of_count(situation: Situation, rule: Rule) -> list[str]:
    found = len(situation.criteria)
    if not found:
        return ["Aucun critère n’est constaté."]
    if found < rule.required_count:
        what = "Un seul critère est constaté" if found == 1 else f"{found} critères sont constatés"
        return [f"{what}\u202f; il en faut {rule.required_count}."]
    return []


@dataclass(frozen=True)
class Circumstances:
    """What the waiting list's published order looks at; None means that it is not known."""

    children: int = 0
    has_phone: bool = True
    band: str = ""
    operator_debt: bool = False
    home_internet: bool | None = None


# The published order of the waiting list: what gives points, and how many.
PRIORITIES = (
    ("Pas de téléphone", 3, lambda it: not it.has_phone),
    ("Reste à vivre de moins de 5 € par jour", 3, lambda it: it.band == "under_5"),
    ("Reste à vivre de 5 à 10 € par jour", 2, lambda it: it.band == "5_to_10"),
    ("Enfant au foyer", 2, lambda it: it.children > 0),
    ("Dette chez un opérateur", 1, lambda it: it.operator_debt),
    ("Pas d’internet à domicile", 1, lambda it: it.home_internet is False),
)


def priority(circumstances: Circumstances) -> list[tuple[str, int]]:
    """The published grounds that apply, each with its points."""
    return [(label, points) for label, points, holds in PRIORITIES if holds(circumstances)]


def draw(among: list[int], *, percent: int, seed: int) -> list[int]:
    """`percent` % of them, rounded up, drawn by lot: the same seed draws the same."""
    wanted = ceil(len(among) * percent / 100)
    return sorted(Random(seed).sample(sorted(among), k=wanted))
