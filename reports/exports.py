"""The reports by the name they go by, and the files that they leave in."""

import io
import json
from decimal import Decimal

from pimms.kernel import tables
from reports import ccas, proofs
from reports.figures import Year

REPORTS = {ccas.NAME: ccas}


def file_name(name: str, year: int, ending: str, *, version: int = 0) -> str:
    """`bilan-ccas-2016.pdf`, or `bilan-ccas-2016-v2.pdf` of a frozen version."""
    return f"bilan-{name}-{year}{f'-v{version}' if version else ''}.{ending}"


def data(year: Year) -> bytes:
    """The figures of the year as a JSON file in UTF-8."""
    return (json.dumps(year.as_json(), ensure_ascii=False, indent=2) + "\n").encode()


def table(year: Year) -> bytes:
    """The same figures as a CSV file, one a line: number, path, words, value."""
    labels = proofs.labels(year)
    rows = (
        (
            leaf.indicator.number,
            leaf.path,
            leaf.indicator.title,
            labels.get((leaf.indicator.path, leaf.code), leaf.code),
            leaf.value if isinstance(leaf.value, int) else Decimal(leaf.value),
        )
        for leaf in proofs.numbered(year.as_json())
    )
    file = io.StringIO(newline="")
    tables.write(file, ("numéro", "code", "indicateur", "détail", "valeur"), rows)
    return file.getvalue().encode()
