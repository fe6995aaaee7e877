"""The reports by the name they go by, and the files that they leave in."""

import json

from reports import ccas
from reports.figures import Year

REPORTS = {ccas.NAME: ccas}


def file_name(name: str, year: int, ending: str) -> str:
    """`bilan-ccas-2016.pdf`."""
    return f"bilan-{name}-{year}.{ending}"


def data(year: Year) -> bytes:
    """The figures of the year as a JSON file in UTF-8."""
    return (json.dumps(year.as_json(), ensure_ascii=False, indent=2) + "\n").encode()
