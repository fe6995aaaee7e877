"""Add to the demonstration what its visitors bring about, and say where to go.

Run as a program, with the server's settings; prints the addresses of each role as JSON.
"""

import json
import uuid
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

import demonstration
from accounts.models import User
from beneficiaries import services as people
from beneficiaries.models import Beneficiary
from pimms.kernel.models import Commune
from pimms.register import uploads
from pimms.settings import BASE_DIR
from reports.editions import life
from reports.models import Edition, GrantEdition
from reports.tasks import compare_all
from tests.support.access import ACCESS, ARGUMENTS, PAGES, PUBLIC_PAGES
from workshops.services.support import record_support
from workshops.themes import Theme


def add():
    register = (BASE_DIR / "tests" / "data" / "registre-2016.xlsx").read_bytes()
    upload = uploads.receive(
        file=SimpleUploadedFile("registre-2016.xlsx", register),
        by=User.objects.get(email=demonstration.SIGN_INS[1][1]),
    )
    uploads.judge(upload, dry_run=True, today=localdate())
    compare_all()
    reports(_who(demonstration.SIGN_INS[1]), today=localdate())


def reports(director: User, *, today: date) -> None:
    """One of each kind waits to be frozen; a year of few people waits for somebody to begin."""
    given = {"by": director, "on": today}
    last = today.year - 1
    edition = life.open_edition(Edition, last, reason="Un accompagnement oublié.", **given)
    life.review(edition, **given)
    life.review(GrantEdition.objects.in_hand().latest("pk"), **given)
    people = Beneficiary.objects.filter(commune__isnull=False).order_by("pk")[:9]
    for rank, person in enumerate(people):
        record_support(
            person,
            held_on=date(last - 1, 3 + rank, 4),
            minutes=30,
            themes=[Theme.PAPERWORK],
            key=uuid.uuid4(),
            by=director,
        )


def addresses() -> dict:
    users = {user.role: user for user in map(_who, demonstration.SIGN_INS)}
    worker = users[User.Role.SOCIAL_WORKER]
    found = {name: ARGUMENTS[name](worker) for name in PAGES if name in ARGUMENTS}
    open_to_all = sorted(set(ARGUMENTS) & set(PUBLIC_PAGES))
    passing_by = {name: reverse(name, args=ARGUMENTS[name](worker)) for name in open_to_all}
    return {"nobody": passing_by} | {
        role: {
            name: reverse(name, args=found.get(name, []))
            for name in sorted(PAGES)
            if role in ACCESS[name]
        }
        for role in users
    }


def welcome() -> None:
    """Tassadit Tamzali has a file, and her twelve months run: the counter serves her.

    She comes after the addresses were found, which name people of the demonstration.
    """
    nadia, today = _who(demonstration.SIGN_INS[0]), localdate()
    tassadit = people.register_person(
        last_name="Tamzali",
        first_name="Tassadit",
        born_on=date(1979, 3, 2),
        gender=Beneficiary.Gender.FEMININE,
        commune=Commune.objects.get(code="92002"),
        site=nadia.site,
        by=nadia,
        on=today,
    )
    people.enrol(tassadit, starts_on=today, criteria=["minimum_income"], by=nadia, on=today)


def _who(sign_in) -> User:
    return User.objects.get(email=sign_in[1])


if __name__ == "__main__":
    add()
    print(json.dumps(addresses()))
    welcome()
