"""A breakdown: one table, and the chart of its main column, ready for page and document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pimms.kernel import charts
from pimms.kernel.charts import OCHRE, TEAL, Bar
from pimms.kernel.templatetags.french import euros, number, percent
from reports import proofs
from reports.figures import Year
from reports.figures.counting import NOT_STATED, Line
from reports.figures.people import DEPARTMENTS, AgeBand
from reports.notes import Note
from reports.words import typeset

# A chart of more bars says less than its table; a table of more rows is no report any more.
BARS, ROWS = 10, 30
SHARE, HIDDEN = "Part", "masqué"


@dataclass(frozen=True)
class Breakdown:
    """Cells are text, the first of each row is its heading; `alt` says the chart in words.

    `proof` names the indicator that it tells apart, `codes` what each row stands for in it.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: Note
    proof: str
    codes: tuple[str, ...]
    total: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    colour: str = TEAL
    words: frozenset[int] = field(default=frozenset({0}))  # columns that hold words

    def hiding(self, hidden: frozenset[str], *, says_whole: bool = True) -> "Breakdown":
        """The same for whoever is not of the house: the rows of these codes say nothing.

        The others taken together would give them away, so they are hidden with any of them. The
        shares of a whole that is hidden would tell it.
        """
        away = {code for code in self.codes if hidden and (not code or code in hidden)}
        shares = set() if says_whole else {n for n, head in enumerate(self.heads) if head == SHARE}
        rows = tuple(
            self._masked(row, set(range(len(row))) if code in away else shares)
            for code, row in zip(self.codes, self.rows, strict=True)
        )
        total = self.total if says_whole else self._masked(self.total, set(range(len(self.total))))
        shown = {row[0] for code, row in zip(self.codes, rows, strict=True) if code not in away}
        bars = tuple(bar for bar in self.bars if bar.label in shown)
        return replace(self, rows=rows, total=total, bars=bars)

    def _masked(self, row: tuple[str, ...], columns: set[int]) -> tuple[str, ...]:
        """Its numbers in these columns are hidden; its words stay."""
        return tuple(
            HIDDEN if cell and column in columns - self.words else cell
            for column, cell in enumerate(row)
        )

    @property
    def number(self) -> str:
        path, _, measure = self.proof.partition(":")
        return proofs.number_of(path, measure)

    @property
    def is_wide(self) -> bool:
        """Whether the table needs the whole width, under its chart."""
        return len(self.heads) > 3 or self.is_long

    @property
    def is_long(self) -> bool:
        """Whether the table may go on over pages; any other stays whole."""
        return len(self.rows) > 15

    @property
    def chart(self) -> str:
        """The `src` of the chart's image, narrow enough for a telephone."""
        return charts.as_source(charts.bars(self.bars, colour=self.colour))

    @property
    def printed_chart(self) -> str:
        """The same on paper, where a wide table has a wide chart."""
        width = 470.0 if self.is_wide else 245.0
        return charts.as_source(charts.bars(self.bars, colour=self.colour, width=width))

    @property
    def alt(self) -> str:
        said = " ; ".join(f"{bar.label}, {bar.written}" for bar in self.bars)
        return typeset(f"Diagramme en barres, {self.title.lower()} : {said}.")

    @property
    def cells(self) -> list[tuple[str, list[tuple[str, bool]]]]:
        """For each row its code and its cells, each with whether it holds words."""
        return [(code, self._kinds(row)) for code, row in zip(self.codes, self.rows, strict=True)]

    @property
    def headings(self) -> list[tuple[str, bool]]:
        return self._kinds(self.heads)

    @property
    def total_cells(self) -> list[tuple[str, bool]]:
        return self._kinds(self.total)

    def _kinds(self, row: tuple[str, ...]) -> list[tuple[str, bool]]:
        return [(cell, column in self.words) for column, cell in enumerate(row)]


def by_age(year: Year, note: Note) -> Breakdown:
    """Every band is drawn, so that the shape of the ages can be read."""
    counts = {line.code: line.count for line in year.people.by_age_band}
    bands = [Line(code, label, counts.get(code, 0)) for code, label in AgeBand.choices]
    return _of_people("Âge atteint dans l’année", "Âge", bands, year, note, "people.by_age_band")


def by_gender(year: Year, note: Note) -> Breakdown:
    return _of_people("Genre", "Genre", year.people.by_gender, year, note, "people.by_gender")


def by_status(year: Year, note: Note) -> Breakdown:
    return _of_people(
        "Situation",
        "Situation",
        year.people.by_social_status,
        year,
        note,
        "people.by_social_status",
    )


def by_department(year: Year, note: Note) -> Breakdown:
    lines = [
        line
        if line.code == NOT_STATED
        else Line(line.code, f"{line.label} ({line.code})", line.count)
        for line in year.people.by_department
    ]
    return _of_people(
        "Département", "Département", lines, year, note, "people.by_department", OCHRE
    )


