"""The life of a yearly report: opened, written, read over, frozen, corrected by a next version."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from reports import content, figures, notes, proofs
from reports.models import Comparison, Edition


@transaction.atomic
def open_edition(year: int, *, reason: str = "", by: User, on: date) -> Edition:
    """The first version of the year, or the next one, which begins with the texts of the last."""
    last = Edition.objects.of(year).first()
    if on < date(year, 1, 1):
        raise ValidationError(f"L’année {year} n’a pas commencé.")
    edition = Edition(
        year=year,
        version=last.version + 1 if last else 1,
        texts=last.texts if last else {},
        left_out=last.left_out if last else [],
        reason=reason,
        opened_by=by,
        opened_on=on,
    )
    edition.full_clean()
    edition.save()
    journal.record("report.opened", edition, by=by)
    return edition


@transaction.atomic
def write(
    edition: Edition, *, texts: dict[str, str], left_out: Iterable[str] = (), by: User
) -> Edition:
    """The texts of the sections, and those that this report does without; what was read over must
    be read over again."""
    edition = _in_hand(edition)
    edition.left_out = sorted(left_out)
    edition.texts = edition.texts | texts
    edition.status = Edition.Status.DRAFT
    edition.reviewed_by = edition.reviewed_on = None
    edition.save()
    journal.record("report.written", edition, by=by, sections=sorted(texts))
    return edition


@transaction.atomic
def review(edition: Edition, *, by: User, on: date) -> Edition:
    """Somebody has read the report over and found it right."""
    edition = _in_hand(edition)
    if edition.status == Edition.Status.REVIEWED:
        raise ValidationError("Ce bilan est déjà relu.")
    edition.status = Edition.Status.REVIEWED
    edition.reviewed_by, edition.reviewed_on = by, on
    edition.save()
    journal.record("report.reviewed", edition, by=by)
    return edition


@transaction.atomic
def freeze(edition: Edition, *, by: User, on: date) -> Edition:
    """The figures of this moment, their definitions and the texts, kept for good."""
    edition = _in_hand(edition)
    if edition.status != Edition.Status.REVIEWED:
        raise ValidationError("Un bilan est relu avant d’être arrêté.")
    if on <= date(edition.year, 12, 31):
        raise ValidationError(
            f"L’année {edition.year} n’est pas finie\u202f: le bilan s’arrête à partir du"
            f" 01/01/{edition.year + 1}."
        )
    counted = figures.of_year(edition.year)
    if counted.is_empty:
        raise ValidationError(f"Rien n’est enregistré pour {edition.year}.")
    edition.content = content.written(content.Content(counted, notes.ALL, edition.texts))
    edition.fingerprint = hashlib.sha256(edition.content.encode()).hexdigest()
    edition.status = Edition.Status.FROZEN
    edition.frozen_by, edition.frozen_on = by, on
    edition.save()
    journal.record("report.frozen", edition, by=by, fingerprint=edition.fingerprint)
    return edition


def frozen_year(edition: Edition) -> figures.Year:
    """The figures as they were frozen."""
    return content.read(edition.content).year


def year_before(year: int) -> tuple[figures.Year | None, bool]:
    """The figures of the year before, and whether they are those that were frozen."""
    edition = Edition.objects.frozen().of(year - 1).first()
    if edition:
        return frozen_year(edition), True
    counted = figures.of_year(year - 1)
    return (None if counted.is_empty else counted), False


def differences(edition: Edition) -> list[dict]:
    """What this version says otherwise than the one before it."""
    before = Edition.objects.frozen().filter(year=edition.year, version__lt=edition.version)
    previous = before.order_by("-version").first()
    if not (edition.is_frozen and previous):
        return []
    before, now = frozen_year(previous).as_json(), frozen_year(edition).as_json()
    return _apart({"before": proofs.leaves(before), "now": proofs.leaves(now, told_by=before)})


@transaction.atomic
def compare(year: int, *, by: str, at: datetime) -> Comparison:
    """The figures of the year beside the lists behind them and the report that was frozen."""
    counted, scope = figures.of_year(year), figures.Scope.of_year(year)
    now = {leaf.path: leaf for leaf in proofs.numbered(counted.as_json())}
    said = {
        "figure": {path: leaf.value for path, leaf in now.items()},
        "list": {p: leaf.indicator.behind.value(scope, leaf.code) for p, leaf in now.items()},
    }
    edition = Edition.objects.frozen().of(year).first()
    if edition:
        frozen = frozen_year(edition).as_json()
        not_counted = {p: leaf.value for p, leaf in now.items() if not leaf.indicator.is_in(frozen)}
        said["frozen"] = not_counted | proofs.leaves(frozen)
    comparison = Comparison.objects.create(
        year=year,
        edition=edition,
        compared_at=at,
        figures=len(now),
        differences=_apart(said),
    )
    if comparison.differences:
        journal.record("report.differs", comparison, by=by, figures=len(comparison.differences))
    return comparison


def _in_hand(edition: Edition) -> Edition:
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.is_frozen:
        raise ValidationError("Un bilan arrêté ne change plus\u202f: ouvrez une nouvelle version.")
    return edition


def _apart(said: dict[str, dict]) -> list[dict]:
    """A row for each path on which they do not all agree; a code nobody counts is missing."""
    paths = dict.fromkeys(path for values in said.values() for path in values)
    return [
        {"path": path} | {who: values.get(path) for who, values in said.items()}
        for path in paths
        if len({values.get(path) for values in said.values()}) > 1
    ]
