"""What is printed of a session: calls, sign-in sheet, certificates, poster, slips."""

from pathlib import PurePath

from django.conf import settings
from django.http import HttpResponse

from accounts import journal
from accounts.models import User
from pimms.kernel.pages import pdf_page


def answer(template: str, thing, *, name: str, by: User, **context) -> HttpResponse:
    """The paper as a PDF that opens in the browser; that it was made is in the journal."""
    journal.record(f"{PurePath(template).stem}.printed", thing, by=by)
    about = {"address": settings.HOUSE_ADDRESS, "offer_hours": settings.OFFER_HOURS}
    about |= {"workshop": thing}
    return pdf_page(template, f"{name}-{thing.pk}", **about | context)
