"""Who came in a year, who did not, and whose hours they are."""

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts import journal
from accounts.permissions import STAFF, allow
from beneficiaries.models import Beneficiary
from pimms.kernel import periods, tables
from pimms.kernel.durations import in_hours, minutes_of
from workshops import attendance
from workshops.forms.papers import YearForm
from workshops.models import Workshop

_SHOWN = 100
_HEADING = ("Nom", "Prénom", "Naissance", "Financeur", "Séances", "Heures")


@allow(*STAFF)
@require_safe
def rates(request):
    today = localdate()
    first, _ = Workshop.objects.visible_to(request.user).first_and_last_day()
    years = range(today.year, min(first or today, today).year - 1, -1)
    year = YearForm(request.GET or None, years=years).asked(today=today)
    held = _held(year, today=today)
    hours = list(attendance.hours_by_person(held)[:_SHOWN])
    people = Beneficiary.objects.visible_to(request.user).in_bulk(
        [row["beneficiary"] for row in hours]
    )
    context = {
        "tab": "rates",
        "year": year,
        "form": YearForm({"annee": year}, years=years),
        "figures": attendance.attendance_of(held),
        "funders": attendance.by_funder(held),
        "hours": [
            (people[row["beneficiary"]], row["sessions"], minutes_of(row["length"]))
            for row in hours
        ],
    }
    return render(request, "workshops/rates.html", context)


@allow(*STAFF)
@require_safe
def hours_csv(request, year):
    """Every person's hours by funder, for the annex of a report."""
    rows = attendance.hours_by_person_and_funder(_held(year, today=localdate()))
    journal.record(
        "workshop.hours_exported", request.user, by=request.user, year=year, rows=len(rows)
    )
    answer = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="heures-ateliers-{year}.csv"'},
    )
    tables.write(answer, _HEADING, [
        (
            row["beneficiary__last_name"],
            row["beneficiary__first_name"],
            None if row["beneficiary__born_day_unknown"] else row["beneficiary__born_on"],
            row["workshop__funder__name"] or "",
            row["n"],
            in_hours(row["length"]),
        )
        for row in rows
    ])  # fmt: skip
    return answer


def _held(year: int, *, today) -> DateRange:
    """The year up to today."""
    period = periods.year(year)
    return DateRange(period.lower, max(period.lower, min(period.upper, today + timedelta(days=1))))
