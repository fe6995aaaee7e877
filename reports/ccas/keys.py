"""The six figures that a report begins with, each with what it counts and where it is proved."""

from dataclasses import dataclass

from pimms.kernel.templatetags.french import euros, hours, number
from reports import notes, proofs
from reports.figures import Year
from reports.notes import Note
from reports.words import agree

from .discreet import EVERYTHING, Discreet


@dataclass(frozen=True)
class KeyFigure:
    value: str
    label: str
    note: Note
    path: str

    @property
    def number(self) -> str:
        return proofs.number_of(self.path)


# The single figures that a key figure tells or would give away.
_TELLS = {
    "people.served": ("served",),
    "people.enrolled_during_year": ("enrolled",),
    "referrals.received": ("received",),
    "sales.saving": ("bought", "lines"),
    "workshops.sessions": ("attendances",),
    "support.sessions": ("support",),
}


def key_figures(year: Year, discreet: Discreet = EVERYTHING) -> tuple[KeyFigure, ...]:
    """Those that the report begins with; outside, without those that are hidden."""
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
