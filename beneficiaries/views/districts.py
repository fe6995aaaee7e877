from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from accounts.permissions import Role, allow
from beneficiaries import services
from beneficiaries.forms.districts import DistrictsForm
from beneficiaries.models import District
from pimms.kernel.forms import attempt, status


@allow(Role.DIRECTOR)
def districts(request):
    form = DistrictsForm(request.POST or None, request.FILES or None)
    if brought := attempt(form, services.bring_in_districts, by=request.user, on=localdate()):
        names = ", ".join(str(district) for district in brought)
        messages.success(request, f"La liste est reprise\u202f: {names}.")
        return redirect("beneficiaries:districts")
    standing = District.objects.standing_on(localdate()).order_by("name", "pk")
    context = {
        "form": form,
        "districts": standing.annotate(
            people=Count("beneficiaries", distinct=True), ways=Count("streets", distinct=True)
        ),
    }
    return render(request, "beneficiaries/districts.html", context, status=status(form))
