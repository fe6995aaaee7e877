"""What the database does by itself for more than one room."""

import pgtrigger


def append_only(table: str) -> list[pgtrigger.Trigger]:
    """Rows of the table are never changed, deleted or emptied out, even by SQL."""
    return [
        pgtrigger.Protect(
            name=f"{table}_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
        ),
        pgtrigger.Trigger(
            name=f"{table}_is_never_emptied",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func=f"RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';",
        ),
    ]
