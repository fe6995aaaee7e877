"""One person at a glance: what they have left, what is missing, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from beneficiaries.knowing import NOTHING, ToKnow, answered, first, things_to_know, to_know
from beneficiaries.models import (
    Assessment,
    Beneficiary,
    Enrolment,
    PossibleDuplicate,
    Referral,
)
from beneficiaries.papers import missing_papers
from beneficiaries.services import admitted
from pimms.kernel.templatetags.french import opening
from recharges import statement
from recharges.allowances import Allowance
from recharges.models import Cap, Category
from recharges.statement import Brief
from workshops.models import Appointment, Registration


@dataclass(frozen=True)
class Rest:
    """What may still be bought of one thing: the caps of a category's articles, taken together."""

    label: str
    allowances: tuple[Allowance, ...]

    @property
    def terms(self) -> str:
        """For how long and for whom: `par mois`, `sur les douze mois, par foyer`."""
        return self.allowances[0].cap.terms

    @property
    def is_advisory(self) -> bool:
        return self.allowances[0].cap.is_advisory

    @property
    def is_used_up(self) -> bool:
        return all(each.is_used_up for each in self.allowances)

    @property
    def percent(self) -> int:
        """How much is used, from 0 to 100."""
        limit = sum(each.limit for each in self.allowances)
        return (
            min(int(100 * sum(each.used for each in self.allowances) / limit), 100)
            if limit
            else 100
        )

    @property
    def text(self) -> str:
        """`1 sur 2`, `15,00 € sur 30,00 €`; once nothing is left, the day it opens again."""
        if self.is_used_up:
            days = [each.opens_on for each in self.allowances if each.opens_on]
            return f"rouvre le {opening(min(days))}" if days else "plus rien"
        amount = self.allowances[0].cap.amount
        left = sum(each.left for each in self.allowances)
        return f"{amount(left)} sur {amount(sum(each.limit for each in self.allowances))}"


@dataclass(frozen=True)
class Glance:
    """What one looks at before selling, supporting or registering somebody."""

    statement: Brief | None
    admitted: Assessment | None  # whose twelve months a first purchase opens
    rests: list[Rest]
    to_know: ToKnow
    missing: list[str]  # papers, a sentence each
    twins: list[Beneficiary]  # who might be the same person
    referral: Referral | None  # one that still waits for its answer
    workshop: Registration | None
    appointment: Appointment | None


def glance_at(
    person: Beneficiary, enrolment: Enrolment | None, *, at: datetime, on: date
) -> Glance:
    """The person's next steps and the twelve months that `enrolment` gives them."""
    coming = person.registrations.filter(
        workshop__held_on__gte=on, workshop__cancelled_at=None, status="registered"
    )
    found = answered(
        person,
        **things_to_know(person, on=on),
        assessments=person.assessments.all(),
        pairs=PossibleDuplicate.objects.undecided().of(person),
        referrals=person.referrals.pending().oldest_first(),
        seats=coming.select_related("workshop").order_by(
            "workshop__held_on", "workshop__starts_at"
        ),
        appointments=person.appointments.from_instant(at),
    )
    given = statement.in_brief(enrolment, on=on) if enrolment else None
    running = bool(given and given.is_running)
    assessed = found["assessments"] is not NOTHING
    return Glance(
        statement=given,
        admitted=admitted(person, on=on) if assessed and not running else None,
        to_know=to_know(person, on=on, found=found),
        missing=missing_papers(person, on=on) if assessed else [],
        twins=[pair.second if pair.first == person else pair.first for pair in found["pairs"]],
        rests=rests(given.allowances) if given else [],
        referral=first(found["referrals"]),
        workshop=first(found["seats"]),
        appointment=first(found["appointments"]),
    )


def rests(allowances: Iterable[Allowance]) -> list[Rest]:
    """By the time that they count over, the months first; within it first the caps that articles
    share, then a line for each category and measure."""
    alone = [each for each in allowances if each.cap.product]
    shared = [Rest(each.cap.subject, (each,)) for each in allowances if not each.cap.product]
    lines = [
        Rest(list(Category)[category].label, tuple(caps))
        for (category, *_), caps in groupby(sorted(alone, key=_shelf), key=_shelf)
    ]
    return sorted(shared + lines, key=lambda rest: _span(rest.allowances[0].cap))


def _shelf(allowance: Allowance) -> tuple[int, str, bool, str]:
    cap = allowance.cap
    category = list(Category).index(Category(cap.product.category))
    return category, cap.terms, cap.is_advisory, cap.measure


def _span(cap: Cap) -> tuple[int, int]:
    return list(Cap.Span).index(Cap.Span(cap.span)), list(Cap.Scope).index(Cap.Scope(cap.scope))
