"""Who was served in a year, and who had their twelve months."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import (
    Count,
    DecimalField,
    ExpressionWrapper,
    IntegerField,
    Max,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, ExtractYear

from beneficiaries.models import Beneficiary
from reports.models import Share
from reports.notes import note
from reports.words import agree

from . import counting, layouts, traits
from .counting import NOT_STATED, Line, as_cells
from .indicator import RATE, Common, Indicator, Part, Reach, Way, by_field
from .scope import Scope
from .tally import Tally
from .traits import Covered, Group


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
    """The people of each scope, in one statement for all; their enrolments are still to be said.

    Unit: people served, each once, with a standing sale, an attended workshop or a support session.
    """
    return [
        _told(tuple(Group(*row) for row in served)) for served in counting.of_each(scopes, _groups)
    ]


def _told(groups: tuple[Group, ...]) -> People:
    return People(
        served=sum(group.people for group in groups),
        bought=sum(group.people for group in groups if group.bought),
        attended=sum(group.people for group in groups if group.attended),
        supported=sum(group.people for group in groups if group.supported),
        enrolled_during_year=0,
        enrolments_active=0,
        by_gender=traits.by_gender(groups),
        by_age_band=traits.by_age_band(groups),
        by_social_status=traits.by_social_status(groups),
        by_department=traits.by_department(groups),
        by_commune=traits.by_commune(groups),
        by_district=traits.by_district(groups),
        coverage=traits.coverage(groups),
    )


def _groups(scope: Scope) -> QuerySet:
    return traits.groups_of(served_people(scope), scope)


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


def people_behind(rows: QuerySet, path: str) -> QuerySet:
    """Unit: people. Each of those whom `path` leads to from the rows, once."""
    return Beneficiary.objects.filter(pk__in=rows.values(path))


# --- The rows behind ------------------------------------------------------------------------


def started(scope: Scope) -> QuerySet:
    """Unit: enrolments that begin in the scope."""
    return scope.enrolments().filter(period__startswith__gte=scope.period.lower)


def _of_age(rows: QuerySet, scope: Scope, code: str) -> QuerySet:
    low, high = traits.ages(code)
    born = rows.annotate(age=Value(scope.year, IntegerField()) - ExtractYear("born_on"))
    return born.filter(age__gte=low, **({"age__lt": high} if high else {}))


def _of_district(rows: QuerySet, scope: Scope, code: str) -> QuerySet:
    if code in traits.OUT_OF_DISTRICTS:
        nowhere = rows.filter(district=None)
        is_known = code == traits.OUTSIDE
        return nowhere.exclude(address="") if is_known else nowhere.filter(address="")
    return rows.filter(district__code=code)


# Of every thousand who live there; of all communes together it says nothing.
_HEADS = Cast(Count("pk"), DecimalField(max_digits=12, decimal_places=6))
_RATE = ExpressionWrapper(1000 * _HEADS / Max("commune__population"), _HEADS.output_field)


BOUGHT = Way(Scope.sales, "enrolment__beneficiary", "sold_on")
ATTENDED = Way(Scope.presences, "beneficiary", "workshop__held_on")
SUPPORTED = Way(Scope.support, "beneficiary", "held_on")


# --- Indicators -----------------------------------------------------------------------------

PART = Part(1, "people", "Personnes", "personnes", Share.Part.PEOPLE)
_SERVED: Common = {"layout": layouts.PEOPLE, "rows": served_people, "reach": Reach.FUNDER}
_TRAIT: Common = _SERVED | {"whole": "people.served", "note": note("traits")}
_PLACE: Common = _TRAIT | {"note": note("communes"), "shared": Share.Part.TERRITORY}
_ENROLMENTS: Common = {"layout": layouts.ENROLMENTS, "note": note("enrolments")}

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="people.served",
        title="Personnes aidées",
        note=note("served"),
        counted=lambda year: year.people.served,
        key=lambda year: agree(year.people.served, "personne aidée", "personnes aidées"),
        changes=True,
        promised="personnes aidées",
        ways=(BOUGHT, ATTENDED, SUPPORTED),
        word="personnes",
        **_SERVED,
    ),
    Indicator(
        code="people.enrolled_during_year",
        title="Inscriptions ouvertes",
        rows=started,
        tally=Tally(started),
        counted=lambda year: year.people.enrolled_during_year,
        key=lambda year: agree(
            year.people.enrolled_during_year, "inscription ouverte", "inscriptions ouvertes"
        ),
        changes=True,
        promised="inscriptions ouvertes",
        day="period__startswith",
        **_ENROLMENTS,
    ),
    Indicator(
        code="people.enrolments_active",
        title="Inscriptions en cours",
        rows=Scope.enrolments,
        tally=Tally(Scope.enrolments),
        counted=lambda year: year.people.enrolments_active,
        **_ENROLMENTS,
    ),
    Indicator(
        code="people.by_gender",
        title="Genre",
        by=by_field("gender"),
        head="Genre",
        counted=lambda year: as_cells(year.people.by_gender),
        **_TRAIT,
    ),
    Indicator(
        code="people.by_age_band",
        title="Âge atteint dans l’année",
        by=_of_age,
        head="Âge",
        counted=lambda year: as_cells(year.people.by_age_band),
        word="ages",
        **_TRAIT,
    ),
    Indicator(
        code="people.by_social_status",
        title="Situation",
        by=by_field("social_status"),
        head="Situation",
        counted=lambda year: as_cells(year.people.by_social_status),
        word="publics",
        **_TRAIT,
    ),
    Indicator(
        code="people.by_department",
        title="Département",
        by=by_field("commune__department", NOT_STATED),
        head="Département",
        counted=lambda year: as_cells(year.people.by_department),
        **_PLACE,
    ),
    Indicator(
        code="people.by_commune",
        title="Commune de résidence",
        by=by_field("commune", NOT_STATED),
        head="Commune",
        counted=lambda year: as_cells(year.people.by_commune),
        **_PLACE,
    ),
    Indicator(
        code="people.by_district",
        title="Quartier prioritaire",
        by=_of_district,
        head="Quartier",
        counted=lambda year: as_cells(year.people.by_district),
        **(_PLACE | {"note": note("districts")}),
    ),
    Indicator(
        code="people.coverage",
        title="Personnes aidées pour mille",
        note=note("coverage"),
        by=by_field("commune"),
        sums=_RATE,
        unit=RATE,
        counted=lambda year: as_cells(year.people.coverage, "per_thousand"),
        within="people.by_commune",
        **_SERVED,
    ),
)
