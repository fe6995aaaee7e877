"""Where the people come from: a map of tiles, the same on a page and on paper."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from partners import map as tiles
from pimms.kernel import charts
from reports.figures import Year
from reports.figures.counting import NOT_STATED

PEOPLE = tiles.Unit("personne", "personnes", (1, 10, 50))


@dataclass(frozen=True)
class Drawing:
    map: tiles.Map

    @property
    def source(self) -> str:
        """The `src` of the map's image."""
        given = {"map": self.map, "address": "", "chosen": ""}
        return charts.as_source(render_to_string("partners/map.svg", given))

    @property
    def alt(self) -> str:
        return self.map.in_words


def drawn(year: Year, *, hidden=frozenset()) -> Drawing:
    """People served by commune; those of `hidden` say that they are."""
    counts = {
        line.code: None if line.code in hidden else line.count
        for line in year.people.by_commune
        if line.code != NOT_STATED
    }
    return Drawing(tiles.drawn(counts, PEOPLE))
