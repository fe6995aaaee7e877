"""Documents: a template becomes a tagged PDF (PDF/UA-1), or one to archive (PDF/A-3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from pimms.kernel import discretion
from pimms.kernel.later import weasyprint


@dataclass(frozen=True)
class Enclosed:
    """A file that travels inside the document."""

    name: str
    content: bytes
    about: str


def render(template: str, context: dict, *, enclosed: Iterable[Enclosed] = ()) -> bytes:
    """The template as a PDF; its addresses are relative to the folder `static/`.

    With files enclosed it is a PDF/A-3a, tagged as well, whose files are its data.
    """
    with discretion.names(hidden=False):  # a paper is handed over, not looked at from afar
        html = render_to_string(template, context)
    return _written(html, tuple(enclosed))


def _written(html: str, enclosed: tuple[Enclosed, ...]) -> bytes:
    base = (settings.BASE_DIR / "static").as_uri() + "/"
    document = weasyprint.HTML(string=html, base_url=base, url_fetcher=_fetcher())
    if not enclosed:
        return document.write_pdf(pdf_variant="pdf/ua-1")
    files = [
        weasyprint.Attachment(
            string=each.content, name=each.name, description=each.about, relationship="Data"
        )
        for each in enclosed
    ]
    return document.write_pdf(pdf_variant="pdf/a-3a", attachments=files)


@cache
def _fetcher() -> Any:
    """What a document shows comes with it: nothing is fetched from the network."""
    return weasyprint.URLFetcher(allowed_protocols={"file", "data"}, fail_on_errors=True)
