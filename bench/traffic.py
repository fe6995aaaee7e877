"""Sales and seats through a real server, and the same SQL without it."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.request import urlopen
from uuid import UUID, uuid4

import psycopg
from django.db import connection

from accounts.models import User
from beneficiaries.models import Beneficiary, Enrolment
from demonstration import accounts
from pimms import postgres
from recharges.models import Product, Sale
from workshops import services as room

from . import load, pages, weight
from .world import ETUI

CLIENTS, BUYERS, SITES = 8, 400, 8
_PATIENCE = 60  # seconds


@contextmanager
def server(database: str):
    """The product as `make run` starts it, on this database; gives its address and how many
    seconds passed until its first page was there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "DATABASE_URL": postgres.url(database), "LOCAL": "1", "DEMONSTRATION": "0",
        "EMAIL_URL": "memorymail://",
    }  # fmt: skip
    began = time.perf_counter()
    serving = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port), "--no-worker"],
        cwd=postgres.ROOT, env=environment, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        while True:
            try:
                urlopen(f"{address}/compte/login/", timeout=5).read()
                break
            except OSError:
                if time.perf_counter() - began > _PATIENCE or serving.poll() is not None:
                    raise SystemExit("The server does not answer.") from None
                time.sleep(0.02)
        yield address, time.perf_counter() - began
    finally:
        serving.terminate()
        serving.wait(20)


def people_and_teams(today: date) -> tuple[list[int], list[str]]:
    """Who may buy, and a counsellor of each of the first sites."""
    running = Enrolment.objects.running_on(today).order_by("pk").values_list("beneficiary", "pk")
    emails = [accounts.COUNSELLOR]
    others = User.objects.filter(email__startswith="conseil1.site").order_by("pk")
    emails += list(others.values_list("email", flat=True)[: SITES - 1])
    return [person for person, _ in running[:BUYERS]], emails


def large_sessions(today: date, *, count: int = 40) -> list[int]:
    """Sessions with room for everybody, that the load may fill."""
    by = User.objects.get(email=accounts.DIRECTOR)
    return [
        room.plan(
            site=by.site, by=by, title="Forum du numérique", themes=["navigation_sur_internet"],
            held_on=today + timedelta(days=3 + n), starts_at="09:00", ends_at="17:00",
            place="Salle des fêtes", host_name=by.name, capacity=30_000,
        ).pk
        for n in range(count)
    ]  # fmt: skip


def through_http(database: str, *, today: date, seconds: float) -> dict:
    """Sales and seats a second, eight clients at once."""
    people, emails = people_and_teams(today)
    sessions = large_sessions(today)
    article = f"quantity-{Product.objects.get(reference=ETUI).pk}"
    with server(database) as (address, started):
        signed_in = [load.sign_in(address, email, accounts.PASSWORD) for email in emails]
        warm = load.sales(people[-20:], article)
        load.drive(signed_in, address, warm, clients=CLIENTS, seconds=1)
        how = {"clients": CLIENTS, "seconds": seconds}
        sold = load.drive(signed_in, address, load.sales(people, article), **how)
        weighed = weight.measure(address, signed_in[0].cookies)
        booked = load.drive(signed_in, address, load.bookings(people, sessions), **how)
    return {
        "start_seconds": round(started, 2),
        "sites": len(emails),
        "sale": sold.as_json(),
        "booking": booked.as_json(),
        "weight": weighed,
    }


def by_pgbench(database: str, *, today: date, seconds: int) -> dict:
    """What one sale asks of the database, as the product asks it, driven by pgbench alone."""
    script = _as_script(today)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sale.sql"
        path.write_text(script)
        settings = connection.settings_dict
        done = subprocess.run(
            [
                postgres.BIN / "pgbench", "-n", "-M", "simple", "-f", path, "-c", str(CLIENTS),
                "-j", "2", "-T", str(seconds), "-h", settings["HOST"], "-p",
                str(settings["PORT"]), "-U", settings["USER"], database,
            ],
            capture_output=True, text=True,
        )  # fmt: skip
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if done.returncode or not found:
        raise SystemExit(f"pgbench failed:\n{done.stdout}{done.stderr}")
    return {"a_second": round(float(found[1]), 1), "statements": script.count(";\n")}


