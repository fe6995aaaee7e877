"""The tables of a year for whoever is not of the house: what is counted, small counts hidden.

All the tables of a year are masked together, whichever are shown: two links to two parts of the
same year hide the same cells.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pimms.kernel import charts, masking
from pimms.kernel.charts import Bar
from pimms.kernel.templatetags.french import euros, number
from reports.figures import Year
from reports.figures.counting import Line
from reports.models import Share
from reports.words import typeset

HIDDEN = "masqué"
BARS = 10
Part = Share.Part


@dataclass(frozen=True)
class Row:
    """`value` is None where the count is hidden."""

    code: str
    label: str
    value: int | None

    @property
    def written(self) -> str:
        return HIDDEN if self.value is None else number(self.value)


@dataclass(frozen=True)
class Table:
    """One breakdown; `total` is None when it is hidden or when rows overlap."""

    code: str
    part: str
    title: str
    head: str
    unit: str
    rows: tuple[Row, ...]
    total: Row | None

    @property
    def chart(self) -> str:
        """The `src` of the chart's image; hidden counts have no bar."""
        return charts.as_source(charts.bars(self._bars))

    @property
    def alt(self) -> str:
        said = " ; ".join(f"{bar.label}, {bar.written}" for bar in self._bars)
        return typeset(f"Diagramme en barres, {self.title.lower()} : {said}.")

    @property
    def has_chart(self) -> bool:
        return bool(self._bars)

    @property
    def _bars(self) -> tuple[Bar, ...]:
        return tuple(
            Bar(row.label, row.value, row.written) for row in self.rows if row.value is not None
        )[:BARS]


@dataclass(frozen=True)
class Key:
    """One of the figures above the tables."""

    code: str
    part: str
    label: str
    written: str


@dataclass(frozen=True)
class Outside:
    """What may be shown of a year."""

    year: int
    keys: tuple[Key, ...]
    tables: tuple[Table, ...]

    @property
    def hides(self) -> bool:
        """Whether anything is hidden at all."""
        rows = (row for table in self.tables for row in table.rows)
        return any(row.value is None for row in rows) or any(
            key.written == HIDDEN for key in self.keys
        )

    def limited_to(self, parts: Iterable[str]) -> "Outside":
        chosen = set(parts)
        return Outside(
            self.year,
            tuple(key for key in self.keys if key.part in chosen),
            tuple(table for table in self.tables if table.part in chosen),
        )

    @property
    def sections(self) -> list[tuple[str, tuple[Table, ...]]]:
        """The tables by part, each with its title."""
        return [
            (label, tables)
            for code, label in Part.choices
            if (tables := tuple(table for table in self.tables if table.part == code))
        ]

    def lines(self) -> list[tuple]:
        """For a spreadsheet: part, table, code, words, count; nothing where it is hidden."""
        words = dict(Part.choices)
        return [
            (words[key.part], "L’essentiel", key.code, key.label, key.written) for key in self.keys
        ] + [
            (words[table.part], table.title, row.code, row.label, row.written)
            for table in self.tables
            for row in (*table.rows, *([table.total] if table.total else ()))
        ]


@dataclass(frozen=True)
class _Plan:
    """A breakdown before it is masked; `whole` is the cell that the rows add up to."""

    code: str
    part: str
    title: str
    head: str
    unit: str
    lines: tuple[Line, ...]
    whole: str = ""


def of(year: Year) -> Outside:
    """Units: people, referrals, articles, attendances, support sessions."""
    alone, plans, cells = _cells(year)
    away = masking.hidden(cells, _sums(plans, cells))
    keys = [
        Key(name, part, label, HIDDEN if name in away else number(count))
        for name, (part, label, count) in alone.items()
    ]
    # Neither counts people.
    sessions = number(year.workshops.sessions)
    keys.append(Key("sessions", Part.WORKSHOPS, "ateliers tenus", sessions))
    if not {"bought", "lines"} & away:
        keys.append(Key("saving", Part.ACCESS, "économisés", euros(year.sales.saving)))
    return Outside(year.year, tuple(keys), tuple(_table(plan, cells, away) for plan in plans))


def hidden_in(year: Year, places: Iterable[tuple[str, int]] = ()) -> set:
    """What is hidden of the year: names of single figures, and (breakdown, code) of the others;
    `places` are those of the workshops with their attendances, for whoever tells them too."""
    _, plans, cells = _cells(year, places)
    return masking.hidden(cells, _sums(plans, cells))


