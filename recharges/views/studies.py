"""What the director looks at: what if, what was let pass, what was saved."""

from datetime import timedelta

from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import Role, allow
from pimms.kernel import asked, periods
from pimms.kernel.paging import page
from recharges import history, replay
from recharges import savings as counted
from recharges.forms.studies import QUESTIONS
from recharges.models import Cap, Sale, SaleLine

_SHOWN = 50


@allow(Role.DIRECTOR)
@require_safe
def simulation(request):
    named = request.GET.get("quoi")
    forms = [form(request.GET if form.name == named else None) for form in QUESTIONS]
    question = next((form for form in forms if form.is_bound), None)
    context = {"forms": forms, "question": question, "comparison": None}
    if question is not None and question.is_valid():
        context |= _replayed(question, on=localdate())
    return render(request, "recharges/simulation.html", context)


def _replayed(question, *, on):
    """The last twelve months under the question; the twelve before them are what was used up."""
    since = periods.add_months(on, -12) + timedelta(days=1)
    caps = list(Cap.objects.select_related("product").order_by("pk"))
    comparison = replay.compare(
        history.lines(since=periods.add_months(on, -24), until=on),
        caps=caps,
        other_caps=question.caps(caps),
        since=since,
        change=question.change(),
    )
    broken = {each.sale_id: each.cap for each in comparison.refused}
    sales = Sale.objects.filter(pk__in=list(broken)).with_totals()
    sales = sales.select_related("enrolment__beneficiary").order_by("-sold_on", "-pk")[:_SHOWN]
    refused = [(sale, broken[sale.pk]) for sale in sales]
    return {"comparison": comparison, "refused": refused, "since": since, "until": on}


@allow(Role.DIRECTOR)
@require_safe
def overrides(request):
    overridden = Sale.objects.overridden()
    by_year = periods.year(localdate().year), periods.year(localdate().year - 1)
    listed = page(
        overridden.with_totals().select_related("enrolment__beneficiary", "overridden_by"),
        keys=("sold_on", "pk"),
        query=request.GET,
        newest_first=True,
    )
    lines = SaleLine.objects.filter(sale__in=[sale.pk for sale in listed.rows]).in_order()
    bought = {}
    for line in lines:
        bought.setdefault(line.sale_id, []).append(str(line))
    context = {
        "counts": [(year.lower.year, overridden.sold_in(year).count()) for year in by_year],
        "page": listed,
        "rows": [(sale, ", ".join(bought.get(sale.pk, ()))) for sale in listed.rows],
    }
    return render(request, "recharges/overrides.html", context)


@allow(Role.DIRECTOR)
@require_safe
def savings(request):
    years = counted.years() or [localdate().year]
    year = asked.year(request.GET, years) or years[0]
    by = asked.choice(request.GET, "par", counted.BY, "personne")
    context = {
        "years": years,
        "year": year,
        "by": by,
        "ways": [("personne", "Personne"), ("foyer", "Foyer"), ("payeur", "Qui paie"),
                 ("commune", "Commune")],
        "savings": counted.savings_of(year, by=by),
        "listed": counted.LISTED,
    }  # fmt: skip
    return render(request, "recharges/savings.html", context)
