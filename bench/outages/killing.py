"""The rounds: load, a kill, the time until all is well again; and what is found at the end."""

import json
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.utils.timezone import localdate
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts import mail
from accounts.models import SentMail, User
from bench import imports, load, sizes, traffic
from bench.world import ETUI
from beneficiaries.models import Beneficiary
from demonstration import accounts
from pimms import postgres
from pimms.kernel import outages, sending
from pimms.models import RegisterUpload
from pimms.register import uploads
from recharges.models import Product, Sale
from recharges.verification import Altered, verify
from workshops.models import Registration

from . import house
from .clients import Clients, sales, seats, wait_until

_ROWS = 1500  # of a register: its import takes some seconds
_PEOPLE = _ROWS // 10
_SELLING, _BOOKING = 4, 2  # clients


class Letters:
    """What the mail server was given: which words for whom, how often."""

    def __init__(self):
        self.taken: Counter[tuple[str, str]] = Counter()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        words = message.get_body(["plain"]).get_content()
        self.taken.update((reader, words) for reader in envelope.rcpt_tos)
        return "250 OK"

    def readers(self) -> set[str]:
        return {reader for reader, _ in self.taken}


@dataclass
class Asking:
    """Messages asked for one after the other, each to somebody else; those that were promised."""

    promised: list[str] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self):
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()
        return self

    def __exit__(self, *raised):
        self._over.set()
        self._thread.join()

    def goes_on(self, *, more: int) -> None:
        enough = len(self.promised) + more
        wait_until(lambda: len(self.promised) >= enough)

    def _ask(self) -> None:
        number = 0
        while not self._over.wait(0.2):
            number += 1
            reader = f"lecteur{number}@pimms.example"
            try:
                mail.post("membership_ended", to=reader, organisation="CCAS", on=localdate())
                self.promised.append(reader)
            except Exception as failure:
                if not outages.is_away(failure):
                    raise
                connection.close()
        connection.close()


@dataclass
class Victim:
    """How often it was killed; in seconds, when sales went on and when all was well."""

    name: str
    sales_went_on: list[float] = field(default_factory=list)
    was_well: list[float] = field(default_factory=list)

    def as_json(self) -> dict:
        return {
            "name": self.name,
            "killed": len(self.was_well),
            "sales_went_on": round(statistics.median(self.sales_went_on), 1),
            "was_well": round(statistics.median(self.was_well), 1),
            "slowest": round(max(self.was_well), 1),
        }


class Registers:
    """Registers of other people each, brought in one at a time."""

    def __init__(self, *, wanted: bool):
        self.wanted, self.sent = wanted, 0

    def begin(self) -> None:
        """One is in the middle of being written."""
        if not self.wanted:
            return
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "registre.xlsx"
            imports.write(path, _ROWS, after=self.sent * _PEOPLE)
            file = SimpleUploadedFile(path.name, path.read_bytes())
        director = User.objects.get(email=accounts.DIRECTOR)
        upload = uploads.receive(file=file, by=director)
        self.sent += 1
        wait_until(lambda: _now(upload).status == "tried")
        uploads.confirm(upload, by=director)
        wait_until(lambda: _now(upload).done > 0 and _now(upload).status == "importing")

    def are_in(self) -> bool:
        try:
            return not RegisterUpload.objects.exclude(status="imported").exists()
        except DatabaseError:
            connection.close()
            return False


def main(*, rounds: int, calm: float, with_registers: bool) -> None:
    """The rounds are played, and what was found is printed and written down."""
    postgres.hold()
    house.furnish()
    letters = Letters()
    server = Controller(letters, hostname="127.0.0.1", port=_free_port())
    server.start()
    victims = {name: Victim(name) for name in house.VICTIMS}
    registers = Registers(wanted=with_registers)
    try:
        with house.served(server.port) as served:
            clients = _clients(served.address)
            with Asking() as asking:
                for _ in range(rounds):
                    for victim in victims.values():
                        asking.goes_on(more=3)
                        _round(victim, served, clients, registers, calm=calm)
            clients.stop()
            wait_until(_queue_is_empty)
            is_well = served.is_well()
    finally:
        server.stop()
    found = _found(clients, asking, letters, registers)
    wrong = sorted(name for name, count in found.items() if name in _WRONG and count)
    said = {
        "rounds": rounds,
        "victims": [each.as_json() for each in victims.values()],
        "found": found,
        "wrong": wrong + ([] if is_well else ["not well at the end"]),
    }
    (settings.VAR_DIR / "outages.json").write_text(json.dumps(said, indent=1))
    print(_table(said))


