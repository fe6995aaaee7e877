"""Who was served in a year, and who had their twelve months."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, TextChoices, Value, When
from django.db.models.functions import ExtractYear

from beneficiaries.models import Beneficiary, Enrolment
from pimms.kernel.periods import year as calendar_year
from recharges.models import Sale
from workshops.models import Registration, SupportSession, Workshop

from .counting import NOT_STATED, Line, in_order_of, largest_first


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


@dataclass(frozen=True)
class Group:
    """So many people served, alike in everything the report tells apart."""

    gender: str
    social_status: str
    age_band: str
    commune: str | None
    commune_name: str | None
    department: str | None
    bought: bool
    attended: bool
    supported: bool
    people: int


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


def of(year: int) -> People:
    """The people of a year, in two statements."""
    groups = served_in_groups(year)
    started, active = enrolments(year)
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
    )


def served_in_groups(year: int) -> tuple[Group, ...]:
    """Unit: people. Those with a standing sale, an attended workshop or a support session.

    One statement for every breakdown of people. Source: the register's rules.
    """
    sales, presences, support = _visits(year)
    people = served_people(year)
    rows = (
        people.annotate(
            born_in=ExtractYear("born_on"),
            age_band=Case(
                *(When(born_in__lte=year - age, then=Value(band)) for age, band in _BEGINS),
                default=Value(AgeBand.UNDER_12),
            ),
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
            "bought",
            "attended",
            "supported",
        )
        .annotate(people=Count("pk"))
        .order_by()
    )
    return tuple(Group(*row) for row in rows)


def served_people(year: int) -> QuerySet:
    """Unit: people. Each of those served, once."""
    sales, presences, support = _visits(year)
    return Beneficiary.objects.filter(
        pk__in=sales.values("enrolment__beneficiary").union(
            presences.values("beneficiary"), support.values("beneficiary"), all=True
        )
    )


def _visits(year: int) -> tuple[QuerySet, QuerySet, QuerySet]:
    """The standing sales, the presences at workshops and the support sessions."""
    period = calendar_year(year)
    presences = Registration.objects.filter(
        status=Registration.Status.PRESENT, workshop__in=Workshop.objects.held_in(period)
    )
    support = SupportSession.objects.filter(held_on__gte=period.lower, held_on__lt=period.upper)
    return Sale.objects.standing().sold_in(period), presences, support


def ages(band: str) -> tuple[int, int | None]:
    """The age that the band begins at, and the one that the next band begins at."""
    begins = [(0, AgeBand.UNDER_12), *reversed(_BEGINS)]
    rank = next(rank for rank, (_, code) in enumerate(begins) if code == band)
    return begins[rank][0], begins[rank + 1][0] if rank + 1 < len(begins) else None


def enrolments(year: int) -> tuple[int, int]:
    """Unit: enrolments. Those that start in the year, and those that share a day with it."""
    period = calendar_year(year)
    started = Q(period__startswith__gte=period.lower)
    counts = Enrolment.objects.running_in(period).aggregate(
        started=Count("pk", filter=started), active=Count("pk")
    )
    return counts["started"], counts["active"]


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


def _count(groups: tuple[Group, ...], code: Callable[[Group], str]) -> Counter:
    counts = Counter()
    for group in groups:
        counts[code(group)] += group.people
    return counts
