"""The parts of the report to the CCAS: what each says in words, tables and charts."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from funding.statement import Statement
from pimms.kernel.masking import LEAST
from reports import sections
from reports.content import Beside
from reports.figures import INDICATORS, FigureValue, Year
from reports.figures.indicator import values_of
from reports.figures.learning import Learnt
from reports.figures.needs import Asked
from reports.money import Pledged
from reports.territory import Drawing, drawn
from reports.words import typeset

from . import evolution, sentences
from .breakdowns import Breakdown, breakdown_of
from .discreet import EVERYTHING, Discreet
from .evolution import Changes

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
    def has_districts(self) -> bool:
        """Whether the districts stand beside the map on paper."""
        return any(each.indicator.code == "people.by_district" for each in self.breakdowns)

    @property
    def has_one_breakdown(self) -> bool:
        return len(self.breakdowns) == 1


def sections_of(
    year: Year, beside: Beside, texts: dict[str, str], discreet: Discreet
) -> list[Section]:
    """The parts that have something to say, in the order of the report."""
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
        _budget(beside.budget, year),
        _outlook(texts),
    )
    return [
        replace(
            section,
            paragraphs=(sentences.FEW,) if _is_bare(section, discreet) else section.paragraphs,
            breakdowns=tuple(discreet.over(each) for each in section.breakdowns),
            figures=_figures(section.code, year, discreet),
        )
        for section in told
        if section
    ]


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


def _budget(statement: Statement | None, year: Year) -> Section | None:
    """Left out when nothing was planned or written."""
    if statement is None:
        return None
    said = sentences.paragraph(sentences.balance(statement), sentences.reversals(year))
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
    """The figures of a section that no sentence says, and that count something."""
    told = [
        each
        for each in INDICATORS
        if each.section == code and not (each.counted or each.is_breakdown) and each.value(year)
    ]
    return tuple(values_of((each for each in told if discreet.may_tell(each.name)), year))


def _counted_alone(code: str, said: Said, year: Year, discreet: Discreet) -> Section | None:
    """A section whose figures all count by themselves; left out when they come to nothing."""
    tables, figures = _tables(code, year, discreet), _figures(code, year, discreet)
    if not tables and not figures:
        return None
    told = sentences.paragraph(said(year, discreet.may_tell))
    return Section(code, sections.titles()[code], (told,), tables)


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
