"""Whether we are well, for whoever watches; and what a page says while the database is away."""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.log import log_response
from django.utils.timezone import now
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pimms.kernel import jobs
from pimms.kernel.outages import is_away

_AGAIN_AFTER = 10  # seconds
_LOOKING = ("GET", "HEAD")


def probe(get_response):
    """The address of `health` is answered before all else.

    Whoever watches on this machine speaks plain http and calls it by a number: neither is sent on
    to https nor refused for the name.
    """
    address = reverse("health", urlconf="pimms.urls")

    def middleware(request):
        is_asked = request.path_info == address and request.method in _LOOKING
        return health(request) if is_asked else get_response(request)

    return middleware


@login_not_required
@never_cache
@require_safe
def health(request):
    """Whether this process answers, reaches its database, and a worker gives signs of life."""
    try:
        is_worker_there = jobs.is_worker_there(at=now())
    except DatabaseError:
        return _ailing("database out of reach", request)
    return _plain("ok") if is_worker_there else _ailing("worker silent", request)


def _ailing(words: str, request) -> HttpResponse:
    """Whoever asks is told; no line of the log besides, at each start and each look."""
    answer = _plain(words, status=503)
    log_response("%s", words, response=answer, request=request, level="debug")
    return answer


def _plain(words: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=status)


def server_error(request):
    """Nothing was written by halves. A database that is away is said as such."""
    if not is_away(sys.exc_info()[1]):
        return defaults.server_error(request)
    answer = away(request)
    # One line for each request: whole tracebacks would fill the disk while the database is away.
    said = ("The database is away: %s", request.path)
    log_response(*said, response=answer, request=request, level="warning")
    return answer


def away(request) -> HttpResponse:
    """The page, or the part of one, while the database is away."""
    if "HX-Request" in request.headers:  # whoever adds `request.htmx` was not asked yet
        answer = _plain(render_to_string("503.txt"), status=503)
    else:
        answer = HttpResponse(render_to_string("503.html", _around(request)), status=503)
    answer["Retry-After"], answer["Cache-Control"] = str(_AGAIN_AFTER), "no-store"
    return answer


def _around(request) -> dict:
    """What a page has around it, without asking who looks at it: the database knows that."""
    return {
        "house": settings.HOUSE,
        "demonstration": settings.DEMONSTRATION,
        "user": AnonymousUser(),
        "nav": [],
        "messages": [],
        "comes_by_itself": request.method in _LOOKING,
    }
