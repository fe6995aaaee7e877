"""Who comes, when, and for which twelve months."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from accounts.models import Site, User
from demonstration.people import AGES, INCOMES, STREETS, TOWNS, name_of
from pimms.kernel.periods import add_months

RENEWED = 0.25  # of those whose twelve months are over


@dataclass
class Person:
    """Somebody's identity, and what the rest of the world needs to know of them."""

    pk: int
    site: int  # its place in the list of sites
    came_on: date
    identity: tuple
    enrolments: list[tuple[int, date, date]] = field(default_factory=list)
    last_seen: date | None = None

    def seen(self, day: date) -> None:
        if self.last_seen is None or day > self.last_seen:
            self.last_seen = day


@dataclass(frozen=True)
class Staff:
    """The sites, each with the counsellors who work there."""

    sites: list[Site]
    counsellors: list[list[User]]


def crowd(rng: Random, *, people: int, sites: int, first: date, today: date) -> list[Person]:
    """The people in the order in which they came, all different, with their twelve months."""
    days, taken = (today - first).days, set()
    came = sorted(rng.randrange(days + 1) for _ in range(people))
    found, enrolment = [], 0
    for pk, after in enumerate(came, start=1):
        came_on = first + timedelta(days=after)
        while True:
            identity = _identity(rng, came_on)
            last_name, first_name, born_on = identity[:3]
            key = (last_name, first_name, born_on)
            if key not in taken:
                taken.add(key)
                break
        person = Person(pk, rng.randrange(sites), came_on, identity)
        person.seen(came_on)
        starts_on = came_on
        while starts_on <= today:
            ends_on, enrolment = add_months(starts_on, 12), enrolment + 1
            person.enrolments.append((enrolment, starts_on, ends_on))
            person.seen(starts_on)
            if rng.random() > RENEWED:
                break
            starts_on = ends_on + timedelta(days=rng.randrange(60))
        found.append(person)
    return found


_AGE_WEIGHTS = [weight for *_, weight in AGES]
_TOWNS, _TOWN_WEIGHTS = list(TOWNS), list(TOWNS.values())
_GENDERS = ("feminin", "masculin", "non_communique")


def _identity(rng: Random, on: date) -> tuple:
    youngest, oldest, _ = rng.choices(AGES, _AGE_WEIGHTS)[0]
    age = rng.randint(youngest, oldest)
    born_on = on - timedelta(days=int(365.25 * age) + rng.randrange(1, 365))
    gender = rng.choices(_GENDERS, [61, 37, 2])[0]
    last_name, first_name = name_of(rng, gender=gender, born=born_on.year)
    if rng.random() < 0.3:  # two names are as many people's as there are pairs of names
        last_name += " " + name_of(rng, gender=gender, born=born_on.year)[0]
    draw = rng.random()
    status = (
        "non_communique" if draw < 0.05
        else "scolarise" if age < 18 or age < 25 and draw < 0.4
        else "retraite" if age >= 64
        else "sans_emploi" if draw < 0.8
        else "en_emploi"
    )  # fmt: skip
    phone = f"+336{rng.randrange(10**8):08d}" if rng.random() < 0.86 else ""
    return (
        last_name,
        first_name,
        born_on,
        gender,
        status,
        rng.choice(INCOMES[status]),
        rng.choices([1, 2, 3], [62, 32, 6])[0],
        rng.choices(range(6), [30, 25, 24, 13, 6, 2])[0] if 22 < age < 58 else 0,
        phone,
        f"{rng.randint(1, 120)}, {rng.choice(STREETS)}",
        rng.choices(_TOWNS, _TOWN_WEIGHTS)[0],
    )


BENEFICIARY = (
    "id, last_name, first_name, born_on, gender, social_status, income_source, adults, children,"
    " phone, address, commune_id, email, notes, created_at, site_id, family, housing, contact_by,"
    " language, used_name, last_seen_on"
)


def rows(people: list[Person], staff: Staff) -> Iterator[tuple]:
    stated = "non_communique"
    for person in people:
        site = staff.sites[person.site].pk
        yield (
            person.pk, *person.identity, "", "", f"{person.came_on} 10:00+01", site,
            stated, stated, "", "", "", person.last_seen,
        )  # fmt: skip


NUMBER = "number, beneficiary_id"


def numbers(people: list[Person]) -> tuple[list[tuple], dict[int, int]]:
    """The dossier numbers, and the last one that each year gave."""
    last, given = {}, []
    for person in people:
        year = person.came_on.year
        last[year] = last.get(year, 0) + 1
        given.append((f"{year}-{last[year]:04d}", person.pk))
    return given, last


ENROLMENT = "id, beneficiary_id, period"


def enrolments(people: list[Person]) -> Iterator[tuple]:
    for person in people:
        for pk, starts_on, ends_on in person.enrolments:
            yield pk, person.pk, f"[{starts_on},{ends_on})"
