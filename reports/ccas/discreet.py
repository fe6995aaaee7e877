"""What a report does not say outside: the small counts, and what would give them away.

The cells are those of `reports.outside`: a page, a link and a document hide the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pimms.kernel.masking import LEAST
from reports.figures import Year
from reports.figures.counting import NOT_STATED, Line
from reports.figures.needs import Asked
from reports.money import Pledged
from reports.outside import tables

from .breakdowns import Breakdown

# Printed on each page of a report that says everything.
OF_THE_HOUSE = "Version complète de la maison, à ne pas remettre"
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
# What its row « Ensemble » tells, or would give away.
_WHOLES = {
    "referrals.by_organisation": ("received",),
    "sales.saving_by_category": ("lines",),
    "support.by_theme": ("support",),
}
# The single figure that a promise is about, where it counts people, or what few may have done.
_PLEDGED = {
    "people.served": "served",
    "people.enrolled_during_year": "enrolled",
    "sales.people": "bought",
    "workshops.people": "attended",
    "workshops.attendances": "attendances",
    "support.people": "supported",
    "support.sessions": "support",
    "support.hours": "support",
}


@dataclass(frozen=True)
class Discreet:
    """`hidden` holds names of single figures, and (breakdown, code) of the others; `outside` is
    whether the report is handed over at all, even when there is nothing to hide in it."""

    hidden: frozenset = frozenset()
    outside: bool = False

    @classmethod
    def of(cls, year: Year, places: Iterable[tuple[str, int]] = ()) -> "Discreet":
        """What is hidden of that year outside the house; `places` with their attendances."""
        return cls(frozenset(tables.hidden_in(year, places)), outside=True)

    @property
    def mark(self) -> str:
        return "" if self.outside else OF_THE_HOUSE

    def may_say(self, *cells) -> bool:
        return not self.hidden & set(cells)

    def shows_all(self, breakdown: str) -> bool:
        """Whether no line of that breakdown is hidden."""
        return not any(isinstance(cell, tuple) and cell[0] == breakdown for cell in self.hidden)

    def says_each_total(self) -> bool:
        """Whether no single figure is hidden, so that the year before may be told."""
        return not any(isinstance(cell, str) for cell in self.hidden)

    def knows_the_unknown(self) -> bool:
        """Whether how many did not say their gender, situation or commune may be said."""
        return self.may_say(*((kind, NOT_STATED) for kind in ("gender", "status", "commune")))

    def codes(self, proof: str) -> frozenset[str]:
        """The codes that are hidden of a breakdown of the report."""
        outside = _CODES.get(proof)
        return frozenset(cell[1] for cell in self.hidden if cell[0] == outside)

    def says_whole(self, proof: str) -> bool:
        """Whether the whole of a breakdown, and the share of each row in it, may be said."""
        return proof not in _CODES or self.may_say(*_WHOLES.get(proof, ("served",)))

    def over(self, breakdown: Breakdown) -> Breakdown:
        """The breakdown as it may be shown."""
        proof = breakdown.proof
        return breakdown.hiding(self.codes(proof), says_whole=self.says_whole(proof))

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

    def pledges(self, pledged: Iterable[Pledged], year: Year) -> tuple[Pledged, ...]:
        """The promises; `done` is None where it is a small count, or where another count of the
        same figure is so near that the difference is one."""
        if not self.outside:
            return tuple(pledged)
        totals = {name: count for name, (_, _, count) in tables.singles(year).items()}
        said = {name: {count} for name, count in totals.items() if self.may_say(name)}
        told = []
        for each in pledged:
            figure = _PLEDGED.get(each.figure)
            done = each.done
            if figure and not self._may_be_done(each, said.get(figure)):
                done = None
            elif figure and each.figure != "support.hours":
                said[figure].add(done)
            told.append(replace(each, done=done))
        return tuple(told)

    def _may_be_done(self, pledged: Pledged, said: set | None) -> bool:
        if said is None:
            return False
        if pledged.figure == "support.hours":
            return True
        near = any(0 < abs(pledged.done - other) < LEAST for other in said)
        return not (0 < pledged.done < LEAST or near)

    def asked(self, questions: Iterable[Asked]) -> tuple[Asked, ...]:
        """The questions of the surveys; how many answered is None where the lines that are hidden
        could be computed from it."""
        if not self.outside:
            return tuple(questions)
        return tuple(
            replace(each, given=None, summary="") if _gives_away(each) else each
            for each in questions
        )


def _gives_away(asked: Asked) -> bool:
    shown = [line.count for line in asked.lines if line.count is not None]
    hidden = len(asked.lines) - len(shown)
    left = (asked.given or 0) - sum(shown)
    return 0 < (asked.given or 0) < LEAST or hidden == 1 or (hidden > 0 and 0 < left < LEAST)


EVERYTHING = Discreet()
