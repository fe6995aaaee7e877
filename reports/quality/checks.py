"""The checks of a month: the rows of each that somebody has to look at.

What was done is asked of the month; what waits, of today. Source: row 211 of the list of features.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.urls import reverse

from beneficiaries.births import birth
from beneficiaries.models import Beneficiary, Enrolment, PossibleDuplicate, Referral
from pimms.kernel.periods import add_months, last_day
from pimms.kernel.templatetags.french import day as in_figures
from pimms.kernel.templatetags.french import instant
from recharges.models import Sale, TillSession
from reports.figures.layouts import RowLayout
from workshops.models import Appointment, Registration, SupportSession, Workshop

OLDEST, UNSEEN, UNANSWERED, SHEET = 105, 60, 10, 2  # years, then days


@dataclass(frozen=True)
class Check:
    """`rows(month, today)` are those to mend, each on the page that `kind` leads to."""

    code: str
    title: str
    mend: str
    rows: Callable[[DateRange, date], QuerySet]
    kind: RowLayout


@dataclass(frozen=True)
class Found:
    check: Check
    count: int


# --- People ----------------------------------------------------------------------------------


def _unlikely_births(month, today):
    unlikely = Q(born_on__lt=add_months(today, -12 * OLDEST)) | Q(born_on__gt=today)
    return Beneficiary.objects.standing().filter(unlikely)


def _without_commune(month, today):
    return Beneficiary.objects.standing().filter(last_seen_on__gte=month.lower, commune=None)


def _unseen(month, today):
    since = today - timedelta(days=UNSEEN)
    gone = Beneficiary.objects.not_seen_since(since)
    begun = Q(period__startswith__lt=since)
    return Enrolment.objects.running_on(today).filter(begun, beneficiary__in=gone)


def _twins(month, today):
    return PossibleDuplicate.objects.undecided()


# --- What was done ---------------------------------------------------------------------------


def _held(month, today):
    return Workshop.objects.held_in(DateRange(month.lower, min(month.upper, today)))


def _without_attendance(month, today):
    seats = Registration.objects.filter(workshop=OuterRef("pk"))
    unsaid = Exists(seats.filter(status=Registration.Status.REGISTERED))
    nobody = ~Exists(seats.filter(status=Registration.Status.PRESENT)) & Q(walk_ins=0)
    return _held(month, today).filter(unsaid | nobody)


def _without_sheet(month, today):
    late = Workshop.objects.without_sheet(held_until=today - timedelta(days=SHEET))
    return late.filter(held_on__gte=month.lower, held_on__lt=month.upper)


def _outside_the_rights(month, today):
    sold = Sale.objects.standing().sold_in(month)
    return sold.exclude(enrolment__period__contains=F("sold_on"))


def _without_theme(month, today):
    days = {"held_on__gte": month.lower, "held_on__lt": month.upper}
    return SupportSession.objects.filter(themes__len=0, **days)


def _not_closed(month, today):
    planned = Appointment.objects.filter(status=Appointment.Status.PLANNED)
    return planned.filter(
        slot__startswith__date__gte=month.lower,
        slot__startswith__date__lt=min(month.upper, today),
    )


def _open_tills(month, today):
    return TillSession.objects.filter(closed_at=None, day__lt=today)


def _unanswered(month, today):
    return Referral.objects.unanswered_since(today - timedelta(days=UNANSWERED))


# --- The lists -------------------------------------------------------------------------------


def _seen(person) -> str:
    return in_figures(person.last_seen_on) or "jamais"


_PEOPLE = RowLayout(
    ("Personne", "Née le", "Vue le"),
    lambda person: (str(person), birth(person), _seen(person)),
    ("last_key", "first_key", "pk"),
    address=lambda person: reverse("beneficiaries:correct", args=[person.pk]),
)
_RUNNING = RowLayout(
    ("Personne", "Vue le", "Droits jusqu’au"),
    lambda enrolment: (
        str(enrolment.beneficiary),
        _seen(enrolment.beneficiary),
        in_figures(last_day(enrolment.period)),
    ),
    ("period", "pk"),
    ("beneficiary",),
    address=lambda enrolment: enrolment.beneficiary.get_absolute_url(),
)
_PAIRS = RowLayout(
    ("Dossiers", "Repérés le"),
    lambda pair: (f"{pair.first} et {pair.second}", in_figures(pair.found_on)),
    ("pk",),
    ("first", "second"),
    newest_first=True,
)
_WORKSHOPS = RowLayout(
    ("Atelier", "Le", "Animé par"),
    lambda workshop: (
        workshop.title,
        in_figures(workshop.held_on),
        workshop.host.name if workshop.host else workshop.host_name,
    ),
    ("held_on", "pk"),
    ("host",),
)
_SALES = RowLayout(
    ("Reçu", "Le", "Personne"),
    lambda sale: (str(sale), in_figures(sale.sold_on), str(sale.enrolment.beneficiary)),
    ("sold_on", "pk"),
    ("enrolment__beneficiary",),
)
_SUPPORT = RowLayout(
    ("Accompagnement", "Noté par"),
    lambda session: (
        str(session),
        session.recorded_by.name if session.recorded_by else session.counsellor_name,
    ),
    ("held_on", "pk"),
    ("beneficiary", "recorded_by"),
)
_APPOINTMENTS = RowLayout(
    ("Personne", "Quand", "Avec"),
    lambda meeting: (str(meeting.beneficiary), instant(meeting.slot.lower), meeting.host.name),
    ("slot", "pk"),
    ("beneficiary", "host"),
    address=lambda meeting: reverse("workshops:appointments", args=[meeting.beneficiary_id]),
)
_TILLS = RowLayout(
    ("Caisse", "Du"),
    lambda till: (str(till.site), in_figures(till.day)),
    ("day", "pk"),
    ("site",),
    address=lambda till: reverse("recharges:till_session", args=[till.pk]),
)
_REFERRALS = RowLayout(
    ("Personne", "Reçue le", "Organisme"),
    lambda referral: (
        str(referral),
        in_figures(referral.received_on),
        str(referral.organisation),
    ),
    ("received_on", "pk"),
    ("organisation",),
)

ALL = (
    Check(
        "naissances",
        "Dates de naissance invraisemblables",
        f"Plus de {OLDEST} ans, ou à venir\u202f: demandez la date à la personne.",
        _unlikely_births,
        _PEOPLE,
    ),
    Check(
        "communes",
        "Personnes vues sans commune",
        "Vues depuis le début du mois\u202f: sans commune, elles manquent au bilan du territoire.",
        _without_commune,
        _PEOPLE,
    ),
    Check(
        "doublons",
        "Doublons possibles",
        "Réunissez les deux dossiers, ou dites qu’ils sont de deux personnes.",
        _twins,
        _PAIRS,
    ),
    Check(
        "orientations",
        "Orientations sans réponse",
        f"Reçues il y a plus de {UNANSWERED} jours\u202f: le référent attend.",
        _unanswered,
        _REFERRALS,
    ),
    Check(
        "jamais-revues",
        f"Personnes pas revues depuis {UNSEEN} jours",
        "Leurs douze mois courent sans elles\u202f: un appel suffit souvent.",
        _unseen,
        _RUNNING,
    ),
    Check(
        "presences",
        "Ateliers sans présences",
        "Dites qui est venu\u202f; si personne n’est venu, annulez l’atelier.",
        _without_attendance,
        _WORKSHOPS,
    ),
    Check(
        "feuilles",
        "Ateliers sans feuille signée",
        "Les financeurs la demandent\u202f: scannez-la tant qu’elle est là.",
        _without_sheet,
        _WORKSHOPS,
    ),
    Check(
        "rendez-vous",
        "Rendez-vous à clore",
        "L’heure est passée\u202f: dites s’il a été tenu ou manqué.",
        _not_closed,
        _APPOINTMENTS,
    ),
    Check(
        "themes",
        "Accompagnements sans thème",
        "Ils comptent, mais sous aucun thème.",
        _without_theme,
        _SUPPORT,
    ),
    Check(
        "ventes",
        "Ventes hors des droits",
        "La vente tombe hors des douze mois\u202f: voyez l’inscription, ou annulez la vente.",
        _outside_the_rights,
        _SALES,
    ),
    Check(
        "caisses",
        "Caisses restées ouvertes",
        "Comptez-les avant d’ouvrir celle du jour.",
        _open_tills,
        _TILLS,
    ),
)


def found(code: str) -> Check | None:
    return next((check for check in ALL if check.code == code), None)


def found_in(month: DateRange, *, today: date) -> list[Found]:
    """How many rows each check finds, in one statement for all."""
    first, *others = (
        check.rows(month, today)
        .order_by()
        .values_list(Value(check.code, CharField()))
        .annotate(n=Count("pk"))
        for check in ALL
    )
    counts = dict(first.union(*others, all=True))
    return [Found(check, counts.get(check.code, 0)) for check in ALL]
