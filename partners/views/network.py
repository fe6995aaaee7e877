"""What was done for the network, year by year."""

from django.db.models import Count, Prefetch, Sum
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import STAFF, allow
from partners import services
from partners.forms.network import ActionForm
from partners.models import NetworkAction, Organisation
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page
from pimms.kernel.paging import page


@allow(*STAFF)
@require_safe
def actions(request):
    year = localdate().year
    listed = page(
        NetworkAction.objects.prefetch_related(
            Prefetch("organisations", Organisation.objects.order_by("name", "pk"))
        ),
        keys=("held_on", "pk"),
        query=request.GET,
        newest_first=True,
    )
    this_year = NetworkAction.objects.of_year(year)
    named = this_year.filter(organisations__isnull=False)
    context = {
        "page": listed,
        "year": year,
        "figures": this_year.aggregate(
            actions=Count("pk"),
            participants=Sum("participants", default=0),
            minutes=Sum("minutes", default=0),
        ),
        "organisations": named.aggregate(count=Count("organisations", distinct=True))["count"],
    }
    return render(request, "partners/network.html", context)


@allow(*STAFF)
def new(request):
    form = ActionForm(request.POST or None, initial={"held_on": localdate()})
    if action := attempt(form, services.record_action, by=request.user, on=localdate()):
        return done(request, f"«\u202f{action}\u202f» est enregistrée.", "partners:network")
    return form_page(request, form, title="Nouvelle action de réseau")
