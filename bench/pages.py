"""How long pages take to answer, with how many queries, and what those queries read."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from time import perf_counter

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from beneficiaries.models import Beneficiary, Enrolment, Referral
from demonstration import accounts
from pimms.kernel.searches import MARK
from recharges.models import Sale, TillSession
from workshops.models import Workshop

WARM, ROUNDS = 3, 40
BIG = 2_000  # rows; below, reading a whole table is the quick way
_ASIDE = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK|SET )", re.IGNORECASE)
_HTMX = {"HX-Request": "true"}


@dataclass(frozen=True)
class Page:
    """A page that many people open: its name, its addresses, and whether a director opens it."""

    name: str
    address: Callable[[], str]
    htmx: bool = False
    by: str = accounts.COUNSELLOR
    scope: str = "page"  # `counter`: has a bar of its own; `year`: reads a year by its nature
    words: Callable[[], str] | None = None  # what is typed into its box


@dataclass(frozen=True)
class Measured:
    """Milliseconds, queries, bytes of one page; what its queries read whole."""

    name: str
    scope: str
    p50: float
    p95: float
    p99: float
    queries: int
    bytes: int
    scans: list[str]


def listed(rng: Random, *, today: date) -> list[Page]:
    """The pages, each with a way to draw an address by lot."""
    running = list(
        Enrolment.objects.running_on(today).order_by("pk").values_list("beneficiary", "pk")
    )
    people = sorted({person for person, _ in running})
    sales = _some(rng, Sale.objects)
    referrals = _some(rng, Referral.objects)
    workshops = _some(rng, Workshop.objects)
    tills = _some(rng, TillSession.objects.closed())
    names = list(Beneficiary.objects.order_by("pk").values_list("last_name", flat=True)[:2000])

    def of(name: str, keys: list[int], query: str = "") -> Callable[[], str]:
        return lambda: reverse(name, args=[rng.choice(keys)]) + query

    def at(name: str, query: str = "") -> Callable[[], str]:
        return lambda: reverse(name) + query

    def letters(length: int) -> Callable[[], str]:
        return lambda: rng.choice(names)[:length].strip()

    month = f"?mois={today.month}&annee={today.year}"
    by = accounts.DIRECTOR
    return [
        Page("Guichet : trois lettres", at("counter:counter"), htmx=True, scope="counter",
             words=letters(3)),
        Page("Guichet : ouvrir le dossier", of("counter:person", people), True, scope="counter"),
        Page("Guichet", at("counter:counter")),
        Page("Guichet, une personne (page entière)", of("counter:person", people)),
        Page("Dossier", of("beneficiaries:file", people)),
        Page("Recharges d’une personne", of("recharges:ledger", people)),
        Page("Vendre", of("recharges:sell", people)),
        Page("Vente", of("recharges:sale", sales)),
        Page("Ateliers d’une personne", of("workshops:activity", people)),
        Page("Droits d’une personne", of("beneficiaries:rights", people)),
        Page("Personnes", at("beneficiaries:people")),
        Page("Personnes, plus loin",
             lambda: f"{reverse('beneficiaries:people')}?apres={rng.choice(people)}"),
        Page("Orientations", at("beneficiaries:referrals")),
        Page("Orientation", of("beneficiaries:referral", referrals)),
        Page("Ateliers", at("workshops:workshops")),
        Page("Ateliers d’un mois", at("workshops:workshops", month)),
        Page("Atelier", of("workshops:workshop", workshops)),
        Page("Calendrier", at("workshops:calendar")),
        Page("Caisse du jour", at("recharges:till")),
        Page("Caisses", at("recharges:tills")),
        Page("Caisse d’un jour", of("recharges:till_session", tills)),
        Page("Z", at("recharges:closings"), by=by),
        Page("Stock", at("recharges:stock")),
        Page("Sorties", at("beneficiaries:exits")),
        Page("Doublons", at("beneficiaries:duplicates")),
        Page("Accueil du jour", at("workshops:passages")),
        Page("Suites à donner", at("workshops:next_steps")),
        Page("Partenaires", at("partners:organisations")),
        Page("Bilans", at("reports:reports"), by=by),
        Page("Bilan d’une année", lambda: reverse("reports:year", args=[_last(today)]), by=by,
             scope="year"),
        Page("Tableau de bord", at("reports:dashboard"), by=by, scope="year"),
        Page("Territoire", at("reports:territory"), by=by, scope="year"),
        Page("Coûts", at("reports:costs"), by=by, scope="year"),
        Page("Qualité", at("reports:quality"), by=by, scope="year"),
        Page("Assiduité", at("workshops:rates"), by=by, scope="year"),
        Page("Économies", at("recharges:savings"), by=by, scope="year"),
        Page("Chiffres de l’accueil", at("workshops:desk_figures"), by=by, scope="year"),
    ]  # fmt: skip


def _last(today: date) -> int:
    """The year that has most days in a small world of twelve months."""
    return today.year if today.month > 6 else today.year - 1


def _some(rng: Random, things) -> list[int]:
    keys = list(things.order_by("-pk").values_list("pk", flat=True)[:20_000])
    return rng.sample(keys, min(len(keys), 500))


def signed_in(email: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=email))
    return client


def measure(*, today: date, rounds: int = ROUNDS) -> Iterator[Measured]:
    """Each page in turn, every round another person or thing."""
    rng = Random(7)
    clients = {email: signed_in(email) for email in (accounts.COUNSELLOR, accounts.DIRECTOR)}
    for page in listed(rng, today=today):
        client = clients[page.by]
        for _ in range(WARM):
            _answered(client, page)()
        times, queries, size = [], 0, 0
        for _ in range(rounds if page.scope != "year" else max(rounds // 8, 2)):
            answer = _answered(client, page)
            began = perf_counter()
            response = answer()
            times.append(1000 * (perf_counter() - began))
            size = max(size, len(response.content))
        with Listened() as listened:
            for _ in range(3):
                listened.statements.clear()
                _answered(client, page)()
                queries = max(queries, len(listened.statements))
        times.sort()
        yield Measured(
            page.name, page.scope, *(round(_share(times, s), 2) for s in (0.5, 0.95, 0.99)),
            queries, size, sorted(set(_scans(listened.statements))),
        )  # fmt: skip


def _answered(client: Client, page: Page) -> Callable[[], HttpResponse]:
    """Asks for the page, at an address and with words that were drawn before it."""
    address, headers = page.address(), _HTMX if page.htmx else {}
    said = {MARK: "oui", "q": page.words()} if page.words else None

    def ask() -> HttpResponse:
        if said:
            response = client.post(address, said, headers=headers)
        else:
            response = client.get(address, headers=headers)
        if response.status_code != 200:
            raise SystemExit(f"{address} answers {response.status_code}")
        return response

    return ask


def _share(times: list[float], share: float) -> float:
    return times[min(int(share * len(times)), len(times) - 1)]


class Listened:
    """What is asked of the database within, in order."""

    def __init__(self):
        self.statements: list[tuple[str, object]] = []
        self._wrapper = connection.execute_wrapper(self._hear)

    def __enter__(self):
        self._wrapper.__enter__()
        return self

    def __exit__(self, *error):
        self._wrapper.__exit__(*error)

    def _hear(self, execute, sql, params, many, context):
        if not _ASIDE.match(sql):
            self.statements.append((sql, params))
        return execute(sql, params, many, context)


def _scans(statements) -> Iterator[str]:
    """Tables that one of the queries read whole, or nearly: `recharges_sale (Seq Scan)`."""
    sizes = _sizes()
    for sql, params in statements:
        if not sql.lstrip("( ").upper().startswith(("SELECT", "WITH")):
            continue
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
            plan = cursor.fetchone()[0]
        plan = json.loads(plan) if isinstance(plan, str) else plan
        yield from _read_whole(plan[0]["Plan"], sizes)


def _read_whole(node: dict, sizes: dict[str, int]) -> Iterator[str]:
    table = node.get("Relation Name")
    if table in sizes:
        passed_over = node.get("Rows Removed by Filter", 0)
        read = (node["Actual Rows"] + passed_over) * node["Actual Loops"]
        if read >= 0.5 * sizes[table]:
            yield f"{table} ({node['Node Type']})"
    for child in node.get("Plans", ()):
        yield from _read_whole(child, sizes)


def _sizes() -> dict[str, int]:
    """The big tables and their rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reltuples::bigint FROM pg_class"
            " WHERE relkind = 'r' AND reltuples >= %s AND relnamespace = 'public'::regnamespace",
            [BIG],
        )
        return dict(cursor.fetchall())
