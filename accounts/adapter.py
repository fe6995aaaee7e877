"""What allauth leaves to the house: who may open an account, how a message leaves, who is counted
as one visitor when somebody guesses."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts import browsers, mail
from accounts.models import User

_CHANGES = {
    "password_changed": "Votre mot de passe a été changé.",
    "password_set": "Votre mot de passe a été choisi.",
    "password_reset": "Votre mot de passe a été changé par un lien reçu par courriel.",
    "totp_activated": "La double authentification est activée.",
    "totp_deactivated": "La double authentification est désactivée.",
    "recovery_codes_generated": "De nouveaux codes de secours remplacent les anciens.",
}


class ClosedDoor(DefaultAccountAdapter):
    """Nobody opens an account alone: the director does, or an invitation."""

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """What has changed is told by the worker: it has changed, whether the mail leaves or not.

        The links that allauth would send are ours (`accounts.services.send_reset`).
        """
        change = _CHANGES.get(template_prefix.rpartition("/")[2], "Votre compte a changé.")
        mail.post("account_changed", to=email, change=change)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who is counted: a browser that somebody signed in with, else the address of the visitor
        as the nearest of our proxies saw it, or of whoever asks without a proxy."""
        if browser := browsers.known_as(request):
            return browser
        try:
            return super().get_client_ip(request)
        except (ImproperlyConfigured, PermissionDenied):
            return request.META.get("REMOTE_ADDR") or "unknown"

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords for an account are counted visitor by visitor."""
        return f"{_email(credentials)} {ratelimit.get_ip(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Those of all strangers together are counted as well; who signed in in this browser
        before is no stranger, so that the street keeps nobody out."""
        super().pre_authenticate(request, **credentials)
        email = _email(credentials)
        if browsers.knows(request, email):
            return
        counted = ratelimit.consume(
            request, app="allauth.account", action="login_failed_by_strangers", key=email
        )
        if counted is None:
            self._rollback_login_failed_rl_usage()
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage.usage += counted.usage

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        response = super().post_login(request, user, **more)
        browsers.remember(request, response, email=user.email)
        return response


def _email(credentials: dict[str, Any]) -> str:
    return credentials.get("email", "").lower()
