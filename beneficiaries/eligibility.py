"""Who may be enrolled: the house's rule, without the database.

Source: design of the programme in Antony (referral by a social actor, valid three months; sixteen
years or more; no twelve months running), see docs/decisions.md.
"""

from dataclasses import dataclass
from datetime import date

from pimms.kernel.periods import add_months

MINIMUM_AGE = 16
REFERRAL_VALID_MONTHS = 3


@dataclass(frozen=True)
class Situation:
    """What is known of somebody on the day they ask."""

    born_on: date
    criteria: frozenset[str]
    referred_on: date | None = None
    enrolled_until: date | None = None


def referral_holds(referred_on: date, *, on: date) -> bool:
    """Whether a referral received that day can still open an enrolment."""
    return add_months(referred_on, REFERRAL_VALID_MONTHS) > on


def refusals(situation: Situation, *, on: date) -> list[str]:
    """Every reason not to enrol from that day, in words; an empty list means eligible."""
    reasons = []
    if add_months(situation.born_on, 12 * MINIMUM_AGE) > on:
        reasons.append(f"La personne a moins de {MINIMUM_AGE} ans.")
    if situation.enrolled_until and situation.enrolled_until >= on:
        reasons.append(
            f"La personne est déjà inscrite jusqu’au {situation.enrolled_until:%d/%m/%Y}."
        )
    if "referral" in situation.criteria:
        if situation.referred_on is None:
            reasons.append("Aucune orientation n’est rattachée à ce dossier.")
        elif not referral_holds(situation.referred_on, on=on):
            reasons.append(
                f"L’orientation du {situation.referred_on:%d/%m/%Y} a plus de"
                f" {REFERRAL_VALID_MONTHS} mois."
            )
    if not situation.criteria:
        reasons.append("Aucun critère n’est constaté.")
    return reasons
