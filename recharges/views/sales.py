from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache

from accounts import journal
from accounts.permissions import STAFF, allow
from beneficiaries.files import open_file
from pimms.kernel import pdf
from pimms.kernel.forms import attempt, status
from recharges import allowances, services, statement
from recharges.forms.sales import ReversalForm, TillForm
from recharges.models import Product, Sale, SaleLine


@allow(*STAFF)
def ledger(request, pk):
    file = open_file(request, pk, on=localdate())
    enrolments = list(file["beneficiary"].enrolments.standing().order_by("-period"))
    asked = request.GET.get("inscription")
    shown = next((each for each in enrolments if str(each.pk) == asked), None)
    shown = shown or _current(enrolments, on=localdate())
    context = {
        "tab": "recharges",
        "others": [each for each in enrolments if each != shown],
        "statement": statement.of(shown, on=localdate()) if shown else None,
    }
    return render(request, "recharges/ledger.html", file | context)


def _current(enrolments, *, on):
    """The one that runs, else the latest."""
    running = (each for each in enrolments if on in each.period)
    return next(running, enrolments[0] if enrolments else None)


@never_cache  # the way back after a sale opens a fresh form, with a key of its own
@allow(*STAFF)
def sell(request, pk):
    file, today = open_file(request, pk, on=localdate()) | {"tab": "recharges"}, localdate()
    enrolment = file["beneficiary"].enrolments.running_on(today).first()
    if enrolment is None:
        code = 422 if request.method == "POST" else 200
        return render(request, "recharges/closed.html", file, status=code)
    form = TillForm(
        request.POST or None,
        products=Product.objects.for_sale_on(today),
        allowances=allowances.of(enrolment, on=today),
    )
    if sale := attempt(form, services.sell, enrolment, by=request.user, on=today):
        messages.success(request, f"Vente enregistrée\u202f: reçu {sale.receipt}.")
        return redirect(sale)
    return render(request, "recharges/sell.html", file | {"form": form}, status=status(form))


@allow(*STAFF)
def sale(request, pk):
    sale = _load(request, pk)
    file = open_file(request, sale.enrolment.beneficiary_id, on=localdate()) | {"tab": "recharges"}
    return render(request, "recharges/sale.html", file | _receipt_of(sale))


@allow(*STAFF)
def receipt(request, pk):
    sale = _load(request, pk)
    journal.record("sale.receipt_printed", sale, by=request.user)
    document = pdf.render("recharges/receipt.html", _receipt_of(sale) | {"house": settings.HOUSE})
    name = f"recu-{sale.receipt}.pdf"
    return HttpResponse(
        document,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


@allow(*STAFF)
def reverse(request, pk):
    sale = _load(request, pk)
    file = open_file(request, sale.enrolment.beneficiary_id, on=localdate()) | {"tab": "recharges"}
    form = ReversalForm(request.POST or None)
    if attempt(form, services.reverse, sale, by=request.user, on=localdate()):
        messages.success(request, f"Le reçu {sale.receipt} est annulé.")
        return redirect(sale)
    context = file | _receipt_of(sale) | {"form": form}
    return render(request, "recharges/reverse.html", context, status=status(form))


def _load(request, pk):
    return get_object_or_404(Sale.objects.visible_to(request.user).in_detail(), pk=pk)


def _receipt_of(sale):
    return {"sale": sale, "lines": SaleLine.objects.filter(sale=sale).in_order()}