def _as_script(today: date) -> str:
    """The statements of one sale; who buys, the keys and the numbers are variables."""
    people, _ = people_and_teams(today)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_buyer")
        cursor.execute(
            "CREATE TABLE bench_buyer AS SELECT row_number() OVER () AS n, e.beneficiary_id,"
            " e.id AS enrolment_id FROM beneficiaries_enrolment e"
            " WHERE e.beneficiary_id = ANY(%s) AND e.period @> %s::date",
            [people, today],
        )
        cursor.execute("ALTER TABLE bench_buyer ADD PRIMARY KEY (n)")
        cursor.execute("SELECT count(*) FROM bench_buyer")
        count = cursor.fetchone()[0]
    person = Beneficiary.objects.get(pk=people[-1])
    enrolment = person.enrolments.running_on(today).get()
    client, key = pages.signed_in(accounts.COUNSELLOR), uuid4()
    article = f"quantity-{Product.objects.get(reference=ETUI).pk}"
    said = {"payment": "cash", "key": str(key), article: "1"}
    client.post(f"/personnes/{person.pk}/vendre/", said | {"key": str(uuid4())})
    with pages.Listened() as listened:
        client.post(f"/personnes/{person.pk}/vendre/", said)
    sale = Sale.objects.get(key=key)
    names = {person.pk: ":beneficiary_id", enrolment.pk: ":enrolment_id", sale.pk: ":sale_id"}
    lines = [
        f"\\set n random(1, {count})",
        "SELECT beneficiary_id, enrolment_id FROM bench_buyer WHERE n = :n \\gset",
    ]
    opened = False
    with psycopg.connect(_dsn()) as plain:
        cursor = psycopg.ClientCursor(plain)
        for sql, params in listened.statements:
            if "FOR NO KEY UPDATE" in sql and not opened:
                lines.append("BEGIN;")
                opened = True
            lines.append(_line(cursor, sql, params or (), names, key, sale))
            if opened and "sale.made" in lines[-1]:
                lines.append("COMMIT;")
    return "\n".join(lines) + "\n"


def _dsn() -> str:
    settings = connection.settings_dict
    return " ".join(
        f"{name}={settings[said]}"
        for name, said in (("host", "HOST"), ("port", "PORT"), ("user", "USER"), ("dbname", "NAME"))
    )


def _is_key(said) -> bool:
    return isinstance(said, int) and not isinstance(said, bool)


def _line(cursor, sql: str, params, names: dict, key: UUID, sale: Sale) -> str:
    """One statement with its variables, and what the following ones need of its answer."""
    is_sale = sql.startswith('INSERT INTO "recharges_sale" ')

    def marked(each):
        if each == key:
            return "~gen_random_uuid()~"
        if is_sale and each == sale.number and _is_key(each):
            return "~(:last + 1)~"
        if _is_key(each) and each in names:
            return f"~{names[each]}~"
        if each == f"recharges.sale:{sale.pk}":
            return "~'recharges.sale:' || :sale_id~"
        if isinstance(each, list | tuple) and [*each] and {*each} <= set(names):
            return "~ARRAY[" + ", ".join(names[one] for one in each) + "]~"
        return each

    named = isinstance(params, dict)
    said = {name: marked(each) for name, each in params.items()} if named else map(marked, params)
    text = cursor.mogrify(sql, said if named else list(said))
    text = re.sub(r"'~(.*?)~'", lambda found: found[1].replace("''", "'"), text)
    if is_sale:
        return (
            text.replace('RETURNING "recharges_sale"."id"', "RETURNING id AS sale_id") + " \\gset"
        )
    if "RETURNING last" in text:
        return f"{text} \\gset"
    return f"{text};"
