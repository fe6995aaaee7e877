"""What the judging of every sheet shares: the site, the day, the warnings, the verdicts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from accounts.models import Site

from . import staging
from .books import FORMULA
from .cells import is_error
from .labels import plain
from .sheets import Sheet
from .staging import Refused, Row

_BEGINNINGS = (FORMULA, "#")  # of what cannot be read


class Remark(NamedTuple):
    """What is to be known of a row that came in."""

    sheet: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.sheet}, ligne {self.line}\u202f: {self.sentence}"


@dataclass
class Context:
    """One import under way."""

    site: Site
    today: date
    progress: Callable[[int], None]
    remarks: list[Remark] = field(default_factory=list)
    puts_on_sale: bool = False  # whether the director wants a past year's articles on sale today
    sells: bool = True  # whether the articles of this register are for sale
    withheld: int = 0  # the articles that are recorded and not for sale
    unknown_labels: set[tuple[str, str]] = field(default_factory=set)

    def warn(self, row: Row, sentence: str) -> None:
        """Name the row and what was set aside or read as something else."""
        self.remarks.append(Remark(row.sheet.name, row.line, sentence))

    def judge(self, sheet: Sheet, rows: list[Row], bring_in: Callable[[Row], None]) -> None:
        """Bring the rows in one by one; whoever raises Refused is written down with the reason."""
        refusals = []
        for row in rows:
            try:
                self.refuse_unread(row)
                bring_in(row)
            except Refused as refusal:
                refusals.append((row.line, str(refusal)))
        staging.refuse(sheet, refusals)
        self.progress(len(rows))

    def refuse_unread(self, row: Row) -> None:
        """A formula without a result cannot be read; an error of a spreadsheet is no data: where
        the row can do without, the cell is left empty and a warning says so."""
        for place, cell in enumerate(row.cells):
            if not cell.startswith(_BEGINNINGS):
                continue
            column = row.sheet.columns[place]
            if cell == FORMULA:
                raise Refused(
                    f"La case {column} contient une formule sans résultat\u202f; ouvrez le fichier"
                    " dans votre tableur et enregistrez-le, ou écrivez la valeur."
                )
            if is_error(cell):
                if column in row.sheet.keys:
                    raise Refused(
                        f"La case {column} dit «\u202f{cell}\u202f»\u202f: votre tableur n’a pas pu"
                        " la calculer. Écrivez la valeur."
                    )
                self.warn(
                    row,
                    f"la case {column} dit «\u202f{cell}\u202f», que votre tableur n’a pas pu"
                    " calculer\u202f; laissée vide.",
                )
                row.cells[place] = ""

    def meaning(self, row: Row, column: str, table: dict, otherwise):
        """The code of a label; one that no table has is named in a warning, once."""
        label = row[column]
        return self.meaning_of(row, column, label, table, otherwise)

    def meaning_of(self, row: Row, column: str, label: str, table: dict, otherwise):
        if (key := plain(label)) in table:
            return table[key]
        if label and (column, key) not in self.unknown_labels:
            self.unknown_labels.add((column, key))
            self.warn(
                row,
                f"«\u202f{label}\u202f» ({column}) n’est dans aucune liste\u202f; gardé tel quel"
                f" et compté sous «\u202f{otherwise.label.lower()}\u202f».",
            )
        return otherwise

    def fit(self, row: Row, column: str, length: int) -> str:
        """The cell's text, cut where our field ends; a cut is named in a warning."""
        written = row[column]
        if len(written) > length:
            self.warn(row, f"{column} abrégé à {length} caractères\u202f: «\u202f{written}\u202f».")
        return written[:length].rstrip()
