"""The yearly report to the CCAS: a year's figures put into words, tables and charts.

The page and the document show this and nothing else, so that they cannot differ; what stands beside
the figures of the year (promises, the year before, the budget) is in the document, and has pages of
its own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.conf import settings

from funding.statement import Statement
from pimms.kernel import pdf
from pimms.kernel.masking import LEAST
from pimms.kernel.models import Commune
from reports import notes, sections
from reports.content import Beside
from reports.figures import INDICATORS, FigureValue, Year, means
from reports.figures.indicator import values_of
from reports.figures.learning import Learnt
from reports.figures.needs import Asked
from reports.money import Pledged
from reports.notes import Note
from reports.territory import Drawing, drawn
from reports.words import of, paragraphs, typeset

from . import evolution, sentences
from .breakdowns import Breakdown, breakdown_of
from .discreet import EVERYTHING, Discreet
from .evolution import Changes
from .keys import KeyFigure, key_figures
from .months import Months, months

NAME = "ccas"
# What a section says in words, of the figures that may be told.
Said = Callable[[Year, Callable[..., bool]], str]


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    paragraphs: tuple[str, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    words: tuple[str, ...] = ()  # what the house wrote itself
    needs: tuple[Asked, ...] = ()  # what the residents answered
    figures: tuple[FigureValue, ...] = ()  # those that no sentence says
    learnt: tuple[Learnt, ...] = ()  # before and after, skill by skill
    pledges: tuple[Pledged, ...] = ()  # what was promised, and what was done
    changes: Changes | None = None  # since the year before
    statement: Statement | None = None  # charges and products
    map: Drawing | None = None  # where the people come from

    @property
    def says_something(self) -> bool:
        """Whether anything is left in it, the words of the house aside."""
        told = (self.breakdowns, self.figures, self.learnt, self.needs, self.pledges)
        return any((*self.paragraphs, *told, self.changes, self.statement))

    @property
    def has_one_breakdown(self) -> bool:
        return len(self.breakdowns) == 1


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
    told = (
        _promised(beside.pledges),
        _evolution(year, beside.before),
        _counted_alone("accueil", sentences.reception, year, discreet),
        _people(year, discreet),
        _referrals(year, discreet),
        _counted_alone("parcours", sentences.path, year, discreet),
        _sales(year, discreet),
        *_sessions(year, discreet),
        _learning(year, discreet),
        _needs(year, discreet),
        _counted_alone("reseau", sentences.network, year, discreet),
        _means(year),
        _budget(beside.budget),
    )
    parts = tuple(
        replace(
            section,
            words=_written(texts, section.code),
            paragraphs=(sentences.FEW,) if _is_bare(section, discreet) else section.paragraphs,
            breakdowns=tuple(discreet.over(each) for each in section.breakdowns),
            figures=_figures(section.code, year, discreet),
        )
        for section in (*told, _outlook(texts))
        if section and section.code not in left_out
    )
    keys, by_month = key_figures(year, discreet), months(year, on=on, discreet=discreet)
    others = [each.note for each in keys]
    others += [each.note for each, _ in by_month.lines] if by_month else []
    return Report(
        year=year.year,
        house=settings.HOUSE,
        address=settings.HOUSE_ADDRESS,
        reader="centre communal d’action sociale" + (f" {of(home.name)}" if home else ""),
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


def _promised(pledges: tuple[Pledged, ...]) -> Section | None:
    """Left out when nothing was promised."""
    if not pledges:
        return None
    said = sentences.paragraph(sentences.kept(pledges))
    return Section("objectifs", "Convention et objectifs", (said,), pledges=pledges)


def _evolution(year: Year, before: Year | None) -> Section | None:
    """Left out when the year before was never frozen."""
    if before is None:
        return None
    return Section("evolution", "Évolution", (), changes=evolution.since(before, year))


def _budget(statement: Statement | None) -> Section | None:
    """Left out when nothing was planned or written."""
    if statement is None:
        return None
    said = sentences.paragraph(sentences.balance(statement))
    return Section("budget", "Bilan financier", (said,), statement=statement)


def _tables(code: str, year: Year, discreet: Discreet) -> tuple[Breakdown, ...]:
    """The breakdowns of a section, in the order of the indicators; none of what only a few did,
    however much it is."""
    return tuple(
        table
        for each in INDICATORS
        if each.section == code and each.is_breakdown and not each.within
        if discreet.may_say(*each.hides_with) and (table := breakdown_of(each, year))
    )


def _figures(code: str, year: Year, discreet: Discreet) -> tuple[FigureValue, ...]:
    """The figures of a section that no sentence says, where any of them counts something."""
    told = [
        each
        for each in INDICATORS
        if each.section == code and each.tally and not each.is_breakdown and each.is_in(year)
    ]
    if not any(each.value(year) for each in told):
        return ()
    return tuple(values_of((each for each in told if discreet.may_tell(each.name)), year))


def _counted_alone(code: str, said: Said, year: Year, discreet: Discreet) -> Section | None:
    """A section whose figures all count by themselves; left out when they come to nothing."""
    tables, figures = _tables(code, year, discreet), _figures(code, year, discreet)
    if not tables and not figures:
        return None
    told = sentences.paragraph(said(year, discreet.may_tell))
    return Section(code, sections.titles()[code], (told,), tables)


def _method(parts: Iterable[Section], others: Iterable[Note]) -> tuple[Note, ...]:
    """The notes of what each report tells of, and of whatever else these parts tell."""
    told = {each.note for each in INDICATORS if each.counted and each.part != means.PART}
    told |= {table.note for part in parts for table in part.breakdowns} | set(others)
    told |= {figure.indicator.note for part in parts for figure in part.figures}
    return tuple(each for each in notes.ALL if each in told)


def _people(year: Year, discreet: Discreet) -> Section:
    told = discreet.told(year)
    hidden = discreet.codes("people.by_commune")
    return Section(
        "personnes",
        "Qui a été aidé",
        (
            sentences.paragraph(
                sentences.departments(told) if discreet.may_say("people.served") else ""
            ),
        ),
        _tables("personnes", year, discreet),
        map=drawn(year, hidden=hidden) if year.people.served else None,
    )


def _referrals(year: Year, discreet: Discreet) -> Section:
    named = discreet.may_say("referrals.received") and discreet.shows_all(
        "referrals.by_organisation"
    )
    return Section(
        "orientations",
        "Qui nous a orienté des personnes",
        (
            sentences.paragraph(
                sentences.referred(year) if named else "",
                sentences.answered(year) if discreet.shows_all("referrals.by_status") else "",
            ),
        ),
        _tables("orientations", year, discreet),
    )


def _sales(year: Year, discreet: Discreet) -> Section:
    may_say = discreet.may_say("sales.people", "sales.lines")
    return Section(
        "recharges",
        "Recharges, équipement et économies",
        (sentences.paragraph(sentences.saved(year) if may_say else ""),),
        _tables("recharges", year, discreet),
    )


def _sessions(year: Year, discreet: Discreet) -> tuple[Section, Section]:
    came = discreet.may_say("workshops.people", "workshops.attendances", "workshops.absences")
    given = discreet.may_say("support.people", "support.sessions")
    return (
        Section(
            "ateliers",
            "Ateliers",
            (sentences.paragraph(sentences.workshops(year) if came else ""),),
            _tables("ateliers", year, discreet),
        ),
        Section(
            "accompagnements",
            "Accompagnements individuels",
            (sentences.paragraph(sentences.support(year) if given else ""),),
            _tables("accompagnements", year, discreet),
        ),
    )


def _is_bare(section: Section, discreet: Discreet) -> bool:
    """Whether nothing of it may be said outside; the outlook is the house's own words anyway."""
    return discreet.outside and section.code != sections.OUTLOOK and not section.says_something


