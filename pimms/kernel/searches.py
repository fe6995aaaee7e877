"""What is looked for by name or number is sent, and kept with the session: no address bears it.

An address ends up in the history of a browser and in the log of a proxy. It bears a key instead,
which leads to the words in the session of whoever looked, and nowhere else.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.crypto import get_random_string

from pimms.kernel import asked

MARK = "chercher"  # what a form that looks for somebody sends along
KEY = "recherche"  # what an address bears instead of the words
_KEPT = "searches"
_MOST = 20  # searches of a session that its addresses lead back to
_NOT_ASKED = {"csrfmiddlewaretoken", MARK, KEY}


class Asked(QueryDict):
    """What an address asks for, together with the words that it does not bear: they are read by
    their names, and are in no copy and no address made of it."""

    def __init__(self, *args: Any, words: dict[str, str] | None = None, **more: Any) -> None:
        self.words: dict[str, str] = {}
        super().__init__(*args, **more)
        self.words = words or {}

    def __getitem__(self, name: str) -> Any:
        return self.words[name] if name in self.words else super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        return name in self.words or super().__contains__(name)

    def getlist(self, name: str, default: Any = None) -> list[Any]:
        return [self.words[name]] if name in self.words else super().getlist(name, default)

    def whole(self) -> QueryDict:
        """All of it, to be kept where no address is made of it."""
        everything = QueryDict(mutable=True)
        everything.update(self)
        everything.pop(KEY, None)
        everything.update(self.words)
        return everything


def searched(*names: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """The view reads what is searched for in `request.GET`, though it was sent and no address bears
    it: these names are taken from nowhere else. A whole page is shown at an address of its own, to
    which one may come back.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and MARK in request.POST:
                found = remembered(request.session, request.POST, names)
                if "HX-Request" not in request.headers:
                    return redirect(address(request.path, found))
                request.method = "GET"  # it is looked for, and nothing is changed
            else:
                found = _led_to(request.session, request.GET, names)
            request.GET = found  # type: ignore[assignment]  # it is read like Django's own
            return view(request, *args, **kwargs)

        return read

    return decorate


def address(path: str, query: QueryDict) -> str:
    return f"{path}?{query.urlencode()}" if query else path


def remembered(session: SessionBase, said: QueryDict, names: Iterable[str]) -> Asked:
    """What was said, its words under a key of the session."""
    typed = ((name, asked.text(said, name)) for name in names)
    words = {name: written for name, written in typed if written}
    empty = {name for name in said if not any(said.getlist(name))}
    rest = _without(said, {*names, *_NOT_ASKED, *empty})
    if words:
        kept = session.get(_KEPT, {})
        key = next((key for key, others in kept.items() if others == words), None)
        if key is None:
            key = get_random_string(12)
            session[_KEPT] = dict([*kept.items(), (key, words)][-_MOST:])
        rest[KEY] = key
    return Asked(rest.urlencode(), words=words)


def _led_to(session: SessionBase, query: QueryDict, names: Iterable[str]) -> Asked:
    """What the address asks for; a key of another session, or of long ago, leads to nothing."""
    words = session.get(_KEPT, {}).get(query[KEY], {}) if KEY in query else {}
    rest = _without(query, set(names))
    return Asked(rest.urlencode(), words={name: words[name] for name in names if name in words})


def _without(query: QueryDict, names: set[str]) -> QueryDict:
    rest = query.copy()
    for name in names & set(rest):
        del rest[name]
    return rest
