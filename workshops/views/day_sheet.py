from django.conf import settings
from django.http import HttpResponse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from accounts import journal
from accounts.permissions import STAFF, allow
from pimms.kernel import pdf
from workshops import day_sheet


@allow(*STAFF)
@require_safe
def sheet(request):
    """One page to have on the desk, in case the screens are dark."""
    shown = day_sheet.of(request.user, on=localdate(), at=now())
    journal.record("day_sheet.printed", request.user, by=request.user)
    document = pdf.render("workshops/pdf/day.html", {"sheet": shown, "house": settings.HOUSE})
    name = f'inline; filename="feuille-{shown.day}.pdf"'
    return HttpResponse(
        document, content_type="application/pdf", headers={"Content-Disposition": name}
    )
