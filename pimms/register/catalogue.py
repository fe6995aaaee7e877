"""The sheet « Catalogue »: products, each with its price and its caps.

A register does not date them. They hold from ever on; those of a register of past years end on the
eve of the day they are brought in, and their products are not for sale, unless the director says
so.
"""

from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from pimms.kernel.text import fold
from recharges.models import Cap, Category, Price, Product

from . import cells, labels, staging
from .context import Context
from .sheets import CATALOGUE, SALES
from .staging import Refused, Row

_TOTALS = ("total", "sous total", "totaux", "somme")
_CAPS = ((Cap.Span.MONTH, "Plafond par mois"), (Cap.Span.ENROLMENT, "Plafond par période"))


def bring_in(context: Context) -> None:
    """Every product of the sheet is in the catalogue, under its reference."""
    season = Season(context)
    for row in _known_rows():
        season.go_on(row, Product.objects.filter(reference__iexact=row["Référence"]).first())
    for rows in staging.to_judge(CATALOGUE):
        context.judge(CATALOGUE, rows, lambda row: _bring_in(row, season))


class Season:
    """Until when the register's prices and caps hold, and whether its products are for sale."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._last_sale = _last_sale(context.today)
        context.sells = context.puts_on_sale or (
            self._last_sale is None or self._last_sale.year >= context.today.year
        )

    def sells(self, row: Row) -> bool:
        """Whether what the row names is for sale from today on. A mended row that left its sales
        behind may be of any year: it waits for the director to say so."""
        if self._last_sale is None and row.was_rejected:
            return self.context.puts_on_sale
        return self.context.sells

    def end(self, row: Row) -> date | None:
        return None if self.sells(row) else self.context.today

    def go_on(self, row: Row, product: Product | None) -> bool:
        """Whether the product takes up the row's price and caps where its last ones ended."""
        last = product and product.prices.order_by("-period").exclude(period__isempty=True).first()
        if not last or not last.period.upper:
            return False
        begin, end = last.period.upper, self.end(row)
        is_needed = self.sells(row) or (self._last_sale and begin <= self._last_sale < end)
        if is_needed:
            _give(product, row, DateRange(begin, end))
            product.is_archived = not self.sells(row)
            product.save(update_fields=["is_archived"])
        self.context.withheld += not self.sells(row)
        return bool(is_needed)


def _last_sale(today: date) -> date | None:
    """The last day on which the register says that something was sold."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(day) FROM todo WHERE sheet = %s AND day <= %s", [SALES.name, today]
        )
        return cursor.fetchone()[0]


def _known_rows() -> Iterator[Row]:
    """The rows of the sheet that an earlier file had too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT line, cells, reason, digest, dossier FROM todo"
            " WHERE sheet = %s AND known ORDER BY line",
            [CATALOGUE.name],
        )
        for values in cursor.fetchall():
            yield Row(CATALOGUE, *values)


def _bring_in(row: Row, season: Season) -> None:
    context = season.context
    reference = row["Référence"].upper()
    if not reference:
        raise Refused("La référence manque.")
    if fold(row["Référence"]).startswith(_TOTALS) or fold(row["Désignation"]).startswith(_TOTALS):
        raise Refused("Cette ligne est un total, pas un article.")
    if product := Product.objects.filter(reference__iexact=reference).first():
        if not season.go_on(row, product):
            raise Refused(f"Un article a déjà la référence {reference}.")
        context.warn(
            row,
            f"l’article {reference} est déjà au catalogue\u202f: ses prix et ses plafonds prennent"
            " la suite des anciens.",
        )
        return
    period = DateRange(None, season.end(row))
    _amounts(row)  # refused before anything is written
    category = context.meaning(row, "Catégorie", labels.CATEGORIES, Category.OTHER)
    product = Product.objects.create(
        reference=context.fit(row, "Référence", 30).upper(),
        name=context.fit(row, "Désignation", 150) or reference,
        category=category,
        category_label=context.fit(row, "Catégorie", 100),
        is_archived=not season.sells(row),
    )
    context.withheld += product.is_archived
    _give(product, row, period)


def _give(product: Product, row: Row, period: DateRange) -> None:
    """The product has the row's price and caps in that period; a cap set meanwhile stands."""
    public, solidarity, caps = _amounts(row)
    Price.objects.create(product=product, period=period, public=public, solidarity=solidarity)
    terms = {"measure": Cap.Measure.QUANTITY, "scope": Cap.Scope.PERSON, "is_advisory": False}
    standing = set(
        product.caps.filter(period__overlap=period, **terms).values_list("span", flat=True)
    )
    Cap.objects.bulk_create(
        Cap(product=product, span=span, limit=limit, period=period, **terms)
        for span, limit in caps
        if limit is not None and span not in standing
    )


def _amounts(row: Row) -> tuple:
    """(public price, solidarity price, [(span, limit)])."""
    prices = [_price(row, column) for column in ("Prix public", "Prix solidaire")]
    return *prices, [(span, _cap(row, column)) for span, column in _CAPS]


def _price(row: Row, column: str):
    try:
        return cells.price(row[column])
    except ValueError:
        raise Refused(f"«\u202f{row[column]}\u202f» n’est pas un montant ({column}).") from None


def _cap(row: Row, column: str):
    try:
        return cells.cap(row[column])
    except ValueError:
        raise Refused(
            f"«\u202f{row[column]}\u202f» n’est pas un nombre entier ({column})\u202f; une case"
            " vide veut dire «\u202fsans plafond\u202f»."
        ) from None
