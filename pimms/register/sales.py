"""The sheet « Ventes »: judged person by person, in the order of days, then of rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db import connection

from accounts.models import Site
from beneficiaries.models import Enrolment
from pimms.kernel.models import last_of
from pimms.kernel.periods import last_day
from recharges import allowances, witness
from recharges.allowances import Bought, Wish
from recharges.closed_days import ClosedDays
from recharges.models import Cap, Price, Product, SaleLine

from . import cells, labels, staging
from .context import Context
from .sheets import SALES
from .staging import Refused, Row
from .workshops import known_person, read_day

_CHUNK = 1000

_ACCEPTED = """
CREATE TEMP TABLE accepted_sale (
    line integer, digest uuid, enrolment_id bigint, product_id bigint, sold_on date,
    quantity integer, paid numeric(10, 2), public_price numeric(10, 2), payment text, seller text
) ON COMMIT DROP
"""
_WRITE_SALES = """
INSERT INTO recharges_sale
    (key, enrolment_id, site_id, series, number, sold_on, recorded_at, payment, seller_name, reason)
SELECT digest, enrolment_id, %(site)s, %(series)s,
    %(last)s + row_number() OVER (ORDER BY sold_on, line), sold_on, now(), payment, seller, ''
FROM accepted_sale WHERE extract(year FROM sold_on) = %(year)s
ORDER BY sold_on, line
"""
_WRITE_LINES = """
INSERT INTO recharges_saleline (sale_id, product_id, quantity, paid, public_price)
SELECT s.id, a.product_id, a.quantity, a.paid, a.public_price
FROM accepted_sale a JOIN recharges_sale s ON s.key = a.digest
ORDER BY s.id
"""
# The ledger's triggers are planned for the few lines of a sale, one loop within the other. Many
# lines are checked in half the time by whole tables, unless these are many times as large.
_WHOLE_TABLES = """
SELECT set_config('enable_nestloop', CASE WHEN count(*) * 10 > (
    SELECT reltuples FROM pg_class WHERE oid = 'recharges_sale'::regclass
) THEN 'off' ELSE 'on' END, true) FROM accepted_sale
"""


@dataclass(frozen=True)
class Accepted:
    """A sale that may come in."""

    row: Row
    enrolment: Enrolment
    product: Product
    sold_on: date
    quantity: int
    paid: Decimal

    def as_bought(self) -> Bought:
        article = self.product.pk, self.product.category
        return Bought(self.sold_on, self.enrolment.pk, *article, self.quantity, self.paid)


class Shop:
    """The catalogue as the judging needs it: products, their public prices, their caps."""

    def __init__(self, site: Site):
        self._closed = ClosedDays(site)
        self.products = {product.reference.upper(): product for product in Product.objects.all()}
        self._prices: dict[int, list[Price]] = {}
        for price in Price.objects.order_by("pk"):
            self._prices.setdefault(price.product_id, []).append(price)
        caps = list(Cap.objects.select_related("product").order_by("pk"))
        self._caps = {
            product.pk: [cap for cap in caps if cap.covers(product)]
            for product in self.products.values()
        }

    def public_price(self, product: Product, day: date) -> Decimal:
        """The market's price on that day. Refused when the catalogue has none for it."""
        for price in self._prices.get(product.pk, ()):
            if day in price.period:
                return price.public
        raise Refused(f"L’article {product.reference} n’a pas de prix au {day:%d/%m/%Y}.")

    def is_closed_on(self, day: date) -> bool:
        """Whether the till's books are closed for that day."""
        return day in self._closed

    def caps_on(self, product: Product, day: date) -> list[Cap]:
        return [cap for cap in self._caps[product.pk] if day in cap.period]


def bring_in(context: Context) -> None:
    """The sales of the sheet are in the ledger, each with a receipt number of its year."""
    shop = Shop(context.site)
    with connection.cursor() as cursor:
        cursor.execute(_ACCEPTED)
    for chunk in _chunks_of_people():
        _judge_chunk(chunk, shop, context)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT extract(year FROM sold_on)::int FROM accepted_sale")
        grown = []
        for (year,) in sorted(cursor.fetchall()):
            series = f"{context.site.code}{year}R"
            grown.append(("receipts", series))
            cursor.execute(
                _WRITE_SALES,
                {
                    "site": context.site.pk,
                    "series": series,
                    "last": last_of(series),
                    "year": year,
                },
            )
        # The ledger's triggers plan their checks by these figures; without them, at length.
        cursor.execute("ANALYZE accepted_sale, recharges_sale")
        cursor.execute(_WHOLE_TABLES)
        cursor.execute(_WRITE_LINES)
        cursor.execute("SET LOCAL enable_nestloop = on")
        witness.will_see(*grown)


def _chunks_of_people() -> Iterator[list[tuple[int | None, Row]]]:
    """(person, row) of the rows to judge, a person's rows all in one chunk and in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            CREATE TEMP TABLE sale_to_judge ON COMMIT DROP AS
            SELECT t.line, t.cells, t.reason, t.digest, t.dossier, t.day,
              d.beneficiary_id AS person,
              row_number() OVER (ORDER BY d.beneficiary_id NULLS FIRST, t.day, t.line) AS place
            FROM todo t
            LEFT JOIN beneficiaries_dossiernumber d ON d.number = t.dossier
            WHERE t.sheet = %s AND NOT t.known
            """,
            [SALES.name],
        )
        cursor.execute("CREATE INDEX ON sale_to_judge (place)")
        place, carried = 0, []
        while True:
            cursor.execute(
                "SELECT place, person, line, cells, reason, digest, dossier FROM sale_to_judge"
                " WHERE place > %s ORDER BY place LIMIT %s",
                [place, _CHUNK],
            )
            fetched = cursor.fetchall()
            rows = carried + [(person, Row(SALES, *row)) for _, person, *row in fetched]
            if not fetched:
                if rows:
                    yield rows
                return
            place = fetched[-1][0]
            last = rows[-1][0]
            carried = [pair for pair in rows if last is not None and pair[0] == last]
            if whole := rows[: len(rows) - len(carried)]:
                yield whole


