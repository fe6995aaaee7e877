"""The versions of the programme, for the director."""

from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import Role, allow
from beneficiaries import services
from beneficiaries.forms.programme import ProgrammeForm
from beneficiaries.models import ProgrammeVersion
from beneficiaries.services.programme import as_given
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page


@allow(Role.DIRECTOR)
@require_safe
def programme(request):
    context = {"versions": ProgrammeVersion.objects.latest_first(), "today": localdate()}
    return render(request, "beneficiaries/eligibility/programme.html", context)


@allow(Role.DIRECTOR)
@require_safe
def version(request, pk):
    version = get_object_or_404(ProgrammeVersion.objects.latest_first(), pk=pk)
    criteria = version.criteria.in_order().prefetch_related("thresholds")
    context = {"version": version, "criteria": criteria, "today": localdate()}
    return render(request, "beneficiaries/eligibility/version.html", context)


@allow(Role.DIRECTOR)
def change(request):
    last = ProgrammeVersion.objects.latest_first().first()
    form = ProgrammeForm(request.POST or None, last=as_given(last))
    if made := attempt(form, services.change_programme, by=request.user, on=localdate()):
        return done(request, f"La version «\u202f{made}\u202f» est enregistrée.", made)
    title = "Nouvelle version du programme"
    return form_page(
        request, form, "beneficiaries/eligibility/change_programme.html", title=title, last=last
    )
