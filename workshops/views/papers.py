from datetime import timedelta

import segno
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from accounts import journal
from accounts.permissions import STAFF, allow
from pimms.kernel import languages
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page
from pimms.kernel.paging import page
from pimms.kernel.templatetags import french
from workshops import ical, links, papers, services
from workshops.forms.papers import SheetForm
from workshops.models import Registration, Sheet, Workshop

_SHEET_DUE = 2  # days
_EMPTY_LINES, _ON_A_PAGE = 3, 4


def _load(request, pk):
    visible = Workshop.objects.visible_to(request.user).in_detail().with_counts()
    return get_object_or_404(visible, pk=pk)


@allow(*STAFF)
@require_safe
def sheet_paper(request, pk):
    workshop = _load(request, pk)
    rows = workshop.registrations.standing().by_name().select_related("signature")
    empty = range(_EMPTY_LINES)
    return papers.answer(
        "workshops/pdf/sheet.html",
        workshop,
        name="feuille",
        by=request.user,
        rows=rows,
        empty=empty,
    )


@allow(*STAFF)
def sheets(request, pk):
    workshop = _load(request, pk)
    form = SheetForm(request.POST or None, request.FILES or None)
    if attempt(form, services.attach_sheet, workshop, by=request.user, at=now()):
        return done(request, "La feuille de présence est enregistrée.", workshop)
    return form_page(
        request,
        form,
        "workshops/sheets.html",
        title="Feuille de présence",
        workshop=workshop,
        sheets=workshop.sheets.latest_first(),
    )


@allow(*STAFF)
@require_safe
def scan(request, pk):
    sheet = get_object_or_404(Sheet.objects.visible_to(request.user).exclude(scan=""), pk=pk)
    journal.record("sheet.read", sheet, by=request.user)
    ending = sheet.scan.name.rpartition(".")[2]
    return FileResponse(
        sheet.scan.open("rb"),
        content_type=sheet.kind,
        as_attachment=True,
        filename=f"feuille-{sheet.workshop_id}.{ending}",
    )


@allow(*STAFF)
@require_safe
def missing_sheets(request):
    due = localdate() - timedelta(days=_SHEET_DUE)
    missing = Workshop.objects.visible_to(request.user).without_sheet(held_until=due)
    shown = page(
        missing.with_counts(), keys=("held_on", "pk"), query=request.GET, newest_first=True
    )
    return render(request, "workshops/missing_sheets.html", {"page": shown, "tab": "sheets"})


@allow(*STAFF)
@require_safe
def certificates(request, pk):
    workshop = _load(request, pk)
    came = workshop.registrations.filter(status=Registration.Status.PRESENT).by_name()
    if not came:
        messages.error(request, "Personne n’est encore noté présent\u202f: pas d’attestation.")
        return redirect(workshop)
    return _certificates(request, workshop, came)


@allow(*STAFF)
@require_safe
def certificate(request, pk):
    visible = Registration.objects.visible_to(request.user)
    came = visible.filter(pk=pk, status=Registration.Status.PRESENT).by_name()
    seat = came.first()
    if seat is None:
        raise Http404
    return _certificates(request, _load(request, seat.workshop_id), came)


def _certificates(request, workshop, came):
    return papers.answer(
        "workshops/pdf/certificate.html",
        workshop,
        name="attestation",
        by=request.user,
        seats=_in_their_words(request, came),
        duration=french.duration(workshop.minutes),
        on=localdate(),
    )


def _in_their_words(request, seats):
    """Each seat with the words of the language that is asked for, or that the person prefers."""
    asked = request.GET.get("langue")
    codes = {
        seat: asked or languages.code_of(seat.beneficiary.language if seat.beneficiary else "")
        for seat in seats
    }
    words = languages.words_in(codes.values())
    return [(seat, words.get(code)) for seat, code in codes.items()]


@allow(*STAFF)
@require_safe
def poster(request, pk):
    return papers.answer(
        "workshops/pdf/poster.html", _load(request, pk), name="affiche", by=request.user
    )


@allow(*STAFF)
@require_safe
def slips(request, pk):
    workshop = _load(request, pk)
    expected = workshop.registrations.filter(status=Registration.Status.REGISTERED).by_name()
    if not expected:
        messages.error(request, "Personne n’est attendu\u202f: il n’y a rien à imprimer.")
        return redirect(workshop)
    made = [
        (seat, segno.make(links.address(seat)).svg_data_uri(border=0), words)
        for seat, words in _in_their_words(request, expected)
    ]
    pages = [made[n : n + _ON_A_PAGE] for n in range(0, len(made), _ON_A_PAGE)]
    return papers.answer(
        "workshops/pdf/slips.html", workshop, name="rappels", by=request.user, pages=pages
    )


@allow(*STAFF)
@require_safe
def letters(request, pk):
    """A letter by post to those whom neither a message nor a call reaches, or to all."""
    workshop = _load(request, pk)
    expected = workshop.registrations.filter(status=Registration.Status.REGISTERED)
    expected = expected.exclude(beneficiary=None).exclude(beneficiary__address="")
    if request.GET.get("a") != "tous":
        expected = expected.filter(beneficiary__phone="", beneficiary__email="")
    seats = expected.by_name().select_related("beneficiary__commune", "guest")
    if not seats:
        messages.error(
            request,
            "Aucune lettre à imprimer\u202f: toutes ont un téléphone ou une adresse électronique,"
            " ou pas d’adresse postale.",
        )
        return redirect(workshop)
    return papers.answer(
        "workshops/pdf/letters.html",
        workshop,
        name="lettres",
        by=request.user,
        seats=seats,
        on=localdate(),
    )


@allow(*STAFF)
@require_safe
def event(request, pk):
    workshop = _load(request, pk)
    return calendar_file(
        ical.calendar([workshop], name=workshop.title, at=now(), notes=False),
        name=f"atelier-{pk}",
    )


def calendar_file(content: bytes, *, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.ics"'},
    )
