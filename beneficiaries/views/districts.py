from django.db.models import Count
from django.utils.timezone import localdate

from accounts.permissions import Role, allow
from beneficiaries import services
from beneficiaries.forms.districts import DistrictsForm
from beneficiaries.models import District
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page


@allow(Role.DIRECTOR)
def districts(request):
    form = DistrictsForm(request.POST or None, request.FILES or None)
    if brought := attempt(form, services.bring_in_districts, by=request.user, on=localdate()):
        names = ", ".join(str(district) for district in brought)
        return done(request, f"La liste est reprise\u202f: {names}.", "beneficiaries:districts")
    standing = District.objects.standing_on(localdate()).order_by("name", "pk")
    return form_page(
        request,
        form,
        "beneficiaries/districts.html",
        districts=standing.annotate(
            people=Count("beneficiaries", distinct=True), ways=Count("streets", distinct=True)
        ),
    )
