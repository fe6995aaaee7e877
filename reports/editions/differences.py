"""What two reports say otherwise, figure by figure, in words and in French numbers."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from pimms.kernel.templatetags.french import euros, hours, number
from reports import figures


def between(kind, before, now) -> list[dict]:
    """A row for each figure that is not the same; what the one before did not count yet is no
    difference."""
    year, then = kind.activity(now), kind.activity(before)
    is_new = figures.by_path(year).keys() - figures.by_path(year, told_by=then).keys()
    earlier = kind.rows(before)
    rows = [row for row in kind.rows(now) if row[1] not in is_new]
    said = {"before": by_path(earlier), "now": by_path(rows)}
    return in_words(apart(said), ("before", "now"), (*earlier, *rows))


def by_path(rows: Iterable[tuple]) -> dict[str, int | str]:
    """The value of each row of `exports.HEADING` by its path, as it is written in JSON."""
    return {
        path: value if isinstance(value, int) else f"{value:.2f}" for _, path, _, _, value in rows
    }


def apart(said: dict[str, dict]) -> list[dict]:
    """A row for each path on which they do not all agree; a code nobody counts is missing."""
    paths = dict.fromkeys(path for values in said.values() for path in values)
    return [
        {"path": path} | {who: values.get(path) for who, values in said.items()}
        for path in paths
        if len({values.get(path) for values in said.values()}) > 1
    ]


def in_words(rows: Iterable[dict], who: Sequence[str], known: Iterable[tuple] = ()) -> list[dict]:
    """The rows of `apart` with number, title and detail of their figures, and under `shown` what
    each of `who` says; a path that `known` has no row for is one of a year's."""
    names = {path: (number, title, detail) for number, path, title, detail, _ in known}
    return [
        row
        | dict(zip(("number", "title", "detail"), name, strict=True))
        | {"shown": [_shown(name, row.get(each)) for each in who]}
        for row in rows
        for name in [names.get(row["path"]) or _of_year(row["path"])]
    ]


def _of_year(path: str) -> tuple[str, str, str]:
    indicator, code = figures.of_path(path)
    return indicator.number, indicator.title, code


def _shown(name: tuple[str, str, str], value: int | str | None) -> str:
    """An indicator says how it is read; the rest of a grant's report is euros, hours or counts."""
    if value is None:
        return ""
    if indicator := figures.by_number(name[0]):
        return indicator.shown(value)
    if isinstance(value, int):
        return number(value)
    return hours(Decimal(value)) if name[2] == "heures" else euros(Decimal(value))
