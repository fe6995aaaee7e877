"""Libraries that take long to import and that few pages need: imported when first used.

A start, a command or a test then takes half the time; the first paper or chart of a process waits
for its library.
"""

from importlib import import_module
from typing import Any


class Later:
    """The module of that name, as far as it is used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)


openpyxl = Later("openpyxl")
weasyprint = Later("weasyprint")
