from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from accounts import journal
from accounts.permissions import STAFF, allow
from pimms.kernel.pages import pdf_page
from workshops import day_sheet


@allow(*STAFF)
@require_safe
def sheet(request):
    """One page to have on the desk, in case the screens are dark."""
    shown = day_sheet.day_sheet_of(request.user, on=localdate(), at=now())
    journal.record("day_sheet.printed", request.user, by=request.user)
    return pdf_page("workshops/pdf/day.html", f"feuille-{shown.day}", sheet=shown)
