"""Who was served in a year, and who had their twelve months."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import ExtractYear

from beneficiaries.models import Beneficiary

from . import counting
from .counting import NOT_STATED, Line, in_order_of, largest_first, rounded
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


# The age that each band begins at, oldest first.
_BEGINS = (
    (70, AgeBand.FROM_70),
    (60, AgeBand.FROM_60),
    (40, AgeBand.FROM_40),
    (25, AgeBand.FROM_25),
    (18, AgeBand.FROM_18),
    (12, AgeBand.FROM_12),
)

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


@dataclass(frozen=True)
class People:
    served: int
    bought: int
    attended: int
    supported: int
    enrolled_during_year: int
    enrolments_active: int
    by_gender: tuple[Line, ...]
    by_age_band: tuple[Line, ...]
    by_social_status: tuple[Line, ...]
    by_department: tuple[Line, ...]
    by_commune: tuple[Line, ...]
    # Reports frozen before had neither.
    by_district: tuple[Line, ...] | None = None
    coverage: tuple[Covered, ...] | None = None


def of_each(scopes: Sequence[Scope]) -> list[People]:
    """The people of each scope, in two statements for all."""
    return [
        _told(tuple(Group(*row) for row in served), enrolled)
        for served, enrolled in zip(
            counting.of_each(scopes, _groups), enrolments(scopes), strict=True
        )
    ]


def _told(groups: tuple[Group, ...], enrolled: tuple[int, int]) -> People:
    started, active = enrolled
    return People(
        served=served(groups),
        bought=bought(groups),
        attended=attended(groups),
        supported=supported(groups),
        enrolled_during_year=started,
        enrolments_active=active,
        by_gender=by_gender(groups),
        by_age_band=by_age_band(groups),
        by_social_status=by_social_status(groups),
        by_department=by_department(groups),
        by_commune=by_commune(groups),
        by_district=by_district(groups),
        coverage=coverage(groups),
    )


def _groups(scope: Scope) -> QuerySet:
    """Unit: people. Those with a standing sale, an attended workshop or a support session.

    One statement for every breakdown of people. Source: the register's rules.
    """
    sales, presences, support = scope.sales(), scope.presences(), scope.support()
    return (
        served_people(scope)
        .annotate(
            born_in=ExtractYear("born_on"),
            age_band=Case(
                *(When(born_in__lte=scope.year - age, then=Value(band)) for age, band in _BEGINS),
                default=Value(AgeBand.UNDER_12),
            ),
            has_address=Case(When(address="", then=Value(False)), default=Value(True)),
            bought=Exists(sales.filter(enrolment__beneficiary=OuterRef("pk"))),
            attended=Exists(presences.filter(beneficiary=OuterRef("pk"))),
            supported=Exists(support.filter(beneficiary=OuterRef("pk"))),
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
            "bought",
            "attended",
            "supported",
        )
        .annotate(people=Count("pk"))
        .order_by()
    )


def served_people(scope: Scope) -> QuerySet:
    """Unit: people. Each of those served, once."""
    return Beneficiary.objects.filter(
        pk__in=scope.sales()
        .values("enrolment__beneficiary")
        .union(
            scope.presences().values("beneficiary"),
            scope.support().values("beneficiary"),
            all=True,
        )
    )


def ages(band: str) -> tuple[int, int | None]:
    """The age that the band begins at, and the one that the next band begins at."""
    begins = [(0, AgeBand.UNDER_12), *reversed(_BEGINS)]
    rank = next(rank for rank, (_, code) in enumerate(begins) if code == band)
    return begins[rank][0], begins[rank + 1][0] if rank + 1 < len(begins) else None


def enrolments(scopes: Sequence[Scope]) -> list[tuple[int, int]]:
    """Unit: enrolments. For each scope: started in it, and sharing at least a day with it."""
    found = counting.of_each(scopes, _enrolments)
    return [rows[0][1:] if rows else (0, 0) for rows in found]


def _enrolments(scope: Scope) -> QuerySet:
    started = Q(period__startswith__gte=scope.period.lower)
    everybody = scope.enrolments().order_by().values_list(Value(0, IntegerField()))
    return everybody.annotate(started=Count("pk", filter=started), active=Count("pk"))


def served(groups: tuple[Group, ...]) -> int:
    """Unit: people served, each once."""
    return sum(group.people for group in groups)


def bought(groups: tuple[Group, ...]) -> int:
    """Unit: people with at least one standing sale."""
    return sum(group.people for group in groups if group.bought)


def attended(groups: tuple[Group, ...]) -> int:
    """Unit: people who came to at least one workshop."""
    return sum(group.people for group in groups if group.attended)


def supported(groups: tuple[Group, ...]) -> int:
    """Unit: people with at least one support session."""
    return sum(group.people for group in groups if group.supported)


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
    return largest_first(
        Line(code, DEPARTMENTS.get(code, "Non communiqué"), count) for code, count in counts.items()
    )


def by_commune(groups: tuple[Group, ...]) -> tuple[Line, ...]:
    """Unit: people served, by the INSEE code of their commune."""
    names = {group.commune or NOT_STATED: group.commune_name for group in groups}
    counts = _count(groups, lambda group: group.commune or NOT_STATED)
    return largest_first(
        Line(code, names[code] or "Non communiquée", count) for code, count in counts.items()
    )


def by_district(groups: tuple[Group, ...]) -> tuple[Line, ...]:
    """Unit: people served, by the priority district that their address lies in."""
    names = {_district_of(group): group.district_name for group in groups} | OUT_OF_DISTRICTS
    counts = _count(groups, _district_of)
    return largest_first(Line(code, names[code] or code, count) for code, count in counts.items())


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


def _count(groups: tuple[Group, ...], code: Callable[[Group], str]) -> Counter:
    counts: Counter[str] = Counter()
    for group in groups:
        counts[code(group)] += group.people
    return counts
