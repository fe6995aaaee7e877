"""The people, what opened their rights, and who sent them."""

from django.contrib.postgres.fields import DateRangeField
from django.db.models import OuterRef, Subquery

from accounts.models import User
from accounts.permissions import EVERYBODY as EVERY_ROLE
from beneficiaries.births import known_day
from beneficiaries.forms.inbox import InboxForm
from beneficiaries.forms.people import PeopleSearchForm
from beneficiaries.models import Beneficiary, Enrolment, Referral
from beneficiaries.telling import told
from pimms.exports.columns import (
    DIRECTOR,
    NOT_COUNSELLORS,
    PARTNERS,
    TEAM,
    Column,
    several,
    yes_or_no,
)
from pimms.kernel import phones
from pimms.kernel.periods import last_day

from .listing import Listing, ever, span, within


def number(person) -> str:
    """The first number that the file had; read with its numbers."""
    numbers = sorted(person.dossier_numbers.all(), key=lambda each: each.pk)
    return numbers[0].number if numbers else ""


def who(person) -> tuple[Column, ...]:
    """Number, names, year of birth and commune of `person(row)`."""
    return (
        Column("N° de dossier", lambda row: person(row) and number(person(row))),
        Column("Nom", lambda row: person(row) and person(row).last_name, personal=True),
        Column("Prénom", lambda row: person(row) and person(row).first_name, personal=True),
    )


def _phone(row) -> str:
    return phones.in_a_file(row.phone)


def _people(form, user, on):
    running = Enrolment.objects.running_on(on).filter(beneficiary=OuterRef("pk"))
    found = form.filter(Beneficiary.objects.visible_to(user), on=on)
    return (
        found.select_related("commune", "adviser")
        .prefetch_related("dossier_numbers")
        .annotate(
            running=Subquery(
                running.order_by("pk").values("period")[:1], output_field=DateRangeField()
            )
        )
        .order_by("last_key", "first_key", "pk")
    )


PEOPLE = Listing(
    "personnes",
    "Personnes",
    _people,
    (
        *who(lambda person: person),
        Column(
            "Date de naissance",
            known_day,
            personal=True,
            roles=DIRECTOR,
        ),
        Column("Année de naissance", lambda person: person.born_on.year),
        Column("Genre", lambda person: person.get_gender_display()),
        Column(
            "Téléphone",
            lambda person: phones.in_a_file(person.phone),
            personal=True,
            roles=DIRECTOR,
        ),
        Column("Adresse électronique", lambda person: person.email, personal=True, roles=DIRECTOR),
        Column("Adresse", lambda person: person.address, personal=True, roles=DIRECTOR),
        Column("Code INSEE", lambda person: person.commune_id),
        Column("Code postal", lambda person: person.postal_code),
        Column("Commune", lambda person: person.commune and person.commune.name),
        Column("Langue", lambda person: person.language),
        Column("Situation", lambda person: person.get_social_status_display(), roles=DIRECTOR),
        Column("Ressources", lambda person: person.income_source, roles=DIRECTOR),
        Column("Logement", lambda person: person.get_housing_display(), roles=DIRECTOR),
        Column("Adultes au foyer", lambda person: person.adults),
        Column("Enfants au foyer", lambda person: person.children),
        Column("Droits du", lambda person: person.running and person.running.lower),
        Column("Droits au", lambda person: person.running and last_day(person.running)),
        Column("Suivie par", lambda person: person.adviser and person.adviser.name),
        Column("Vue le", lambda person: person.last_seen_on),
    ),
    lambda query, user: PeopleSearchForm(query, user=user),
)


def _enrolments(form, user, on):
    period = form.span(today=on)
    found = Enrolment.objects.visible_to(user).standing().started_in(period)
    if site := getattr(form, "cleaned_data", {}).get("site"):
        found = found.filter(beneficiary__site=site)
    return (
        found.select_related("beneficiary__commune", "assessment__referral__organisation")
        .prefetch_related("beneficiary__dossier_numbers")
        .order_by("period", "pk")
    )


def _sender(enrolment):
    referral = enrolment.assessment and enrolment.assessment.referral
    return referral and str(referral.organisation)


ENROLMENTS = Listing(
    "inscriptions",
    "Inscriptions commencées",
    _enrolments,
    (
        Column("N° d’inscription", lambda enrolment: enrolment.number),
        *who(lambda enrolment: enrolment.beneficiary),
        Column("Code postal", lambda enrolment: enrolment.beneficiary.postal_code),
        Column(
            "Commune",
            lambda enrolment: enrolment.beneficiary.commune and enrolment.beneficiary.commune.name,
        ),
        Column("Du", lambda enrolment: enrolment.period.lower),
        Column("Au", lambda enrolment: last_day(enrolment.period)),
        Column("Orientée par", _sender),
    ),
    span,
)

_REFERRAL = (
    Column("N° d’orientation", lambda referral: referral.number),
    Column("Reçue le", lambda referral: referral.received_on),
    Column("Organisme", lambda referral: str(referral.organisation)),
    Column("Référent", lambda referral: referral.referrer_name),
    Column("Nom", lambda referral: referral.last_name, personal=True),
    Column("Prénom", lambda referral: referral.first_name, personal=True),
    Column(
        "Date de naissance",
        known_day,
        personal=True,
        roles=NOT_COUNSELLORS,
    ),
    Column("Année de naissance", lambda referral: referral.born_on.year),
    Column(
        "Téléphone",
        lambda referral: phones.in_a_file(referral.phone),
        personal=True,
        roles=NOT_COUNSELLORS,
    ),
    Column("Code postal", lambda referral: referral.postal_code),
    Column("Commune", lambda referral: referral.commune and referral.commune.name),
    Column(
        "Besoins", lambda referral: several(Referral.Need(need).label for need in referral.needs)
    ),
    Column("Urgente", lambda referral: yes_or_no(referral.is_urgent)),
    Column(
        "État",
        lambda referral: referral.get_status_display(),
        roles=TEAM,
        less=lambda referral: told(referral).label,
    ),
    Column(
        "Décidée le",
        lambda referral: referral.decided_on,
        roles=TEAM,
        less=lambda referral: told(referral).on,
    ),
    Column(
        "Motif du refus",
        lambda referral: referral.get_refusal_display(),
        roles=TEAM,
        less=lambda referral: told(referral).refusal,
    ),
)


def _seen_by(user: User):
    return Referral.objects.visible_to(user).select_related("organisation", "commune")


def _pending(form, user, on):
    return form.filter(_seen_by(user).pending(), user=user).order_by(
        "-is_urgent", "received_on", "pk"
    )


def _closed(form, user, on):
    return within(_seen_by(user).closed(), form, on, day="received_on").order_by(
        "-received_on", "-pk"
    )


PENDING = Listing(
    "orientations-a-examiner",
    "Orientations à examiner",
    _pending,
    _REFERRAL,
    lambda query, user: InboxForm(query),
    EVERY_ROLE,
    written_when_fetched=PARTNERS,
)
CLOSED = Listing(
    "orientations-traitees",
    "Orientations traitées",
    _closed,
    _REFERRAL,
    ever,
    EVERY_ROLE,
    written_when_fetched=PARTNERS,
)

LISTINGS = (PEOPLE, ENROLMENTS, PENDING, CLOSED)
