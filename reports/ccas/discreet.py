"""What the report does not say outside: the small counts, and what would give them away.

The cells are those of `reports.outside`: a page, a link and a document hide the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reports.figures import Year
from reports.figures.counting import NOT_STATED, Line
from reports.outside import tables

# A breakdown of the report, by its path, is one of these outside.
_CODES = {
    "people.by_age_band": "age",
    "people.by_gender": "gender",
    "people.by_social_status": "status",
    "people.by_department": "department",
    "people.by_commune": "commune",
    "people.by_district": "district",
    "referrals.by_organisation": "organisation",
    "referrals.by_status": "answer",
    "sales.saving_by_category": "category",
    "workshops.by_theme:attendances": "theme",
    "support.by_theme": "support_theme",
}


@dataclass(frozen=True)
class Discreet:
    """`hidden` holds names of single figures, and (breakdown, code) of the others."""

    hidden: frozenset = frozenset()

    @classmethod
    def of(cls, year: Year) -> "Discreet":
        """What is hidden of that year outside the house."""
        return cls(frozenset(tables.hidden_in(year)))

    def may_say(self, *cells) -> bool:
        return not self.hidden & set(cells)

    def shows_all(self, breakdown: str) -> bool:
        """Whether no line of that breakdown is hidden."""
        return not any(isinstance(cell, tuple) and cell[0] == breakdown for cell in self.hidden)

    def says_each_total(self) -> bool:
        """Whether no single figure is hidden, so that promises and the year before may be told."""
        return not any(isinstance(cell, str) for cell in self.hidden)

    def knows_the_unknown(self) -> bool:
        """Whether how many did not say their gender, situation or commune may be said."""
        return self.may_say(*((kind, NOT_STATED) for kind in ("gender", "status", "commune")))

    def codes(self, proof: str) -> frozenset[str]:
        """The codes that are hidden of a breakdown of the report."""
        outside = _CODES.get(proof)
        return frozenset(cell[1] for cell in self.hidden if cell[0] == outside)

    def told(self, year: Year) -> Year:
        """The year without the places that are hidden, for the sentences that name the largest."""
        people = year.people
        return replace(
            year,
            people=replace(
                people,
                by_department=self._shown("department", people.by_department),
                by_commune=self._shown("commune", people.by_commune),
            ),
        )

    def _shown(self, breakdown: str, lines: Iterable[Line]) -> tuple[Line, ...]:
        return tuple(line for line in lines if (breakdown, line.code) not in self.hidden)


EVERYTHING = Discreet()
