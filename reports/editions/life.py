"""The life of a report: opened, written, read over, frozen, corrected by a next version.

The same verbs for a year's and a grant's; what differs, its kind says (`kinds`).
"""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import model_to_dict

from accounts import journal
from accounts.models import User
from reports import content
from reports.models import Edition, GrantEdition
from reports.words import sealed

from .differences import between
from .kinds import kind_of

Report = TypeVar("Report", Edition, GrantEdition)
NO_MORE = "Un bilan arrêté ne change plus\u202f: ouvrez une nouvelle version."


@transaction.atomic
def open_edition(
    model: type[Report], subject: Any, *, reason: str = "", by: User, on: date
) -> Report:
    """The first version of the year or the grant, or the next one, which begins with what was
    written in the last."""
    last = model.objects.of(subject).first()
    written = model_to_dict(last, ("texts", "left_out", "scope")) if last else {}
    edition = model(**{model.about: subject}, **written, reason=reason, opened_by=by, opened_on=on)
    if on < date(edition.year, 1, 1):
        raise ValidationError(f"L’année {edition.year} n’a pas commencé.")
    edition.version = last.version + 1 if last else 1
    edition.full_clean()
    edition.save()
    journal.record("report.opened", edition, by=by)
    return edition


@transaction.atomic
def write(
    edition: Report,
    *,
    texts: dict[str, str],
    left_out: Iterable[str] = (),
    scope: str | None = None,
    by: User,
) -> Report:
    """The texts of the sections, those that this report does without, and what the table of a
    grant's is about; what was read over must be read over again."""
    edition = _in_hand(edition)
    edition.left_out = sorted(left_out)
    edition.texts = edition.texts | texts
    if isinstance(edition, GrantEdition) and scope is not None:
        edition.scope = scope
    edition.status = edition.Status.DRAFT
    edition.reviewed_by = edition.reviewed_on = None
    edition.save()
    journal.record("report.written", edition, by=by, sections=sorted(texts))
    return edition


@transaction.atomic
def review(edition: Report, *, by: User, on: date) -> Report:
    """Somebody has read the report over and found it right."""
    edition = _in_hand(edition)
    if edition.status == edition.Status.REVIEWED:
        raise ValidationError("Ce bilan est déjà relu.")
    edition.status = edition.Status.REVIEWED
    edition.reviewed_by, edition.reviewed_on = by, on
    edition.save()
    journal.record("report.reviewed", edition, by=by)
    return edition


@transaction.atomic
def freeze(edition: Report, *, shown: str = "", by: User, on: date) -> Report:
    """The figures of this moment, their definitions and the texts, kept for good; `shown` is the
    fingerprint of those that were read before, which are kept or nothing is."""
    edition = _in_hand(edition)
    _, edition.content = to_freeze(edition, on=on)
    edition.fingerprint = fingerprint(edition.content)
    if shown and shown != edition.fingerprint:
        raise ValidationError(
            "Des chiffres ou des textes ont changé depuis que cette page est ouverte\u202f: les"
            " voici, relisez-les."
        )
    edition.status = edition.Status.FROZEN
    edition.frozen_by, edition.frozen_on = by, on
    edition.save()
    journal.record("report.frozen", edition, by=by, fingerprint=edition.fingerprint)
    return edition


def to_freeze(edition: Report, *, on: date) -> tuple[Any, str]:
    """The figures of this moment, and all that would be kept. Raises ValidationError unless
    somebody has read the report over, its year is past and nothing is missing."""
    if edition.is_frozen:
        raise ValidationError(NO_MORE)
    if edition.status != edition.Status.REVIEWED:
        raise ValidationError("Un bilan est relu avant d’être arrêté.")
    if on <= date(edition.year, 12, 31):
        raise ValidationError(
            f"L’année {edition.year} n’est pas finie\u202f: le bilan s’arrête à partir du"
            f" 01/01/{edition.year + 1}."
        )
    counted, kept = kind_of(edition).to_keep(edition, on)
    return counted, content.written(kept)


def fingerprint(kept: str) -> str:
    return hashlib.sha256(kept.encode()).hexdigest()


def drawn_up(edition: Report, *, on: date, counted: Any = None) -> tuple[Any, dict[str, Any]]:
    """The figures, and what the document takes beside them: as frozen, or as of that day, on which
    they are `counted` maybe already.

    Raises ValidationError when they cannot be counted: an account of the till that nobody gave.
    """
    kind = kind_of(edition)
    said: dict[str, Any] = {"texts": edition.texts, "left_out": edition.left_out, "on": on}
    if edition.is_frozen:
        counted, said["on"] = kind.frozen(edition), edition.frozen_on
        said["seal"] = sealed(edition, [row[kind.says] for row in differences(edition)])
    else:
        counted = counted or kind.count(edition, on)
        if edition.pk:
            said["seal"] = f"Brouillon de la version {edition.version}."
    return counted, said | kind.around(edition, on)


def differences(edition: Report) -> list[dict]:
    """What this version says otherwise than the one before it, in words."""
    earlier = type(edition).objects.frozen().of(edition.subject)
    previous = earlier.filter(version__lt=edition.version).first()
    if not (edition.is_frozen and previous):
        return []
    kind = kind_of(edition)
    return between(kind, kind.frozen(previous), kind.frozen(edition))


def _in_hand(edition: Report) -> Report:
    """The report as it is written now, ours until we commit."""
    edition = type(edition).objects.select_for_update().get(pk=edition.pk)
    if edition.is_frozen:
        raise ValidationError(NO_MORE)
    return edition
