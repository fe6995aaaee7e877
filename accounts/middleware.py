"""What stands between a person and the pages: signing in, a second factor, a lock, discretion."""

from urllib.parse import urlencode, urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from accounts import desk
from pimms.kernel import discretion

_OPEN = ("account_", "mfa_", "health")
_AWAKE = {"account_logout", "accounts:lock", "health"}  # what a locked session may still ask


def private(get_response):
    """Nothing that is answered to somebody signed in is kept by a browser or on the way to it."""

    def middleware(request):
        signed_in = request.user.is_authenticated
        response = get_response(request)
        if signed_in or request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return middleware


class SignedIn(LoginRequiredMiddleware):
    """Closed unless said otherwise: whoever is not signed in is shown the page of it, whole."""

    def handle_no_permission(self, request, view_func):
        field = self.get_redirect_field_name(view_func)
        return _sent_to(request, resolve_url(self.get_login_url(view_func)), field)


def _sent_to(request: HttpRequest, door: str, field: str) -> HttpResponse:
    """To the page at the door, which leads back to where the person stood."""
    page = _page_of(request)
    return _whole_page(request, f"{door}?{urlencode({field: page})}" if page else door)


def _whole_page(request: HttpRequest, address: str) -> HttpResponse:
    """Never into a part of a page that is being filled."""
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _page_of(request: HttpRequest) -> str:
    """The page that was on the screen, or was asked for; nothing where that is not known."""
    if request.htmx:
        return request.htmx.current_url_abs_path or ""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    shown = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(shown, {request.get_host()}, request.is_secure()):
        return ""
    place = urlsplit(shown)
    return f"{place.path}?{place.query}" if place.query else place.path


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
            return _whole_page(request, reverse("mfa_activate_totp"))
        return get_response(request)

    return middleware


def lock(get_response):
    """A desk left alone is locked: whoever sits down next gives the code of who left it."""

    def middleware(request):
        request.is_locked = False
        if request.user.is_authenticated:
            request.is_locked = desk.is_locked(request.session, at=timezone.now())
            if request.is_locked and resolve(request.path_info).view_name not in _AWAKE:
                return _sent_to(request, reverse("accounts:lock"), "suite")
            # A page that refreshes itself is no sign of life.
            if not request.is_locked and "x-unattended" not in request.headers:
                desk.notice(request.session, at=timezone.now())
        return get_response(request)

    return middleware


def discreet(get_response):
    """Names are hidden while the session asks for it."""

    def middleware(request):
        with discretion.names(hidden=bool(request.session.get("discreet"))):
            return get_response(request)

    return middleware
