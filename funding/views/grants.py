"""A grant: its terms, what comes in, what it pays for, what we promised."""

from datetime import date

from django.db.models import Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Role, allow
from funding import services
from funding.deadlines import unpaid
from funding.forms.grants import (
    GrantForm,
    InstalmentForm,
    PromiseForm,
    ReasonForm,
    ReceiptForm,
    SentForm,
    TermsForm,
)
from funding.models import Expense, Grant, Instalment, Receipt
from funding.statement import charges_and_products
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from pimms.kernel.paging import page

from .papers import attach_to


def _load(pk) -> Grant:
    found = Grant.objects.with_sums().select_related("funder", "call")
    return get_object_or_404(found, pk=pk)


@allow(Role.DIRECTOR)
def new(request):
    form = GrantForm(request.POST or None, initial={"year": localdate().year})
    if grant := attempt(form, services.grant, by=request.user):
        return done(request, "La subvention est enregistrée.", grant)
    return form_page(request, form, title="Nouvelle subvention", back="funding:overview")


@allow(Role.DIRECTOR)
@require_safe
def grant(request, pk):
    grant = _load(pk)
    paid = Expense.objects.filter(shares__grant=grant).annotate(part=Sum("shares__amount"))
    context = {
        "grant": grant,
        "today": localdate(),
        "expected": unpaid().filter(grant=grant),
        "receipts": grant.receipts.select_related("instalment", "by").order_by("received_on", "pk"),
        "returned": {each.reverses_id for each in grant.receipts.all() if each.reverses_id},
        "promises": grant.promises.order_by("figure", "pk"),
        "papers": grant.papers.select_related("added_by").order_by("-added_on", "-pk"),
        "page": page(
            paid.exclude(part=0),
            keys=("day", "pk"),
            query=request.GET,
            newest_first=True,
        ),
        "dedicated": grant.dedicated.order_by("year", "pk"),
        "statement": charges_and_products(grant.year, grant),
    }
    return render(request, "funding/grant.html", context)


@allow(Role.DIRECTOR)
def correct(request, pk):
    grant = _load(pk)
    names = ("amount", "reference", "granted_on", "report_due_on", "conditions")
    form = TermsForm(request.POST or None, initial={name: getattr(grant, name) for name in names})
    if attempt(form, services.correct, grant, by=request.user):
        return done(request, "La subvention est corrigée.", grant)
    return form_page(request, form, title=f"Corriger {grant}", back=grant)


@allow(Role.DIRECTOR)
def expect(request, pk):
    grant = _load(pk)
    form = InstalmentForm(request.POST or None)
    if attempt(form, services.expect, grant, by=request.user):
        return done(request, "Le versement attendu est enregistré.", grant)
    return form_page(request, form, title=f"Versement attendu de {grant}", back=grant)


@allow(Role.DIRECTOR)
@require_POST
def cancel(request, pk):
    instalment = get_object_or_404(Instalment.objects.select_related("grant__funder"), pk=pk)
    act(request, services.cancel_instalment, instalment, said="Ce versement n’est plus attendu.")
    return redirect(instalment.grant)


@allow(Role.DIRECTOR)
def receive(request, pk):
    grant = _load(pk)
    form = ReceiptForm(request.POST or None, grant=grant, initial={"received_on": localdate()})
    if attempt(form, services.receive, grant, by=request.user, on=localdate()):
        return done(request, "Le versement est enregistré.", grant)
    return form_page(request, form, title=f"Versement reçu de {grant}", back=grant)


@allow(Role.DIRECTOR)
def return_receipt(request, pk):
    receipt = get_object_or_404(Receipt.objects.select_related("grant__funder"), pk=pk)
    form = ReasonForm(request.POST or None)
    if attempt(form, services.return_receipt, receipt, by=request.user, on=localdate()):
        return done(request, "Le versement est annulé par une ligne contraire.", receipt.grant)
    return form_page(request, form, title="Annuler ce versement", back=receipt.grant)


@allow(Role.DIRECTOR)
def promise(request, pk):
    grant = _load(pk)
    initial = {"first": date(grant.year, 1, 1), "last": date(grant.year, 12, 31)}
    form = PromiseForm(request.POST or None, initial=initial)
    if attempt(form, services.promise, grant, by=request.user):
        return done(request, "L’engagement est enregistré.", grant)
    return form_page(request, form, title=f"Engagement envers {grant.funder}", back=grant)


@allow(Role.DIRECTOR)
def report_sent(request, pk):
    grant = _load(pk)
    form = SentForm(request.POST or None, initial={"sent_on": localdate()})
    if attempt(form, services.report_sent, grant, by=request.user, on=localdate()):
        return done(request, "L’envoi du compte rendu est enregistré.", grant)
    return form_page(request, form, title=f"Compte rendu envoyé, {grant}", back=grant)


@allow(Role.DIRECTOR)
def attach(request, pk):
    grant = _load(pk)
    return attach_to(request, grant, name=str(grant))
