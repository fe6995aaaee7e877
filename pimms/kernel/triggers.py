"""What the database does by itself for more than one room."""

import pgtrigger

SENTENCES: dict[str, str] = {}  # by the name that a trigger gives as a constraint's


def refuses(**sentences: str) -> None:
    """What each rule that the SQL above names says in French, as a constraint says its own."""
    if twice := SENTENCES.keys() & sentences:
        raise ValueError(f"a rule has one sentence: {', '.join(sorted(twice))}")
    SENTENCES.update(sentences)


def append_only(table: str) -> list[pgtrigger.Trigger]:
    """Rows of the table are never changed, deleted or emptied out, even by SQL."""
    return [
        pgtrigger.Protect(
            name=f"{table}_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
        ),
        never_emptied(table, f"{table} is append-only"),
    ]


def never_emptied(table: str, words: str) -> pgtrigger.Trigger:
    """A TRUNCATE of the table is refused with these words, which nobody reads on a screen."""
    return pgtrigger.Trigger(
        name=f"{table}_is_never_emptied",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=f"RAISE EXCEPTION '{words}' USING ERRCODE = 'restrict_violation';",
    )


def after_rows(
    name: str,
    func: str,
    *,
    operation: pgtrigger.Operation = pgtrigger.Insert,
    declare: list[tuple[str, str]] | None = None,
) -> pgtrigger.Trigger:
    """What is done once for all the rows of a statement, which `func` reads from `fresh`."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(new="fresh"),
        declare=declare,
        func=func,
    )
