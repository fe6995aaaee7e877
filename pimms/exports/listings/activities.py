"""What people came for: workshops, seats, support, passages, aid, complaints."""

from django import forms

from pimms.exports.columns import DIRECTOR, Column, yes_or_no
from workshops.forms.sessions import ListForm
from workshops.models import (
    AidRequest,
    Complaint,
    Passage,
    Registration,
    SupportSession,
    Workshop,
)

from .listing import EverForm, Listing, ever, span, within
from .people import number, who


def _coming(form, user, on):
    found = Workshop.objects.visible_to(user).coming_up(on).with_counts()
    return form.filter(found).select_related("site", "room", "host")


def _held(form, user, on):
    found = within(Workshop.objects.visible_to(user), form, on, day="held_on")
    return found.with_counts().select_related("site", "room", "host").in_order()


_WORKSHOP = (
    Column("Atelier", lambda workshop: workshop.title),
    Column("Le", lambda workshop: workshop.held_on),
    Column("De", lambda workshop: workshop.starts_at),
    Column("À", lambda workshop: workshop.ends_at),
    Column("Point d’accueil", lambda workshop: workshop.site.name),
    Column("Salle", lambda workshop: workshop.room and workshop.room.name),
    Column(
        "Animé par", lambda workshop: workshop.host.name if workshop.host else workshop.host_name
    ),
    Column("Thèmes", lambda workshop: workshop.theme_names),
    Column("Niveau", lambda workshop: workshop.get_level_display()),
    Column("Places", lambda workshop: workshop.capacity),
    Column("Places prises", lambda workshop: workshop.seated),
    Column("Présents", lambda workshop: workshop.present),
    Column("Présents sans nom", lambda workshop: workshop.walk_ins),
    Column("En attente", lambda workshop: workshop.waiting),
    Column("Annulé", lambda workshop: yes_or_no(workshop.cancelled_at)),
)
COMING = Listing(
    "ateliers-a-venir",
    "Ateliers à venir",
    _coming,
    _WORKSHOP,
    lambda query, user: ListForm(query, user=user),
)
HELD = Listing("ateliers", "Ateliers d’une période", _held, _WORKSHOP, span)


def _seats(form, user, on):
    seats = within(
        Registration.objects.visible_to(user),
        form,
        on,
        day="workshop__held_on",
        site="workshop__site",
    )
    return (
        seats.select_related("workshop", "beneficiary", "guest")
        .prefetch_related("beneficiary__dossier_numbers")
        .order_by("workshop__held_on", "workshop__starts_at", "workshop", "pk")
    )


SEATS = Listing(
    "participations",
    "Inscriptions aux ateliers",
    _seats,
    (
        Column("Atelier", lambda seat: seat.workshop.title),
        Column("Le", lambda seat: seat.workshop.held_on),
        Column("De", lambda seat: seat.workshop.starts_at),
        Column("N° de dossier", lambda seat: seat.beneficiary and number(seat.beneficiary)),
        Column("Nom", lambda seat: seat.who.last_name, personal=True),
        Column("Prénom", lambda seat: seat.who.first_name, personal=True),
        Column("Places", lambda seat: seat.seats),
        Column("État", lambda seat: seat.get_status_display()),
        Column("En retard", lambda seat: yes_or_no(seat.is_late)),
    ),
    span,
)


def _support(form, user, on):
    found = within(SupportSession.objects.visible_to(user), form, on, day="held_on")
    return (
        found.select_related("beneficiary", "recorded_by", "site", "organisation", "place")
        .prefetch_related("beneficiary__dossier_numbers")
        .order_by("held_on", "pk")
    )


SUPPORT = Listing(
    "accompagnements",
    "Accompagnements",
    _support,
    (
        Column("Le", lambda session: session.held_on),
        *who(lambda session: session.beneficiary),
        Column("Durée (min)", lambda session: session.minutes),
        Column("Thèmes", lambda session: session.theme_names),
        Column("Matériel", lambda session: session.equipment_names),
        Column("Autonomie", lambda session: session.get_autonomy_display()),
        Column("Orientation vers", lambda session: session.sent_to),
        Column("Point d’accueil", lambda session: session.site.name),
        Column(
            "Par",
            lambda session: (
                session.recorded_by.name if session.recorded_by else session.counsellor_name
            ),
        ),
    ),
    span,
)


def _passages(form, user, on):
    found = within(Passage.objects.visible_to(user).standing(), form, on, day="day")
    return (
        found.select_related("beneficiary", "site", "by")
        .prefetch_related("beneficiary__dossier_numbers")
        .order_by("at", "pk")
    )


PASSAGES = Listing(
    "passages",
    "Passages à l’accueil",
    _passages,
    (
        Column("Le", lambda passage: passage.day),
        Column("Demandes", lambda passage: passage.demand_names),
        Column("Nombre de demandes", lambda passage: len(passage.demands)),
        Column(
            "N° de dossier", lambda passage: passage.beneficiary and number(passage.beneficiary)
        ),
        Column("Point d’accueil", lambda passage: passage.site.name),
        Column("Noté par", lambda passage: passage.by.name),
    ),
    span,
)


class AidForm(EverForm):
    """By state too, as on the page of aid requests."""

    etat = forms.ChoiceField(
        label="État", required=False, choices=[("", "Tous"), *AidRequest.Status.choices]
    )


def _aid(form, user, on):
    found = within(AidRequest.objects.visible_to(user), form, on, day="asked_on")
    if state := form.cleaned_data["etat"]:
        found = found.filter(status=state)
    return (
        found.select_related("beneficiary", "organisation")
        .prefetch_related("beneficiary__dossier_numbers")
        .order_by("-asked_on", "-pk")
    )


AID = Listing(
    "aides",
    "Demandes d’aide",
    _aid,
    (
        Column("Demandée le", lambda aid: aid.asked_on),
        *who(lambda aid: aid.beneficiary),
        Column(
            "Demandée à",
            lambda aid: str(aid.organisation) if aid.organisation else aid.asked_of,
        ),
        Column("Objet", lambda aid: aid.purpose, personal=True, roles=DIRECTOR),
        Column("Montant demandé", lambda aid: aid.amount_asked),
        Column("État", lambda aid: aid.get_status_display()),
        Column("Décidée le", lambda aid: aid.decided_on),
        Column("Montant accordé", lambda aid: aid.amount_granted),
        Column("Payée le", lambda aid: aid.paid_on),
    ),
    lambda query, user: AidForm(query),
)


def _complaints(form, user, on):
    found = within(Complaint.objects.visible_to(user), form, on, day="received_on")
    return (
        found.select_related("beneficiary", "received_by")
        .prefetch_related("beneficiary__dossier_numbers")
        .order_by("-received_on", "-pk")
    )


COMPLAINTS = Listing(
    "reclamations",
    "Réclamations",
    _complaints,
    (
        Column("Reçue le", lambda complaint: complaint.received_on),
        Column("Par", lambda complaint: complaint.get_channel_display()),
        Column("Au sujet de", lambda complaint: complaint.get_about_display()),
        Column(
            "N° de dossier",
            lambda complaint: complaint.beneficiary and number(complaint.beneficiary),
        ),
        Column("Ce qui est dit", lambda complaint: complaint.text, personal=True, roles=DIRECTOR),
        Column("Réponse le", lambda complaint: complaint.answered_on),
        Column("Suite", lambda complaint: complaint.get_outcome_display()),
    ),
    ever,
)

LISTINGS = (COMING, HELD, SEATS, SUPPORT, PASSAGES, AID, COMPLAINTS)
