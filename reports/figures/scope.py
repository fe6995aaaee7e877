"""Of what is counted: some days, at one place or all, paid for by one funder or anybody."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from beneficiaries.models import Enrolment, Referral
from pimms.kernel.periods import year as calendar_year
from recharges.models import Sale
from workshops.models import Registration, SupportSession, Workshop


@dataclass(frozen=True)
class Scope:
    """Half-open days; the keys of a site and of a funder, or None for all of them.

    Workshops alone are paid for by a funder: with one, nothing else counts. A person's enrolment is
    of the site that keeps their file; a referral is sent to the house and is of no site.
    """

    period: DateRange
    site: int | None = None
    funder: int | None = None

    @classmethod
    def of_year(cls, year: int) -> "Scope":
        return cls(calendar_year(year))

    @property
    def year(self) -> int:
        """The calendar year of the last day: of the age that people reach, and of the means."""
        return (self.period.upper - timedelta(days=1)).year

    @property
    def is_whole(self) -> bool:
        """Whether everything of these days counts."""
        return self.site is None and self.funder is None

    def sales(self) -> QuerySet:
        """Unit: sales that stand."""
        return self.here(Sale.objects.standing().sold_in(self.period))

    def support(self) -> QuerySet:
        """Unit: support sessions."""
        days = {"held_on__gte": self.period.lower, "held_on__lt": self.period.upper}
        return self.here(SupportSession.objects.filter(**days))

    def enrolments(self) -> QuerySet:
        """Unit: enrolments that share at least one day with the period."""
        return self.of_people(Enrolment.objects.running_in(self.period))

    def referrals(self) -> QuerySet:
        """Unit: referrals received."""
        days = {"received_on__gte": self.period.lower, "received_on__lt": self.period.upper}
        received = Referral.objects.filter(**days)
        return received if self.is_whole else received.none()

    def workshops(self) -> QuerySet:
        """Unit: workshops held: neither cancelled nor still to come."""
        held = Workshop.objects.held_in(self.period)
        held = held.filter(site=self.site) if self.site else held
        return held.filter(funder=self.funder) if self.funder else held

    def seats(self, status: str) -> QuerySet:
        """Unit: registrations of that status in these workshops."""
        return Registration.objects.filter(status=status, workshop__in=self.workshops())

    def presences(self) -> QuerySet:
        """Unit: people present, once a workshop."""
        return self.seats(Registration.Status.PRESENT)

    def of_people(self, rows: QuerySet, person: str = "beneficiary") -> QuerySet:
        """Those of the people whose file the site keeps; nothing is paid for by a funder."""
        return self.here(rows, f"{person}__site")

    def here(self, rows: QuerySet, site: str = "site") -> QuerySet:
        """Those of the site; nothing is paid for by a funder."""
        if self.funder:
            return rows.none()
        return rows.filter(**{site: self.site}) if self.site else rows
