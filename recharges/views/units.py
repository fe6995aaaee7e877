"""One piece's life, and the codes of the sale just made."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from accounts.permissions import STAFF, allow
from pimms.kernel import pdf
from pimms.kernel.forms import attempt, status
from recharges.forms.stock import UnitForm
from recharges.models import Sale, Unit, UnitStep
from recharges.services import units as services


@allow(*STAFF)
def unit(request, pk):
    unit = get_object_or_404(Unit.objects.select_related("product", "site"), pk=pk)
    form = UnitForm(request.POST or None, unit=unit)
    if attempt(form, _decide, unit, by=request.user, on=localdate()):
        messages.success(request, "C’est enregistré.")
        return redirect(unit)
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
    return render(request, "recharges/stock/unit.html", context, status=status(form))


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
    document = pdf.render("recharges/stock/slip.html", shown)
    return HttpResponse(
        document,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="codes-{shown["sale"].receipt}.pdf"'},
    )


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
