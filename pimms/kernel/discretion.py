"""Whether names are hidden on this request's screens, because others can see them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_hidden = ContextVar("names_are_hidden", default=False)


@contextmanager
def names(*, hidden: bool) -> Iterator[None]:
    """Within the block, people are named or only hinted at."""
    token = _hidden.set(hidden)
    try:
        yield
    finally:
        _hidden.reset(token)


def named(last_name: str, first_name: str) -> str:
    """`DIALLO Awa`, or `D. A.` while names are hidden."""
    if _hidden.get():
        return " ".join(f"{name[0].upper()}." for name in (last_name, first_name) if name)
    return f"{last_name.upper()} {first_name}".strip()
