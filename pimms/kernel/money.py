"""Money: one field, one zero, one way to read what people type."""

import re
from decimal import Decimal
from functools import partial

from django.db import models

MoneyField = partial(models.DecimalField, max_digits=10, decimal_places=2)

ZERO = Decimal("0.00")
CENT = Decimal("0.01")
MAXIMUM = Decimal("99999999.99")  # what a MoneyField holds

_AMOUNT = re.compile(r"^(-?\d+)(?:[.,](\d{1,2}))?$")


def amount(text: str) -> Decimal:
    """Euros as people write them: `5`, `5,00 €`, `1 234,5`. ValueError when it is no amount."""
    bare = re.sub(r"[\s\u00a0\u202f]|€|euros?|EUR", "", text, flags=re.IGNORECASE)
    if not (match := _AMOUNT.match(bare)):
        raise ValueError(text)
    return Decimal(f"{match[1]}.{match[2] or '00'}").quantize(CENT)
