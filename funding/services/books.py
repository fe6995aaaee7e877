"""What was planned, spent and received; which grant pays for which part of what was spent."""

import uuid
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum

from accounts import journal
from accounts.models import User
from funding.models import BudgetLine, Expense, Grant, Income, Share
from pimms.kernel.money import CENT, ZERO

Line = TypeVar("Line", Expense, Income)


@transaction.atomic
def plan(year: int, *, amounts: dict[str, Decimal], grant: Grant | None = None, by: User) -> None:
    """So much is planned for these accounts, in the whole house or of what a grant pays."""
    before = BudgetLine.objects.filter(year=year, grant=grant)
    held = dict(before.order_by("account").values_list("account", "amount"))
    changed = {
        account: amount for account, amount in amounts.items() if held.get(account, ZERO) != amount
    }
    lines = [
        BudgetLine(year=year, grant=grant, account=account, amount=amount)
        for account, amount in sorted(changed.items())
    ]
    for line in lines:
        line.clean_fields()
    BudgetLine.objects.bulk_create(
        lines,
        update_conflicts=True,
        unique_fields=["year", "grant", "account"],
        update_fields=["amount"],
    )
    if lines:
        journal.record(
            "budget.planned",
            grant or lines[0],
            by=by,
            year=year,
            changes={
                each: [f"{held.get(each, ZERO)}", f"{amount}"] for each, amount in changed.items()
            },
        )


@transaction.atomic
def note_expense(
    *,
    day: date,
    label: str,
    account: str,
    amount: Decimal,
    supplier: str = "",
    key: uuid.UUID,
    by: User,
    on: date,
) -> Expense:
    """We paid. Sent twice with one key, it is written once."""
    if already := Expense.objects.filter(key=key).first():
        return already
    expense = Expense(key=key, day=day, label=label, account=account, amount=amount, by=by)
    expense.supplier = supplier
    return _write(expense, "expense.noted", by=by, on=on)


@transaction.atomic
def note_income(
    *, day: date, label: str, account: str, amount: Decimal, key: uuid.UUID, by: User, on: date
) -> Income:
    """Something came in beside sales and grants."""
    if already := Income.objects.filter(key=key).first():
        return already
    income = Income(key=key, day=day, label=label, account=account, amount=amount, by=by)
    return _write(income, "income.noted", by=by, on=on)


@transaction.atomic
def take_back(written: Line, *, reason: str, by: User, on: date) -> Line:
    """A mistake: the other sign on the same day and account; no grant pays for it any more."""
    line = type(written)(
        key=uuid.uuid4(),
        day=written.day,
        label=written.label,
        account=written.account,
        amount=-written.amount,
        reverses=written,
        reason=reason,
        by=by,
    )
    if isinstance(written, Expense):
        line.supplier = written.supplier
        for grant, paid in _paid_by(written).items():
            Share.objects.create(expense=written, grant_id=grant, amount=-paid, by=by, on=on)
    line.clean_fields()
    line.save(force_insert=True)
    journal.record(f"{type(written).__name__.lower()}.taken_back", written, by=by)
    return line


@transaction.atomic
def attribute(
    expense: Expense,
    *,
    grant: Grant,
    amount: Decimal | None = None,
    percent: Decimal | None = None,
    by: User,
    on: date,
) -> Share:
    """The grant pays that part of the expense: so many euros, or so many per cent to the cent."""
    if amount is not None and percent is None:
        part = amount
    elif percent is not None and amount is None:
        part = (expense.amount * percent / 100).quantize(CENT)
    else:
        raise ValidationError("Indiquez la part en euros ou en pour cent.")
    share = Share(expense=expense, grant=grant, amount=part, by=by, on=on)
    if part <= 0:
        raise ValidationError("Une part est supérieure à zéro.")
    share.clean_fields()
    share.save(force_insert=True)
    journal.record("expense.attributed", expense, by=by, grant=grant.pk, amount=f"{part}")
    return share


@transaction.atomic
def give_back(expense: Expense, *, grant: Grant, by: User, on: date) -> Share | None:
    """The grant pays nothing of the expense any more."""
    Expense.objects.select_for_update().get(pk=expense.pk)
    paid = _paid_by(expense).get(grant.pk)
    if not paid:
        return None
    share = Share.objects.create(expense=expense, grant=grant, amount=-paid, by=by, on=on)
    journal.record("expense.given_back", expense, by=by, grant=grant.pk, amount=f"{paid}")
    return share


def _paid_by(expense: Expense) -> dict[int, Decimal]:
    """Euros by grant, those that pay something."""
    sums = expense.shares.order_by("grant").values_list("grant").annotate(total=Sum("amount"))
    return {grant: total for grant, total in sums if total}


def _write(line: Line, verb: str, *, by: User, on: date) -> Line:
    if line.day > on:
        raise ValidationError({"day": "Le jour est aujourd’hui au plus tard."})
    line.clean_fields()
    line.save(force_insert=True)
    journal.record(verb, line, by=by, amount=f"{line.amount}")
    return line
