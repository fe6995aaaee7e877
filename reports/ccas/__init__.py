"""The yearly report to the CCAS: a year's figures put into words, tables and charts.

The page and the document show this and nothing else, so that they cannot differ.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings

from pimms.kernel import pdf
from pimms.kernel.models import Commune
from pimms.kernel.templatetags.french import euros, hours, number
from reports.figures import Year
from reports.words import agree, of, typeset

from . import breakdowns, notes, sentences
from .breakdowns import Breakdown
from .notes import Note

NAME = "ccas"


@dataclass(frozen=True)
class KeyFigure:
    value: str
    label: str
    note: Note


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    paragraphs: tuple[str, ...]
    breakdowns: tuple[Breakdown, ...] = ()

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

    @property
    def title(self) -> str:
        return f"Bilan {self.year}"

    @property
    def is_provisional(self) -> bool:
        """Whether the year was not over when the report was drawn up."""
        return self.drawn_on <= date(self.year, 12, 31)


def report(year: Year, *, on: date) -> Report:
    """What the report says of the year, drawn up on that day."""
    home = _commune(settings.HOME_COMMUNE)
    sections = (_people(year), _referrals(year), _sales(year), *_sessions(year), _means(year))
    return Report(
        year=year.year,
        house=settings.HOUSE,
        address=settings.HOUSE_ADDRESS,
        reader="centre communal d’action sociale" + (f" {of(home.name)}" if home else ""),
        drawn_on=on,
        key_figures=_key_figures(year),
        summary=(
            sentences.paragraph(sentences.served(year), sentences.at_home(year, home)),
            sentences.paragraph(sentences.enrolled(year), sentences.economy(year)),
        ),
        sections=tuple(section for section in sections if section),
        completeness=sentences.paragraph(sentences.not_stated(year)),
        notes=notes.ALL if year.means.are_recorded else notes.ALL[:-1],
    )


def document(year: Year, *, on: date) -> bytes:
    """The report as a PDF."""
    return pdf.render("reports/ccas.html", {"report": report(year, on=on)})


@lru_cache
def _commune(code: str) -> Commune | None:
    """Reference data: it changes with a migration, never under a running server."""
    return Commune.objects.filter(pk=code).first()


def _key_figures(year: Year) -> tuple[KeyFigure, ...]:
    people, workshops, support = year.people, year.workshops, year.support
    return (
        KeyFigure(
            number(people.served),
            agree(people.served, "personne aidée", "personnes aidées"),
            notes.SERVED,
        ),
        KeyFigure(
            number(people.enrolled_during_year),
            agree(people.enrolled_during_year, "inscription ouverte", "inscriptions ouvertes"),
            notes.ENROLMENTS,
        ),
        KeyFigure(
            number(year.referrals.received),
            agree(year.referrals.received, "orientation reçue", "orientations reçues"),
            notes.REFERRALS,
        ),
        KeyFigure(euros(year.sales.saving), "économisés par les personnes", notes.SAVING),
        KeyFigure(
            number(workshops.sessions),
            f"{agree(workshops.sessions, 'atelier', 'ateliers')}, {number(workshops.attendances)}"
            f" {agree(workshops.attendances, 'présence', 'présences')}",
            notes.WORKSHOPS,
        ),
        KeyFigure(
            number(support.sessions),
            f"{agree(support.sessions, 'accompagnement', 'accompagnements')},"
            f" {hours(support.hours)}",
            notes.SUPPORT,
        ),
    )


def _people(year: Year) -> Section:
    traits = (breakdowns.by_age, breakdowns.by_gender, breakdowns.by_status)
    places = (breakdowns.by_department, breakdowns.by_commune)
    return Section(
        "personnes",
        "Qui a été aidé",
        (sentences.paragraph(sentences.departments(year)),),
        tuple(
            make(year, note)
            for makes, note in ((traits, notes.TRAITS), (places, notes.COMMUNES))
            for make in makes
        )
        if year.people.served
        else (),
    )


def _referrals(year: Year) -> Section:
    return Section(
        "orientations",
        "Qui nous a orienté des personnes",
        (sentences.paragraph(sentences.referred(year), sentences.answered(year)),),
        (breakdowns.by_organisation(year, notes.REFERRALS),) if year.referrals.received else (),
    )


def _sales(year: Year) -> Section:
    return Section(
        "recharges",
        "Recharges, équipement et économies",
        (sentences.paragraph(sentences.saved(year)),),
        (breakdowns.by_category(year, notes.SAVING),) if year.sales.lines else (),
    )


def _sessions(year: Year) -> tuple[Section, Section]:
    return (
        Section(
            "ateliers",
            "Ateliers",
            (sentences.paragraph(sentences.workshops(year)),),
            (breakdowns.workshops_by_theme(year, notes.THEMES),) if year.workshops.sessions else (),
        ),
        Section(
            "accompagnements",
            "Accompagnements individuels",
            (sentences.paragraph(sentences.support(year)),),
            (breakdowns.support_by_theme(year, notes.THEMES),) if year.support.sessions else (),
        ),
    )


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
