"""The journal: one line for each change, and for each read of a person's file."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Model

from accounts.models import Entry

# What is recorded while lines are kept, with those of its things that have no number yet.
_kept: ContextVar[list[tuple[Entry, Model]] | None] = ContextVar("journal_kept", default=None)


def record(verb: str, thing, *, by, **details) -> None:
    """One line in the journal: `verb` is noun.participle, `by` a user or the name of a command."""
    entry = Entry(
        verb=verb,
        thing=_named(thing),
        by=by if isinstance(by, str) else by.email,
        details=details,
    )
    kept = _kept.get()
    if kept is None:
        entry.save()
    else:
        kept.append((entry, thing))


@contextmanager
def written_at_once() -> Iterator[None]:
    """What is recorded within is written at the end, in its order; nothing of it on a failure.

    A thing that is not in the database when it is recorded is there by the end.
    """
    kept: list[tuple[Entry, Model]] = []
    token = _kept.set(kept)
    try:
        yield
    finally:
        _kept.reset(token)
    for entry, thing in kept:
        if entry.thing.endswith(":None"):
            entry.thing = _named(thing)
    Entry.objects.bulk_create([entry for entry, _ in kept], batch_size=1000)


def _named(thing: Model) -> str:
    return f"{thing._meta.label_lower}:{thing.pk}"
