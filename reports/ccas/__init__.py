"""The yearly report to the CCAS: a year's figures put into words, tables and charts.

The page and the document show this and nothing else, so that they cannot differ; what stands beside
the figures of the year (promises, the year before, the budget) is in the document, and has pages of
its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.conf import settings

from pimms.kernel import pdf
from pimms.kernel.models import Commune
from reports import notes, sections
from reports.content import Beside
from reports.figures import INDICATORS, Year, means
from reports.notes import Note
from reports.words import of_place, paragraphs

from . import sentences
from .discreet import EVERYTHING, Discreet
from .keys import KeyFigure, key_figures
from .months import Months, months
from .parts import Section, sections_of

NAME = "ccas"


@dataclass(frozen=True)
class Report:
    year: int
    house: str
    address: str
    reader: str
    drawn_on: date
    key_figures: tuple[KeyFigure, ...]
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    completeness: str
    notes: tuple[Note, ...]
    words: tuple[str, ...] = ()  # above everything, what the house wrote
    seal: str = ""
    mark: str = ""  # on each page, when small counts are not hidden
    months: Months | None = None

    @property
    def title(self) -> str:
        return f"Bilan {self.year}" + (" provisoire" if self.is_provisional else "")

    @property
    def is_provisional(self) -> bool:
        """Whether the year was not over when the report was drawn up."""
        return self.drawn_on <= date(self.year, 12, 31)


def report(
    year: Year,
    *,
    on: date,
    texts: dict[str, str] | None = None,
    left_out: Iterable[str] = (),
    beside: Beside | None = None,
    seal: str = "",
    discreet: Discreet = EVERYTHING,
) -> Report:
    """What the report says of the year, drawn up on that day.

    `texts` is what the house wrote, by section (the foreword for the whole); `left_out` the codes
    of the sections that this report does without; `seal` what an edition prints of itself;
    `discreet` what is not told outside.
    """
    texts, beside = texts or {}, _told_beside(beside or Beside(), year, discreet)
    home = _commune(settings.HOME_COMMUNE)
    parts = tuple(
        replace(section, words=_written(texts, section.code))
        for section in sections_of(year, beside, texts, discreet)
        if section.code not in left_out
    )
    keys, by_month = key_figures(year, discreet), months(year, on=on, discreet=discreet)
    others = [each.note for each in keys]
    others += [each.note for each, _ in by_month.lines] if by_month else []
    return Report(
        year=year.year,
        house=settings.HOUSE,
        address=settings.HOUSE_ADDRESS,
        reader="centre communal d’action sociale" + (f" {of_place(home.name)}" if home else ""),
        drawn_on=on,
        key_figures=keys,
        summary=_summary(year, home, discreet),
        sections=parts,
        completeness=sentences.paragraph(
            sentences.not_stated(year) if discreet.knows_the_unknown() else "",
            sentences.HIDDEN if discreet.outside else "",
        ),
        notes=_method(parts, others),
        words=_written(texts, sections.FOREWORD),
        seal=seal,
        mark=discreet.mark,
        months=by_month,
    )


def _summary(year: Year, home: Commune | None, discreet: Discreet) -> tuple[str, ...]:
    told, may = discreet.told(year), discreet.may_say
    ways = ("sales.people", "workshops.people", "support.people")
    rights = ("people.enrolled_during_year", "people.enrolments_active")
    live_here = may("people.served", ("people.by_commune", home.code)) if home else False
    return (
        sentences.paragraph(
            sentences.served(year) if may("people.served", *ways) else "",
            sentences.at_home(told, home) if live_here else "",
        ),
        sentences.paragraph(
            sentences.enrolled(year) if may(*rights) else "",
            sentences.economy(year) if may("sales.people", "sales.lines") else "",
        ),
    )


def document(year: Year, *, enclosed=(), **drawn_up) -> bytes:
    """The report as a PDF, maybe with files inside; `drawn_up` as for `report`."""
    told = report(year, **drawn_up)
    return pdf.render("reports/ccas.html", {"report": told}, enclosed=enclosed)


def summary(
    year: Year,
    before: Year | None,
    *,
    is_settled: bool,
    discreet: Discreet = EVERYTHING,
    **drawn_up,
) -> bytes:
    """One page: each key figure beside the year before (`is_settled` when that one is frozen)."""
    told = report(year, discreet=discreet, **drawn_up)
    then = Discreet.of(before) if before and discreet.outside else EVERYTHING
    earlier = {figure.number: figure for figure in key_figures(before, then)} if before else {}
    context = {
        "report": told,
        "before": before and before.year,
        "is_settled": is_settled,
        "rows": [(figure, earlier.get(figure.number)) for figure in told.key_figures],
    }
    return pdf.render("reports/summary.html", context)


def _written(texts: dict[str, str], section: str) -> tuple[str, ...]:
    return paragraphs(texts.get(section, ""))


@lru_cache
def _commune(code: str) -> Commune | None:
    """Reference data: it changes with a migration, never under a running server."""
    return Commune.objects.filter(pk=code).first()


def _told_beside(beside: Beside, year: Year, discreet: Discreet) -> Beside:
    """Outside, neither promises nor the year before say what one of the totals hides."""
    before = beside.before
    if before and discreet.outside:
        tells = discreet.says_each_total() and Discreet.of(before).says_each_total()
        before = before if tells else None
    return replace(beside, before=before, pledges=discreet.pledges(beside.pledges, year))


def _method(parts: Iterable[Section], others: Iterable[Note]) -> tuple[Note, ...]:
    """The notes of what each report tells of, and of whatever else these parts tell."""
    told = {each.note for each in INDICATORS if each.counted and each.part != means.PART}
    told |= {table.note for part in parts for table in part.breakdowns} | set(others)
    told |= {figure.indicator.note for part in parts for figure in part.figures}
    return tuple(each for each in notes.ALL if each in told)
