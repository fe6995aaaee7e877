"""What the report tells people apart by: age, gender, situation, place."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, Exists, OuterRef, QuerySet, TextChoices, Value, When
from django.db.models.functions import ExtractYear

from beneficiaries.models import Beneficiary
from pimms.kernel.money import rounded

from .counting import NOT_STATED, Line, in_order_of, largest_first
from .scope import Scope


class AgeBand(TextChoices):
    """The age bands of La Coop de la médiation numérique, youngest first."""

    UNDER_12 = "moins_de_douze", "Moins de 12 ans"
    FROM_12 = "douze_dix_huit", "12 à 17 ans"
    FROM_18 = "dix_huit_vingt_quatre", "18 à 24 ans"
    FROM_25 = "vingt_cinq_trente_neuf", "25 à 39 ans"
    FROM_40 = "quarante_cinquante_neuf", "40 à 59 ans"
    FROM_60 = "soixante_soixante_neuf", "60 à 69 ans"
    FROM_70 = "soixante_dix_plus", "70 ans et plus"


# The age that each band begins at, youngest first.
_BEGINS = tuple(zip((0, 12, 18, 25, 40, 60, 70), AgeBand, strict=True))

DEPARTMENTS = {
    "75": "Paris",
    "77": "Seine-et-Marne",
    "78": "Yvelines",
    "91": "Essonne",
    "92": "Hauts-de-Seine",
    "93": "Seine-Saint-Denis",
    "94": "Val-de-Marne",
    "95": "Val-d’Oise",
}

# Beside the districts: an address that lies in none, and no address at all.
OUTSIDE = "hors_quartier"
OUT_OF_DISTRICTS = {OUTSIDE: "Hors quartier prioritaire", NOT_STATED: "Adresse non connue"}


@dataclass(frozen=True)
class Group:
    """So many people served, alike in everything the report tells apart."""

    gender: str
    social_status: str
    age_band: str
    commune: str | None
    commune_name: str | None
    department: str | None
    population: int | None
    district: str | None
    district_name: str | None
    has_address: bool
    bought: bool
    attended: bool
    supported: bool
    people: int


@dataclass(frozen=True)
class Covered:
    """The people served of a commune, beside all who live there."""

    code: str
    label: str
    population: int
    count: int

    @property
    def per_thousand(self) -> Decimal:
        """People served for a thousand who live there; two decimals."""
        return rounded(Decimal(1000 * self.count) / self.population)


def groups_of(served: QuerySet, scope: Scope) -> QuerySet:
    """Unit: people. Those of `served` in groups, a statement for every breakdown of them.

    Source: the register's rules.
    """
    ways = {
        "bought": scope.sales().filter(enrolment__beneficiary=OuterRef("pk")),
        "attended": scope.presences().filter(beneficiary=OuterRef("pk")),
        "supported": scope.support().filter(beneficiary=OuterRef("pk")),
    }
    return (
        served.annotate(
            born_in=ExtractYear("born_on"),
            age_band=Case(
                *(
                    When(born_in__lte=scope.year - age, then=Value(band))
                    for age, band in reversed(_BEGINS[1:])
                ),
                default=Value(AgeBand.UNDER_12),
            ),
            has_address=Case(When(address="", then=Value(False)), default=Value(True)),
            **{way: Exists(rows) for way, rows in ways.items()},
        )
        .values_list(
            "gender",
            "social_status",
            "age_band",
            "commune",
            "commune__name",
            "commune__department",
            "commune__population",
            "district__code",
            "district__name",
            "has_address",
            *ways,
        )
        .annotate(people=Count("pk"))
        .order_by()
    )


def ages(band: str) -> tuple[int, int | None]:
    """The age that the band begins at, and the one that the next band begins at."""
    begins = [age for age, _ in _BEGINS]
    rank = AgeBand.values.index(band)
    return begins[rank], begins[rank + 1] if rank + 1 < len(begins) else None


def by_gender(groups: tuple[Group, ...]) -> tuple[Line, ...]:
    """Unit: people served. Source: La Coop's codes."""
    return in_order_of(Beneficiary.Gender, _count(groups, lambda group: group.gender))


def by_age_band(groups: tuple[Group, ...]) -> tuple[Line, ...]:
    """Unit: people served, by the age reached in the year: year − birth year."""
    return in_order_of(AgeBand, _count(groups, lambda group: group.age_band))


def by_social_status(groups: tuple[Group, ...]) -> tuple[Line, ...]:
    """Unit: people served. Source: La Coop's codes."""
    return in_order_of(Beneficiary.SocialStatus, _count(groups, lambda group: group.social_status))


def by_department(groups: tuple[Group, ...]) -> tuple[Line, ...]:
    """Unit: people served, by the department of their commune, never by postal code."""
    counts = _count(groups, lambda group: group.department or NOT_STATED)
    return _named(counts, DEPARTMENTS, "Non communiqué")


def by_commune(groups: tuple[Group, ...]) -> tuple[Line, ...]:
    """Unit: people served, by the INSEE code of their commune."""
    names = {group.commune: group.commune_name for group in groups}
    return _named(
        _count(groups, lambda group: group.commune or NOT_STATED), names, "Non communiquée"
    )


def by_district(groups: tuple[Group, ...]) -> tuple[Line, ...]:
    """Unit: people served, by the priority district that their address lies in."""
    names = {group.district: group.district_name for group in groups} | OUT_OF_DISTRICTS
    return _named(_count(groups, _district_of), names, "")


def _district_of(group: Group) -> str:
    return group.district or (OUTSIDE if group.has_address else NOT_STATED)


def coverage(groups: tuple[Group, ...]) -> tuple[Covered, ...]:
    """Unit: people served for a thousand who live in their commune, in the order of communes."""
    populations = {group.commune: group.population for group in groups if group.population}
    return tuple(
        Covered(line.code, line.label, populations[line.code], line.count)
        for line in by_commune(groups)
        if line.code in populations
    )


def _named(counts: Counter, names: dict, unknown: str) -> tuple[Line, ...]:
    """The largest first, each under its name."""

    def lines() -> Iterator[Line]:
        for code, count in counts.items():
            yield Line(code, names.get(code) or unknown or code, count)

    return largest_first(lines())


def _count(groups: tuple[Group, ...], code: Callable[[Group], str]) -> Counter:
    counts: Counter[str] = Counter()
    for group in groups:
        counts[code(group)] += group.people
    return counts
