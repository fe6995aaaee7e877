"""The letter that says that somebody's prices end, and what they have saved."""

from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts import journal
from accounts.permissions import STAFF, allow
from beneficiaries.models import Enrolment
from pimms.kernel import languages
from pimms.kernel.pages import pdf_page
from recharges import statement


@allow(*STAFF)
@require_safe
def end_letter(request, pk):
    """In large print; the euros are those of the ledger."""
    enrolments = Enrolment.objects.visible_to(request.user).select_related("beneficiary")
    enrolment, today = get_object_or_404(enrolments, pk=pk), localdate()
    journal.record("enrolment.end_letter_printed", enrolment, by=request.user)
    context = {
        "words": languages.asked(request.GET, enrolment.beneficiary),
        "enrolment": enrolment,
        "person": enrolment.beneficiary,
        "has_ended": enrolment.period.upper <= today,
        "saving": statement.in_brief(enrolment, on=today).saving,
        "today": today,
    }
    return pdf_page("recharges/pdf/end_letter.html", "lettre-de-fin", **context)
