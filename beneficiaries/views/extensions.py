"""The director answers what counsellors ask, and sees the limits of each motive."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import Role, allow
from beneficiaries import entitlement, services
from beneficiaries.files import look
from beneficiaries.forms.entitlements import GrantForm, RefusalForm
from beneficiaries.models import ExtensionMotive, ExtensionRequest
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done
from pimms.kernel.paging import page


@allow(Role.DIRECTOR)
@require_safe
def extensions(request):
    """What waits, oldest first, and what was answered, latest first."""
    every = ExtensionRequest.objects.visible_to(request.user).in_detail()
    context = {
        "waiting": page(every.pending(), keys=("asked_on", "pk"), query=request.GET, of="attente"),
        "answered": page(
            every.decided(), keys=("decided_on", "pk"), query=request.GET, newest_first=True
        ),
    }
    return render(request, "beneficiaries/extensions.html", context)


@allow(Role.DIRECTOR)
def extension(request, pk):
    every = ExtensionRequest.objects.visible_to(request.user).in_detail()
    asked = get_object_or_404(every, pk=pk)
    refused = "alternative" in request.POST
    sent = request.POST if request.method == "POST" else None
    grant, refusal = GrantForm(None if refused else sent), RefusalForm(sent if refused else None)
    form, verb = (
        (refusal, services.refuse_extension) if refused else (grant, services.grant_extension)
    )
    if answered := attempt(form, verb, asked, by=request.user, on=localdate()):
        said = f"{answered.get_outcome_display()}\u202f: la réponse est dans le dossier."
        return done(request, said, "beneficiaries:extensions")
    enrolment = asked.enrolment
    look(request, enrolment.beneficiary)
    earlier = entitlement.standing(enrolment.movements.select_related("extension_motive"))
    context = {
        "asked": asked,
        "grant": grant,
        "refusal": refusal,
        "form": form,
        "state": entitlement.state(enrolment, on=localdate()),
        "earlier": [each for each in earlier if each.kind == "extension"],
    }
    code = 422 if sent is not None else 200
    return render(request, "beneficiaries/extension.html", context, status=code)


@allow(Role.DIRECTOR)
@require_safe
def extension_motives(request):
    """The limits, and how often each was asked and granted."""
    granted = Count("requests", filter=Q(requests__outcome=ExtensionRequest.Outcome.GRANTED))
    motives = ExtensionMotive.objects.annotate(asked=Count("requests"), granted=granted).order_by(
        "name", "pk"
    )
    return render(request, "beneficiaries/extension_motives.html", {"motives": motives})