def by_commune(year: Year, note: Note) -> Breakdown:
    lines, served = year.people.by_commune, year.people.served
    rates = {town.code: number(town.per_thousand, 2) for town in year.people.coverage or ()}
    return Breakdown(
        title="Commune de résidence",
        heads=("Commune", "Département", "Personnes", SHARE, "Pour mille habitants"),
        rows=tuple(
            (
                line.label,
                DEPARTMENTS.get(line.code[:2], ""),
                number(line.count),
                percent(line.count, served),
                rates.get(line.code, ""),
            )
            for line in _first(lines, ROWS)
        ),
        note=note,
        proof="people.by_commune",
        codes=_codes(lines),
        total=("Ensemble", "", number(served), percent(served, served), ""),
        bars=_bars(lines),
        colour=OCHRE,
        words=frozenset({0, 1}),
    )


def by_district(year: Year, note: Note) -> Breakdown:
    lines = year.people.by_district or ()
    return _of_people(
        "Quartier prioritaire", "Quartier", lines, year, note, "people.by_district", OCHRE
    )


def by_organisation(year: Year, note: Note) -> Breakdown:
    lines, received = year.referrals.by_organisation, year.referrals.received
    return Breakdown(
        title="Orientations par organisme",
        heads=("Organisme", "Orientations", SHARE),
        rows=_shares(lines, received),
        note=note,
        proof="referrals.by_organisation",
        codes=_codes(lines),
        total=("Ensemble", number(received), percent(received, received)),
        bars=_bars(lines),
    )


def by_category(year: Year, note: Note) -> Breakdown:
    sales = year.sales
    return Breakdown(
        title="Économie par catégorie",
        heads=("Catégorie", "Articles", SHARE, "Payé", "Prix public", "Économie"),
        rows=tuple(
            (
                sold.label,
                number(sold.quantity),
                percent(sold.quantity, sales.quantity),
                euros(sold.paid),
                euros(sold.public_value),
                euros(sold.saving),
            )
            for sold in sales.by_category
        ),
        note=note,
        proof="sales.saving_by_category",
        codes=tuple(sold.code for sold in sales.by_category),
        total=(
            "Ensemble",
            number(sales.quantity),
            percent(sales.quantity, sales.quantity),
            euros(sales.paid),
            euros(sales.public_value),
            euros(sales.saving),
        ),
        bars=tuple(
            Bar(sold.label, float(sold.saving), euros(sold.saving)) for sold in sales.by_category
        ),
        colour=OCHRE,
    )


def workshops_by_theme(year: Year, note: Note) -> Breakdown:
    themes = year.workshops.by_theme
    return Breakdown(
        title="Présences aux ateliers par thème",
        heads=("Thème", "Ateliers", "Présences"),
        rows=tuple((t.label, number(t.sessions), number(t.attendances)) for t in themes),
        note=note,
        proof="workshops.by_theme:attendances",
        codes=tuple(theme.code for theme in themes),
        bars=tuple(Bar(t.label, t.attendances, number(t.attendances)) for t in themes[:BARS]),
    )


def support_by_theme(year: Year, note: Note) -> Breakdown:
    themes, sessions = year.support.by_theme, year.support.sessions
    return Breakdown(
        title="Accompagnements par thème",
        heads=("Thème", "Accompagnements", SHARE),
        rows=_shares(themes, sessions),
        note=note,
        proof="support.by_theme",
        codes=_codes(themes),
        bars=_bars(themes),
        colour=OCHRE,
    )


def grants(year: Year, note: Note) -> Breakdown:
    return Breakdown(
        title="Subventions",
        heads=("Financeur", "Objet", "Montant accordé", SHARE),
        rows=tuple(
            (
                grant.funder,
                grant.purpose,
                euros(grant.amount),
                percent(grant.amount, year.means.granted),
            )
            for grant in year.means.grants
        ),
        note=note,
        proof="means.grants",
        codes=tuple(f"{grant.funder}, {grant.purpose}" for grant in year.means.grants),
        total=("Ensemble", "", euros(year.means.granted), percent(1, 1)),
        words=frozenset({0, 1}),
    )


def _of_people(
    title: str,
    head: str,
    lines: Iterable[Line],
    year: Year,
    note: Note,
    proof: str,
    colour: str = TEAL,
) -> Breakdown:
    lines, served = tuple(lines), year.people.served
    return Breakdown(
        title=title,
        heads=(head, "Personnes", SHARE),
        rows=_shares(lines, served),
        note=note,
        proof=proof,
        codes=_codes(lines),
        total=("Ensemble", number(served), percent(served, served)),
        bars=_bars(lines),
        colour=colour,
    )


def _shares(lines: Sequence[Line], whole: int) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (line.label, number(line.count), percent(line.count, whole)) for line in _first(lines, ROWS)
    )


def _codes(lines: Sequence[Line]) -> tuple[str, ...]:
    """What each row of `_shares` stands for; nothing for the others taken together."""
    return tuple(line.code for line in _first(lines, ROWS))


def _bars(lines: Sequence[Line]) -> tuple[Bar, ...]:
    return tuple(Bar(line.label, line.count, number(line.count)) for line in _first(lines, BARS))


def _first(lines: Sequence[Line], most: int) -> tuple[Line, ...]:
    """The first lines, and all that follow as one; a single one that follows stays itself."""
    if len(lines) <= most + 1:
        return tuple(lines)
    others = lines[most:]
    return (
        *lines[:most],
        Line("", f"Autres ({len(others)})", sum(line.count for line in others)),
    )
