"""Reports on their way, for tests: one frozen for 2015, one written for 2016."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone

from reports import services
from reports.editions import life
from reports.models import Comparison, Edition, Share
from reports.outside import publishing, sharing
from tests.support import factories


def in_hand(year: int = 2016, **more) -> Edition:
    fields = {"by": factories.director(), "on": date(year + 1, 1, 16)}
    return life.open_edition(Edition, year, **fields | more)


def reviewed(year: int = 2014) -> Edition:
    """With one support session to count; it waits to be frozen."""
    factories.support(held_on=date(year, 6, 1))
    given = {"by": factories.director(), "on": date(year + 1, 1, 18)}
    return life.review(in_hand(year), **given)


def freeze(edition: Edition, on: date | None = None) -> Edition:
    """Read over and frozen in the January after its year."""
    given = {"by": factories.director(), "on": on or date(edition.year + 1, 1, 20)}
    life.review(edition, **given)
    return life.freeze(edition, **given)


def frozen(year: int = 2015) -> Edition:
    """With one support session to count."""
    factories.support(held_on=date(year, 6, 1))
    return freeze(in_hand(year))


def published(year: int = 2015) -> Edition:
    """Frozen, and on the public page."""
    edition = frozen(year)
    given = {"by": factories.director(), "on": date(year + 1, 2, 1)}
    publishing.publish(edition, **given)
    return edition


def share(year: int = 2015, *, days: int = 30, **more) -> Share:
    """For the residents' council, opened on the day of the tests."""
    at = datetime.combine(factories.DAY, time(9, 30), get_current_timezone())
    fields = {"parts": Share.Part.values, "reader": "Conseil de quartier"}
    fields |= {"by": factories.director(), "at": at, "until": at + timedelta(days=days)}
    return sharing.share(year, **fields | more)


def compared(year: int = 2015) -> Comparison:
    at = datetime.combine(factories.DAY, time(4, 20), get_current_timezone())
    return services.compare(year, by="compare_figures", at=at)


def one_of_each() -> None:
    reviewed(2014)
    published(2015)
    compared(2015)
    in_hand(2016, on=factories.DAY)
    share(days=365)
