import csv
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dates import MONTHS
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import STAFF, allow
from beneficiaries.models import Beneficiary
from pimms.kernel import asked, tables
from pimms.kernel.pages import act
from workshops import desk_figures, services
from workshops.demands import KEYS, Demand
from workshops.forms.desk import FiguresForm, PassageForm, TakeBackForm
from workshops.models import Passage
from workshops.services.passages import UNDO

_SHOWN = 15


@allow(*STAFF)
@require_safe
def passages(request):
    """One press is one visit."""
    people = Beneficiary.objects.visible_to(request.user)
    named = asked.key(request.GET, "personne")
    of_the_day = (
        Passage.objects.visible_to(request.user)
        .standing()
        .filter(site=request.user.site, day=localdate())
    )
    rows = list(of_the_day.latest_first()[:_SHOWN])
    context = {
        "form": PassageForm(people=people),
        "person": people.filter(pk=named).first() if named else None,
        "demands": [(code, label, KEYS[code]) for code, label in Demand.choices],
        "rows": [(each, _may_undo(each, request.user)) for each in rows],
        "passages": of_the_day.count(),
        "asked": sum(len(demands) for demands in of_the_day.values_list("demands", flat=True)),
        "reason": TakeBackForm.base_fields["reason"],
        "tab": "passages",
    }
    return render(request, "workshops/passages.html", context)


def _may_undo(passage, user):
    return passage.by_id == user.pk and now() - passage.at <= UNDO


@require_POST
@allow(*STAFF)
def note(request):
    form = PassageForm(request.POST, people=Beneficiary.objects.visible_to(request.user))
    site = request.user.site
    if passage := act(request, services.note_passage, form=form, site=site, at=now()):
        messages.success(request, f"Passage noté\u202f: {passage.demand_names.lower()}.")
    return redirect("workshops:passages")


@require_POST
@allow(*STAFF)
def take_back(request, pk):
    passage = get_object_or_404(Passage.objects.visible_to(request.user), pk=pk)
    form = TakeBackForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    said = "Ce passage ne compte plus."
    act(request, services.take_back_passage, passage, reason=reason, at=now(), said=said)
    return redirect("workshops:passages")


def _asked(request):
    today = localdate()
    first = Passage.objects.order_by("day").values_list("day", flat=True).first()
    years = range(today.year, min(first or today, today).year - 1, -1)
    given = request.GET if "annee" in request.GET else {"annee": today.year, "mois": today.month}
    form = FiguresForm(given, years=years, months=list(MONTHS.items()))
    return form, *form.asked(today=today)


@allow(*STAFF)
@require_safe
def figures(request):
    form, period, site = _asked(request)
    context = {
        "form": form,
        "figures": desk_figures.desk_figures_of(period, site=site),
        "first": period.lower,
        "last": period.upper - timedelta(days=1),
        "query": request.GET.urlencode(),
        "tab": "figures",
    }
    return render(request, "workshops/desk_figures.html", context)


@allow(*STAFF)
@require_safe
def figures_csv(request):
    _, period, site = _asked(request)
    counted = desk_figures.desk_figures_of(period, site=site)
    answer = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="passages-{period.lower}.csv"'},
    )
    rows = [(line.label, line.passages, line.demands) for line in counted.by_day]
    tables.write(answer, ("Jour", "Passages", "Demandes"), rows)
    writer = csv.writer(answer, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Total", counted.total.passages, counted.total.demands])
    writer.writerow([])
    writer.writerow(["Demande", "", "Nombre"])
    writer.writerows((label, "", n) for label, n in counted.by_demand)
    return answer
