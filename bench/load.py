"""Sell and book through HTTP with many clients at once; usable by itself, on any address.

    python bench/load.py --address http://localhost:8000 --clients 8 --seconds 10

It signs in with the demonstration's counsellor, finds who may buy and which workshops have room,
then sends one sale (or seat) after the other, each sale with an idempotency key of its own.
"""

import argparse
import http.client
import itertools
import json
import re
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

EMAIL, PASSWORD = "conseil@pimms.example", "antony-demo-2016"
_SIGN_IN = "/compte/login/"
_ARTICLE = re.compile(r'<input[^>]*name="quantity-(\d+)"[^>]*>')
_PRICE = re.compile(r'data-solidarity="(\d+)"')


class Client:
    """One browser: a connection that stays open, and its cookies."""

    def __init__(self, address: str):
        parts = urlsplit(address)
        self._open = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=60)
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path)

    def post(self, path: str, fields: dict) -> tuple[int, str]:
        said = fields | {"csrfmiddlewaretoken": self.cookies["csrftoken"]}
        return self._ask("POST", path, urlencode(said))

    def hang_up(self) -> None:
        """The next thing is said over another connection."""
        self._open.close()

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={said}" for name, said in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._open.request(method, path, body, headers)
            answer = self._open.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self._open.close()  # kept open too long: what was sent again has the same key
            self._open.request(method, path, body, headers)
            answer = self._open.getresponse()
        for said in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = said.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer.status, answer.read().decode("utf-8", "replace")


def sign_in(address: str, email: str, password: str) -> Client:
    client = Client(address)
    client.get(_SIGN_IN)
    status, _ = client.post(_SIGN_IN, {"login": email, "password": password})
    if status != 302:
        sys.exit(f"{email} cannot sign in: {status}")
    return client


def buyers(client: Client, *, wanted: int = 20) -> list[int]:
    """People whom the page of sales lets buy, found as a person would: in the list."""
    found, page = [], "/personnes/"
    while page and len(found) < wanted:
        _, html = client.get(page)
        for pk in dict.fromkeys(re.findall(r'href="/(?:personnes|guichet)/(\d+)/', html)):
            if len(found) < wanted and _cheapest(client, int(pk)):
                found.append(int(pk))
        following = re.search(r'href="(\?[^"]*apres=\d+[^"]*)"', html)
        page = f"/personnes/{following[1].replace('&amp;', '&')}" if following else ""
    return found


def _cheapest(client: Client, person: int) -> str | None:
    """The field of the cheapest article that is for sale to the person."""
    _, html = client.get(f"/personnes/{person}/vendre/")
    found = [
        (int(_PRICE.search(match[0])[1]), match[1])
        for match in _ARTICLE.finditer(html)
        if "disabled" not in match[0] and _PRICE.search(match[0])
    ]
    return f"quantity-{min(found)[1]}" if found else None


def workshops(client: Client) -> list[int]:
    _, html = client.get("/ateliers/")
    return [int(pk) for pk in dict.fromkeys(re.findall(r'href="/ateliers/(\d+)/"', html))]


@dataclass
class Outcome:
    """What the clients were answered; times in milliseconds."""

    seconds: float = 0
    refused: int = 0
    failed: int = 0
    times: list[float] = field(default_factory=list)

    def as_json(self) -> dict:
        times = sorted(self.times)

        def share(part: float) -> float:
            return round(times[min(int(part * len(times)), len(times) - 1)], 1) if times else 0

        return {
            "done": len(times),
            "refused": self.refused,
            "failed": self.failed,
            "a_second": round(len(times) / self.seconds, 1) if self.seconds else 0,
            "p50": share(0.5),
            "p95": share(0.95),
            "p99": share(0.99),
        }


def drive(signed_in: list[Client], address: str, sends, *, clients: int, seconds: float) -> Outcome:
    """`sends` yields (path, fields); every client takes the next one until the time is over."""
    outcome, lock, sends = Outcome(), threading.Lock(), iter(sends)
    began = time.perf_counter()
    until = began + seconds

    def work(n: int) -> None:
        client = Client(address)
        client.cookies = dict(signed_in[n % len(signed_in)].cookies)
        while time.perf_counter() < until:
            with lock:
                said = next(sends, None)
            if said is None:
                return
            sent = time.perf_counter()
            status, _ = client.post(*said)
            took = 1000 * (time.perf_counter() - sent)
            with lock:
                if status == 302:
                    outcome.times.append(took)
                elif status == 422:
                    outcome.refused += 1
                else:
                    outcome.failed += 1

    threads = [threading.Thread(target=work, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.seconds = time.perf_counter() - began
    return outcome


def sales(people: list[int], article: str):
    """One sale after the other, each with its own key."""
    for person in itertools.cycle(people):
        said = {"payment": "cash", "key": str(uuid.uuid4()), article: "1"}
        yield f"/personnes/{person}/vendre/", said


def bookings(people: list[int], sessions: list[int]):
    """Every person in every session, once: sent again, a seat is refused."""
    for person, session in itertools.product(people, sessions):
        yield f"/ateliers/{session}/inscrire/", {"beneficiary": str(person)}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--address", default="http://localhost:8000")
    asked.add_argument("--clients", type=int, default=8)
    asked.add_argument("--seconds", type=float, default=10)
    asked.add_argument("--email", default=EMAIL)
    asked.add_argument("--password", default=PASSWORD)
    asked.add_argument("--people", type=int, default=20, help="how many of them buy and book")
    said = asked.parse_args()
    client = sign_in(said.address, said.email, said.password)
    people = buyers(client, wanted=said.people)
    if not people:
        sys.exit("Nobody may buy today: is anybody enrolled?")
    article = _cheapest(client, people[0])
    settings = {"clients": said.clients, "seconds": said.seconds}
    for name, sends in (
        ("sales", sales(people, article)),
        ("bookings", bookings(people, workshops(client))),
    ):
        outcome = drive([client], said.address, sends, **settings)
        print(json.dumps({name: outcome.as_json()}))


if __name__ == "__main__":
    main()
