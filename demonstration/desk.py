"""The desk: permanences, the waiting room of today, passages, full records, aid, complaints."""

import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts import journal
from beneficiaries.models import Beneficiary
from partners.models import Organisation
from workshops import services
from workshops.demands import Demand
from workshops.levels import Autonomy, Equipment
from workshops.models import NextStep, Passage
from workshops.orientations import Orientation
from workshops.recurrence import Rule
from workshops.services.passages import take_back_passage
from workshops.themes import Theme

from .agenda import open_days
from .house import House

_SINCE, _AHEAD, _LATELY = 120, 45, 9  # days
_AFTERNOON, _EVENING = (time(13), time(16)), (time(17), time(18, 30))
_WEIGHTS = (6, 9, 5, 4, 4, 7, 3, 5, 2, 3, 1)  # of the demands, in their order
_STEPS = (
    "Rappeler l’opérateur pour le médiateur",
    "Vérifier la réponse de la CAF",
    "Apporter la facture du mois",
    "Envoyer l’attestation par courriel",
    "Prendre rendez-vous à France services",
    "Relire la lettre de réclamation",
)
_AID = (
    ("Dette de téléphone", "120.00", "granted", "90.00"),
    ("Ordinateur reconditionné", "150.00", "refused", None),
    ("Box internet, trois mois", "60.00", "asked", None),
    ("Réparation d’un téléphone", "45.00", "granted", "45.00"),
    ("Forfait d’urgence", "20.00", "asked", None),
    ("Dette d’énergie", "310.00", "granted", "200.00"),
)
_COMPLAINTS = (
    ("delay", "desk", "J’ai attendu plus d’une heure sans qu’on m’appelle.", 41),
    ("sale", "phone", "La recharge achetée ne marche pas sur mon opérateur.", 18),
    ("welcome", "letter", "On m’a demandé mes papiers devant tout le monde.", 60),
    ("rights", "email", "Je ne comprends pas pourquoi mes droits sont finis.", 6),
)
_ANSWER = "Nous avons présenté nos excuses et changé la façon de faire."


def fill(rng: Random, house: House, *, today: date) -> None:
    """Everything that the pages of the desk show has something living."""
    _permanences(house, today=today)
    people = list(Beneficiary.objects.filter(merged_into=None).order_by("-pk")[:90])
    rng.shuffle(people)
    _passages(rng, house, people[:40], today=today)
    _records(rng, house, people[40:56], today=today)
    _waiting(house, people[56:59], today=today)
    _aid(house, people[60:66], today=today)
    _complaints(house, people[66:], today=today)


def _permanences(house: House, *, today: date) -> None:
    """Two afternoons in slots, three ends of the day without appointment."""
    first, last = today - timedelta(days=14), today + timedelta(days=_AHEAD)
    common = {"site": house.site, "by": house.director, "last_on": last}
    (starts_at, ends_at), (from_, to) = _AFTERNOON, _EVENING
    services.plan_drop_ins(
        rule=Rule(first, frozenset({1, 3}), in_school_holidays=True),
        title="Permanence sur rendez-vous",
        host=house.director,
        starts_at=starts_at,
        ends_at=ends_at,
        slot_minutes=30,
        **common,
    )
    services.plan_drop_ins(
        rule=Rule(first, frozenset({0, 2, 4}), in_school_holidays=True),
        title="Permanence connectée",
        host=house.counsellors[0],
        starts_at=from_,
        ends_at=to,
        **common,
    )


