"""Requests that nobody would think of, the same every time: any address, role, field and word."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

import pytest
from django.http import HttpResponseBase
from django.test.client import encode_multipart

from tests.support.access import ACCESS, EVERYBODY, PUBLIC
from tests.support.doors import fields_of
from tests.support.world import TOKEN, Visits

ROLES = ("anonymous", "outsider", "social_worker", "counsellor", "director")
WORDS = (
    "", " ", "\x00", "a\x00b", "\x0b", "\x1f", "\x7f", "\ufeff", "\u202e", "%", "%00", "%s",
    "0", "-1", "1", "2", "13", "007", "1.5", "1,5", "1e400", "NaN", "Infinity", "٣", "²", "½",
    "+33", "9223372036854775807", "9223372036854775808", "99999999999999999999", "9" * 400, "20260",
    "0001-01-01", "9999-12-31", "0000-00-00", "2016-02-30", "01/01/0001", "31/12/9999",
    "31/02/2016", "2016-06-15", "15/06/2016", "2016-06", "0001-01", "9999-12", "2016-W24",
    "9999-W53", "25:61", "00:00", "23:59", "2016-06-15T10:00", "on", "true", "None", "null", "[]",
    "{}", '{"a": 1}', "0,00", "1 000,00", "-0", "12345678901234,99", "1/0", "../..", "/", "'",
    "//a.example/", "javascript:1", "<b>", "{{ a }}", "{% a %}", "a" * 60, "é" * 5000, "\r\n",
    "a, b; c\n\nd", "\t", "x@y", "x@y.example", "06 12 34 56 78", "92160", "Antony", "Benali",
    "2016-0001", "A-2016-000001", "00000000-0000-0000-0000-000000000000", "M. O’Neill — « ça »",
    "e\u0301" * 40, "𝒳" * 30, "ﬁ",
)  # fmt: skip
METHODS = {"get": 9, "post": 9, "head": 1, "put": 1, "delete": 1}  # how often
# Fields that no page of ours shows, and that addresses are asked with.
ASKED = (
    "q", "page", "apres", "avant", "annee", "mois", "jour", "semaine", "le", "langue", "code",
    "du", "au", "site", "type", "key", "suite", "next", "quand", "rang", "personne",
    "chercher", "recherche",
)  # fmt: skip


@dataclass
class Tried:
    """What was sent and what came of it: answers by what they mean, and those that broke."""

    answers: Counter = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


class Fuzz:
    """Somebody of any role who sends anything to any of the addresses of the world."""

    def __init__(self, visits: Visits, addresses: dict[str, str], *, seed: int):
        self._visits, self._addresses, self._draw = visits, addresses, random.Random(seed)
        self._fields: dict[tuple[str, str], list[str]] = {}

    def send(self, times: int) -> Tried:
        """So many requests, each address in its turn, in an order of the seed's."""
        tried = Tried()
        for name in self._in_turn(times):
            role = self._role_for(name)
            where = self._bent(self._addresses[name])
            method = self._draw.choices(["get", "post", "head", "put", "delete"], [9, 9, 1, 1, 1])[
                0
            ]
            try:
                status = self._answer(name, role, where, method).status_code
            except (Exception, pytest.fail.Exception) as error:  # what is looked for
                tried.broken.append(f"{role} {method} {where!r}: {type(error).__name__} {error}")
                continue
            tried.answers[method, f"{status // 100}xx"] += 1
            if status >= 500 and status != 503:
                tried.broken.append(f"{role} {method} {where!r}: {status}")
        return tried

    def _in_turn(self, times: int) -> Iterator[str]:
        names: list[str] = []
        for _ in range(times):
            if not names:
                names = sorted(self._addresses)
                self._draw.shuffle(names)
            yield names.pop()

    def _role_for(self, name: str) -> str:
        """One of those who are let in, three times in four."""
        if name in PUBLIC or self._draw.random() > 0.75:
            return self._draw.choice(ROLES)
        return self._draw.choice(sorted(ACCESS.get(name, EVERYBODY)))

    def _bent(self, address: str) -> str:
        """The address, a part of it another word now and then."""
        if self._draw.random() > 0.25:
            return address
        parts = address.split("/")
        rank = self._draw.randrange(1, max(2, len(parts) - 1))
        parts[rank] = quote(self._word()[:300], safe="")
        return "/".join(parts)

    def _word(self) -> str:
        return self._draw.choice(WORDS)

    def _answer(self, name: str, role: str, where: str, method: str) -> HttpResponseBase:
        with self._visits.by(role) as visit:
            words = self._words(name, role, visit)
            if method == "post":
                return self._posted(visit.client, where, words)
            body = {"data": words} if method in ("get", "head") else {}
            answer = getattr(visit.client, method)(where, **body, headers={"x-csrftoken": TOKEN})
            return _read(answer)

    def _words(self, name: str, role: str, visit) -> dict[str, list[str]]:
        """A word or two in some of the fields that the page shows, and in some that it does not."""
        known = self._fields.get((name, role))
        if known is None:
            page = visit.get(self._addresses[name])
            known = self._fields[name, role] = sorted(fields_of(page))
        fields = [each for each in known if self._draw.random() < 0.7]
        fields += self._draw.sample(ASKED, 2)
        return {
            each: [self._word() for _ in range(self._draw.choice((1, 1, 1, 2)))] for each in fields
        }

    def _posted(self, client, where: str, words: dict[str, list[str]]) -> HttpResponseBase:
        kind = self._draw.choices(("form", "multipart", "cut", "many", "json"), [10, 4, 1, 1, 1])[0]
        more = {"headers": {"x-csrftoken": TOKEN}}
        if kind == "form":
            body = "&".join(f"{quote(name)}={quote(each)}" for name, all_ in words.items()
                            for each in all_)  # fmt: skip
            return _read(client.post(where, body, "application/x-www-form-urlencoded", **more))
        if kind == "many":
            body = "&".join(f"a{rank}=1" for rank in range(2000))
            return _read(client.post(where, body, "application/x-www-form-urlencoded", **more))
        if kind == "json":
            return _read(client.post(where, {"a": [1]}, "application/json", **more))
        body = encode_multipart("limit", words)
        if kind == "cut":
            body = body[: len(body) * 2 // 3]
        return _read(client.post(where, body, "multipart/form-data; boundary=limit", **more))


def _read(answer: HttpResponseBase) -> HttpResponseBase:
    if answer.streaming:
        answer.getvalue()
    return answer
