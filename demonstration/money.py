"""The money of the years: asked, granted, received and spent, promised, lent and carried over.

The grants stand since the house was founded; everything here is made up around them.
"""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from accounts.models import User
from funding import services
from funding.models import Expense, Funder, Grant, Instalment, Post

from .house import POSTS_SINCE, House
from .script import key, read

_SEED = 15059


def tell(house: House, *, today: date) -> None:
    """The last three years of money, and what waits now."""
    rng, by = Random(_SEED), house.director
    script = house.script("money", today=today)
    Post.objects.filter(period__startswith=POSTS_SINCE).update(
        cost=Decimal("1820.00"),
        aid=Decimal("1310.00"),
        funder=Funder.objects.filter(kind=Funder.Kind.STATE).earliest("pk"),
    )
    script.play("contacts")
    for grant in Grant.objects.filter(year__gte=today.year - 2).order_by("year", "pk"):
        was_asked_for(house, grant)
        comes_in(grant, rng, by=by, today=today)
        if grant.funder.kind in (Funder.Kind.CCAS, Funder.Kind.STATE):
            is_promised(grant, by=by)
    script.play("plan", state=_of(today.year, Funder.Kind.STATE))
    _spend(rng, by=by, today=today)
    script.play("lent")
    for month in range(1, today.month + 1):
        volunteers_come(date(today.year, month, 1), rng.randint(5, 9), rng, by=by)
    script.play("carried_over")
    script.play("calls")


def was_asked_for(house: House, grant: Grant) -> None:
    """As much as was granted, or a thousand more of those that give by calls."""
    asked = grant.amount + (1000 if grant.funder.kind == Funder.Kind.FOUNDATION else 0)
    script = house.script("money", today=date(grant.year, 1, 1), grant=grant, asked=asked)
    script.play("asked")
    grant.call = script.known["call"]
    grant.granted_on = grant.call.decided_on
    grant.report_due_on = date(grant.year + 1, 6, 30)
    grant.conditions = "Compte rendu financier dans les six mois qui suivent l’exercice."
    grant.save()
    script.play("notified")


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
    promises = read("money")["promises"]
    for figure, target in promises[:2] if grant.funder.kind == Funder.Kind.CCAS else promises:
        services.promise(grant, figure=figure, target=target, by=by, **year)


def volunteers_come(day: date, hours: int, rng: Random, *, by: User) -> None:
    """They welcome people to the workshops."""
    services.note_hours(
        day=day,
        activity="Accueil des ateliers",
        hours=Decimal(hours),
        rate=Decimal("9.67"),
        key=key(rng),
        by=by,
        on=day,
    )


def _of(year: int, kind: str) -> Grant:
    return Grant.objects.filter(year=year, funder__kind=kind).earliest("pk")


def _spend(rng: Random, *, by: User, today: date) -> None:
    """Every month what comes back, four times a year something else, and one line taken back."""
    data, year = read("money"), today.year
    for month in range(1, today.month + 1):
        for row in data["monthly"]:
            _pay(date(year, month, min(5 + month, 28)), *row, rng=rng, by=by, today=today)
    for rank, row in enumerate(data["yearly"]):
        _pay(date(year, 2 + 2 * rank, 12), *row, rng=rng, by=by, today=today)
    wrong = Expense.objects.filter(account="616").order_by("day").first()
    if wrong:
        services.take_back(wrong, reason="Prélèvement rejeté", by=by, on=today)
    day = date(year, 1, 10)
    for label, account, amount in data["income"] if day <= today else ():
        what = {"label": label, "account": account, "amount": Decimal(amount)}
        services.note_income(day=day, key=key(rng), by=by, on=day, **what)


def _pay(day, account, label, supplier, amount, kind="", percent=0, *, rng, by, today) -> None:
    if day > today:
        return
    what = {"account": account, "label": label, "supplier": supplier, "amount": amount}
    expense = services.note_expense(day=day, key=key(rng), by=by, on=day, **what)
    if kind:
        grant = _of(day.year, kind)
        services.attribute(expense, grant=grant, percent=Decimal(percent), by=by, on=day)
