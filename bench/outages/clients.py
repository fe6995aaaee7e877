"""Clients that do not give up: what had no answer is sent again, the same."""

import http.client
import itertools
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bench import load

_BREATH = 0.1  # seconds
_PATIENCE = 120  # seconds


@dataclass
class Answers:
    """What the clients were told: by key of a sale, or by person and session."""

    acknowledged: dict[object, float] = field(default_factory=dict)  # and when it was first sent
    refused: set = field(default_factory=set)
    others: Counter = field(default_factory=Counter)  # 503, 500, or no answer at all


class Clients:
    """Each sends one thing after the other until they are told to stop."""

    def __init__(
        self, address: str, signed_in: load.Client, sends: dict[str, tuple[int, Iterator]]
    ):
        """`sends` says for each kind how many clients send it, and (key, path, fields) of each."""
        self.answers = {kind: Answers() for kind in sends}
        self._stop, self._lock = threading.Event(), threading.Lock()
        self._threads = [  # daemons: where something is stuck, the command ends all the same
            threading.Thread(
                target=self._send, args=(kind, address, signed_in, source), daemon=True
            )
            for kind, (count, source) in sends.items()
            for _ in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Each hears the answer to what it has sent, however often it has to ask."""
        self._stop.set()
        for thread in self._threads:
            thread.join(_PATIENCE)

    def goes_on(self, kind: str, *, more: int = 1, since: float | None = None) -> float:
        """The seconds until so many that were sent from then on have been acknowledged."""
        since = time.monotonic() if since is None else since
        acknowledged = self.answers[kind].acknowledged
        wait_until(lambda: sum(sent > since for sent in [*acknowledged.values()]) >= more)
        return time.monotonic() - since

    def _send(self, kind: str, address: str, signed_in: load.Client, source: Iterator) -> None:
        client, answers = load.Client(address), self.answers[kind]
        client.cookies = dict(signed_in.cookies)
        while not self._stop.is_set():
            with self._lock:
                key, path, fields = next(source)
            sent = time.monotonic()
            while (status := _answer(client, path, fields)) not in (302, 422):
                with self._lock:
                    answers.others[status] += 1
                time.sleep(_BREATH)
            with self._lock:
                if status == 302:
                    answers.acknowledged[key] = sent
                else:
                    answers.refused.add(key)


def _answer(client: load.Client, path: str, fields: dict) -> int | str:
    try:
        return client.post(path, fields)[0]
    except (OSError, http.client.HTTPException):
        client.hang_up()
        return "no answer"


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            raise SystemExit(f"Not within {_PATIENCE} seconds: something is stuck.")
        time.sleep(_BREATH)


def sales(people: list[int], article: str) -> Iterator:
    for path, fields in load.sales(people, article):
        yield fields["key"], path, fields


def seats(people: list[int], sessions: list[int]) -> Iterator:
    for person, session in itertools.product(people, sessions):
        fields = {"beneficiary": str(person)}
        yield (person, session), f"/ateliers/{session}/inscrire/", fields
