"""How large the synthetic associations are: the same life of a site, so many sites and years."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """So many people, lines in the ledger and workshops, in all."""

    name: str
    people: int
    lines: int
    workshops: int
    years: int
    sites: int

    @property
    def database(self) -> str:
        return f"pimms_bench_{self.name}"


TINY = Size("tiny", people=200, lines=1_500, workshops=24, years=1, sites=1)
SMALL = Size("small", people=500, lines=6_000, workshops=60, years=1, sites=1)
LARGE = Size("large", people=100_000, lines=1_200_000, workshops=12_000, years=10, sites=20)
HUGE = Size("huge", people=1_000_000, lines=12_000_000, workshops=120_000, years=10, sites=200)
BY_NAME = {size.name: size for size in (TINY, SMALL, LARGE, HUGE)}
