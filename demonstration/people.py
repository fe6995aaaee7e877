"""Fictitious people: who they are, where they live, what they live on."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from beneficiaries.models import Beneficiary
from pimms.kernel.periods import add_months
from pimms.kernel.text import fold

from .script import drawn, read

_DATA, _GROUPS = read("people"), read("names")["groups"]
STREETS, TOWNS, AGES, INCOMES = (_DATA[name] for name in ("streets", "towns", "ages", "incomes"))
_MIXED = 1 / 12  # bear a last name from elsewhere: people marry
# The numbers that the regulator keeps for fiction.
FICTITIOUS_PHONES = "+3363998"


def name_of(rng: Random, *, gender: str, born: int) -> tuple[str, str]:
    """A (last, first) name that somebody of that gender, born that year, might bear."""
    weights = [group["weight"] for group in _GROUPS]
    [home] = rng.choices(_GROUPS, weights)
    [family] = rng.choices(_GROUPS, weights) if rng.random() < _MIXED else [home]
    who = "women" if gender == "feminin" else "men"
    first_names = home[f"{who}_{'since' if born >= 1970 else 'before'}_1970"]
    return rng.choice(family["last_names"]), rng.choice(first_names)


@dataclass
class Figure:
    """Somebody in the demonstration, before and after they have a file."""

    identity: dict
    age: int
    file: Beneficiary | None = None
    arrived_on: date | None = None

    @property
    def status(self) -> str:
        return self.identity["social_status"]


class Crowd:
    """Gives one fictitious person after another, never the same twice.

    Their ages are those of the day `on`.
    """

    def __init__(self, rng: Random, on: date):
        self.rng, self.on, self._taken, self._phones = rng, on, set(), set()

    def somebody(self) -> Figure:
        while True:
            figure = self._draw()
            key = (figure.identity["last_name"], figure.identity["first_name"])
            if key not in self._taken:
                self._taken.add(key)
                return figure

    def near_twin_of(self, figure: Figure, *, last_name: str) -> Figure:
        """The same person, whom another hand would have written with another last name."""
        identity = figure.identity | {"last_name": last_name, "phone": "", "email": ""}
        return Figure(identity=identity, age=figure.age)

    def _draw(self) -> Figure:
        rng = self.rng
        [(youngest, oldest, _)] = rng.choices(AGES, [weight for *_, weight in AGES])
        age = rng.randint(youngest, oldest)
        born_on = add_months(self.on, -12 * age) - timedelta(days=rng.randrange(1, 300))
        [gender] = rng.choices(["feminin", "masculin", "non_communique"], [61, 37, 2])
        bearing = rng.choice(["feminin", "masculin"]) if gender == "non_communique" else gender
        last_name, first_name = name_of(rng, gender=bearing, born=born_on.year)
        status = self._status(age)
        return Figure(
            age=age,
            identity={
                "last_name": last_name,
                "first_name": first_name,
                "born_on": born_on,
                "gender": gender,
                "social_status": status,
                "income_source": rng.choice(INCOMES[status]),
                **self._household(age),
                "phone": self._phone() if rng.random() < 0.86 else "",
                "email": self._email(first_name, last_name) if rng.random() < 0.3 else "",
                "address": f"{rng.randint(1, 120)}, {rng.choice(STREETS)}",
                "commune_id": drawn(rng, TOWNS),
            },
        )

    def _status(self, age: int) -> str:
        draw = self.rng.random()
        if draw < 0.05:
            return "non_communique"
        if age < 18 or age < 25 and draw < 0.4:
            return "scolarise"
        if age >= 64:
            return "retraite"
        return "sans_emploi" if draw < 0.8 else "en_emploi"

    def _household(self, age: int) -> dict:
        adults = self.rng.choices([1, 2, 3], [62, 32, 6])[0]
        children = self.rng.choices(range(6), [30, 25, 24, 13, 6, 2])[0] if 22 < age < 58 else 0
        return {"adults": adults, "children": children}

    def _phone(self) -> str:
        while True:
            number = f"{FICTITIOUS_PHONES}{self.rng.randrange(10_000):04d}"
            if number not in self._phones:
                self._phones.add(number)
                return number

    def _email(self, first_name: str, last_name: str) -> str:
        return f"{fold(first_name)}.{fold(last_name)}".replace(" ", "-") + "@example.org"
