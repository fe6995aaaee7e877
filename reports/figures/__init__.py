"""A year in numbers: statements in, frozen dataclasses out; no request, no template, no clock.

Rules of counting: see each function, and the notes that the report prints.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from . import learning, means, needs, people, referrals, sales, sessions
from .counting import by_code
from .learning import Learning
from .means import Means
from .needs import Needs
from .people import People
from .referrals import Referrals
from .sales import Sales
from .scope import Scope
from .sessions import Support, Workshops
from .years import Recorded, recorded

__all__ = ["Recorded", "Scope", "Year", "of_each", "of_year", "recorded"]


@dataclass(frozen=True)
class Year:
    """Everything that is counted of a calendar year."""

    year: int
    people: People
    referrals: Referrals
    sales: Sales
    workshops: Workshops
    support: Support
    means: Means
    needs: Needs = field(default_factory=Needs)  # reports frozen before had none
    learning: Learning = field(default_factory=Learning)  # nor this

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened: no enrolment, referral, sale, workshop or support."""
        return not (
            self.people.enrolled_during_year
            or self.referrals.received
            or self.sales.lines
            or self.workshops.sessions
            or self.support.sessions
        )

    def as_json(self) -> dict:
        """The keys and codes agreed for the report; money and hours with two decimals."""
        return {
            "year": self.year,
            "people": {
                "served": self.people.served,
                "enrolled_during_year": self.people.enrolled_during_year,
                "enrolments_active": self.people.enrolments_active,
                "by_gender": by_code(self.people.by_gender),
                "by_age_band": by_code(self.people.by_age_band),
                "by_social_status": by_code(self.people.by_social_status),
                "by_department": by_code(self.people.by_department),
                "by_commune": by_code(self.people.by_commune),
                **self._territory(),
            },
            "referrals": {
                "received": self.referrals.received,
                "by_organisation": by_code(self.referrals.by_organisation),
                "by_status": by_code(self.referrals.by_status),
            },
            "sales": {
                "lines": self.sales.lines,
                "people": self.people.bought,
                "quantity_by_category": {s.code: s.quantity for s in self.sales.by_category},
                "saving_by_category": {s.code: _two(s.saving) for s in self.sales.by_category},
                "paid_total": _two(self.sales.paid),
                "public_value": _two(self.sales.public_value),
                "saving": _two(self.sales.saving),
            },
            "workshops": {
                "sessions": self.workshops.sessions,
                "hours": _two(self.workshops.hours),
                "attendances": self.workshops.attendances,
                "absences": self.workshops.absences,
                "people": self.people.attended,
                "by_theme": {
                    theme.code: {"sessions": theme.sessions, "attendances": theme.attendances}
                    for theme in self.workshops.by_theme
                },
            },
            "support": {
                "sessions": self.support.sessions,
                "hours": _two(self.support.hours),
                "people": self.people.supported,
                "by_theme": by_code(self.support.by_theme),
            },
            "means": {
                "granted": _two(self.means.granted),
                "grants": [
                    {"funder": grant.funder, "purpose": grant.purpose, "amount": _two(grant.amount)}
                    for grant in self.means.grants
                ],
                "posts": sum(posts.count for posts in self.means.posts),
            },
        }

    def _territory(self) -> dict:
        """Nothing of what a report frozen before did not count."""
        people = self.people
        told: dict[str, dict] = {}
        if people.by_district is not None:
            told["by_district"] = by_code(people.by_district)
        if people.coverage is not None:
            told["coverage"] = {town.code: _two(town.per_thousand) for town in people.coverage}
        return told


def of_year(year: int) -> Year:
    """The figures of a calendar year: a dozen statements, however large the ledger."""
    (counted,) = of_each([Scope.of_year(year)])
    return replace(counted, means=means.of(year), needs=needs.of(year), learning=learning.of(year))


def of_each(scopes: Sequence[Scope]) -> list[Year]:
    """What was done in each scope, in one statement an indicator for all of them; without means,
    surveys and what was learnt, which are those of a calendar year."""
    counted = zip(
        scopes,
        people.of_each(scopes),
        referrals.of_each(scopes),
        sales.of_each(scopes),
        sessions.workshops(scopes),
        sessions.support(scopes),
        strict=True,
    )
    return [
        Year(scope.year, served, sent, sold, held, given, Means((), (), ()))
        for scope, served, sent, sold, held, given in counted
    ]


def _two(value: Decimal) -> str:
    return f"{value:.2f}"
