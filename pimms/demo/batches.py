"""What lies some weeks back, laid down a month at a time instead of verb by verb.

The rows and the lines of the journal are those that the services leave; the database judges them
by the same triggers and constraints: receipt numbers without gaps, the twelve months, the caps.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from accounts.models import Entry, User
from beneficiaries.models import Beneficiary, Enrolment, Referral
from partners.models import Organisation
from pimms.kernel.models import last_of
from recharges.models import Product, Sale, SaleLine, TillSession
from workshops.models import SupportSession

from . import shelf


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
                **shelf.terms(visit.payment, visit.key.int, payers),
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
    _journal("sale.made", sales, by=[visit.by for visit in visits])
    return sales


def take_stock() -> None:
    """The planner knows how large the tables have become: nobody else can see that yet."""
    with connection.cursor() as cursor:
        for model in (Beneficiary, Referral, Enrolment, Entry, Sale, SaleLine):
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def record_support(sessions: list[SupportSession]) -> None:
    """The sessions, which obey no rule but the table's own, are noted."""
    SupportSession.objects.bulk_create(sessions)
    _journal("support.recorded", sessions, by=[session.recorded_by for session in sessions])


def _journal(verb: str, things: list, *, by: list[User]) -> None:
    Entry.objects.bulk_create(
        Entry(verb=verb, thing=f"{thing._meta.label_lower}:{thing.pk}", by=user.email)
        for thing, user in zip(things, by, strict=True)
    )
