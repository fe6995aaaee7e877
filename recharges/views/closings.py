"""The Z: their list, their paper, and the director's closing of months and years."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts import journal
from accounts.permissions import STAFF, Role, allow
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page, pdf_page
from pimms.kernel.paging import page
from recharges import open_periods, z
from recharges.forms.till import PeriodForm
from recharges.models import Closing
from recharges.services import closings as verbs

_KINDS = {"jour": "day", "mois": "month", "annee": "year", "caisse": "session"}


@allow(*STAFF)
@require_safe
def closings(request):
    """Every Z, the latest first, of one scope if asked."""
    found = _visible(request)
    asked = request.GET.get("portee", "jour")
    if asked in _KINDS:
        found = found.filter(kind=_KINDS[asked])
    listed = page(found, keys=("closed_at", "pk"), query=request.GET, newest_first=True)
    context = {
        "page": listed,
        "rows": [(closing, z.title(closing)) for closing in listed.rows],
        "scopes": [
            ("jour", "Jours"), ("caisse", "Caisses"), ("mois", "Mois"), ("annee", "Années"),
            ("toutes", "Toutes"),
        ],
        "asked": asked,
    }  # fmt: skip
    return render(request, "recharges/till/closings.html", context)


@allow(*STAFF)
@require_safe
def closing(request, pk):
    found = get_object_or_404(_visible(request), pk=pk)
    context = {"report": z.z_of(found), "closing": found}
    return render(request, "recharges/till/closing.html", context)


@allow(*STAFF)
@require_safe
def closing_pdf(request, pk):
    found = get_object_or_404(_visible(request), pk=pk)
    journal.record("closing.printed", found, by=request.user)
    session = found.session
    return pdf_page(
        "recharges/till/pdf/z.html",
        f"z-{found.site.code}-{found.number:05d}",
        report=z.z_of(found),
        closing=found,
        session=session,
        counts=session.counts.order_by("-denomination") if session else (),
    )


@allow(Role.DIRECTOR)
def close_period(request):
    site, today = request.user.site, localdate()
    form = PeriodForm(request.POST or None, choices=open_periods.open_periods_of(site, on=today))
    instant = {"by": request.user, "on": today, "at": timezone.now()}
    if closed := attempt(form, _close, site, **instant):
        return done(request, f"{verbs.in_words(closed)}.", closed)
    return form_page(
        request,
        form,
        "recharges/till/close_period.html",
        is_open=bool(form.fields["period"].choices),
    )


def _close(site, *, period, **instant):
    year, _, month = period.partition("-")
    if not month:
        return verbs.close_year(site, year=int(year), **instant)
    return verbs.close_month(site, month=open_periods.first_day(period), **instant)


def _visible(request):
    return Closing.objects.visible_to(request.user).select_related("site", "session", "closed_by")
