"""The life of a grant's report, which is that of every report: see `reports.services`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import msgspec
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from funding.models import Grant
from reports import services
from reports.models import GrantEdition
from reports.notes import Note
from reports.words import sealed

from . import files
from .counted import Account, of_grant
from .reporting import NOTES


@dataclass(frozen=True)
class Content:
    """What a frozen report keeps, in bytes that do not change: figures, definitions, texts."""

    account: Account
    definitions: tuple[Note, ...]
    texts: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def open_edition(grant: Grant, *, reason: str = "", by: User, on: date) -> GrantEdition:
    """The first version, or the next one, which begins with the texts of the last."""
    last = GrantEdition.objects.of(grant).first()
    if on < date(grant.year, 1, 1):
        raise ValidationError(f"L’année {grant.year} n’a pas commencé.")
    edition = GrantEdition(grant=grant, reason=reason, opened_by=by, opened_on=on, version=1)
    if last:
        edition.version = last.version + 1
        edition.texts, edition.left_out, edition.scope = last.texts, last.left_out, last.scope
    edition.full_clean()
    edition.save()
    journal.record("report.opened", edition, by=by)
    return edition


@transaction.atomic
def write(
    edition: GrantEdition,
    *,
    scope: str,
    texts: dict[str, str],
    left_out: Iterable[str] = (),
    by: User,
) -> GrantEdition:
    """The texts, the parts to leave out, and what the table is about."""
    edition = services.write(edition, texts=texts, left_out=left_out, by=by)
    edition.scope = scope
    edition.save(update_fields=["scope"])
    return edition


@transaction.atomic
def freeze(edition: GrantEdition, *, shown: str = "", by: User, on: date) -> GrantEdition:
    """The figures of this moment, their definitions and the texts, kept for good; `shown` is the
    fingerprint of those that were read before."""
    edition = services.in_hand(edition)
    _, kept = to_freeze(edition, on=on)
    return services.seal(edition, kept, shown=shown, by=by, on=on)


def to_freeze(edition: GrantEdition, *, on: date) -> tuple[Account, str]:
    """The figures of this moment, and all that would be kept. Raises ValidationError when nothing
    can be."""
    services.may_be_frozen(edition, on=on)
    if not edition.texts.get("representant", "").strip():
        raise ValidationError("Dites qui signe l’attestation avant d’arrêter le compte rendu.")
    account = of_grant(edition.grant, scope=edition.scope, on=on)
    kept = Content(account, NOTES, edition.texts)
    return account, msgspec.json.encode(kept, order="deterministic").decode()


def frozen_account(edition: GrantEdition) -> Account:
    """The figures as they were frozen."""
    return msgspec.json.decode(edition.content.encode(), type=Content).account


def latest(grant: Grant) -> GrantEdition:
    """The last version, or the one that somebody may open."""
    return GrantEdition.objects.of(grant).select_related("frozen_by").first() or GrantEdition(
        grant=grant
    )


def drawn_up(edition: GrantEdition, *, on: date) -> tuple[Account, dict]:
    """The figures, and what `funder.report` takes beside them: as frozen, or as of that day."""
    said = {"texts": edition.texts, "left_out": edition.left_out}
    if edition.is_frozen:
        changed = [row | {"number": row["figure"].title} for row in differences(edition)]
        day = edition.frozen_on
        return frozen_account(edition), said | {
            "on": day,
            "signed_on": day,
            "seal": sealed(edition, changed),
        }
    if edition.pk:
        said["seal"] = f"Brouillon de la version {edition.version}."
    return of_grant(edition.grant, scope=edition.scope, on=on), said | {"on": on}


def differences(edition: GrantEdition) -> list[dict]:
    """What this version says otherwise than the one before it."""
    frozen = GrantEdition.objects.frozen().filter(grant=edition.grant)
    previous = frozen.filter(version__lt=edition.version).order_by("-version").first()
    if not (edition.is_frozen and previous):
        return []
    return _apart(before=frozen_account(previous), now=frozen_account(edition))


def moved_since(edition: GrantEdition, *, on: date) -> list[dict]:
    """What the books say today otherwise than the frozen report."""
    today = of_grant(edition.grant, scope=edition.scope, on=on)
    return _apart(before=frozen_account(edition), now=today)


def _apart(*, before: Account, now: Account) -> list[dict]:
    titles = {
        ".".join(figure.path): figure
        for account in (now, before)
        for figure in files.figures(account)
    }
    rows = services.apart({"before": files.leaves(before), "now": files.leaves(now)})
    return [row | {"figure": titles[row["path"]]} for row in rows]
