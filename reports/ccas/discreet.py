"""What a report does not say outside: the small counts, and what would give them away.

The cells are those of `reports.outside`: a page, a link and a document hide the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pimms.kernel.masking import LEAST
from reports.figures import Indicator, Year, named
from reports.figures.counting import NOT_STATED, Line
from reports.figures.needs import Asked
from reports.money import Pledged
from reports.outside import tables

from .breakdowns import Breakdown

# Printed on each page of a report that says everything.
OF_THE_HOUSE = "Version complète de la maison, à ne pas remettre"


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

    def may_tell(self, *codes: str) -> bool:
        """Whether none of these figures is hidden, or tells what is."""
        return self.may_say(*(cell for code in codes for cell in named(code).hides_with))

    def shows_all(self, breakdown: str) -> bool:
        """Whether no line of that breakdown is hidden."""
        return not any(isinstance(cell, tuple) and cell[0] == breakdown for cell in self.hidden)

    def says_each_total(self) -> bool:
        """Whether no single figure is hidden, so that the year before may be told."""
        return not any(isinstance(cell, str) for cell in self.hidden)

    def knows_the_unknown(self) -> bool:
        """Whether how many did not say their gender, situation or commune may be said."""
        traits = ("people.by_gender", "people.by_social_status", "people.by_commune")
        return self.may_say(*((trait, NOT_STATED) for trait in traits))

    def codes(self, breakdown: str) -> frozenset[str]:
        """The codes that are hidden of a breakdown."""
        breakdown = named(breakdown).hidden_by or breakdown
        return frozenset(cell[1] for cell in self.hidden if cell[0] == breakdown)

    def says_whole(self, indicator: Indicator) -> bool:
        """Whether the whole of a breakdown, and the share of each row in it, may be said."""
        return not indicator.whole or self.may_say(indicator.whole)

    def over(self, breakdown: Breakdown) -> Breakdown:
        """The breakdown as it may be shown."""
        indicator = breakdown.indicator
        return breakdown.hiding(self.codes(indicator.name), says_whole=self.says_whole(indicator))

    def told(self, year: Year) -> Year:
        """The year without the places that are hidden, for the sentences that name the largest."""
        people = year.people
        return replace(
            year,
            people=replace(
                people,
                by_department=self._shown("people.by_department", people.by_department),
                by_commune=self._shown("people.by_commune", people.by_commune),
            ),
        )

    def _shown(self, breakdown: str, lines: Iterable[Line]) -> tuple[Line, ...]:
        return tuple(line for line in lines if (breakdown, line.code) not in self.hidden)

    def pledges(self, pledged: Iterable[Pledged], year: Year) -> tuple[Pledged, ...]:
        """The promises; `done` is None where it is a small count, or where another count of the
        same figure is so near that the difference is one."""
        if not self.outside:
            return tuple(pledged)
        said: dict[str, set] = {}
        told = []
        for each in pledged:
            indicator, done = named(each.figure), each.done
            if indicator.is_counting:
                others = said.setdefault(each.figure, {indicator.value(year)})
                may_say = not (0 < done < LEAST or any(0 < abs(done - n) < LEAST for n in others))
                if may_say and self.may_tell(each.figure):
                    others.add(done)
                else:
                    done = None
            elif not self.may_tell(each.figure):
                done = None
            told.append(replace(each, done=done))
        return tuple(told)

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
