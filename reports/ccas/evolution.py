"""A year beside the one before it, figure by figure."""

from dataclasses import dataclass

from pimms.kernel.templatetags.french import NARROW, euros, number, percent
from reports import proofs
from reports.figures import Year


@dataclass(frozen=True)
class Change:
    """Values as people read them; `share` is the change in per cent of the year before."""

    number: str
    title: str
    before: str
    now: str
    share: str


@dataclass(frozen=True)
class Changes:
    before: int
    now: int
    rows: tuple[Change, ...]


_FIGURES = (
    ("people.served", lambda year: year.people.served, number),
    ("people.enrolled_during_year", lambda year: year.people.enrolled_during_year, number),
    ("referrals.received", lambda year: year.referrals.received, number),
    ("sales.saving", lambda year: year.sales.saving, euros),
    ("workshops.sessions", lambda year: year.workshops.sessions, number),
    ("workshops.attendances", lambda year: year.workshops.attendances, number),
    ("support.sessions", lambda year: year.support.sessions, number),
    ("means.granted", lambda year: year.means.granted, euros),
)


def since(before: Year, now: Year) -> Changes:
    """What each main figure became in a year."""
    rows = []
    for path, of, written in _FIGURES:
        one, other = of(before), of(now)
        share = percent(other - one, one)
        indicator, _ = proofs.of_path(path)
        rows.append(
            Change(
                indicator.number,
                indicator.title,
                written(one),
                written(other),
                f"+{NARROW}{share}" if one and other > one else share,
            )
        )
    return Changes(before.year, now.year, tuple(rows))
