"""The sheet « Catalogue »: products, each with its price and its caps."""

from django.db.backends.postgresql.psycopg_any import DateRange

from pimms.kernel.text import fold
from recharges.models import Cap, Category, Price, Product

from . import cells, labels, staging
from .context import Context
from .sheets import CATALOGUE
from .staging import Refused, Row

_TOTALS = ("total", "sous total", "totaux", "somme")
ALWAYS = DateRange(None, None)  # a register does not date its prices and caps


def bring_in(context: Context) -> None:
    """Every product of the sheet is in the catalogue, under its reference."""
    for rows in staging.to_judge(CATALOGUE):
        context.judge(CATALOGUE, rows, lambda row: _bring_in(row, context))


def _bring_in(row: Row, context: Context) -> None:
    reference = row["Référence"].upper()
    if not reference:
        raise Refused("La référence manque.")
    if fold(row["Référence"]).startswith(_TOTALS) or fold(row["Désignation"]).startswith(_TOTALS):
        raise Refused("Cette ligne est un total, pas un article.")
    if Product.objects.filter(reference__iexact=reference).exists():
        raise Refused(f"Un article a déjà la référence {reference}.")
    public, solidarity = (_price(row, column) for column in ("Prix public", "Prix solidaire"))
    caps = [
        (span, _cap(row, column))
        for span, column in (
            (Cap.Span.MONTH, "Plafond par mois"),
            (Cap.Span.ENROLMENT, "Plafond par période"),
        )
    ]
    category = context.meaning(row, "Catégorie", labels.CATEGORIES, Category.OTHER)
    product = Product.objects.create(
        reference=context.fit(row, "Référence", 30).upper(),
        name=context.fit(row, "Désignation", 150) or reference,
        category=category,
        category_label=context.fit(row, "Catégorie", 100),
    )
    Price.objects.create(product=product, period=ALWAYS, public=public, solidarity=solidarity)
    Cap.objects.bulk_create(
        Cap(product=product, span=span, measure=Cap.Measure.QUANTITY, limit=limit, period=ALWAYS)
        for span, limit in caps
        if limit is not None
    )


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
