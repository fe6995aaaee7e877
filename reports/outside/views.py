"""Links for the director to open and close, and the two pages that anybody may read."""

from io import StringIO

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import journal
from accounts.permissions import Role, allow
from pimms.kernel import tables
from pimms.kernel.forms import attempt, status
from reports import figures, services
from reports.models import Edition, Share

from . import publishing, sharing
from .forms import ShareForm
from .tables import shown_outside

_HEADING = ("Partie", "Tableau", "Code", "Détail", "Valeur")


@allow(Role.DIRECTOR)
def shares(request):
    """The links that were opened, and one more."""
    at = now()
    years = [known.year for known in figures.recorded() if known.year <= at.year]
    form = ShareForm(request.POST or None, years=years, at=at)
    if attempt(form, _share, by=request.user, at=at):
        messages.success(request, "Le lien est ouvert\u202f: copiez-le, et envoyez-le.")
        return redirect("reports:shares")
    links = [
        (link, settings.ADDRESS + reverse("reports:shared", args=[link.token]), link.is_open(at))
        for link in Share.objects.latest_first()[:50]
    ]
    context = {"form": form, "links": links}
    return render(request, "reports/outside/shares.html", context, status=status(form))


def _share(*, year, **words):
    return sharing.share(year, **words)


@allow(Role.DIRECTOR)
@require_POST
def revoke(request, pk):
    sharing.revoke(get_object_or_404(Share, pk=pk), by=request.user, at=now())
    messages.success(request, "Ce lien ne montre plus rien.")
    return redirect("reports:shares")


@login_not_required
@require_safe
@never_cache
def shared(request, token):
    """A link that ended, was closed or never was: one page says so, and nothing else."""
    rate = {"shared": settings.SHARED_RATE}
    if not ratelimit.consume(request, app="reports", action="shared", config=rate, limit_get=True):
        return render(request, "reports/outside/later.html", status=429)
    link = Share.objects.open(now()).filter(token=token).first()
    if link is None:
        return render(request, "reports/outside/over.html", status=404)
    journal.record("share.read", link, by="lien")
    edition, counted = _last_word(link.year)
    context = {
        "outside": shown_outside(counted).limited_to(link.parts),
        "edition": edition,
        "until": link.expires_at,
    }
    return render(request, "reports/outside/shared.html", context)


@allow(Role.DIRECTOR)
@require_POST
def publish(request, pk):
    edition = get_object_or_404(Edition, pk=pk)
    try:
        publishing.publish(edition, by=request.user, on=localdate())
        messages.success(request, f"Les chiffres de {edition.year} sont sur la page publique.")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(edition)


@allow(Role.DIRECTOR)
@require_POST
def take_back(request, pk):
    edition = get_object_or_404(Edition, pk=pk)
    publishing.take_back(edition, by=request.user, on=localdate())
    messages.success(request, f"La page publique ne montre plus ce bilan de {edition.year}.")
    return redirect(edition)


@login_not_required
@require_safe
def public(request, year=None):
    """The last year that was published, or the one asked for; without a name or a cookie."""
    editions = {edition.year: edition for edition in Edition.objects.public()}
    year = year or max(editions, default=None)
    edition = editions.get(year)
    if edition is None and editions:
        raise Http404
    context = {
        "outside": shown_outside(services.frozen_year(edition)) if edition else None,
        "edition": edition,
        "years": sorted(editions, reverse=True),
    }
    return render(request, "reports/outside/public.html", context)


@login_not_required
@require_safe
def public_csv(request, year):
    """The same figures, to use freely: Licence Ouverte 2.0."""
    edition = get_object_or_404(Edition.objects.public(), year=year)
    file = StringIO(newline="")
    tables.write(file, _HEADING, shown_outside(services.frozen_year(edition)).lines())
    return HttpResponse(
        file.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="chiffres-{year}.csv"'},
    )


def _last_word(year: int) -> tuple[Edition | None, figures.Year]:
    """The frozen report of the year and its figures, or what is counted at this moment."""
    edition = Edition.objects.frozen().of(year).first()
    return edition, services.frozen_year(edition) if edition else figures.of_year(year)
