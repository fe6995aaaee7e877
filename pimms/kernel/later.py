"""Libraries that take long to import and that few pages need: imported when first used.

A start, a command or a test then takes half the time; the first paper or chart of a process waits
for its library.
"""

import os
from importlib import import_module
from typing import Any


class Later:
    """The module of that name, as far as it is used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)


# Where defusedxml is installed, openpyxl would read by Python's own parser, three times as slow.
# What it guards from, entities that grow, expat bounds by itself since 2.4.1.
os.environ.setdefault("OPENPYXL_DEFUSEDXML", "False")
openpyxl = Later("openpyxl")
weasyprint = Later("weasyprint")
