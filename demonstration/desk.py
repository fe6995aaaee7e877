"""The desk: permanences, the waiting room of today, passages, full records, aid, complaints."""

from datetime import date, time, timedelta
from random import Random

from accounts import journal
from beneficiaries.models import Beneficiary
from partners.models import Organisation
from workshops import services
from workshops.demands import Demand
from workshops.levels import Autonomy, Equipment
from workshops.models import NextStep, Passage
from workshops.orientations import Orientation
from workshops.services.passages import take_back_passage
from workshops.themes import Theme

from .agenda import open_days
from .house import House
from .script import instant, key, read

_SINCE, _LATELY = 120, 9  # days


def fill(rng: Random, house: House, *, today: date) -> None:
    """Everything that the pages of the desk show has something living."""
    script = house.script("desk", today=today)
    script.play("permanences")
    people = list(Beneficiary.objects.filter(merged_into=None).order_by("-pk")[:90])
    rng.shuffle(people)
    _passages(rng, house, people[:40], today=today)
    _records(rng, house, people[40:56], today=today)
    script.play("waiting", people=people[56:59])
    accepted = Organisation.objects.accepted().order_by("pk")
    script.play("aid", people=people[60:66], organisation=accepted.first())
    script.play("complaints", people=people[66:])


def _passages(rng: Random, house: House, people: list[Beneficiary], *, today: date) -> None:
    """Four months of the register, laid down at once with the lines of the journal."""
    rows = []
    for day in open_days(today - timedelta(days=_SINCE), today):
        for _ in range(rng.randint(4, 11)):
            at = instant(day, time(9 + rng.randint(0, 7), rng.randint(0, 59)))
            many = rng.choices((1, 2, 3), (6, 3, 1))[0]
            demands = dict.fromkeys(rng.choices(Demand.values, read("desk")["weights"], k=many))
            rows.append(
                Passage(
                    key=key(rng),
                    site=house.site,
                    day=day,
                    at=at,
                    demands=list(demands),
                    beneficiary=rng.choice(people) if rng.random() < 0.15 else None,
                    by=rng.choice(house.counsellors),
                )
            )
    rows = Passage.objects.bulk_create(sorted(rows, key=lambda row: row.at))
    for row in rows:
        journal.record("passage.noted", row, by=row.by)
    slip = rows[len(rows) // 2]
    take_back_passage(slip, reason="Noté deux fois", by=slip.by, at=slip.at + timedelta(hours=1))


def _records(rng: Random, house: House, people: list[Beneficiary], *, today: date) -> None:
    organisations = list(Organisation.objects.accepted().order_by("pk")[:4])
    days = open_days(today - timedelta(days=_LATELY), today - timedelta(days=1))
    steps = read("desk")["next_steps"]
    for n, person in enumerate(people):
        by = house.counsellors[n % len(house.counsellors)]
        session = services.record_support(
            person,
            held_on=max(days[n % len(days)], person.last_seen_on),
            minutes=rng.choice((15, 30, 45)),
            themes=[str(rng.choice((Theme.PAPERWORK, Theme.EMAIL, Theme.SECURITY)))],
            equipment=[str(Equipment.PHONE)],
            autonomy=str(rng.choice(Autonomy.values)),
            oriented_to=str(Orientation.SOCIAL) if n % 4 == 0 else "",
            organisation=organisations[n % len(organisations)] if n % 4 == 0 else None,
            next_step=steps[n % len(steps)] if n % 2 == 0 else "",
            next_on=today + timedelta(days=n - 5),
            private_note="Semble très seule en ce moment." if n == 3 else "",
            key=key(rng),
            by=by,
        )
    oldest = NextStep.objects.open().in_order()[0]
    house.script("desk", today=today, session=session, oldest=oldest).play("records")
