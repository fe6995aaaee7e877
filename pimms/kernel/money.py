"""Money: one field, one zero, one grammar for what people type."""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from django.db import models

MoneyField = partial(models.DecimalField, max_digits=10, decimal_places=2)

ZERO = Decimal("0.00")
CENT = Decimal("0.01")
MAXIMUM = Decimal("99999999.99")  # what a MoneyField holds

# A space stands before a group of three and nowhere else: `5 50` is not five hundred and fifty.
_MINUS, _WHOLE, _CENTS = (
    r"([-−])?\s*",
    r"([0-9]{1,3}(?:\s[0-9]{3})+|[0-9]+)",
    r"(?:[.,]([0-9]{1,2}))?",
)
_SIGN = r"(?:€|euros?|eur)"
_NUMBER = rf"{_MINUS}{_WHOLE}{_CENTS}"
_AMOUNTS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NUMBER}(?:\s*{_SIGN})?",  # 5,50 €
        rf"{_MINUS}{_SIGN}\s*{_WHOLE}{_CENTS}",  # € 5,50
        rf"{_MINUS}{_WHOLE}\s*{_SIGN}\s*([0-9]{{2}})",  # 5 € 50
    )
]


def number(text: str) -> Decimal:
    """A number of two decimals at most as people write it: `5`, `1 234,5`, `-3.25`.

    Exact, whatever its size. Raises ValueError when it can be read in no way, or in two.
    """
    return _read(text, re.compile(_NUMBER))


def amount(text: str) -> Decimal:
    """Euros as people write them: `5`, `5,00 €`, `€ 5`, `5€50`, `1 234,5`.

    Exact, whatever its size. Raises ValueError when it can be read in no way, or in two.
    """
    return _read(text, *_AMOUNTS)


def _read(text: str, *patterns: re.Pattern[str]) -> Decimal:
    for pattern in patterns:
        if match := pattern.fullmatch(text.strip()):
            minus, whole, cents = match.groups()
            units = re.sub(r"\s", "", whole)
            return Decimal(f"{'-' if minus else ''}{units}.{cents or '':0<2}")
    raise ValueError(text)


def rounded(value: Decimal | int) -> Decimal:
    """Two decimals, half a hundredth upwards."""
    return Decimal(value).quantize(CENT, ROUND_HALF_UP)
