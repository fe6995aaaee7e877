"""What the till of the demonstration shows besides its articles: barcodes and costs, a kit, caps
of other kinds, who pays for others, what is given, and what the director let pass."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import User
from partners.models import Organisation
from pimms.kernel.periods import add_months
from recharges import services as till
from recharges.models import Cap, Category, Product, Sale

from .people import key

BARCODES = {
    "SIM-PRE": "3760000000017", "BOX-4G": "3760000000024", "TEL-TOUCHES": "3760000000031",
    "TEL-ECRAN": "3760000000048", "PC-PORTABLE": "3760000000055", "CHARGEUR": "3760000000062",
}  # fmt: skip
COSTS = {
    "MOB-1H": "4.50", "MOB-2H": "7.50", "NET-5G": "4.50", "NET-10G": "9.00", "SIM-PRE": "0.00",
    "BOX-4G": "24.00", "TEL-TOUCHES": "14.00", "TEL-ECRAN": "45.00", "PC-PORTABLE": "95.00",
    "CHARGEUR": "2.40",
}  # fmt: skip
DEARER = {"BOX-4G": "25.00", "CHARGEUR": "3.50"}  # their first price, until it came down
MONTHS_DEARER = 8
RECENT = timedelta(days=20)
_GIFTS = (Sale.Allocation.FAULTY, Sale.Allocation.EMERGENCY, Sale.Allocation.OPERATOR_GIFT)
_OVERRIDES = (
    "Carte SIM volée, dépôt de plainte montré.",
    "Séparation\u202f: deux foyers, une seule carte SIM.",
    "Carte SIM perdue dans un déménagement, employeur à joindre.",
)


def prices(reference: str, solidarity: str, *, since: date) -> list[tuple[DateRange, str]]:
    """The solidarity prices of an article, each with the days on which it holds."""
    if reference not in DEARER:
        return [(DateRange(since, None), solidarity)]
    change = add_months(since.replace(day=1), MONTHS_DEARER)
    dearer = (DateRange(since, change), DEARER[reference])
    return [dearer, (DateRange(change, None), solidarity)]


def terms(payment: str, n: int, payers: list[Organisation]) -> dict:
    """What the payment asks for: who pays for the person, or why it is given."""
    if payment == Sale.Payment.THIRD_PARTY:
        return {"payer": payers[n % len(payers)]}
    return {"allocation": _GIFTS[n % len(_GIFTS)]} if payment == Sale.Payment.FREE else {}


def payers() -> list[Organisation]:
    """The partners that take a sale in charge."""
    kinds = (Organisation.Kind.CCAS, Organisation.Kind.ASSO)
    return list(Organisation.objects.filter(kind__in=kinds, memberships__isnull=False).distinct()
                .order_by("pk"))  # fmt: skip


def advisory() -> frozenset[int]:
    """The caps that the counsellors of the demonstration have read and passed over."""
    return frozenset(Cap.objects.filter(is_advisory=True).values_list("pk", flat=True))


def fill(products: dict[str, Product], *, by: User, today: date) -> None:
    """The kit, a cap that only warns, and one that a household shares."""
    start = {products["SIM-PRE"]: 1, products["MOB-1H"]: 1}
    till.compose_kit(name="Kit de départ", quantities=start, by=by)
    lately = DateRange(today - RECENT, None)
    Cap.objects.create(
        categories=[Category.OTHER],
        span=Cap.Span.YEAR,
        measure=Cap.Measure.QUANTITY,
        limit=1,
        is_advisory=True,
        period=lately,
    )
    Cap.objects.create(
        categories=[Category.COMPUTER, Category.INTERNET_DEVICE],
        span=Cap.Span.ENROLMENT,
        measure=Cap.Measure.EUROS,
        scope=Cap.Scope.HOUSEHOLD,
        limit=220,
        factor="0.50",
        period=lately,
    )


def let_pass(products: dict[str, Product], *, by: User, on: date, rng) -> None:
    """The director sells a second SIM card to people who have had theirs, and says why."""
    sim = products["SIM-PRE"]
    had_theirs = Sale.objects.standing().filter(
        lines__product=sim, enrolment__period__contains=on, enrolment__absorbed_by=None
    )
    sales = had_theirs.select_related("enrolment").order_by("pk")[: len(_OVERRIDES)]
    for sale, motive in zip(sales, _OVERRIDES, strict=False):
        till.sell(
            sale.enrolment,
            quantities={sim: 1},
            payment=Sale.Payment.CASH,
            key=key(rng),
            acknowledged=advisory(),
            override=motive,
            by=by,
            on=on,
        )
