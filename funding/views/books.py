"""Expenses, the grants that pay them, and what else came in."""

from django.contrib import messages
from django.db.models import Exists, OuterRef, Sum
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Role, allow
from funding import chart, services
from funding.forms.books import ExpenseForm, IncomeForm, PlanForm, ShareForm
from funding.forms.grants import ReasonForm
from funding.models import BudgetLine, Expense, Grant, Income
from pimms.kernel import asked
from pimms.kernel.forms import attempt
from pimms.kernel.money import ZERO, MoneyField
from pimms.kernel.pages import act, done, form_page
from pimms.kernel.paging import page

from .papers import attach_to


def _load(pk) -> Expense:
    return get_object_or_404(Expense.objects.select_related("by", "reverses"), pk=pk)


def _account(request) -> str:
    """The account, or the heading, whose lines are asked for; all of them without one."""
    code = asked.text(request.GET, "compte")
    return code if chart.name_of(code) else ""


@allow(Role.DIRECTOR)
@require_safe
def expenses(request, year):
    account = _account(request)
    of_year = Expense.objects.of_year(year).filter(account__startswith=account)
    shared = Coalesce(Sum("shares__amount"), ZERO, output_field=MoneyField())
    context = {
        "year": year,
        "account": chart.name_of(account),
        "total": of_year.aggregate(total=Sum("amount"))["total"] or ZERO,
        "page": page(
            of_year.annotate(shared=shared),
            keys=("day", "pk"),
            query=request.GET,
            newest_first=True,
        ),
    }
    return render(request, "funding/expenses.html", context)


@allow(Role.DIRECTOR)
def new_expense(request):
    form = ExpenseForm(request.POST or None, initial={"day": localdate()})
    if expense := attempt(form, services.note_expense, by=request.user, on=localdate()):
        return done(request, "La dépense est enregistrée.", expense)
    back = reverse("funding:expenses", args=[localdate().year])
    return form_page(request, form, title="Nouvelle dépense", back=back)


@allow(Role.DIRECTOR)
@require_safe
def expense(request, pk):
    expense = _load(pk)
    paid = Grant.objects.filter(shares__expense=expense).annotate(part=Sum("shares__amount"))
    grants = list(paid.exclude(part=0).select_related("funder").order_by("-year", "pk"))
    context = {
        "expense": expense,
        "grants": grants,
        "left": expense.amount - sum((grant.part for grant in grants), ZERO),
        "taken_back": expense.reversals.select_related("by").first(),
        "papers": expense.papers.select_related("added_by").order_by("-added_on", "-pk"),
    }
    return render(request, "funding/expense.html", context)


@allow(Role.DIRECTOR)
def attribute(request, pk):
    expense = _load(pk)
    form = ShareForm(request.POST or None)
    if attempt(form, services.attribute, expense, by=request.user, on=localdate()):
        return done(request, "La part est enregistrée.", expense)
    return form_page(
        request, form, title=f"Qui paie «\u202f{expense.label}\u202f»\u202f?", back=expense
    )


@allow(Role.DIRECTOR)
@require_POST
def give_back(request, pk, grant):
    expense, payer = _load(pk), get_object_or_404(Grant, pk=grant)
    said = "La part est reprise."
    act(request, services.give_back, expense, grant=payer, on=localdate(), said=said)
    return redirect(expense)


@allow(Role.DIRECTOR)
def take_back(request, pk):
    expense = _load(pk)
    form = ReasonForm(request.POST or None)
    if attempt(form, services.take_back, expense, by=request.user, on=localdate()):
        return done(request, "La dépense est annulée par une ligne contraire.", expense)
    title = f"Annuler «\u202f{expense.label}\u202f»"
    intro = "Ses parts sont reprises, et une ligne contraire s’écrit le même jour."
    return form_page(request, form, title=title, back=expense, intro=intro)


@allow(Role.DIRECTOR)
def attach(request, pk):
    expense = _load(pk)
    return attach_to(request, expense, name=f"«\u202f{expense.label}\u202f»")


@allow(Role.DIRECTOR)
@require_safe
def incomes(request, year):
    account = _account(request)
    of_year = Income.objects.of_year(year).filter(account__startswith=account)
    taken_back = Exists(Income.objects.filter(reverses=OuterRef("pk")))
    context = {
        "year": year,
        "account": chart.name_of(account),
        "total": of_year.aggregate(total=Sum("amount"))["total"] or ZERO,
        "page": page(
            of_year.annotate(taken_back=taken_back),
            keys=("day", "pk"),
            query=request.GET,
            newest_first=True,
        ),
    }
    return render(request, "funding/incomes.html", context)


@allow(Role.DIRECTOR)
def new_income(request):
    form = IncomeForm(request.POST or None, initial={"day": localdate()})
    if income := attempt(form, services.note_income, by=request.user, on=localdate()):
        return done(request, "La recette est enregistrée.", "funding:incomes", income.day.year)
    back = reverse("funding:incomes", args=[localdate().year])
    return form_page(request, form, title="Nouvelle recette", back=back)


@allow(Role.DIRECTOR)
def take_back_income(request, pk):
    income = get_object_or_404(Income, pk=pk)
    form = ReasonForm(request.POST or None)
    back = reverse("funding:incomes", args=[income.day.year])
    if attempt(form, services.take_back, income, by=request.user, on=localdate()):
        return done(request, "La recette est annulée par une ligne contraire.", back)
    return form_page(request, form, title=f"Annuler «\u202f{income.label}\u202f»", back=back)


@allow(Role.DIRECTOR)
def plan(request, year):
    """What the house plans for each account."""
    form = PlanForm(request.POST or None, initial=_held(year, None))
    if _planned(form, request, year, None):
        return redirect("funding:year", year)
    back = reverse("funding:year", args=[year])
    return form_page(request, form, title=f"Budget prévu de {year}", back=back, intro=_MIRRORED)


@allow(Role.DIRECTOR)
def plan_grant(request, pk):
    """What is planned of what the grant pays."""
    grant = get_object_or_404(Grant.objects.select_related("funder"), pk=pk)
    form = PlanForm(request.POST or None, initial=_held(grant.year, grant))
    if _planned(form, request, grant.year, grant):
        return redirect(grant)
    back = grant.get_absolute_url()
    return form_page(request, form, title=f"Budget prévu, {grant}", back=back, intro=_MIRRORED)


_MIRRORED = "Les contributions volontaires se prévoient une fois\u202f: les comptes 87 les suivent."


def _held(year, grant) -> dict:
    lines = BudgetLine.objects.filter(year=year, grant=grant).order_by("account")
    return {f"a{account}": amount for account, amount in lines.values_list("account", "amount")}


def _planned(form, request, year, grant) -> bool:
    attempt(form, services.plan, year, grant=grant, by=request.user)
    if not form.is_bound or form.errors:
        return False
    messages.success(request, "Le budget prévu est enregistré.")
    return True
