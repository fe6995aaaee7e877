"""What comes back to the referrer: what the person agrees to, and how it reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from beneficiaries.models import Referral, Telling

Step = Telling.Step
# Always said: it is the referrer's own act.
_ALWAYS = {Step.RECEIVED}
ASKED = [label for _, label in Referral.Step.choices]


def may_be_told(referral: Referral, step: str) -> bool:
    """Whether the person agrees today that the referrer hears of the step."""
    return step in _ALWAYS or step in referral.told_back


def tells_why(referral: Referral) -> bool:
    return may_be_told(referral, Step.DECIDED) and Referral.Step.MOTIVE in referral.told_back


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
    told = {each.step: each for each in referral.tellings.order_by("pk")}
    stages = []
    for step in Step:
        agreed = may_be_told(referral, step)
        telling = told.get(step) if agreed else None
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
    """The decision, with its motive when the person agrees to that too."""
    if referral.is_open:
        return ""
    words = referral.get_status_display().lower()
    if tells_why(referral) and referral.refusal:
        words += f"\u202f: {referral.get_refusal_display().lower()}"
    return words


def in_a_sentence(referral: Referral | None) -> str:
    """Where it stands, for whoever holds the code of a sheet."""
    if referral is None:
        return "La fiche ne nous est pas encore parvenue."
    if not referral.is_open and may_be_told(referral, Step.DECIDED):
        return f"L’orientation a sa réponse\u202f: {referral.get_status_display().lower()}."
    if referral.status == Referral.Status.ASKED:
        return "Nous avons une question à vous poser\u202f: appelez-nous."
    return "L’orientation nous est parvenue."


def agreed_in_words(codes: Iterable[str]) -> list[str]:
    return [label for code, label in Referral.Step.choices if code in codes]
