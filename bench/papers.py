"""The figures of a year, and its report as a PDF beside WeasyPrint alone on the same HTML."""

from datetime import date
from time import perf_counter
from unittest.mock import patch

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import HTML

from pimms.kernel import pdf
from reports import ccas, figures

from .pages import Listened

ROUNDS = 3


def measure(*, year: int, today: date) -> dict:
    """The best of some rounds, after one that counts for nothing."""
    said: list[str] = []

    def remembered(template, context):
        said.append(render_to_string(template, context))
        return said[-1]

    with Listened() as listened:
        figures.of_year(year)
    counted = min(_took(figures.of_year, year) for _ in range(ROUNDS))
    with patch.object(pdf, "render_to_string", remembered):
        document = _report(year, today)
    whole, bare = [], []
    for _ in range(ROUNDS):
        whole.append(_took(_report, year, today))
        bare.append(_took(_bare, said[-1]))
    return {
        "figures_seconds": round(counted, 3),
        "figures_statements": len(listened.statements),
        "pdf_seconds": round(min(whole), 2),
        "bare_seconds": round(min(bare), 2),
        "ratio": round(min(whole) / min(bare), 2),
        "kilobytes": len(document) // 1024,
    }


def _report(year: int, today: date) -> bytes:
    return ccas.document(figures.of_year(year), on=today)


def _bare(html: str) -> bytes:
    base = (settings.BASE_DIR / "static").as_uri() + "/"
    return HTML(string=html, base_url=base).write_pdf(pdf_variant="pdf/ua-1")


def _took(call, *arguments) -> float:
    began = perf_counter()
    call(*arguments)
    return perf_counter() - began
