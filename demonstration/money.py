"""The money of the years: asked, granted, received and spent, promised, lent and carried over.

The grants stand since the house was founded; everything here is made up around them.
"""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from django.core.files.base import ContentFile

from accounts.models import User
from funding import services
from funding.models import Call, Expense, Funder, Grant, Instalment, Post, Resource

from .house import POSTS_SINCE, House

_SEED = 15059
PROMISES = (
    ("people.served", 150),
    ("workshops.sessions", 40),
    ("support.sessions", 400),
    ("workshops.attendances", 260),
)
BUDGET = (
    ("607", 9000), ("606", 600), ("613", 1200), ("616", 450), ("618", 150), ("623", 300),
    ("625", 400), ("627", 120), ("631", 900), ("641", 19000), ("645", 4200), ("707", 5500),
    ("741", 21912), ("742", 5000), ("744", 2500), ("748", 9000), ("756", 300), ("861", 3000),
    ("864", 1000),
)  # fmt: skip
MONTHLY = (
    # account, label, supplier, euros, by which funder's kind it is paid, its part in per cent
    ("641", "Salaires, médiation numérique", "", "1350.00", Funder.Kind.STATE, 80),
    ("645", "Charges sociales", "URSSAF", "310.00", Funder.Kind.STATE, 80),
    ("607", "Cartes SIM et recharges", "Emmaüs Connect", "640.00", None, 0),
    ("616", "Assurance du local", "Assurance mutuelle", "37.50", None, 0),
)
YEARLY = (
    ("618", "Guides des ateliers", "Imprimerie du Parc", "420.00", Funder.Kind.REGION, 100),
    ("606", "Souris, câbles et casques", "Bureau Vert", "689.90", Funder.Kind.FOUNDATION, 100),
    ("623", "Dépliants", "Imprimerie du Parc", "180.00", Funder.Kind.CCAS, 50),
    ("625", "Déplacements en résidence", "", "96.40", Funder.Kind.COMPANY, 100),
)  # fmt: skip


def tell(house: House, *, today: date) -> None:
    """The last three years of money, and what waits now."""
    rng, by = Random(_SEED), house.director
    Post.objects.filter(period__startswith=POSTS_SINCE).update(
        cost=Decimal("1820.00"), aid=Decimal("1310.00"), funder=_of(Funder.Kind.STATE)
    )
    _people_to_speak_to(by)
    for grant in Grant.objects.filter(year__gte=today.year - 2).order_by("year", "pk"):
        was_asked_for(grant, by=by)
        comes_in(grant, rng, by=by, today=today)
        if grant.funder.kind in (Funder.Kind.CCAS, Funder.Kind.STATE):
            is_promised(grant, by=by)
    _plan(today.year, by=by)
    _spend(today.year, rng, by=by, today=today)
    _lend(rng, by=by, today=today)
    _carry_over(today.year - 1, by=by, today=today)
    _calls_wait(by=by, today=today)


def _of(kind: str) -> Funder:
    return Funder.objects.filter(kind=kind).earliest("pk")


def key(rng: Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)


def _people_to_speak_to(by: User) -> None:
    who = (
        (Funder.Kind.CCAS, "Hélène Roy", "responsable de l’action sociale", "+33155510001"),
        (Funder.Kind.STATE, "Marc Vidal", "délégué à la vie associative", "+33155510002"),
        (Funder.Kind.FOUNDATION, "Inès Caron", "chargée de projets", "+33155510003"),
    )
    for kind, name, role, phone in who:
        services.add_contact(_of(kind), name=name, role=role, phone=phone, by=by)


def was_asked_for(grant: Grant, *, by: User) -> None:
    """As much as was granted, or a thousand more of those that give by calls."""
    asked = grant.amount + (1000 if grant.funder.kind == Funder.Kind.FOUNDATION else 0)
    grant.call = Call.objects.create(
        funder=grant.funder,
        title=grant.purpose,
        year=grant.year,
        due_on=date(grant.year - 1, 10, 31),
        status=Call.Status.WON,
        asked=asked,
        answered_on=date(grant.year - 1, 10, 12),
        decided_on=date(grant.year - 1, 12, 18),
    )
    grant.granted_on = grant.call.decided_on
    grant.report_due_on = date(grant.year + 1, 6, 30)
    grant.conditions = "Compte rendu financier dans les six mois qui suivent l’exercice."
    grant.save()
    services.attach(
        grant,
        name="Lettre de notification",
        file=ContentFile(b"%PDF-1.4\n%%EOF\n", "notification.pdf"),
        by=by,
        on=grant.granted_on,
    )


def comes_in(grant: Grant, rng: Random, *, by: User, today: date) -> None:
    """Seven tenths in spring, the rest in autumn."""
    first = grant.amount * 7 / 10
    for label, day, amount in (
        ("acompte", date(grant.year, 3, 15), first),
        ("solde", date(grant.year, 10, 15), grant.amount - first),
    ):
        expected = Instalment.objects.create(grant=grant, due_on=day, label=label, amount=amount)
        paid_on = day + timedelta(days=rng.randint(2, 20))
        if paid_on <= today:
            services.receive(
                grant,
                received_on=paid_on,
                amount=amount,
                instalment=expected,
                key=key(rng),
                by=by,
                on=paid_on,
            )
    if grant.report_due_on <= today:
        sent_on = date(grant.year + 1, 5, 20)
        services.report_sent(grant, sent_on=sent_on, by=by, on=sent_on)


