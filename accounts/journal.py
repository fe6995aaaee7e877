"""The journal: one line for each change, and for each read of a person's file."""

from accounts.models import Entry


def record(verb: str, thing, *, by, **details) -> None:
    """One line in the journal: `verb` is noun.participle, `by` a user or the name of a command."""
    name = by if isinstance(by, str) else by.email
    Entry.objects.create(
        verb=verb, thing=f"{thing._meta.label_lower}:{thing.pk}", by=name, details=details
    )
