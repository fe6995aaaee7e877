"""What comes back to the referrer, step by step, and how it reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from beneficiaries.models import Referral, Telling
from beneficiaries.telling import may_be_told, told

Step = Telling.Step
ASKED = [label for _, label in Referral.Step.choices]


@dataclass(frozen=True)
class Stage:
    """One line of the timeline: `told` once it was, `agreed` while the person lets it be said.

    `day` is when the step was reached, as far as it may be shown.
    """

    label: str
    agreed: bool
    told: Telling | None
    day: date | None
    words: str = ""


def timeline(referral: Referral) -> list[Stage]:
    """All the steps in their order. What the person no longer agrees to is not shown."""
    tellings = {each.step: each for each in referral.tellings.order_by("pk")}
    stages = []
    for step in Step:
        agreed = may_be_told(referral, step)
        telling = tellings.get(step) if agreed else None
        day = telling.reached_on if telling else None
        if step == Step.RECEIVED:
            day = referral.received_on  # who brought it knows, told or not
        words = outcome(referral) if telling and step == Step.DECIDED else ""
        stages.append(Stage(step.label, agreed, telling, day, words))
    return stages


def said(referral: Referral, steps: dict[str, date]) -> list[tuple[str, date, str]]:
    """Each step's words, day and outcome, in their order, as messages and calls say them."""
    return [
        (step.label, steps[step], outcome(referral) if step == Step.DECIDED else "")
        for step in Step
        if step in steps
    ]


def outcome(referral: Referral) -> str:
    """The decision, with its reason when the person agrees to that too."""
    heard = told(referral)
    if heard.is_open or heard.is_kept:
        return ""
    why = f"\u202f: {heard.refusal.lower()}" if heard.refusal else ""
    return heard.label.lower() + why


def in_a_sentence(referral: Referral | None) -> str:
    """Where it stands, for whoever holds the code of a sheet."""
    if referral is None:
        return "La fiche ne nous est pas encore parvenue."
    heard = told(referral)
    if heard.status == Referral.Status.ASKED:
        return "Nous avons une question à vous poser\u202f: appelez-nous."
    if heard.is_open:
        return "L’orientation nous est parvenue."
    if heard.is_kept:
        return "L’orientation est close."
    return f"L’orientation a sa réponse\u202f: {heard.label.lower()}."


def agreed_in_words(codes: Iterable[str]) -> list[str]:
    return [label for code, label in Referral.Step.choices if code in codes]