def _round(victim: Victim, served: house.House, clients: Clients, registers: Registers, *, calm):
    clients.goes_on("sale", more=10)
    clients.goes_on("seat", more=3)
    time.sleep(calm)
    registers.begin()
    began = house.kill(house.VICTIMS[victim.name](served))
    victim.sales_went_on.append(clients.goes_on("sale", since=began))
    wait_until(lambda: served.is_well() and registers.are_in())
    victim.was_well.append(time.monotonic() - began)
    print(f"{victim.name}: {victim.was_well[-1]:.1f} s", file=sys.stderr, flush=True)


def _clients(address: str) -> Clients:
    people, emails = traffic.people_and_teams(localdate())
    sessions = traffic.large_sessions(localdate(), count=30)
    article = f"quantity-{Product.objects.get(reference=ETUI).pk}"
    signed_in = load.sign_in(address, emails[0], accounts.PASSWORD)
    sends = {
        "sale": (_SELLING, sales(people, article)),
        "seat": (_BOOKING, seats(people, sessions)),
    }
    return Clients(address, signed_in, sends)


def _queue_is_empty() -> bool:
    return not ProcrastinateJob.objects.filter(status__in=("todo", "doing")).exists()


def _now(upload: RegisterUpload) -> RegisterUpload:
    return RegisterUpload.objects.get(pk=upload.pk)


# What must be none.
_WRONG = {
    "sales_lost", "sales_twice", "seats_lost", "seats_twice", "messages_lost", "messages_twice",
    "registers_not_in", "people_lost_or_twice", "jobs_failed", "answers_500",
    "faults_of_the_ledger",
}  # fmt: skip


def _found(clients: Clients, asking: Asking, letters: Letters, registers: Registers) -> dict:
    """What was promised, beside what is there."""
    sale, seat = clients.answers["sale"], clients.answers["seat"]
    sold = Counter(str(key) for key in Sale.objects.values_list("key", flat=True).order_by("pk"))
    seated = Counter(
        Registration.objects.filter(status="registered")
        .values_list("beneficiary_id", "workshop_id")
        .order_by("pk")
    )
    unsure_of = SentMail.objects.filter(failure=sending.MAY_HAVE_LEFT)
    unsure = set(unsure_of.values_list("to", flat=True).order_by())
    people = Beneficiary.objects.count() - sizes.TINY.people
    failed = ProcrastinateJob.objects.filter(status="failed")
    receipts, faults = _ledger()
    return {
        "sales": len(sale.acknowledged),
        "sales_lost": len(sale.acknowledged.keys() - sold.keys()),
        "sales_twice": sum(sold[key] > 1 for key in sale.acknowledged),
        "receipts_in_the_chain": receipts,
        "faults_of_the_ledger": len(faults),
        "seats": len(seat.acknowledged),
        "seats_lost": len(seat.acknowledged.keys() - seated.keys()),
        "seats_twice": sum(seated[key] > 1 for key in seat.acknowledged),
        "messages": len(asking.promised),
        "messages_lost": len(set(asking.promised) - letters.readers() - unsure),
        "messages_twice": sum(count > 1 for count in letters.taken.values()),
        "messages_that_may_have_left": len(unsure),
        "registers": registers.sent,
        "registers_not_in": RegisterUpload.objects.exclude(status="imported").count(),
        "people_lost_or_twice": abs(people - registers.sent * _PEOPLE),
        "jobs_failed": failed.count(),
        "answers_503": sale.others[503] + seat.others[503],
        "answers_500": sale.others[500] + seat.others[500],
        "without_an_answer": sale.others["no answer"] + seat.others["no answer"],
    }


def _ledger() -> tuple[int, list[str]]:
    """How many receipts there are, and all that does not agree."""
    try:
        return verify().receipts, []
    except Altered as altered:
        print(altered, file=sys.stderr)
        return Sale.objects.count(), altered.faults


def _table(said: dict) -> str:
    lines = [
        "| killed | times | sales went on after | all was well after | at most |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {each['name']} | {each['killed']} | {each['sales_went_on']} s | {each['was_well']} s |"
        f" {each['slowest']} s |"
        for each in said["victims"]
    ]
    lines += ["", "| | |", "|---|---|"]
    lines += [f"| {name.replace('_', ' ')} | {count} |" for name, count in said["found"].items()]
    wrong = ", ".join(said["wrong"]) or "nothing"
    return "\n".join([*lines, "", f"Wrong: {wrong}."])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
