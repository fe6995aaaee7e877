"""The report of a year on its way: written, read over, frozen, corrected."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Role, allow
from pimms.kernel.forms import attempt, status
from reports import ccas, content, exports, proofs, sections, services
from reports.forms import OpenForm, TextsForm
from reports.models import Edition, Publication
from reports.words import sealed

from .downloads import XLSX, download

_STEPS = {"pdf": "edition_pdf", "review": "review", "freeze": "freeze"}


@allow(Role.DIRECTOR)
def open_edition(request, year):
    """The first version asks nothing; a correction says why."""
    given = {"by": request.user, "on": localdate()}
    if (running := Edition.objects.of(year).in_hand().first()) is not None:
        return redirect(running)
    if request.method == "POST" and not Edition.objects.of(year).exists():
        try:
            return redirect(services.open_edition(year, **given))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("reports:year", year)
    form = OpenForm(request.POST or None)
    if edition := attempt(form, services.open_edition, year, **given):
        return redirect(edition)
    context = {"title": f"Corriger le bilan {year}", "form": form, "back": f"/bilans/{year}/"}
    return render(request, "form.html", context, status=status(form))


@allow(Role.DIRECTOR)
def edition(request, pk):
    edition = get_object_or_404(
        Edition.objects.select_related("opened_by", "reviewed_by", "frozen_by"), pk=pk
    )
    if edition.is_frozen:
        context = {
            "edition": edition,
            "texts": _told(edition.texts),
            "changed": [_in_words(row) for row in services.differences(edition)],
            "public": Publication.objects.standing()
            .filter(edition__year=edition.year)
            .select_related("edition", "published_by")
            .first(),
            "night": edition.comparisons.order_by("-compared_at").first(),
        }
        return render(request, "reports/frozen.html", context)
    given = edition.texts | {"left_out": edition.left_out}
    form = TextsForm(request.POST or None, initial=given)
    if attempt(form, services.write, edition, by=request.user):
        messages.success(request, "Les textes sont enregistrés.")
        return redirect(edition)
    last = Edition.objects.filter(year=edition.year - 1).order_by("-version").first()
    earlier = last.texts if last else {}
    context = {
        "edition": edition,
        "form": form,
        "fields": [(field, earlier.get(field.name, "")) for field in form.written],
        "before": edition.year - 1,
        "back": f"Bilan {edition.year}",
        "addresses": {"back": reverse("reports:year", args=[edition.year])}
        | {verb: reverse(f"reports:{name}", args=[pk]) for verb, name in _STEPS.items()},
    }
    return render(request, "reports/edition.html", context, status=status(form))


@allow(Role.DIRECTOR)
@require_POST
def review(request, pk):
    return _step(request, pk, services.review, "Le bilan est relu.")


@allow(Role.DIRECTOR)
@require_POST
def freeze(request, pk):
    return _step(request, pk, services.freeze, "Le bilan est arrêté\u202f: il ne change plus.")


@allow(Role.DIRECTOR)
@require_safe
def pdf(request, pk):
    edition = get_object_or_404(Edition.objects.select_related("frozen_by"), pk=pk)
    if edition.is_frozen:
        return _document(request, edition)
    document = ccas.document(
        services.figures.of_year(edition.year),
        on=localdate(),
        texts=edition.texts,
        left_out=edition.left_out,
        beside=services.beside(edition.year, on=localdate()),
        seal=f"Brouillon de la version {edition.version}.",
    )
    return download(request, document, "application/pdf", year=edition.year, ending="pdf")


@allow(Role.DIRECTOR)
@require_safe
def archive(request, pk):
    """The frozen report as a PDF/A-3, with its figures inside."""
    edition = get_object_or_404(Edition.objects.frozen().select_related("frozen_by"), pk=pk)
    counted = services.frozen_year(edition)
    name = f"{ccas.NAME}-archive"
    return _document(
        request, edition, name=name, enclosed=exports.enclosed(counted, version=edition.version)
    )


@allow(Role.DIRECTOR)
@require_safe
def handed(request, pk):
    """The frozen report for whoever is not of the house: small counts are hidden."""
    edition = get_object_or_404(Edition.objects.frozen().select_related("frozen_by"), pk=pk)
    discreet = ccas.Discreet.of(services.frozen_year(edition))
    return _document(request, edition, name=f"{ccas.NAME}-a-remettre", discreet=discreet)


def _document(request, edition, *, name=ccas.NAME, **more):
    """The frozen report, sealed: the same each time it is printed."""
    kept = content.read(edition.content)
    document = ccas.document(
        kept.year,
        beside=kept.beside,
        on=edition.frozen_on,
        texts=edition.texts,
        left_out=edition.left_out,
        seal=sealed(edition, [_in_words(row) for row in services.differences(edition)]),
        **more,
    )
    given = {"year": edition.year, "ending": "pdf", "version": edition.version}
    return download(request, document, "application/pdf", **given, name=name)


@allow(Role.DIRECTOR)
@require_safe
def workbook(request, pk):
    """The figures as they were frozen, in true numbers."""
    edition = get_object_or_404(Edition.objects.frozen(), pk=pk)
    return download(
        request,
        exports.workbook(services.frozen_year(edition)),
        XLSX,
        year=edition.year,
        ending="xlsx",
        version=edition.version,
    )


@allow(Role.DIRECTOR)
@require_safe
def data(request, pk):
    """The figures as they were frozen."""
    edition = get_object_or_404(Edition.objects.frozen(), pk=pk)
    return download(
        request,
        exports.data(services.frozen_year(edition)),
        "application/json",
        year=edition.year,
        ending="json",
        version=edition.version,
    )


def _step(request, pk, verb, sentence):
    return step(request, get_object_or_404(Edition, pk=pk), verb, sentence)


def step(request, edition, verb, sentence):
    """A report of any kind goes one step on, or a sentence says why not."""
    try:
        verb(edition, by=request.user, on=localdate())
        messages.success(request, sentence)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(edition)


def _told(texts: dict[str, str]) -> list[tuple[str, str]]:
    """The sections that have a text, with their titles."""
    return [(title, texts[code]) for code, title, _ in sections.ALL if texts.get(code)]


def _in_words(row: dict) -> dict:
    indicator, code = proofs.of_path(row["path"])
    return row | {"number": indicator.number, "title": indicator.title, "code": code}
