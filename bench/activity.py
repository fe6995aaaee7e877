"""What goes on beside the till: workshops and their seats, support, referrals, the desk."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID

from demonstration import activities
from workshops.demands import Demand

from .people import Person, Staff

COMING_WEEKS = 5
SUPPORT, REFERRED, PASSAGES, REFUSED = 1.1, 0.8, 3, 0.06  # a person
PENDING = 11  # referrals of a site that wait

WORKSHOP = (
    "id, title, themes, theme_label, held_on, starts_at, ends_at, place, host_name, capacity,"
    " site_id, cancel_reason, equipment, host_id, is_public, level, walk_ins"
)
SEAT = "workshop_id, beneficiary_id, status, cancel_reason, is_late, seats"


def workshops(rng: Random, staff: Staff, *, count: int, first: date, today: date) -> list[tuple]:
    """Evenly over the years and the sites, up to some weeks from now; two a day and host at most
    one after the other."""
    last = today + timedelta(weeks=COMING_WEEKS)
    a_site, rows = count // len(staff.sites), []
    for place, site in enumerate(staff.sites):
        for n in range(a_site):
            day = first + (last - first) * n / a_site
            what = activities.WORKSHOPS[n % len(activities.WORKSHOPS)]
            starts, ends = activities.HOURS[n % 2]
            host = staff.counsellors[place][n % len(staff.counsellors[place])]
            rows.append((
                len(rows) + 1, what["title"], what["themes"], "", day, starts, ends,
                activities.PLACE, host.name, rng.choice([8, 8, 8, 10]), site.pk, "", [], host.pk,
                True, "", 0,
            ))  # fmt: skip
    return rows


def seats(rng, found: list[tuple], people: list[Person], staff: Staff, *, today) -> Iterator[tuple]:
    """Five to eight people of the site in each; three in four came."""
    by_site: list[list[Person]] = [[] for _ in staff.sites]
    for person in people:
        by_site[person.site].append(person)
    a_site = len(found) // len(staff.sites)
    for n, workshop in enumerate(found):
        pk, day, capacity = workshop[0], workshop[4], workshop[9]
        here = by_site[n // a_site]
        until = _arrived(here, day)
        recent = here[max(until - 300, 0) : until]
        wanted = rng.randint(2, 6) if day > today else rng.randint(5, capacity)
        for person in rng.sample(recent, min(wanted, len(recent))):
            status = "registered" if day > today else "present" if rng.random() < 0.75 else "absent"
            if status == "present":
                person.seen(day)
            yield pk, person.pk, status, "", False, 1


def _arrived(people: list[Person], day: date) -> int:
    """How many had come by that day; they stand in the order in which they came."""
    low, high = 0, len(people)
    while low < high:
        middle = (low + high) // 2
        if people[middle].came_on <= day:
            low = middle + 1
        else:
            high = middle
    return low


SESSION = (
    "key, beneficiary_id, held_on, minutes, themes, theme_label, notes, counsellor_name,"
    " recorded_by_id, site_id, autonomy, equipment, oriented_to"
)


def support(rng: Random, people: list[Person], staff: Staff, *, today: date) -> Iterator[tuple]:
    n = 0
    for person in people:
        team = staff.counsellors[person.site]
        for _ in range(int(SUPPORT * 2 * rng.random() + 0.5)):
            n += 1
            day = _between(rng, person.came_on, today)
            person.seen(day)
            by, said = rng.choice(team), activities.support(rng, first=False)
            yield (
                UUID(int=n), person.pk, day, said["minutes"], said["themes"], "", said["notes"],
                by.name, by.pk, staff.sites[person.site].pk, "", [], "",
            )  # fmt: skip


REFERRAL = (
    "key, last_name, first_name, born_on, phone, needs, situation, person_informed, referrer_name,"
    " received_on, status, decided_on, refusal, answer, beneficiary_id, commune_id, decided_by_id,"
    " organisation_id, sent_by_id, referrer_id, availability, criteria, is_urgent,"
    " may_be_passed_on, moved_on, papers, reach_by, reorientation, to_the_person, told_back"
)


def referrals(rng, people: list[Person], staff: Staff, partners, *, today) -> Iterator[tuple]:
    """Most people were sent by a partner; the last ones still wait for their answer."""
    n, waiting = 0, [PENDING] * len(staff.sites)
    for person in reversed(people):
        if rng.random() > REFERRED:
            continue
        n += 1
        decided, status, refusal = person.came_on, "accepted", ""
        if waiting[person.site]:
            waiting[person.site] -= 1
            decided, status = None, "sent"
        elif rng.random() < REFUSED:
            status, refusal = "refused", "unreachable"
        received = min(person.came_on, today) - timedelta(days=rng.randint(1, 18))
        if status == "sent":
            received = today - timedelta(days=rng.randint(1, 18))
        [(organisation, user, _)] = rng.choices(partners, [weight for *_, weight in partners])
        by = staff.counsellors[person.site][0].pk if decided else None
        yield (
            UUID(int=n), *person.identity[:3], person.identity[8], ["connection"], "", True,
            user.name, received, status, decided, refusal, "", person.pk if decided else None,
            person.identity[10], by, organisation.pk, user.pk, user.pk, "", [], False, False,
            decided or received, [], "", "", "", [],
        )  # fmt: skip


PASSAGE = "key, site_id, day, at, demands, beneficiary_id, by_id, reason"


def passages(rng: Random, people: list[Person], staff: Staff, *, today: date) -> Iterator[tuple]:
    n = 0
    for person in people:
        for _ in range(rng.randrange(2 * PASSAGES + 1)):
            n += 1
            day = _between(rng, person.came_on, min(person.came_on + timedelta(days=400), today))
            person.seen(day)
            yield (
                UUID(int=n), staff.sites[person.site].pk, day, f"{day} 10:30+01",
                [rng.choice(Demand.values)], person.pk,
                staff.counsellors[person.site][0].pk, "",
            )  # fmt: skip


ENTRY = "at, verb, thing, by, details"


def journal(rng: Random, people: list[Person], staff: Staff, *, today: date) -> Iterator[tuple]:
    """Each file was read a few times; the whole in the order of the days."""
    days: dict[date, list[Person]] = {}
    for person in people:
        for _ in range(rng.randint(2, 6)):
            days.setdefault(_between(rng, person.came_on, today), []).append(person)
    for day in sorted(days):
        for person in days[day]:
            by = staff.counsellors[person.site][0].email
            thing = f"beneficiaries.beneficiary:{person.pk}"
            yield f"{day} 10:00+01", "beneficiary.read", thing, by, "{}"


def _between(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randrange(max((last - first).days, 0) + 1))
