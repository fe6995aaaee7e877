"""Referrals on paper: sheets for partners, typed in at the counter, followed by their code."""

from functools import cache

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import journal
from accounts.permissions import STAFF, allow
from beneficiaries import following, returning, services
from beneficiaries.certificates import square
from beneficiaries.forms.sheets import NumberForm, PrintForm, SheetForm, UnnumberedSheetForm
from beneficiaries.models import Referral, ReferralSheet, TypedSheet
from pimms.kernel import pdf
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page, pdf_answer
from pimms.kernel.paging import page


@allow(*STAFF)
@require_safe
def sheets(request):
    """Type one in, print some, and what came back lately."""
    return _page(request)


def _page(request, refused=None):
    number = NumberForm(request.GET if "numero" in request.GET else None)
    if number.is_valid():
        return redirect("beneficiaries:type_in", number.cleaned_data["numero"].number)
    typed = TypedSheet.objects.select_related("sheet", "referral__organisation")
    context = {
        "number": number,
        "form": refused or PrintForm(),
        "page": page(typed, keys=("typed_on", "pk"), query=request.GET, newest_first=True),
    }
    code = 422 if refused or number.is_bound else 200
    return render(request, "beneficiaries/sheets/sheets.html", context, status=code)


@allow(*STAFF)
@require_POST
def print_sheets(request):
    form = PrintForm(request.POST)
    printed = attempt(form, services.print_sheets, by=request.user, on=localdate())
    if printed is None:
        return _page(request, refused=form)
    document = _drawing(sheets=[_drawn(sheet) for sheet in printed])
    return pdf_answer(document, "fiches-d-orientation")


@allow(*STAFF)
def type_in(request, number):
    """The form of a sheet that came back; one that is typed in already leads to its referral."""
    sheet = _sheet(number)
    if typed := sheet.typings.select_related("referral", "typed_by").first():
        messages.info(
            request,
            f"La fiche {sheet.number} est déjà saisie, le {typed.typed_on:%d/%m/%Y}, par"
            f" {typed.typed_by}\u202f: voici l’orientation.",
        )
        return redirect(typed.referral)
    form = SheetForm(request.POST or None)
    if typed := attempt(form, services.type_in, sheet, by=request.user, on=localdate()):
        return _typed(request, typed)
    intro = f"Imprimée le {sheet.printed_on:%d/%m/%Y} pour {sheet.organisation}."
    return _form(request, form, title=f"Fiche {sheet.number}", intro=intro)


@allow(*STAFF)
def type_in_unnumbered(request):
    form = UnnumberedSheetForm(request.POST or None)
    if typed := attempt(form, services.type_in_unnumbered, by=request.user, on=localdate()):
        return _typed(request, typed)
    intro = "La fiche reçoit son numéro maintenant\u202f; imprimez ensuite le talon du référent."
    return _form(request, form, title="Fiche sans numéro", intro=intro)


def _form(request, form, **words):
    template = "beneficiaries/sheets/type_in.html"
    return form_page(request, form, template, back="beneficiaries:sheets", **words)


def _typed(request, typed):
    said = f"L’orientation de {typed.referral} est enregistrée, fiche {typed.sheet.number}."
    return done(request, said, typed.referral)


@allow(*STAFF)
@require_safe
def stub(request, number):
    """The part that the referrer keeps, printed by itself."""
    sheet = _sheet(number)
    journal.record("sheet.stub_printed", sheet, by=request.user)
    return pdf_answer(_drawing(stubs=[_drawn(sheet)]), f"talon-{sheet.number}")


@login_not_required
@require_safe
def blank_sheet(request):
    """A sheet without a number, for whoever has no account."""
    return pdf_answer(_blank(), "fiche-d-orientation")


@cache
def _blank() -> bytes:
    return _drawing(sheets=[{"sheet": None}])


@never_cache
@login_not_required
@require_safe
def follow(request, code):
    """Where a referral stands, for whoever holds its code: neither name nor need."""
    if not ratelimit.consume(
        request,
        app="beneficiaries",
        action="follow",
        config={"follow": settings.FOLLOW_RATE},
        limit_get=True,
    ):
        return render(request, "beneficiaries/sheets/follow_later.html", status=429)
    sheet = following.sheet_of(code)
    typed = sheet and sheet.typings.select_related("referral").first()
    over = bool(sheet) and following.is_over(sheet, typed, on=localdate())
    state = returning.in_a_sentence(typed and typed.referral) if sheet and not over else ""
    context = {"sheet": sheet, "over": over, "state": state}
    found = 410 if over else 200 if sheet else 404
    return render(request, "beneficiaries/sheets/follow.html", context, status=found)


def _sheet(number) -> ReferralSheet:
    if sheet := ReferralSheet.numbered(number):
        return sheet
    raise Http404


def _drawn(sheet):
    address = following.address(sheet)
    return {
        "sheet": sheet,
        "square": square(sheet.number),
        "address": address,
        "code": following.code(sheet),
        "follow": square(address),
    }


def _drawing(**context) -> bytes:
    about = {
        "house": settings.HOUSE,
        "house_address": settings.HOUSE_ADDRESS,
        "needs": Referral.Need.labels,
        "told": returning.ASKED,
        "days": following.DAYS,
        "sheets": [],
        "stubs": [],
    }
    return pdf.render("beneficiaries/pdf/sheet.html", about | context)
