"""One piece's life, and the codes of the sale just made."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from accounts.permissions import STAFF, allow
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page, pdf_page
from recharges.forms.stock import UnitForm
from recharges.models import Sale, Unit, UnitStep
from recharges.services import units as services


@allow(*STAFF)
def unit(request, pk):
    unit = get_object_or_404(Unit.objects.select_related("product", "site"), pk=pk)
    form = UnitForm(request.POST or None, unit=unit)
    if attempt(form, _decide, unit, by=request.user, on=localdate()):
        return done(request, "C’est enregistré.", unit)
    kind, words = unit.state(on=localdate())
    steps = UnitStep.objects.filter(unit=unit).select_related(
        "movement__site", "movement__moved_by", "movement__sale_line__sale"
    )
    context = {
        "unit": unit,
        "kind": kind,
        "state": words,
        "steps": steps.order_by("pk"),
        "form": form if form.fields["what"].choices else None,
    }
    return form_page(request, form, "recharges/stock/unit.html", **context)


def _decide(unit, *, what, reason, by, on):
    if what == UnitForm.BACK:
        return services.put_back(unit, reason=reason, by=by, on=on)
    return services.write_off(unit, kind=what, reason=reason, by=by, on=on)


@require_POST
@allow(*STAFF)
def codes(request, pk):
    return render(request, "recharges/stock/codes.html", _codes_of(request, pk))


@require_POST
@allow(*STAFF)
def slip(request, pk):
    shown = _codes_of(request, pk)
    return pdf_page("recharges/stock/slip.html", f"codes-{shown['sale'].receipt}", **shown)


def _codes_of(request, pk):
    """The codes of the sale for whoever just made it, and since when they are known; for anybody
    else a 403."""
    sales = Sale.objects.visible_to(request.user).select_related("site")
    sale = get_object_or_404(sales, pk=pk)
    today = localdate()
    if not services.may_see_codes(sale, seller=request.user, on=today):
        raise PermissionDenied
    found = {"sale": sale, "shown_at": services.first_shown_at(sale), "codes": []}
    try:
        return found | {"codes": services.show_codes(sale, by=request.user, on=today)}
    except ValidationError as refusal:  # the key is not the one that sealed them
        messages.error(request, refusal.messages[0])
        return found
