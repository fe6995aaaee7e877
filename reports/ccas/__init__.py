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

from funding.statement import Statement
from pimms.kernel import pdf
from pimms.kernel.models import Commune
from pimms.kernel.templatetags.french import euros, hours, number
from reports import notes, proofs, sections
from reports.content import Beside
from reports.figures import Year
from reports.figures.learning import Learnt
from reports.figures.needs import Asked
from reports.money import Pledged
from reports.notes import Note
from reports.territory import Drawing, drawn
from reports.words import agree, of, paragraphs, typeset

from . import breakdowns, evolution, sentences
from .breakdowns import Breakdown
from .discreet import EVERYTHING, Discreet
from .evolution import Changes

NAME = "ccas"


@dataclass(frozen=True)
class KeyFigure:
    value: str
    label: str
    note: Note
    path: str

    @property
    def number(self) -> str:
        return proofs.number_of(self.path)


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    paragraphs: tuple[str, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    words: tuple[str, ...] = ()  # what the house wrote itself
    needs: tuple[Asked, ...] = ()  # what the residents answered
    learnt: tuple[Learnt, ...] = ()  # before and after, skill by skill
    pledges: tuple[Pledged, ...] = ()  # what was promised, and what was done
    changes: Changes | None = None  # since the year before
    statement: Statement | None = None  # charges and products
    map: Drawing | None = None  # where the people come from

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

    @property
    def title(self) -> str:
        return f"Bilan {self.year}"

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
    texts, beside = texts or {}, _told_beside(beside or Beside(), discreet)
    home = _commune(settings.HOME_COMMUNE)
    told = (
        _promised(beside.pledges),
        _evolution(year, beside.before),
        _people(year, discreet),
        _referrals(year, discreet),
        _sales(year, discreet),
        *_sessions(year, discreet),
        _learning(year),
        _needs(year),
        _means(year),
        _budget(beside.budget),
    )
    return Report(
        year=year.year,
        house=settings.HOUSE,
        address=settings.HOUSE_ADDRESS,
        reader="centre communal d’action sociale" + (f" {of(home.name)}" if home else ""),
        drawn_on=on,
        key_figures=_key_figures(year, discreet),
        summary=_summary(year, home, discreet),
        sections=tuple(
            replace(
                section,
                words=_written(texts, section.code),
                breakdowns=tuple(
                    each.hiding(discreet.codes(each.proof)) for each in section.breakdowns
                ),
            )
            for section in (*told, _outlook(texts))
            if section and section.code not in left_out
        ),
        completeness=sentences.paragraph(
            sentences.not_stated(year) if discreet.knows_the_unknown() else "",
            "" if discreet == EVERYTHING else sentences.HIDDEN,
        ),
        notes=notes.ALL if year.means.are_recorded else notes.ALL[:-1],
        words=_written(texts, sections.FOREWORD),
        seal=seal,
    )


def _summary(year: Year, home: Commune | None, discreet: Discreet) -> tuple[str, ...]:
    told, may = discreet.told(year), discreet.may_say
    live_here = may("served", ("commune", home.code)) if home else False
    return (
        sentences.paragraph(
            sentences.served(year) if may("served", "bought", "attended", "supported") else "",
            sentences.at_home(told, home) if live_here else "",
        ),
        sentences.paragraph(
            sentences.enrolled(year) if may("enrolled", "active") else "",
            sentences.economy(year) if may("bought", "lines") else "",
        ),
    )


def document(year: Year, *, enclosed=(), **drawn_up) -> bytes:
    """The report as a PDF, maybe with files inside; `drawn_up` as for `report`."""
    told = report(year, **drawn_up)
    return pdf.render("reports/ccas.html", {"report": told}, enclosed=enclosed)


def summary(year: Year, before: Year | None, *, is_settled: bool, **drawn_up) -> bytes:
    """One page: each key figure beside the year before (`is_settled` when that one is frozen)."""
    told = report(year, **drawn_up)
    earlier = {figure.path: figure for figure in _key_figures(before, EVERYTHING)} if before else {}
    context = {
        "report": told,
        "before": before and before.year,
        "is_settled": is_settled,
        "rows": [(figure, earlier.get(figure.path)) for figure in told.key_figures],
    }
    return pdf.render("reports/summary.html", context)


def _written(texts: dict[str, str], section: str) -> tuple[str, ...]:
    return paragraphs(texts.get(section, ""))


@lru_cache
def _commune(code: str) -> Commune | None:
    """Reference data: it changes with a migration, never under a running server."""
    return Commune.objects.filter(pk=code).first()


# The single figures that a key figure tells or would give away.
_TELLS = {
    "people.served": ("served",),
    "people.enrolled_during_year": ("enrolled",),
    "referrals.received": ("received",),
    "sales.saving": ("bought", "lines"),
    "workshops.sessions": ("attendances",),
    "support.sessions": ("support",),
}


def _key_figures(year: Year, discreet: Discreet) -> tuple[KeyFigure, ...]:
    """Outside, without those that are hidden."""
    return tuple(each for each in _keys(year) if discreet.may_say(*_TELLS[each.path]))


def _keys(year: Year) -> tuple[KeyFigure, ...]:
    people, workshops, support = year.people, year.workshops, year.support
    return (
        KeyFigure(
            number(people.served),
            agree(people.served, "personne aidée", "personnes aidées"),
            notes.SERVED,
            "people.served",
        ),
        KeyFigure(
            number(people.enrolled_during_year),
            agree(people.enrolled_during_year, "inscription ouverte", "inscriptions ouvertes"),
            notes.ENROLMENTS,
            "people.enrolled_during_year",
        ),
        KeyFigure(
            number(year.referrals.received),
            agree(year.referrals.received, "orientation reçue", "orientations reçues"),
            notes.REFERRALS,
            "referrals.received",
        ),
        KeyFigure(
            euros(year.sales.saving), "économisés par les personnes", notes.SAVING, "sales.saving"
        ),
        KeyFigure(
            number(workshops.sessions),
            f"{agree(workshops.sessions, 'atelier', 'ateliers')}, {number(workshops.attendances)}"
            f" {agree(workshops.attendances, 'présence', 'présences')}",
            notes.WORKSHOPS,
            "workshops.sessions",
        ),
        KeyFigure(
            number(support.sessions),
            f"{agree(support.sessions, 'accompagnement', 'accompagnements')},"
            f" {hours(support.hours)}",
            notes.SUPPORT,
            "support.sessions",
        ),
    )


def _told_beside(beside: Beside, discreet: Discreet) -> Beside:
    """Outside, neither promises nor the year before say what one of the totals hides."""
    if discreet == EVERYTHING:
        return beside
    before = beside.before
    if before and not (discreet.says_each_total() and Discreet.of(before).says_each_total()):
        before = None
    return replace(
        beside, before=before, pledges=beside.pledges if discreet.says_each_total() else ()
    )


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


def _people(year: Year, discreet: Discreet) -> Section:
    traits = (breakdowns.by_age, breakdowns.by_gender, breakdowns.by_status)
    places = (breakdowns.by_department, breakdowns.by_commune)
    districts = (breakdowns.by_district,) if year.people.by_district else ()
    return Section(
        "personnes",
        "Qui a été aidé",
        (sentences.paragraph(sentences.departments(discreet.told(year))),),
        tuple(
            make(year, note)
            for makes, note in (
                (traits, notes.TRAITS),
                (places, notes.COMMUNES),
                (districts, notes.DISTRICTS),
            )
            for make in makes
        )
        if year.people.served
        else (),
        map=drawn(year, hidden=discreet.codes("people.by_commune")) if year.people.served else None,
    )


def _referrals(year: Year, discreet: Discreet) -> Section:
    named = discreet.may_say("received") and discreet.shows_all("organisation")
    return Section(
        "orientations",
        "Qui nous a orienté des personnes",
        (
            sentences.paragraph(
                sentences.referred(year) if named else "",
                sentences.answered(year) if discreet.shows_all("answer") else "",
            ),
        ),
        (breakdowns.by_organisation(year, notes.REFERRALS),) if year.referrals.received else (),
    )


def _sales(year: Year, discreet: Discreet) -> Section:
    return Section(
        "recharges",
        "Recharges, équipement et économies",
        (
            sentences.paragraph(
                sentences.saved(year) if discreet.may_say("bought", "lines") else ""
            ),
        ),
        (breakdowns.by_category(year, notes.SAVING),) if year.sales.lines else (),
    )


def _sessions(year: Year, discreet: Discreet) -> tuple[Section, Section]:
    may = discreet.may_say
    return (
        Section(
            "ateliers",
            "Ateliers",
            (
                sentences.paragraph(
                    sentences.workshops(year) if may("attended", "attendances", "absences") else ""
                ),
            ),
            (breakdowns.workshops_by_theme(year, notes.THEMES),) if year.workshops.sessions else (),
        ),
        Section(
            "accompagnements",
            "Accompagnements individuels",
            (sentences.paragraph(sentences.support(year) if may("supported", "support") else ""),),
            (breakdowns.support_by_theme(year, notes.THEMES),) if year.support.sessions else (),
        ),
    )


def _outlook(texts: dict[str, str]) -> Section | None:
    """Left out until somebody writes it."""
    written = texts.get(sections.OUTLOOK, "").strip()
    return Section(sections.OUTLOOK, sections.titles()[sections.OUTLOOK], ()) if written else None


def _learning(year: Year) -> Section | None:
    """Left out of a year in which too few were measured at both ends."""
    if not year.learning.skills:
        return None
    told = sentences.paragraph(sentences.learnt(year))
    return Section(
        "progres", "Ce que les personnes ont appris", (told,), learnt=year.learning.skills
    )


def _needs(year: Year) -> Section | None:
    """Left out of a year without a survey."""
    if not year.needs.responses:
        return None
    told = sentences.paragraph(sentences.asked(year))
    return Section("besoins", "Ce que disent les habitants", (told,), needs=year.needs.questions)


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
        (breakdowns.grants(year, notes.MEANS),) if year.means.grants else (),
    )
