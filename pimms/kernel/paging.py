"""Pages by the key of their first or last row, as fast on the last page as on the first."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.http import QueryDict

SIZE = 25


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the addresses of its neighbours (empty when there is none)."""

    rows: list
    previous: str
    next: str


def page(
    queryset, *, keys: tuple[str, ...], query: QueryDict, newest_first=False, size: int = SIZE
) -> Page:
    """The page that `query` asks for by `apres` or `avant`, the pk of a row it comes after or
    before. The address names no more than that pk; one that is gone starts at the beginning.
    """
    backwards = "avant" in query
    pivot = _pivot(queryset.model, query.get("avant" if backwards else "apres"), keys)
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
        previous=_address(query, "avant", rows[0].pk) if rows and has_previous else "",
        next=_address(query, "apres", rows[-1].pk) if rows and has_next else "",
    )


def _pivot(model, pk: str | None, keys):
    if not pk or not pk.isdecimal() or len(pk) > 18:
        return None
    return model.objects.filter(pk=pk).values_list(*keys).first()


def _beyond(queryset, pivot, keys, descending):
    if pivot is None:
        return queryset
    sign = "lt" if descending else "gt"
    steps = [
        Q(**dict(zip(keys[:depth], pivot, strict=False)), **{f"{key}__{sign}": pivot[depth]})
        for depth, key in enumerate(keys)
    ]
    # The first condition is implied by the others; it is what the index can start from.
    return queryset.filter(**{f"{keys[0]}__{sign}e": pivot[0]}).filter(reduce(or_, steps))


def _address(query: QueryDict, name: str, pk) -> str:
    address = query.copy()
    for key in ("avant", "apres"):
        address.pop(key, None)
    address[name] = pk
    return "?" + address.urlencode()
