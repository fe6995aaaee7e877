"""The life of a report: opened, written, read over, frozen, corrected by a next version.

`write`, `review` and the last steps of freezing are those of every report; the rest is of a year's.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from funding.models import Funder, Promise
from reports import content, figures, money, notes
from reports.models import Comparison, Edition, GrantEdition

Report = TypeVar("Report", Edition, GrantEdition)
_NO_MORE = "Un bilan arrêté ne change plus\u202f: ouvrez une nouvelle version."


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
    edition: Report, *, texts: dict[str, str], left_out: Iterable[str] = (), by: User
) -> Report:
    """The texts of the sections, and those that this report does without; what was read over must
    be read over again."""
    edition = in_hand(edition)
    edition.left_out = sorted(left_out)
    edition.texts = edition.texts | texts
    edition.status = edition.Status.DRAFT
    edition.reviewed_by = edition.reviewed_on = None
    edition.save()
    journal.record("report.written", edition, by=by, sections=sorted(texts))
    return edition


@transaction.atomic
def review(edition: Report, *, by: User, on: date) -> Report:
    """Somebody has read the report over and found it right."""
    edition = in_hand(edition)
    if edition.status == edition.Status.REVIEWED:
        raise ValidationError("Ce bilan est déjà relu.")
    edition.status = edition.Status.REVIEWED
    edition.reviewed_by, edition.reviewed_on = by, on
    edition.save()
    journal.record("report.reviewed", edition, by=by)
    return edition


@transaction.atomic
def freeze(edition: Edition, *, shown: str = "", by: User, on: date) -> Edition:
    """The figures of this moment, their definitions and the texts, kept for good; `shown` is the
    fingerprint of those that were read before."""
    edition = in_hand(edition)
    _, kept = to_freeze(edition, on=on)
    return seal(edition, kept, shown=shown, by=by, on=on)


def to_freeze(edition: Edition, *, on: date) -> tuple[figures.Year, str]:
    """The figures of this moment, and all that would be kept. Raises ValidationError when nothing
    can be."""
    may_be_frozen(edition, on=on)
    counted = figures.of_year(edition.year)
    if counted.is_empty:
        raise ValidationError(f"Rien n’est enregistré pour {edition.year}.")
    around = beside(edition.year, on=on)
    return counted, content.written(content.Content(counted, notes.ALL, edition.texts, around))


def may_be_frozen(edition: Report, *, on: date) -> None:
    """Raises ValidationError unless somebody has read it over and its year is past."""
    if edition.is_frozen:
        raise ValidationError(_NO_MORE)
    if edition.status != edition.Status.REVIEWED:
        raise ValidationError("Un bilan est relu avant d’être arrêté.")
    if on <= date(edition.year, 12, 31):
        raise ValidationError(
            f"L’année {edition.year} n’est pas finie\u202f: le bilan s’arrête à partir du"
            f" 01/01/{edition.year + 1}."
        )


def fingerprint(kept: str) -> str:
    return hashlib.sha256(kept.encode()).hexdigest()


@transaction.atomic
def seal(edition: Report, kept: str, *, shown: str = "", by: User, on: date) -> Report:
    """What is kept, its fingerprint and who froze it, for good: what was shown, or nothing."""
    edition.content = kept
    edition.fingerprint = fingerprint(kept)
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


def frozen_year(edition: Edition) -> figures.Year:
    """The figures as they were frozen."""
    return content.read(edition.content).year


def beside(year: int, *, on: date) -> content.Beside:
    """The frozen year before, what was promised to the CCAS, and the budget.

    A budget whose sales no account takes is left out: the page of the budget says why."""
    before = Edition.objects.frozen().of(year - 1).first()
    promises = Promise.objects.filter(grant__year=year, grant__funder__kind=Funder.Kind.CCAS)
    try:
        budget = money.charges_and_products(year)
    except ValidationError:
        budget = None
    return content.Beside(
        before=before and frozen_year(before),
        pledges=money.pledged(promises, on),
        budget=budget if budget and (budget.even.planned or budget.even.real) else None,
    )


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
    before, now = frozen_year(previous), frozen_year(edition)
    return apart({"before": figures.by_path(before), "now": figures.by_path(now, told_by=before)})


@transaction.atomic
def compare(year: int, *, by: str, at: datetime) -> Comparison:
    """The figures of the year beside the lists behind them and the report that was frozen."""
    counted, scope = figures.of_year(year), figures.Scope.of_year(year)
    now = {each.path: each for each in figures.values(counted)}
    said = {
        "figure": {path: each.value for path, each in now.items()},
        "list": {path: each.indicator.proved(scope, each.code) for path, each in now.items()},
    }
    edition = Edition.objects.frozen().of(year).first()
    if edition:
        frozen = frozen_year(edition)
        not_counted = {p: each.value for p, each in now.items() if not each.indicator.is_in(frozen)}
        said["frozen"] = not_counted | figures.by_path(frozen)
    comparison = Comparison.objects.create(
        year=year,
        edition=edition,
        compared_at=at,
        figures=len(now),
        differences=apart(said),
    )
    if comparison.differences:
        journal.record("report.differs", comparison, by=by, figures=len(comparison.differences))
    return comparison


def in_hand(edition: Report) -> Report:
    """The report as it is written now, ours until we commit."""
    edition = type(edition).objects.select_for_update().get(pk=edition.pk)
    if edition.is_frozen:
        raise ValidationError(_NO_MORE)
    return edition


def apart(said: dict[str, dict]) -> list[dict]:
    """A row for each path on which they do not all agree; a code nobody counts is missing."""
    paths = dict.fromkeys(path for values in said.values() for path in values)
    return [
        {"path": path} | {who: values.get(path) for who, values in said.items()}
        for path in paths
        if len({values.get(path) for values in said.values()}) > 1
    ]
