"""What is laid down together instead of verb by verb.

The rows and the lines of the journal are those that the services leave; the database judges them
by the same triggers and constraints: receipt numbers without gaps, the twelve months, the caps.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db import connection

from accounts import journal
from accounts.models import User
from beneficiaries.eligibility import Seen
from beneficiaries.findings import version_on
from beneficiaries.judging import Known, judge, twelve_months
from beneficiaries.models import (
    Assessment,
    Beneficiary,
    Enrolment,
    Finding,
    ProgrammeVersion,
    Referral,
)
from partners.models import Organisation
from pimms.kernel.models import last_of
from recharges.models import Product, Sale, SaleLine, TillSession
from workshops.models import Registration, SupportSession, Workshop

from . import catalogue


@dataclass(frozen=True)
class Visit:
    """Somebody buys a basket on a day."""

    day: date
    enrolment: Enrolment
    basket: dict[Product, int]
    payment: str
    key: uuid.UUID
    by: User


def sell(
    visits: Iterable[Visit], *, session: TillSession, payers: list[Organisation]
) -> list[Sale]:
    """The visits of a day are in the ledger and in its till, numbered in the order they come in."""
    visits, reached = list(visits), {}
    if not visits:
        return []
    products = {p.pk: p for p in Product.objects.priced_on(visits[0].day)}
    sales = []
    for visit in visits:
        site = visit.by.site
        series = f"{site.code}{visit.day.year}"
        reached[series] = reached.get(series) or last_of(series)
        reached[series] += 1
        sales.append(
            Sale(
                enrolment=visit.enrolment,
                site=site,
                series=series,
                number=reached[series],
                sold_on=visit.day,
                payment=visit.payment,
                till_session=session,
                key=visit.key,
                sold_by=visit.by,
                seller_name=visit.by.name,
                **catalogue.terms(visit.payment, visit.key.int, payers),
            )
        )
    Sale.objects.bulk_create(sales)
    SaleLine.objects.bulk_create(
        SaleLine(
            sale=sale,
            kind=SaleLine.Kind.ALLOCATION if free else SaleLine.Kind.SOLD,
            product=product,
            quantity=quantity,
            paid=0 if free else products[product.pk].solidarity * quantity,
            public_price=products[product.pk].public,
        )
        for sale, visit in zip(sales, visits, strict=True)
        for free in [visit.payment == Sale.Payment.FREE]
        for product, quantity in visit.basket.items()
    )
    for sale in sales:
        journal.record("sale.made", sale, by=sale.sold_by)
    return sales


class Newcomers:
    """People whose first twelve months are laid down together, before anybody looks at them."""

    def __init__(self):
        self._version: ProgrammeVersion | None = None
        self._waiting: list[tuple[Assessment, list[Finding], Enrolment]] = []

    def enrol(
        self,
        person: Beneficiary,
        *,
        referral: Referral | None,
        criteria: list[str],
        waiver: str,
        by: User,
        on: date,
    ) -> Enrolment:
        """What `files.enrol` gives somebody who was never enrolled, not yet in the database."""
        assessment, findings = judge(
            person,
            seen=[Seen(code) for code in criteria],
            known=Known(referral=referral),
            version=self._version_on(on),
            opens_on=on,
            waiver=waiver,
            by=by,
            on=on,
        )
        enrolment = twelve_months(assessment, starts_on=on, by=by, on=on)
        for each in (assessment, enrolment):  # the database asks about the rest
            each.full_clean(validate_unique=False, validate_constraints=False)
        self._waiting.append((assessment, findings, enrolment))
        journal.record("assessment.made", assessment, by=by, outcome=assessment.outcome)
        journal.record("enrolment.opened", enrolment, by=by, starts_on=str(on))
        return enrolment

    def lay_down(self) -> None:
        """Those who came are in the database, in the order they came in."""
        if not self._waiting:
            return
        assessments, findings, enrolments = zip(*self._waiting, strict=True)
        Assessment.objects.bulk_create(assessments)
        for assessment, found in zip(assessments, findings, strict=True):
            for finding in found:
                finding.assessment = assessment
        Finding.objects.bulk_create(chain.from_iterable(findings))
        Enrolment.objects.bulk_create(enrolments)
        self._waiting.clear()
        self._version = None

    def _version_on(self, day: date) -> ProgrammeVersion:
        if self._version is None or day not in self._version.period:
            self._version = version_on(day)
        return self._version


def seat(workshop: Workshop, people: Iterable[Beneficiary], *, by: User) -> None:
    """The people have a seat each in the workshop, in this order; it has as many."""
    seats = [Registration(workshop=workshop, beneficiary=person) for person in people]
    Registration.objects.bulk_create(seats)
    for each in seats:
        journal.record("registration.made", each, by=by)


def take_stock() -> None:
    """The planner knows how large the tables have become: nobody else can see that yet."""
    with connection.cursor() as cursor:
        for model in (Beneficiary, Referral, Enrolment, Sale, SaleLine):
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def record_support(sessions: list[SupportSession]) -> None:
    """The sessions, which obey no rule but the table's own, are noted."""
    SupportSession.objects.bulk_create(sessions)
    for session in sessions:
        journal.record("support.recorded", session, by=session.recorded_by)