def _judge_chunk(chunk: list[tuple[int | None, Row]], shop: Shop, context: Context) -> None:
    people = {person for person, _ in chunk if person}
    standing = Enrolment.objects.standing().filter(beneficiary__in=people)
    enrolments = _by_person(standing, "beneficiary_id")
    history = _history(people)
    refusals, accepted = [], []
    for person, pairs in groupby(chunk, key=lambda pair: pair[0]):
        lines = history.get(person, [])
        for _, row in pairs:
            try:
                sale = _sale(row, person, enrolments.get(person, ()), lines, shop, context)
                public_price = shop.public_price(sale.product, sale.sold_on)
            except Refused as refusal:
                refusals.append((row.line, str(refusal)))
                continue
            lines.append(sale.as_bought())
            accepted.append(_copied(sale, public_price, context))
    staging.refuse(SALES, refusals)
    _copy(accepted)
    context.progress(len(chunk))


def _copied(sale: Accepted, public_price: Decimal, context: Context) -> tuple:
    """The columns of `accepted_sale`."""
    row = sale.row
    payment = context.meaning(row, "Paiement", labels.PAYMENTS, labels.Payment.NOT_STATED)
    return (
        row.line,
        row.digest,
        sale.enrolment.pk,
        sale.product.pk,
        sale.sold_on,
        sale.quantity,
        sale.paid,
        public_price,
        payment,
        context.fit(row, "Conseiller", 100),
    )


def _copy(accepted: list[tuple]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY accepted_sale FROM STDIN") as copy,
    ):
        for columns in accepted:
            copy.write_row(columns)


def _by_person(things, attribute: str) -> dict[int, list]:
    grouped: dict[int, list] = {}
    for thing in things.order_by("pk"):
        grouped.setdefault(getattr(thing, attribute), []).append(thing)
    return grouped


def _history(people: set[int]) -> dict[int, list[Bought]]:
    """What these people bought already, reversed sales aside."""
    history: dict[int, list[Bought]] = {}
    lines = (
        SaleLine.objects.filter(
            sale__enrolment__beneficiary__in=people, sale__reverses=None, sale__reversal=None
        )
        .order_by("pk")
        .values_list(
            "sale__enrolment__beneficiary",
            "sale__sold_on",
            "sale__enrolment",
            "product",
            "product__category",
            "quantity",
            "paid",
        )
    )
    for person, *line in lines:
        history.setdefault(person, []).append(Bought(*line))
    return history


def _sale(
    row: Row, person: int | None, enrolments, lines: list[Bought], shop: Shop, context: Context
) -> Accepted:
    """The row as a sale that may come in. Raises Refused with the first rule that it breaks."""
    context.refuse_unread(row)
    known_person(row, {row.dossier: person} if person else {})
    if (product := shop.products.get(row["Article"].upper())) is None:
        raise Refused(f"L’article «\u202f{row['Article']}\u202f» n’est pas au catalogue.")
    sold_on = read_day(row, today=context.today)
    if shop.is_closed_on(sold_on):
        raise Refused(
            f"Le {sold_on:%d/%m/%Y} est dans une période de caisse clôturée\u202f: plus aucune"
            " vente ne s’y ajoute."
        )
    quantity, paid = _quantity(row), _price(row)
    enrolment = next((each for each in enrolments if sold_on in each.period), None)
    if enrolment is None:
        raise Refused(_outside(sold_on, enrolments))
    caps = shop.caps_on(product, sold_on)
    reasons = allowances.refusals(
        allowances.standing(caps, lines, enrolment=enrolment, on=sold_on),
        [Wish(product, quantity, paid)],
    )
    if reasons:
        raise Refused(" ".join(reasons))
    return Accepted(row, enrolment, product, sold_on, quantity, paid)


def _quantity(row: Row) -> int:
    try:
        return cells.quantity(row["Quantité"])
    except ValueError:
        raise Refused(
            f"«\u202f{row['Quantité']}\u202f» n’est pas une quantité"
            " (un nombre entier, au moins 1)."
        ) from None


def _price(row: Row) -> Decimal:
    try:
        return cells.price(row["Prix payé"])
    except ValueError:
        raise Refused(f"«\u202f{row['Prix payé']}\u202f» n’est pas un montant.") from None


def _outside(sold_on: date, enrolments) -> str:
    """Why a day is outside the twelve months, with their dates."""
    if not enrolments:
        return "Cette personne n’a pas de date d’inscription\u202f: aucune vente n’est possible."
    periods = ", ".join(
        f"du {each.period.lower:%d/%m/%Y} au {last_day(each.period):%d/%m/%Y}"
        for each in enrolments
    )
    return f"Le {sold_on:%d/%m/%Y} est hors des douze mois ({periods})."
