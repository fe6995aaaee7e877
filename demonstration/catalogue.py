"""The articles, their prices and caps; who pays for others, what is given, what was let pass."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import User
from partners.models import Organisation
from pimms.kernel.periods import add_months
from recharges import services as till
from recharges.models import Cap, Price, Product, Sale

from .script import Script, key, read

MONTHS_DEARER = 8
RECENT = timedelta(days=20)


def lay_out(*, since: date) -> dict[str, Product]:
    """The articles of the catalogue by their reference, each with its prices and its caps."""
    products, in_force = {}, DateRange(since, None)
    counted = {"measure": Cap.Measure.QUANTITY, "period": in_force}
    for row in read("catalogue")["articles"]:
        product = products[row["reference"]] = Product.objects.create(
            **{name: row[name] for name in ("reference", "name", "category")},
            barcode=row.get("barcode", ""),
        )
        for period, price in _prices(row, since):
            Price.objects.create(
                product=product,
                period=period,
                public=row["public"],
                solidarity=price,
                purchase=row["purchase"],
            )
        for span, limit in (
            (Cap.Span.MONTH, row.get("a_month")),
            (Cap.Span.ENROLMENT, row.get("over_twelve_months")),
        ):
            if limit:
                Cap.objects.create(product=product, span=span, limit=limit, **counted)
    Script("catalogue", today=since, in_force=in_force).play("credit")
    return products


def _prices(row: dict, since: date) -> list:
    """The solidarity prices of an article, each with the days on which it holds."""
    if "dearer" not in row:
        return [(DateRange(since, None), row["solidarity"])]
    change = add_months(since.replace(day=1), MONTHS_DEARER)
    return [
        (DateRange(since, change), row["dearer"]),
        (DateRange(change, None), row["solidarity"]),
    ]


def terms(payment: str, n: int, payers: list[Organisation]) -> dict:
    """What the payment asks for: who pays for the person, or why it is given."""
    if payment == Sale.Payment.THIRD_PARTY:
        return {"payer": payers[n % len(payers)]}
    gifts = read("catalogue")["gifts"]
    return {"allocation": gifts[n % len(gifts)]} if payment == Sale.Payment.FREE else {}


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
    Script("catalogue", today=today, lately=DateRange(today - RECENT, None)).play("caps")


def let_pass(products: dict[str, Product], *, by: User, on: date, rng) -> None:
    """The director sells a second SIM card to people who have had theirs, and says why."""
    sim, motives = products["SIM-PRE"], read("catalogue")["overrides"]
    had_theirs = Sale.objects.standing().filter(
        lines__product=sim, enrolment__period__contains=on, enrolment__absorbed_by=None
    )
    sales = had_theirs.select_related("enrolment").order_by("pk")[: len(motives)]
    for sale, motive in zip(sales, motives, strict=False):
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
