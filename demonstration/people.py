"""Fictitious people: who they are, where they live, what they live on."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from beneficiaries.models import Beneficiary
from pimms.kernel.periods import add_months
from pimms.kernel.text import fold

from . import names

# INSEE code → weight in a hundred and some: Antony first, then the towns around.
TOWNS = {
    "92002": 550, "92019": 80, "91377": 75, "94034": 40, "92014": 35, "92007": 35, "92071": 28,
    "91345": 30, "91477": 28, "94038": 22, "91161": 14, "94016": 12, "91645": 12, "92032": 10,
    "91689": 8, "92060": 8, "94054": 6, "92020": 5, "94021": 5, "93066": 4, "91136": 3,
}  # fmt: skip
STREETS = (
    "rue des Lilas", "rue de la Gare", "avenue du Parc", "rue des Peupliers", "allée des Tilleuls",
    "rue du Marché", "avenue des Érables", "rue des Acacias", "square des Platanes", "rue du Pré",
    "rue de l’Église", "avenue de la Division", "impasse des Roses", "rue du Colombier",
)  # fmt: skip
# Ages from, to (included), weight; of a hundred people.
AGES = ((16, 17, 2), (18, 24, 11), (25, 39, 24), (40, 59, 29), (60, 69, 14), (70, 91, 20))
INCOMES = {
    "retraite": ("Retraite", "ASPA", "Retraite"),
    "sans_emploi": ("RSA", "ASS", "ARE", "AAH", "Aucune ressource", "RSA"),
    "en_emploi": ("Salaire", "Salaire et prime d’activité"),
    "scolarise": ("Bourse", "Soutien familial", "Aucune ressource"),
    "non_communique": ("", "AAH"),
}
# The numbers that the regulator keeps for fiction.
FICTITIOUS_PHONES = "+3363998"


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
        last_name, first_name = names.name(rng, gender=bearing, born=born_on.year)
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
                "commune_id": rng.choices(list(TOWNS), list(TOWNS.values()))[0],
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


def key(rng: Random) -> uuid.UUID:
    """A key of sending that the same day draws again."""
    return uuid.UUID(int=rng.getrandbits(128), version=4)
