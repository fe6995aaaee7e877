"""The indicators of a year: number, path in the figures, words, and the list behind."""

from dataclasses import dataclass

from reports import notes
from reports.notes import Note

from . import lists
from .lists import Behind


@dataclass(frozen=True)
class Indicator:
    """`behind(year, code)` is the list whose count or sum is the figure.

    `measure` names the one of several values that the figures keep under each code.
    """

    number: str
    path: str
    title: str
    note: Note
    behind: Behind
    measure: str = ""

    def is_in(self, figures: dict) -> bool:
        """Whether these figures tell it: a report frozen before may not have counted it."""
        value = figures
        for name in self.path.split("."):
            if name not in value:
                return False
            value = value[name]
        return True

    @property
    def is_breakdown(self) -> bool:
        return self.behind.of is not None


def _section(number: int, *indicators) -> list[Indicator]:
    return [
        Indicator(f"{number}.{rank}", path, title, note, behind, *measure)
        for rank, (path, title, note, behind, *measure) in enumerate(indicators, start=1)
    ]


INDICATORS = (
    *_section(
        1,
        ("people.served", "Personnes aidées", notes.SERVED, lists.SERVED),
        ("people.enrolled_during_year", "Inscriptions ouvertes", notes.ENROLMENTS, lists.STARTED),
        ("people.enrolments_active", "Inscriptions en cours", notes.ENROLMENTS, lists.ACTIVE),
        ("people.by_gender", "Genre", notes.TRAITS, lists.BY_GENDER),
        ("people.by_age_band", "Âge atteint dans l’année", notes.TRAITS, lists.BY_AGE),
        ("people.by_social_status", "Situation", notes.TRAITS, lists.BY_STATUS),
        ("people.by_department", "Département", notes.COMMUNES, lists.BY_DEPARTMENT),
        ("people.by_commune", "Commune de résidence", notes.COMMUNES, lists.BY_COMMUNE),
        ("people.by_district", "Quartier prioritaire", notes.DISTRICTS, lists.BY_DISTRICT),
        ("people.coverage", "Personnes aidées pour mille", notes.COVERAGE, lists.COVERAGE),
    ),
    *_section(
        2,
        ("referrals.received", "Orientations reçues", notes.REFERRALS, lists.REFERRALS),
        (
            "referrals.by_organisation",
            "Orientations par organisme",
            notes.REFERRALS,
            lists.BY_ORGANISATION,
        ),
        ("referrals.by_status", "Orientations par réponse", notes.REFERRALS, lists.BY_ANSWER),
    ),
    *_section(
        3,
        ("sales.lines", "Lignes de vente", notes.SAVING, lists.LINES),
        ("sales.people", "Personnes qui ont acheté", notes.SERVED, lists.BUYERS),
        ("sales.quantity_by_category", "Articles par catégorie", notes.SAVING, lists.ARTICLES),
        ("sales.saving_by_category", "Économie par catégorie", notes.SAVING, lists.SAVED),
        ("sales.paid_total", "Payé par les personnes", notes.SAVING, lists.PAID),
        ("sales.public_value", "Valeur publique", notes.SAVING, lists.PUBLIC_VALUES),
        ("sales.saving", "Économie", notes.SAVING, lists.SAVINGS),
    ),
    *_section(
        4,
        ("workshops.sessions", "Ateliers", notes.WORKSHOPS, lists.WORKSHOPS),
        ("workshops.hours", "Heures d’atelier", notes.WORKSHOPS, lists.WORKSHOP_HOURS),
        ("workshops.attendances", "Présences", notes.WORKSHOPS, lists.ATTENDANCES),
        ("workshops.absences", "Absences", notes.WORKSHOPS, lists.ABSENCES),
        ("workshops.people", "Personnes venues en atelier", notes.SERVED, lists.CAME),
        ("workshops.by_theme", "Ateliers par thème", notes.THEMES, lists.BY_THEME, "sessions"),
        (
            "workshops.by_theme",
            "Présences par thème",
            notes.THEMES,
            lists.ATTENDANCES_BY_THEME,
            "attendances",
        ),
    ),
    *_section(
        5,
        ("support.sessions", "Accompagnements", notes.SUPPORT, lists.SUPPORT),
        ("support.hours", "Heures d’accompagnement", notes.SUPPORT, lists.SUPPORT_HOURS),
        ("support.people", "Personnes accompagnées", notes.SERVED, lists.SUPPORTED),
        ("support.by_theme", "Accompagnements par thème", notes.THEMES, lists.SUPPORT_BY_THEME),
    ),
    *_section(
        6,
        ("means.granted", "Montants accordés", notes.MEANS, lists.GRANTED),
        ("means.grants", "Subventions", notes.MEANS, lists.GRANTS),
        ("means.posts", "Postes", notes.MEANS, lists.POSTS),
    ),
)


_BY_PATH = {(each.path, each.measure): each.number for each in INDICATORS}


def number_of(path: str, measure: str = "") -> str:
    """The number of an indicator, which the pages and documents print beside it."""
    return _BY_PATH[path, measure]


def found(number: str) -> Indicator | None:
    """The indicator of that number."""
    return next((each for each in INDICATORS if each.number == number), None)