def _passages(rng: Random, house: House, people: list[Beneficiary], *, today: date) -> None:
    """Four months of the register, laid down at once with the lines of the journal."""
    rows = []
    for day in open_days(today - timedelta(days=_SINCE), today):
        for _ in range(rng.randint(4, 11)):
            at = _instant(day, time(9 + rng.randint(0, 7), rng.randint(0, 59)))
            many = rng.choices((1, 2, 3), (6, 3, 1))[0]
            demands = dict.fromkeys(rng.choices(Demand.values, _WEIGHTS, k=many))
            rows.append(
                Passage(
                    key=uuid.UUID(int=rng.getrandbits(128), version=4),
                    site=house.site,
                    day=day,
                    at=at,
                    demands=list(demands),
                    beneficiary=rng.choice(people) if rng.random() < 0.15 else None,
                    by=rng.choice(house.counsellors),
                )
            )
    rows = Passage.objects.bulk_create(sorted(rows, key=lambda row: row.at))
    for row in rows:
        journal.record("passage.noted", row, by=row.by)
    slip = rows[len(rows) // 2]
    take_back_passage(slip, reason="Noté deux fois", by=slip.by, at=slip.at + timedelta(hours=1))


def _records(rng: Random, house: House, people: list[Beneficiary], *, today: date) -> None:
    organisations = list(Organisation.objects.accepted().order_by("pk")[:4])
    days = open_days(today - timedelta(days=_LATELY), today - timedelta(days=1))
    for n, person in enumerate(people):
        by = house.counsellors[n % len(house.counsellors)]
        session = services.record_support(
            person,
            held_on=max(days[n % len(days)], person.last_seen_on),
            minutes=rng.choice((15, 30, 45)),
            themes=[str(rng.choice((Theme.PAPERWORK, Theme.EMAIL, Theme.SECURITY)))],
            equipment=[str(Equipment.PHONE)],
            autonomy=str(rng.choice(Autonomy.values)),
            oriented_to=str(Orientation.SOCIAL) if n % 4 == 0 else "",
            organisation=organisations[n % len(organisations)] if n % 4 == 0 else None,
            next_step=_STEPS[n % len(_STEPS)] if n % 2 == 0 else "",
            next_on=today + timedelta(days=n - 5),
            private_note="Semble très seule en ce moment." if n == 3 else "",
            key=uuid.UUID(int=rng.getrandbits(128), version=4),
            by=by,
        )
    oldest = NextStep.objects.open().in_order()[0]
    services.finish_step(oldest, by=oldest.assigned_to, on=today)
    services.join_paper(
        session,
        file=ContentFile(b"%PDF-1.4\n%%EOF\n", "courrier.pdf"),
        kind="application/pdf",
        title="Courrier de l’opérateur",
        by=session.recorded_by,
        at=_instant(today, time(9)),
    )


def _waiting(house: House, people: list[Beneficiary], *, today: date) -> None:
    """Six came this morning: one was received, one left, one is being received, three wait."""
    by, came = house.counsellors[0], []
    for n, who in enumerate((people[0], None, people[1], None, people[2], None)):
        at = _instant(today, time(8, 35 + 4 * n))
        first_name = "Amina" if n == 3 else ""
        came.append(
            services.note_arrival(
                site=house.site, beneficiary=who, first_name=first_name, by=by, at=at
            )
        )
    soon = _instant(today, time(8, 58))
    services.call_in(came[0], by=by, at=soon)
    services.serve(came[0], by=by, at=soon + timedelta(minutes=10))
    services.let_go(came[1], by=by, at=soon)
    services.call_in(came[2], by=house.counsellors[1], at=soon)


def _aid(house: House, people: list[Beneficiary], *, today: date) -> None:
    organisation = Organisation.objects.accepted().order_by("pk").first()
    for n, (person, (purpose, asked, status, granted)) in enumerate(zip(people, _AID, strict=True)):
        by, asked_on = house.counsellors[n % 2], today - timedelta(days=30 - 3 * n)
        aid = services.ask_aid(
            person,
            organisation=organisation if n % 2 else None,
            asked_of="" if n % 2 else "Fonds de solidarité pour le logement",
            purpose=purpose,
            amount_asked=Decimal(asked),
            asked_on=asked_on,
            by=by,
        )
        if status == "asked":
            continue
        decided_on = asked_on + timedelta(days=8)
        services.answer_aid(
            aid,
            status=status,
            decided_on=decided_on,
            amount_granted=Decimal(granted) if granted else None,
            refusal_reason="Plafond de ressources dépassé" if status == "refused" else "",
            by=by,
        )
        if n == 0:
            services.pay_aid(
                aid, paid_on=decided_on + timedelta(days=5), paid_to="L’opérateur", by=by
            )


def _complaints(house: House, people: list[Beneficiary], *, today: date) -> None:
    for n, (about, channel, text, days) in enumerate(_COMPLAINTS):
        complaint = services.receive_complaint(
            received_on=today - timedelta(days=days),
            about=about,
            channel=channel,
            text=text,
            beneficiary=people[n] if n % 2 else None,
            by=house.counsellors[0],
        )
        if n == 2:
            services.answer_complaint(
                complaint,
                answer=_ANSWER,
                outcome="founded",
                by=house.director,
                on=today - timedelta(days=40),
            )


def _instant(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
