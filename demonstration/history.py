"""The money of the first five years, 2012 to 2016: budget, grants, what they paid, the report.

What the CCAS, the State, the Region, the foundation and La Poste gave stands since the house was
founded (`demonstration.house`); the rest is made up around it. What people did in those years is in
the registers that the house kept, and comes with them.
"""

from datetime import date
from decimal import Decimal
from random import Random

from accounts.models import User
from funding import services
from funding.models import Funder, Grant
from reports.models import GrantEdition

from .house import FIRST_YEAR, House
from .money import comes_in, is_promised, volunteers_come, was_asked_for
from .script import key, read

_SEED, LAST_YEAR = 2012, 2016
CCAS, STATE = Funder.Kind.CCAS, Funder.Kind.STATE


def tell(house: House) -> None:
    """Five years of money, and the report to the State on the last one, written."""
    rng, by = Random(_SEED), house.director
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        grants = {each.funder.kind: each for each in _grants(year)}
        for grant in grants.values():
            was_asked_for(house, grant)
            # The report to the State on the last year has still to be sent.
            is_waited_for = year == LAST_YEAR and grant.funder.kind == STATE
            comes_in(grant, rng, by=by, today=date(year + 1, 6, 29 if is_waited_for else 30))
            if grant.funder.kind in (CCAS, STATE):
                is_promised(grant, by=by)
        _spend(year, grants, rng, by=by)
    for year, kind in ((LAST_YEAR, "added"), (LAST_YEAR + 1, "used")):
        services.set_aside(
            grant=grants[CCAS],
            year=year,
            kind=kind,
            amount=Decimal(400),
            by=by,
            on=date(year, 12, 31),
        )
    script = house.script("history", today=date(LAST_YEAR, 12, 31), of_a_grant=GrantEdition)
    script.play("lent")
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        volunteers_come(date(year, 12, 15), 80 + 2 * (year - FIRST_YEAR), rng, by=by)
    script.play("report_to_the_ccas")
    script.play("report_to_the_state", grant=grants[STATE])


def _grants(year: int):
    return Grant.objects.filter(year=year).select_related("funder").order_by("pk")


def _spend(year: int, grants: dict, rng: Random, *, by: User) -> None:
    """A line an account, in December, and who pays it."""
    data, day, planned = read("history"), date(year, 12, 15), {}
    is_last = year == LAST_YEAR
    rows = data["posts"] if is_last else data["first_years"]
    for account, label, supplier, plan, spent, parts in (
        [*data["start"], *rows] if year == FIRST_YEAR else rows
    ):
        planned[account] = planned.get(account, 0) + Decimal(plan)
        what = {"account": account, "label": label, "supplier": supplier, "amount": Decimal(spent)}
        expense = services.note_expense(day=day, key=key(rng), by=by, on=day, **what)
        for kind, part in parts.items():
            services.attribute(expense, grant=grants[kind], amount=Decimal(part), by=by, on=day)
    for grant in grants.values():
        account = grant.funder.account
        planned[account] = planned.get(account, 0) + grant.amount
    for account, label, plan, amount in [*(data["aid"] if is_last else ()), *data["given"]]:
        planned[account] = Decimal(plan)
        what = {"label": label, "account": account, "amount": amount}
        services.note_income(day=day, key=key(rng), by=by, on=day, **what)
    planned |= {code: Decimal(plan) for code, plan in data["voluntary"].items()}
    planned["707"] = max(_sum(planned, "6") - _sum(planned, "7"), Decimal())
    services.plan(year, amounts=planned, by=by)
    if state := grants.get(STATE):
        amounts = {"641": Decimal(17712), "645": Decimal(4200), "741": state.amount}
        services.plan(year, amounts=amounts, grant=state, by=by)


def _sum(planned: dict, kind: str) -> Decimal:
    """Of the charges, 6, or of the products, 7."""
    return sum((amount for code, amount in planned.items() if code[0] == kind), Decimal())
