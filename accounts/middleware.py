"""What stands between a signed-in person and the pages: a second factor, a lock, discretion."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils import timezone

from pimms.kernel import discretion

_OPEN = ("account_", "mfa_", "health")
_AWAKE = ("account_logout", "accounts:", "health")  # what a locked session may still ask
_NOTED_EVERY = 30  # seconds: how finely the last sign of life is remembered


def second_factor(get_response):
    """A role that must have a second factor goes nowhere else before it has one."""

    def middleware(request):
        user = request.user
        if (
            user.is_authenticated
            and user.role in settings.SECOND_FACTOR_ROLES
            and not resolve(request.path_info).view_name.startswith(_OPEN)
            and not is_mfa_enabled(user)
        ):
            return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware


def lock(get_response):
    """A desk left alone is locked: whoever sits down next gives the code of who left it."""

    def middleware(request):
        if request.user.is_authenticated:
            _notice(request)
            name = resolve(request.path_info).view_name
            if request.session.get("locked") and not name.startswith(_AWAKE):
                return _to_the_lock(request)
        return get_response(request)

    return middleware


def _notice(request) -> None:
    now = int(timezone.now().timestamp())
    silent = now - request.session.get("seen", now)
    if silent > settings.LOCK_MINUTES * 60:
        request.session["locked"] = True
    # A page that refreshes itself is no sign of life.
    attended = "x-unattended" not in request.headers
    if (silent > _NOTED_EVERY and attended) or "seen" not in request.session:
        request.session["seen"] = now


def _to_the_lock(request):
    asked = request.get_full_path() if request.method == "GET" and not request.htmx else ""
    address = reverse("accounts:lock", query={"suite": asked} if asked else None)
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def discreet(get_response):
    """Names are hidden while the session asks for it."""

    def middleware(request):
        with discretion.names(hidden=bool(request.session.get("discreet"))):
            return get_response(request)

    return middleware
