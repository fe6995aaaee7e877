"""The director's books: accounts, entries of a year, its archive."""

from tempfile import TemporaryFile

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts import journal
from accounts.permissions import Role, allow
from pimms.kernel import periods, tables
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page
from recharges import accounting, archive, services
from recharges.forms.till import AccountForm
from recharges.models import AccountCode, Closing, Sale


@allow(Role.DIRECTOR)
@require_safe
def books(request):
    """The years of the ledger, and the accounts that hold today."""
    closed = Closing.objects.filter(kind=Closing.Kind.YEAR, site=request.user.site)
    done = {each.period.lower.year: each for each in closed.order_by("number")}
    years = [day.year for day in Sale.objects.dates("sold_on", "year", order="DESC")]
    context = {
        "years": [(year, done.get(year)) for year in years],
        "accounts": AccountCode.objects.filter(period__contains=localdate()).order_by("code"),
    }
    return render(request, "recharges/till/books.html", context)


@allow(Role.DIRECTOR)
def change_account(request):
    form = AccountForm(request.POST or None, initial={"since": localdate()})
    if account := attempt(form, services.set_account, by=request.user):
        return done(
            request,
            f"{account.get_purpose_display()}\u202f: compte {account.code}"
            f" à partir du {account.period.lower:%d/%m/%Y}.",
            "recharges:books",
        )
    return form_page(request, form, "recharges/till/account.html")


@allow(Role.DIRECTOR)
@require_safe
def entries(request, year):
    """The year in double entry, as a CSV file."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    try:
        lines = accounting.lines(periods.year(year))
        tables.write(answer, accounting.HEADING, (line.as_row() for line in lines))
    except ValidationError as missing:
        messages.error(request, " ".join(missing.messages))
        return redirect("recharges:books")
    name = f"ecritures-{year}.csv"
    journal.record("books.exported", request.user, by=request.user, file=name)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@allow(Role.DIRECTOR)
@require_safe
def year_archive(request, year):
    name, file = archive.file_name(year), TemporaryFile()  # noqa: SIM115 (closed by the answer)
    archive.write(year, file)
    file.seek(0)
    journal.record("ledger.archived", request.user, by=request.user, file=name)
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
