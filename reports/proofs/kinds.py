"""The kinds of rows that a figure counts, and what each shows of itself."""

from collections.abc import Callable
from dataclasses import dataclass

from beneficiaries.births import birth
from pimms.kernel.periods import last_day
from pimms.kernel.templatetags.french import clock, day, euros, number


@dataclass(frozen=True)
class Kind:
    """`cells(row)` stands under `heads`; the first leads to the row's own page, if it has one."""

    heads: tuple[str, ...]
    cells: Callable[[object], tuple[str, ...]]
    keys: tuple[str, ...]
    related: tuple[str, ...] = ()
    newest_first: bool = False
    address: Callable[[object], str] = lambda row: row.get_absolute_url()


def _day(value) -> str:
    return day(value) if value else ""


PEOPLE = Kind(
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
)
ENROLMENTS = Kind(
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
)
REFERRALS = Kind(
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
)
LINES = Kind(
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
)
WORKSHOPS = Kind(
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
)
SEATS = Kind(
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
)
SUPPORT = Kind(
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
)
WAITING = Kind(
    ("Personne", "Depuis le", "Points"),
    lambda waiting: (str(waiting.beneficiary), _day(waiting.since), number(waiting.points)),
    ("since", "pk"),
    ("beneficiary",),
    address=lambda waiting: waiting.beneficiary.get_absolute_url(),
)
GRANTS = Kind(
    ("Financeur", "Objet", "Montant accordé"),
    lambda grant: (str(grant.funder), grant.purpose, euros(grant.amount)),
    ("funder__name", "purpose", "pk"),
    ("funder",),
    address=lambda grant: "",
)
POSTS = Kind(
    ("Poste", "Contrat", "Du", "Au"),
    lambda post: (
        post.title,
        post.get_contract_display(),
        _day(post.period.lower),
        _day(last_day(post.period)) if post.period.upper else "",
    ),
    ("period", "pk"),
    address=lambda post: "",
)
