from functools import cache, partial

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import STAFF, allow
from beneficiaries.files import find, open_file, opened
from beneficiaries.models import Enrolment
from beneficiaries.models.enrolments import MONTHS
from beneficiaries.services import admitted
from pimms.kernel import asked, keyboards, languages, pdf
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page, pdf_answer
from pimms.kernel.periods import months_from
from recharges import allowances, services, statement
from recharges.forms.sales import (
    NO_SUCH_BARCODE,
    ReversalForm,
    TillForm,
    with_kit,
    with_scanned,
)
from recharges.models import Kit, Product, ReceiptPrint, Sale, SaleLine, TillSession
from recharges.services import stock, units

_ROLL_HEAD, _ROLL_LINE = 105, 12  # millimetres of a receipt on a roll


@allow(*STAFF)
@require_safe
def ledger(request, pk):
    file = open_file(request, pk, on=localdate())
    enrolments = list(file["beneficiary"].enrolments.standing().order_by("-period"))
    named = asked.key(request.GET, "inscription")
    shown = next((each for each in enrolments if each.pk == named), None)
    shown = shown or _current(enrolments, on=localdate())
    context = {
        "tab": "recharges",
        "others": [each for each in enrolments if each != shown],
        "statement": statement.statement_of(shown, on=localdate()) if shown else None,
    }
    return render(request, "recharges/ledger.html", file | context)


def _current(enrolments, *, on):
    """The one that runs, else the latest."""
    running = (each for each in enrolments if on in each.period)
    return next(running, enrolments[0] if enrolments else None)


@allow(*STAFF)
def sell(request, pk):
    today = localdate()
    # What the page shows is read when it is shown: a sale reads what it needs, under its locks.
    person = cache(lambda: find(request, pk))
    file = cache(lambda: opened(request, person(), on=today) | {"tab": "recharges"})
    enrolment, verb = _to_sell_on(request, pk, person, file, on=today)
    if verb is None:
        code = 422 if request.method == "POST" else 200
        return render(request, "recharges/closed.html", file(), status=code)
    products = list(Product.objects.for_sale_on(today))
    typed, scanned = _scanned(request, products)
    form = TillForm(
        None if scanned else request.POST or None,
        products=products,
        allowances=SimpleLazyObject(partial(allowances.allowances_for, enrolment, on=today)),
        kits=Kit.objects.in_use(),
        left=SimpleLazyObject(partial(stock.available, request.user.site, products, on=today)),
        initial=typed if scanned else _basket(request),
    )
    if sale := attempt(form, verb, by=request.user, on=today):
        return done(request, f"Vente enregistrée\u202f: reçu {sale.receipt}.", sale)
    context = file() | {
        "form": form,
        "scanned": scanned,
        "digit_rows": " ".join(keyboards.DIGIT_ROWS),
        "no_such_barcode": NO_SUCH_BARCODE,
        "opens": enrolment.pk is None,
        "till_is_open": TillSession.objects.open()
        .filter(site=request.user.site, day=today)
        .exists(),
    }
    return form_page(request, form, "recharges/sell.html", **context)


def _to_sell_on(request, pk, person, file, *, on):
    """The enrolment to sell on, or the one that a first purchase would open, and how to sell; no
    way to sell when neither is there."""
    if request.method == "POST":
        enrolment = Enrolment.objects.running_on(on).filter(beneficiary=pk).first()
    else:
        enrolment = file()["enrolment"]
    if enrolment and on in enrolment.period:
        return enrolment, partial(services.sell, enrolment)
    if assessment := admitted(person(), on=on):
        to_open = Enrolment(beneficiary=person(), period=months_from(on, MONTHS))
        return to_open, partial(services.sell_first, assessment)
    return None, None


def _scanned(request, products):
    """What was typed so far, and a sentence on the barcode scanned into it; empty if none was."""
    barcode = request.POST.get("barcode", "").strip()
    coded = {each.barcode: each for each in products if each.barcode}
    if found := keyboards.understood(barcode, coded.get):
        return with_scanned(request.POST, found), f"{found}\u202f: un de plus dans le panier."
    return request.POST.dict(), NO_SUCH_BARCODE if barcode else ""


def _basket(request):
    """What the till starts with: the articles of a kit, when one was chosen."""
    chosen = asked.key(request.GET, "kit")
    kit = Kit.objects.in_use().filter(pk=chosen).first() if chosen else None
    return with_kit(kit) if kit else None


@allow(*STAFF)
@require_safe
def sale(request, pk):
    sale = _load(request, pk)
    file = open_file(request, sale.enrolment.beneficiary_id, on=localdate()) | {"tab": "recharges"}
    context = file | _receipt_of(sale)
    may_see_codes = units.may_see_codes(sale, seller=request.user, on=localdate())
    context |= {
        "prints": sale.prints.select_related("printed_by").order_by("number"),
        "may_see_codes": may_see_codes,
        "shown_at": units.first_shown_at(sale) if may_see_codes else None,
    }
    return render(request, "recharges/sale.html", context)


@allow(*STAFF)
@require_POST
def receipt(request, pk):
    sale = _load(request, pk)
    roll = request.GET.get("format") == ReceiptPrint.Paper.ROLL
    paper = ReceiptPrint.Paper.ROLL if roll else ReceiptPrint.Paper.SHEET
    printed = services.print_receipt(sale, paper=paper, by=request.user, at=timezone.now())
    context = _receipt_of(sale) | {"house": settings.HOUSE, "printed": printed}
    if roll:
        height = _ROLL_HEAD + _ROLL_LINE * SaleLine.objects.filter(sale=sale).count()
        document = pdf.render("recharges/pdf/ticket.html", context | {"height": height})
    else:
        words = languages.asked(request.POST, sale.enrolment.beneficiary)
        document = pdf.render("recharges/receipt.html", context | {"words": words})
    return pdf_answer(document, f"recu-{sale.receipt}")


@allow(*STAFF)
def reverse(request, pk):
    sale = _load(request, pk)
    form = ReversalForm(request.POST or None)
    if attempt(form, services.reverse, sale, by=request.user, on=localdate()):
        return done(request, f"Le reçu {sale.receipt} est annulé.", sale)
    file = open_file(request, sale.enrolment.beneficiary_id, on=localdate())
    context = file | _receipt_of(sale) | {"tab": "recharges", "form": form}
    return form_page(request, form, "recharges/reverse.html", **context)


def _load(request, pk):
    return get_object_or_404(Sale.objects.visible_to(request.user).in_detail(), pk=pk)


def _receipt_of(sale):
    lines = SaleLine.objects.filter(sale=sale).in_order().with_pieces()
    return {"sale": sale, "lines": lines}