def is_promised(grant: Grant, *, by: User) -> None:
    year = {"first": date(grant.year, 1, 1), "last": date(grant.year, 12, 31)}
    few = PROMISES[:2] if grant.funder.kind == Funder.Kind.CCAS else PROMISES
    for figure, target in few:
        services.promise(grant, figure=figure, target=target, by=by, **year)


def _plan(year: int, *, by: User) -> None:
    services.plan(year, amounts={code: Decimal(amount) for code, amount in BUDGET}, by=by)
    state = Grant.objects.filter(year=year, funder__kind=Funder.Kind.STATE).earliest("pk")
    amounts = {"641": Decimal(17600), "645": Decimal(4312), "741": state.amount}
    services.plan(year, amounts=amounts, grant=state, by=by)


def _spend(year: int, rng: Random, *, by: User, today: date) -> None:
    for month in range(1, today.month + 1):
        for row in MONTHLY:
            _pay(date(year, month, min(5 + month, 28)), *row, rng=rng, by=by, today=today)
    for rank, row in enumerate(YEARLY):
        _pay(date(year, 2 + 2 * rank, 12), *row, rng=rng, by=by, today=today)
    wrong = Expense.objects.filter(account="616").order_by("day").first()
    if wrong:
        services.take_back(wrong, reason="Prélèvement rejeté", by=by, on=today)
    for label, account, amount in (("Cotisations", "756", 260), ("Don d’un voisin", "754", 80)):
        day = date(year, 1, 10)
        if day <= today:
            services.note_income(
                day=day, label=label, account=account, amount=Decimal(amount), key=key(rng),
                by=by, on=day,
            )  # fmt: skip


def _pay(day, account, label, supplier, euros, kind, percent, *, rng, by, today) -> None:
    if day > today:
        return
    expense = services.note_expense(
        day=day, label=label, account=account, amount=Decimal(euros), supplier=supplier,
        key=key(rng), by=by, on=day,
    )  # fmt: skip
    if kind:
        grant = Grant.objects.filter(year=day.year, funder__kind=kind).earliest("pk")
        services.attribute(expense, grant=grant, percent=Decimal(percent), by=by, on=day)


def _lend(rng: Random, *, by: User, today: date) -> None:
    since = date(today.year - 2, 1, 1)
    room, computer = Resource.Kind.ROOM, Resource.Kind.COMPUTER
    for kind, label, count, value in (
        (room, "Salle des Baconnets", 1, "220.00"),
        (computer, "Portables pour les ateliers", 8, "40.00"),
    ):
        services.add_resource(
            kind=kind, label=label, count=count, first=since, given_by="Ville d’Antony",
            value=Decimal(value), by=by,
        )  # fmt: skip
    for month in range(1, today.month + 1):
        day = date(today.year, month, 1)
        services.note_hours(
            day=day, activity="Accueil des ateliers", hours=Decimal(rng.randint(5, 9)),
            rate=Decimal("9.67"), key=key(rng), by=by, on=day,
        )  # fmt: skip


def _carry_over(year: int, *, by: User, today: date) -> None:
    """What the CCAS gave last year and was not all used."""
    grant = Grant.objects.filter(year=year, funder__kind=Funder.Kind.CCAS).earliest("pk")
    services.set_aside(
        grant=grant, year=year, kind="added", amount=Decimal(400), by=by, on=date(year, 12, 31)
    )
    services.set_aside(
        grant=grant, year=today.year, kind="used", amount=Decimal(250), by=by, on=today
    )


def _calls_wait(*, by: User, today: date) -> None:
    foundation, region = _of(Funder.Kind.FOUNDATION), _of(Funder.Kind.REGION)
    seen = services.watch(
        funder=foundation,
        title="Numérique pour tous les âges",
        year=today.year + 1,
        due_on=today + timedelta(days=24),
        note="Deux pages, un budget, une lettre du CCAS.",
        by=by,
    )
    services.attach(
        seen,
        name="Règlement de l’appel",
        file=ContentFile(b"%PDF-1.4\n%%EOF\n", "reglement.pdf"),
        by=by,
        on=today,
    )
    sent = services.watch(funder=region, title="Ateliers en résidence", year=today.year + 1, by=by)
    services.answer(
        sent, asked=Decimal(4500), answered_on=today - timedelta(days=9), by=by, on=today
    )
    lost = services.watch(funder=region, title="Tablettes à prêter", year=today.year, by=by)
    earlier = today - timedelta(days=70)
    services.answer(lost, asked=Decimal(3000), answered_on=earlier, by=by, on=today)
    services.decide(lost, granted=None, decided_on=today - timedelta(days=12), by=by, on=today)