def _outlook(texts: dict[str, str]) -> Section | None:
    """Left out until somebody writes it."""
    written = texts.get(sections.OUTLOOK, "").strip()
    return Section(sections.OUTLOOK, sections.titles()[sections.OUTLOOK], ()) if written else None


def _learning(year: Year, discreet: Discreet) -> Section | None:
    """Left out of a year in which too few were measured at both ends, and outside when how many
    came is hidden: it is said here of all who came."""
    if not year.learning.skills or not discreet.may_say(
        "people.served", "workshops.people", "support.people"
    ):
        return None
    told = sentences.paragraph(sentences.learnt(year))
    return Section(
        "progres", "Ce que les personnes ont appris", (told,), learnt=year.learning.skills
    )


def _needs(year: Year, discreet: Discreet) -> Section | None:
    """Left out of a year without a survey, and outside of one that few answered."""
    answers = year.needs.responses
    if not answers or (discreet.outside and answers < LEAST):
        return None
    told = sentences.paragraph(sentences.asked(year))
    needs = discreet.asked(year.needs.questions)
    return Section("besoins", "Ce que disent les habitants", (told,), needs=needs)


def _means(year: Year) -> Section | None:
    """Left out when no mean is recorded."""
    if not year.means.are_recorded:
        return None
    return Section(
        "moyens",
        "Moyens",
        (
            sentences.paragraph(sentences.posts(year)),
            *(typeset(sentences.convention(agreed)) for agreed in year.means.conventions),
        ),
        _tables("moyens", year, EVERYTHING),
    )
