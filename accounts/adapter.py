"""What allauth leaves to the house: who may open an account, and how a message leaves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter

from accounts import mail

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
