"""Documents: a template becomes a tagged PDF (PDF/UA-1)."""

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import HTML, URLFetcher

from pimms.kernel import discretion

# What a document shows comes with it: nothing is fetched from the network.
_FETCHER = URLFetcher(allowed_protocols={"file", "data"}, fail_on_errors=True)


def render(template: str, context: dict) -> bytes:
    """The template as a PDF; its addresses are relative to the folder `static/`."""
    with discretion.names(hidden=False):  # a paper is handed over, not looked at from afar
        html = render_to_string(template, context)
    base = (settings.BASE_DIR / "static").as_uri() + "/"
    return HTML(string=html, base_url=base, url_fetcher=_FETCHER).write_pdf(pdf_variant="pdf/ua-1")
