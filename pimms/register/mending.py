"""A refused row, mended on the page: judged again by the code that judges a file."""

import hashlib
import json
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from pimms.models import RegisterLine

from . import bringing_in
from .cells import text as read
from .kinds import kind_of
from .sheets import (
    ATTENDANCES,
    BY_NAME,
    CATALOGUE,
    DOSSIER,
    PEOPLE,
    REASON,
    SALES,
    SHEETS,
    SUPPORT,
    WORKSHOPS,
)

_BUSY = (
    "Un registre ou une autre ligne est en train d’entrer. Renvoyez celle-ci dans un instant\u202f:"
    " ce que vous avez écrit est gardé ici."
)
_AT_MOST = 500  # rows that hang on a mended one and are judged with it

# What hangs on a row: by which of its cells, which rows name it, in which column.
_HANGING = {
    PEOPLE.name: (
        DOSSIER, ((SALES, DOSSIER), (ATTENDANCES, DOSSIER), (SUPPORT, DOSSIER)),
    ),
    CATALOGUE.name: ("Référence", ((SALES, "Article"),)),
    WORKSHOPS.name: ("Code", ((ATTENDANCES, "Code atelier"),)),
}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What became of a row that was sent again."""

    refusal: str = ""  # why it still does not come in
    others: int = 0  # the rows that came in with it, because they waited for it
    warnings: tuple[str, ...] = ()


@transaction.atomic
def send_again(
    line: RegisterLine, *, cells: Sequence[str], by: User, on: date, at: datetime
) -> Answer:
    """The row is in, and what waited for it alone; or it is kept as it was sent, with why it is
    refused now. A row that is in already stays as it is."""
    line = (
        RegisterLine.objects.select_for_update(of=["self"]).select_related("upload").get(pk=line.pk)
    )
    if line.mended_at:
        return Answer()
    if not line.is_refused or line.upload.status != line.upload.Status.IMPORTED:
        raise ValidationError("Importez d’abord ce registre\u202f: rien n’en est encore entré.")
    line.cells = [read(cell) for cell in cells]
    if not any(line.cells):
        raise ValidationError("Toutes les cases sont vides\u202f: il n’y a rien à envoyer.")
    sent = [line, *_hanging_on(line)]
    refusals, warnings = _judge(sent, on=on)
    for each in sent:
        _settle(each, refusals.get(each.pk), at=at)
    if line.pk in refusals:
        return Answer(refusals[line.pk])
    others = len(sent) - 1 - len(refusals)
    journal.record(
        "register.line_mended", line.upload, by=by, sheet=line.sheet, line=line.line, others=others
    )
    return Answer(others=others, warnings=tuple(warnings))


def _hanging_on(line: RegisterLine) -> list[RegisterLine]:
    """The refused rows of the same register that name what the row brings in."""
    if line.sheet not in _HANGING:
        return []
    column, whoever = _HANGING[line.sheet]
    said = line.cells[BY_NAME[line.sheet].index(column)]
    refused = line.upload.lines.refused().select_for_update(of=["self"])
    found: list[RegisterLine] = []
    for sheet, names in whoever if said else ():
        of_it = {"sheet": sheet.name, f"cells__{sheet.index(names)}__iexact": said}
        found += refused.filter(**of_it).order_by("pk")[: _AT_MOST - len(found)]
    return found


def _judge(sent: list[RegisterLine], *, on: date) -> tuple[dict[int, str], list[str]]:
    """({row: why it is refused}, [what is to be known of the rows that came in])"""
    book = _Book(sent)
    with tempfile.SpooledTemporaryFile(1 << 20, "w+", encoding="utf-8") as noted:
        outcome = bringing_in.bring_in_again(
            book, today=on, puts_on_sale=sent[0].upload.outcome.get("sells", False), noted_in=noted
        )
        if outcome is None:
            raise ValidationError(_BUSY)
        noted.seek(0)
        said = [json.loads(each) for each in noted]
    refusals = {
        book.places[sheet, line]: why
        for sheet, line, _, is_refused, why in said
        if is_refused and (sheet, line) in book.places
    }
    return refusals, [sentence for *_, is_refused, sentence in said if not is_refused]


def _settle(line: RegisterLine, refusal: str | None, *, at: datetime) -> None:
    if refusal is None:
        line.content, line.cells, line.mended_at = content_of(line), [], at
    else:
        line.sentence, line.kind = refusal, kind_of(refusal)
    line.save(update_fields=["content", "cells", "mended_at", "sentence", "kind"])


def content_of(line: RegisterLine) -> uuid.UUID:
    """The same for two rows that say the same."""
    written = "\x1f".join([line.sheet, *line.cells, line.sentence])
    return uuid.UUID(hashlib.md5(written.encode(), usedforsecurity=False).hexdigest())


class _Book:
    """The rows as a file of rejects would bring them. What came in before stands first, so that a
    row which says the same is another one, and not the first once more."""

    def __init__(self, sent: list[RegisterLine]) -> None:
        upload = sent[0].upload
        contents = {content_of(line) for line in sent}
        before = Counter(
            upload.lines.filter(content__in=contents).values_list("content", flat=True)
        )
        self.places: dict[tuple[str, int], int] = {}
        self._rows: dict[str, list[list[str]]] = {
            sheet.name: [[*sheet.columns, REASON]] for sheet in SHEETS
        }
        for line in sent:
            rows = self._rows[line.sheet]
            row = [*line.cells, line.sentence]
            rows += [row] * before.pop(content_of(line), 0)
            rows.append(row)
            self.places[line.sheet, len(rows)] = line.pk

    @property
    def titles(self) -> list[str]:
        return list(self._rows)

    def rows(self, title: str) -> Iterator[Sequence[object]]:
        yield from self._rows[title]
