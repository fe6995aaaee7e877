"""What a frozen report keeps: figures, definitions and texts, in bytes that do not change.

A field added later to what is counted has a default, so that an old report can still be read.
"""

from dataclasses import dataclass, field

import msgspec

from funding.statement import Statement
from reports.figures import Year
from reports.money import Pledged
from reports.notes import Note


@dataclass(frozen=True)
class Beside:
    """What a report shows beside the figures of its year; empty for those frozen without it."""

    before: Year | None = None  # as it was frozen
    pledges: tuple[Pledged, ...] = ()  # to whom the report goes
    budget: Statement | None = None


@dataclass(frozen=True)
class Content:
    year: Year
    definitions: tuple[Note, ...]
    texts: dict[str, str] = field(default_factory=dict)
    beside: Beside = field(default_factory=Beside)

    @property
    def counted(self) -> Year:
        return self.year


def written(content) -> str:
    """As JSON; money stays exact, the order of keys is always the same."""
    return msgspec.json.encode(content, order="deterministic").decode()


def read(text: str, kept=Content):
    """Back from JSON, with the types it was written with."""
    return msgspec.json.decode(text.encode(), type=kept)
