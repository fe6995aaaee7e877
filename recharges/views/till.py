"""The till of the counter: open it, count it, look at what it was."""

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import STAFF, allow
from pimms.kernel.forms import attempt, status
from pimms.kernel.pages import done, form_page
from pimms.kernel.paging import page
from pimms.kernel.templatetags.french import euros
from recharges import services, takings, z
from recharges.forms.till import CountForm, OpenTillForm
from recharges.models import Closing, Sale, TillSession
from recharges.services import till as drawer


@allow(*STAFF)
@require_safe
def till(request):
    """The till as it stands: open or not, and what was rung up in it."""
    site, today = request.user.site, localdate()
    session = _running(request)
    context = {
        "session": session,
        "today": today,
        "is_late": bool(session) and session.day != today,
        "carried": drawer.carried_over(site),
        "closed": Closing.objects.shutting(site, today).order_by("number").first(),
    }
    if session:
        sales = Sale.objects.filter(till_session=session)
        came_to = takings.of_session(session.pk)
        context |= {
            "rows": z.by_payment(came_to.as_json()),
            "came_to": came_to,
            "page": page(
                sales.in_detail(), keys=("recorded_at", "pk"), query=request.GET, newest_first=True
            ),
        }
    return render(request, "recharges/till/till.html", context)


@allow(*STAFF)
def open_till(request):
    left = drawer.carried_over(request.user.site)
    form = OpenTillForm(request.POST or None, initial={"opening_float": left})
    instant = {"by": request.user, "on": localdate(), "at": timezone.now()}
    if session := attempt(form, services.open_till, request.user.site, **instant):
        said = f"La caisse est ouverte avec un fond de {euros(session.opening_float)}."
        return done(request, said, "recharges:till")
    return form_page(
        request, form, "recharges/till/open.html", left=left, running=_running(request)
    )


@allow(*STAFF)
def close_till(request):
    """The note counter adds up by itself, or by the server when asked to without JavaScript."""
    session = _running(request)
    if session is None:
        return render(request, "recharges/till/nothing.html", status=_refused(request))
    adding = "add" in request.POST
    form = CountForm(request.POST or None)
    if adding:
        form.is_valid()
    elif closing := attempt(form, services.close_till, session, by=request.user, at=timezone.now()):
        return done(request, f"La caisse est clôturée\u202f: {closing}.", closing.session)
    context = {"form": form, "session": session}
    code = 200 if adding and not form.errors else status(form)
    return render(request, "recharges/till/close.html", context, status=code)


@allow(*STAFF)
@require_safe
def tills(request):
    """Every session of the till, the latest first."""
    sessions = TillSession.objects.visible_to(request.user).in_words()
    found = page(sessions, keys=("opened_at", "pk"), query=request.GET, newest_first=True)
    return render(request, "recharges/till/tills.html", {"page": found})


@allow(*STAFF)
@require_safe
def till_session(request, pk):
    found = TillSession.objects.visible_to(request.user).in_words()
    session = get_object_or_404(found, pk=pk)
    closing = Closing.objects.filter(session=session).first()
    context = {
        "session": session,
        "closing": closing,
        "report": z.z_of(closing) if closing else None,
        "counts": session.counts.order_by("-denomination"),
        "house": settings.HOUSE,
    }
    return render(request, "recharges/till/session.html", context)


def _running(request):
    return TillSession.objects.open().in_words().filter(site=request.user.site).first()


def _refused(request) -> int:
    return 422 if request.method == "POST" else 200
