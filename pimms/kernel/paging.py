"""Pages by the key of their first or last row, as fast on the last page as on the first."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

SIZE = 25


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the addresses of its neighbours (empty when there is none)."""

    rows: list
    previous: str
    next: str


def page(
    queryset: QuerySet,
    *,
    keys: tuple[str, ...],
    query: QueryDict,
    newest_first: bool = False,
    size: int = SIZE,
    of: str = "",
) -> Page:
    """The page that `query` asks for by `apres` or `avant`, the pk of a row it comes after or
    before. The address names no more than that pk; one that is gone starts at the beginning.

    `of` tells two lists on one page apart: theirs are `apres-attente` and `avant-attente`.
    """
    after, before = (f"{word}-{of}" if of else word for word in ("apres", "avant"))
    pivot = _pivot(queryset.model, query.get(before) or query.get(after), keys)
    backwards = pivot is not None and bool(query.get(before))
    descending = backwards != newest_first
    order = [f"-{key}" for key in keys] if descending else list(keys)
    rows = list(_beyond(queryset, pivot, keys, descending).order_by(*order)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_previous = more if backwards else bool(pivot)
    has_next = bool(pivot) if backwards else more
    return Page(
        rows,
        previous=_address(query, before, rows[0].pk, not_=after) if rows and has_previous else "",
        next=_address(query, after, rows[-1].pk, not_=before) if rows and has_next else "",
    )


def _pivot(model: type[Model], pk: str | None, keys: tuple[str, ...]) -> tuple | None:
    if not pk or not pk.isdecimal() or len(pk) > 18:
        return None
    return model._default_manager.filter(pk=pk).values_list(*keys).first()


def _beyond(
    queryset: QuerySet, pivot: tuple | None, keys: tuple[str, ...], descending: bool
) -> QuerySet:
    if pivot is None:
        return queryset
    sign = "lt" if descending else "gt"
    steps = [
        Q(**dict(zip(keys[:depth], pivot, strict=False)), **{f"{key}__{sign}": pivot[depth]})
        for depth, key in enumerate(keys)
    ]
    # The first condition is implied by the others; it is what the index can start from.
    return queryset.filter(**{f"{keys[0]}__{sign}e": pivot[0]}).filter(reduce(or_, steps))


def _address(query: QueryDict, name: str, pk: object, *, not_: str) -> str:
    address = query.copy()
    address.pop(not_, None)
    address[name] = f"{pk}"
    return "?" + address.urlencode()
