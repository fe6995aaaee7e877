"""How the rows behind a figure are laid out: their columns, their order, what they are called."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localtime

from beneficiaries.births import birth
from pimms.kernel.periods import last_day
from pimms.kernel.templatetags.french import clock, day, duration, euros, instant, number


@dataclass(frozen=True)
class RowLayout:
    """`cells(row)` stands under `heads`; the first leads to the row's own page, if it has one.
    `noun` is what several of them are called, as the head of a column."""

    heads: tuple[str, ...]
    cells: Callable[[Any], tuple[str, ...]]
    keys: tuple[str, ...]
    related: tuple[str, ...] = ()
    newest_first: bool = False
    address: Callable[[Any], str] = lambda row: row.get_absolute_url()
    noun: str = ""


def _day(value: Any) -> str:
    return day(value) if value else ""


PEOPLE = RowLayout(
    ("Personne", "Née le", "Genre", "Situation", "Commune"),
    lambda person: (
        str(person),
        birth(person),
        person.get_gender_display(),
        person.get_social_status_display(),
        person.commune.name if person.commune else "",
    ),
    ("last_key", "first_key", "pk"),
    ("commune",),
    noun="Personnes",
)
ENROLMENTS = RowLayout(
    ("Personne", "Du", "Au"),
    lambda enrolment: (
        str(enrolment.beneficiary),
        _day(enrolment.period.lower),
        _day(last_day(enrolment.period)),
    ),
    ("period", "pk"),
    ("beneficiary",),
    newest_first=True,
    address=lambda enrolment: enrolment.beneficiary.get_absolute_url(),
    noun="Inscriptions",
)
REFERRALS = RowLayout(
    ("Personne", "Reçue le", "Organisme", "Réponse"),
    lambda referral: (
        str(referral),
        _day(referral.received_on),
        str(referral.organisation),
        referral.get_status_display(),
    ),
    ("received_on", "pk"),
    ("organisation",),
    newest_first=True,
    noun="Orientations",
)
LINES = RowLayout(
    ("Reçu", "Le", "Personne", "Article", "Quantité", "Payé", "Prix public", "Économie"),
    lambda line: (
        str(line.sale),
        _day(line.sale.sold_on),
        str(line.sale.enrolment.beneficiary),
        str(line.product),
        number(line.quantity),
        euros(line.paid),
        euros(line.public_price * line.quantity),
        euros(line.public_price * line.quantity - line.paid),
    ),
    ("sale__sold_on", "pk"),
    ("sale__enrolment__beneficiary", "product"),
    newest_first=True,
    address=lambda line: line.sale.get_absolute_url(),
    noun="Lignes de vente",
)
WORKSHOPS = RowLayout(
    ("Atelier", "Le", "De", "À", "Thèmes"),
    lambda workshop: (
        workshop.title,
        _day(workshop.held_on),
        clock(workshop.starts_at),
        clock(workshop.ends_at),
        workshop.theme_names,
    ),
    ("held_on", "pk"),
    newest_first=True,
    noun="Ateliers",
)
SEATS = RowLayout(
    ("Personne", "Atelier", "Le", "Présence"),
    lambda seat: (
        str(seat.who),
        seat.workshop.title,
        _day(seat.workshop.held_on),
        seat.get_status_display(),
    ),
    ("workshop__held_on", "pk"),
    ("workshop", "beneficiary", "guest"),
    newest_first=True,
    address=lambda seat: seat.workshop.get_absolute_url(),
    noun="Présences",
)
SUPPORT = RowLayout(
    ("Personne", "Le", "Durée", "Thèmes"),
    lambda session: (
        str(session.beneficiary),
        _day(session.held_on),
        f"{session.minutes}\u00a0min",
        session.theme_names,
    ),
    ("held_on", "pk"),
    ("beneficiary",),
    newest_first=True,
    address=lambda session: session.beneficiary.get_absolute_url(),
    noun="Accompagnements",
)
WAITING = RowLayout(
    ("Personne", "Depuis le", "Points"),
    lambda waiting: (str(waiting.beneficiary), _day(waiting.since), number(waiting.points)),
    ("since", "pk"),
    ("beneficiary",),
    address=lambda waiting: waiting.beneficiary.get_absolute_url(),
    noun="Personnes",
)
GRANTS = RowLayout(
    ("Financeur", "Objet", "Montant accordé"),
    lambda grant: (str(grant.funder), grant.purpose, euros(grant.amount)),
    ("funder__name", "purpose", "pk"),
    ("funder",),
    address=lambda grant: "",
    noun="Subventions",
)
POSTS = RowLayout(
    ("Poste", "Contrat", "Du", "Au"),
    lambda post: (
        post.title,
        post.get_contract_display(),
        _day(post.period.lower),
        _day(last_day(post.period)) if post.period.upper else "",
    ),
    ("period", "pk"),
    address=lambda post: "",
    noun="Postes",
)
PASSAGES = RowLayout(
    ("Le", "À", "Demandes", "Personne"),
    lambda passage: (
        _day(passage.day),
        clock(localtime(passage.at).time()),
        passage.demand_names,
        str(passage.beneficiary or ""),
    ),
    ("day", "pk"),
    ("beneficiary",),
    newest_first=True,
    address=lambda passage: "",
    noun="Passages",
)
DROP_INS = RowLayout(
    ("Permanence", "Le", "De", "À", "Tenue par"),
    lambda drop_in: (
        drop_in.title,
        _day(drop_in.held_on),
        clock(drop_in.starts_at),
        clock(drop_in.ends_at),
        str(drop_in.host),
    ),
    ("held_on", "pk"),
    ("host",),
    newest_first=True,
    noun="Permanences",
)
ARRIVALS = RowLayout(
    ("Personne", "Le", "Permanence"),
    lambda arrival: (
        str(arrival.beneficiary or arrival.first_name or f"n°\u00a0{arrival.number}"),
        _day(arrival.day),
        arrival.drop_in.title,
    ),
    ("day", "pk"),
    ("beneficiary", "drop_in"),
    newest_first=True,
    address=lambda arrival: arrival.drop_in.get_absolute_url(),
    noun="Réceptions",
)
APPOINTMENTS = RowLayout(
    ("Personne", "Quand", "Avec", "État"),
    lambda meeting: (
        str(meeting.beneficiary),
        instant(meeting.slot.lower),
        str(meeting.host),
        meeting.get_status_display(),
    ),
    ("slot", "pk"),
    ("beneficiary", "host"),
    newest_first=True,
    address=lambda meeting: meeting.beneficiary.get_absolute_url(),
    noun="Rendez-vous",
)
ASSESSMENTS = RowLayout(
    ("Personne", "Établi le", "Motif"),
    lambda assessment: (
        str(assessment.beneficiary),
        _day(assessment.assessed_on),
        assessment.reason,
    ),
    ("assessed_on", "pk"),
    ("beneficiary",),
    newest_first=True,
    address=lambda assessment: assessment.beneficiary.get_absolute_url(),
    noun="Examens",
)
EXIT_TALKS = RowLayout(
    ("Personne", "Le", "Motif", "Et après"),
    lambda talk: (
        str(talk.enrolment.beneficiary),
        _day(talk.held_on),
        talk.get_reason_display(),
        talk.get_next_step_display(),
    ),
    ("held_on", "pk"),
    ("enrolment__beneficiary",),
    newest_first=True,
    address=lambda talk: talk.enrolment.beneficiary.get_absolute_url(),
    noun="Entretiens",
)
FOLLOW_UPS = RowLayout(
    ("Personne", "Le", "Devenir"),
    lambda news: (
        str(news.enrolment.beneficiary),
        _day(news.made_on),
        news.get_outcome_display(),
    ),
    ("made_on", "pk"),
    ("enrolment__beneficiary",),
    newest_first=True,
    address=lambda news: news.enrolment.beneficiary.get_absolute_url(),
    noun="Personnes",
)
AIDS = RowLayout(
    ("Personne", "Accordée le", "Pour quoi", "Montant"),
    lambda aid: (
        str(aid.beneficiary),
        _day(aid.decided_on),
        aid.purpose,
        euros(aid.amount_granted),
    ),
    ("decided_on", "pk"),
    ("beneficiary",),
    newest_first=True,
    noun="Aides",
)
SALES = RowLayout(
    ("Reçu", "Le", "Personne", "Motif de la dérogation"),
    lambda sale: (
        str(sale),
        _day(sale.sold_on),
        str(sale.enrolment.beneficiary),
        sale.override_reason,
    ),
    ("sold_on", "pk"),
    ("enrolment__beneficiary",),
    newest_first=True,
    noun="Ventes",
)
NETWORK_ACTIONS = RowLayout(
    ("Action", "Le", "Type", "Durée", "Professionnels"),
    lambda action: (
        action.title,
        _day(action.held_on),
        action.get_kind_display(),
        duration(action.minutes),
        number(action.participants),
    ),
    ("held_on", "pk"),
    newest_first=True,
    address=lambda action: "",
    noun="Actions",
)
