"""The public page shows a frozen year when the director says so, and until they take it back."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from reports.models import Edition, Publication


@transaction.atomic
def publish(edition: Edition, *, by: User, on: date) -> Publication:
    """Anybody may read the figures of the report, small counts hidden, in the place of those of
    another version of its year. Said twice, it is once."""
    edition = _locked(edition)
    if not edition.is_frozen:
        raise ValidationError("Un bilan se publie une fois arrêté.")
    if standing := edition.publications.standing().first():
        return standing
    for other in _public(edition.year):
        _end(other, by=by, on=on)
    published = Publication(edition=edition, published_by=by, published_on=on)
    published.full_clean()
    published.save()
    journal.record("report.published", edition, by=by, year=edition.year)
    return published


@transaction.atomic
def take_back(edition: Edition, *, by: User, on: date) -> Edition:
    """The public page shows nothing of the report any more."""
    edition = _locked(edition)
    for standing in edition.publications.standing().order_by("pk"):
        _end(standing, by=by, on=on)
    return edition


def _locked(edition: Edition) -> Edition:
    """The year is ours until we commit: two who publish wait for each other."""
    versions = Edition.objects.select_for_update().filter(year=edition.year).order_by("pk")
    return next(each for each in versions if each.pk == edition.pk)


def _public(year: int) -> list[Publication]:
    standing = Publication.objects.standing().filter(edition__year=year)
    return list(standing.select_related("edition").order_by("pk"))


def _end(publication: Publication, *, by: User, on: date) -> None:
    publication.ended_on, publication.ended_by = max(on, publication.published_on), by
    publication.full_clean()
    publication.save(update_fields=["ended_on", "ended_by"])
    journal.record("report.taken_back", publication.edition, by=by, year=publication.edition.year)
