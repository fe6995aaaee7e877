"""Words read over by somebody who speaks the language."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from pimms.kernel import languages
from pimms.kernel.models import Reviewed


@transaction.atomic
def review(code: str, key: str, *, text: str, by: User, at: datetime) -> Reviewed:
    """The words stand as they are, or as they were put right; papers no longer star them."""
    source, text = languages.written(languages.FRENCH)[key], text.strip()
    wanted, given = languages.names_in(source), _names_in(text)
    if wanted != given:
        raise ValidationError(
            {"text": "Gardez les mots entre accolades tels quels\u202f: " + _listed(wanted)}
        )
    reviewed = Reviewed(language=code, key=key, source=source, text=text, by=by, at=at)
    reviewed.full_clean()
    reviewed.save()
    journal.record("translation.reviewed", reviewed, by=by, language=code, key=key)
    return reviewed


def _names_in(text: str) -> set[str] | None:
    """None when an accolade is left open."""
    try:
        return languages.names_in(text)
    except ValueError:
        return None


def _listed(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "il n’y en a pas ici."