def _cells(year: Year, places: Iterable[tuple[str, int]] = ()) -> tuple[dict, list[_Plan], dict]:
    alone, plans = singles(year), _plans(year)
    if held := tuple(Line(name, name, count) for name, count in places):
        plans.append(_Plan("place", Part.WORKSHOPS, "Lieux", "Lieu", "Présences", held))
    cells = {name: count for name, (_, _, count) in alone.items()} | {
        (plan.code, line.code): line.count for plan in plans for line in plan.lines
    }
    return alone, plans, cells


def singles(year: Year) -> dict[str, tuple[str, str, int]]:
    """The figures that stand alone: part, words and count by the name of the cell."""
    people = year.people
    return {
        "served": (Part.PEOPLE, "personnes aidées", people.served),
        "enrolled": (Part.PEOPLE, "inscriptions ouvertes", people.enrolled_during_year),
        "active": (Part.PEOPLE, "inscriptions en cours", people.enrolments_active),
        "received": (Part.REFERRALS, "orientations reçues", year.referrals.received),
        "bought": (Part.ACCESS, "personnes ayant acheté", people.bought),
        "lines": (Part.ACCESS, "lignes de vente", year.sales.lines),
        "attended": (Part.WORKSHOPS, "personnes venues en atelier", people.attended),
        "attendances": (Part.WORKSHOPS, "présences en atelier", year.workshops.attendances),
        "absences": (Part.WORKSHOPS, "absences en atelier", year.workshops.absences),
        "supported": (Part.SUPPORT, "personnes accompagnées", people.supported),
        "support": (Part.SUPPORT, "accompagnements", year.support.sessions),
    }


def _plans(year: Year) -> list[_Plan]:
    people, sales = year.people, year.sales
    attended = tuple(Line(t.code, t.label, t.attendances) for t in year.workshops.by_theme)
    articles = tuple(Line(sold.code, sold.label, sold.lines) for sold in sales.by_category)
    who, where = Part.PEOPLE, Part.TERRITORY
    return [
        _Plan("age", who, "Âge", "Âge", "Personnes", people.by_age_band, "served"),
        _Plan("gender", who, "Genre", "Genre", "Personnes", people.by_gender, "served"),
        _Plan(
            "status", who, "Situation", "Situation", "Personnes", people.by_social_status, "served"
        ),
        _Plan(
            "department", where, "Département", "Département", "Personnes", people.by_department,
            "served",
        ),
        _Plan(
            "district", where, "Quartiers prioritaires", "Quartier", "Personnes",
            people.by_district or (), "served",
        ),
        _Plan("commune", where, "Commune", "Commune", "Personnes", people.by_commune, "served"),
        _Plan(
            "organisation", Part.REFERRALS, "Organismes", "Organisme", "Orientations",
            year.referrals.by_organisation, "received",
        ),
        _Plan(
            "answer", Part.REFERRALS, "Réponses", "Réponse", "Orientations",
            year.referrals.by_status, "received",
        ),
        _Plan(
            "category", Part.ACCESS, "Articles", "Catégorie", "Lignes de vente", articles, "lines"
        ),
        _Plan("theme", Part.WORKSHOPS, "Thèmes des ateliers", "Thème", "Présences", attended),
        _Plan(
            "support_theme", Part.SUPPORT, "Thèmes des accompagnements", "Thème", "Accompagnements",
            year.support.by_theme,
        ),
    ]  # fmt: skip


# Breakdowns that may add up to a single figure, of which each row has a part of its own.
_ADDED_UP = {"theme": "attendances", "place": "attendances", "support_theme": "support"}


def _sums(plans: list[_Plan], cells: dict) -> list[masking.Sum]:
    """What adds up to what: each breakdown to its whole, the communes to their department.

    Themes overlap; where each had but one, they add up all the same.
    """
    members = {plan.code: tuple((plan.code, line.code) for line in plan.lines) for plan in plans}
    sums = [(plan.whole, members[plan.code]) for plan in plans if plan.whole]
    sums += [
        (department, tuple(cell for cell in members["commune"] if _lies_in(cell[1], department[1])))
        for department in members["department"]
    ]
    sums += [
        (whole, members[code])
        for code, whole in _ADDED_UP.items()
        if code in members and sum(cells[cell] for cell in members[code]) == cells[whole]
    ]
    return sums


def _lies_in(commune: str, department: str) -> bool:
    return commune == department or commune[:2] == department


def _table(plan: _Plan, cells: dict, away: set) -> Table:
    def shown(cell, code, label):
        return Row(code, label, None if cell in away else cells[cell])

    rows = tuple(shown((plan.code, line.code), line.code, line.label) for line in plan.lines)
    total = shown(plan.whole, "", "Ensemble") if plan.whole else None
    return Table(plan.code, plan.part, plan.title, plan.head, plan.unit, rows, total)
