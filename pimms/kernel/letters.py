"""An e-mail of the house: who it is from, where an answer goes, what stands at its foot."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

# So that no holiday notice comes back, and no machine answers.
_BY_MACHINE = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def written(
    subject: str, text: str, html: str, *, to: Sequence[str], stop: str = "", **more: Any
) -> EmailMultiAlternatives:
    """The message, ready to leave; `stop` says how to receive no more of its kind."""
    foot = {"phone": settings.HOUSE_PHONE, "stop": stop}
    letter = EmailMultiAlternatives(
        subject,
        f"{text.rstrip()}\n{render_to_string('mails/foot.txt', foot)}",
        settings.DEFAULT_FROM_EMAIL,
        to,
        reply_to=[settings.HOUSE_EMAIL] if settings.HOUSE_EMAIL else None,
        headers=dict(_BY_MACHINE),
        **more,
    )
    body, end, rest = html.rpartition("</body>")
    letter.attach_alternative(
        f"{body}{render_to_string('mails/foot.html', foot)}{end}{rest}", "text/html"
    )
    return letter


def to_a_person() -> str:
    """How somebody whom we help stops our messages: there is no page to sign in to."""
    ways = ["à l’accueil"]
    ways += ["par téléphone"] if settings.HOUSE_PHONE else []
    ways += ["en répondant à ce message"] if settings.HOUSE_EMAIL else []
    said = ways[0] if len(ways) == 1 else f"{', '.join(ways[:-1])} ou {ways[-1]}"
    return f"Pour ne plus recevoir nos courriels, dites-le-nous {said}."
