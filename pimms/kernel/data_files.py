"""Data files: tables that a person reads and mends, in `data/` beside the code that uses them."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any


@cache
def read(path: Path) -> dict[str, Any]:
    """What a TOML file says, in its order; an amount in it is a Decimal."""
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
