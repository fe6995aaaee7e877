"""The report of a year on its way: written, read over, frozen, corrected."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Role, allow
from pimms.kernel.forms import attempt, status
from reports import ccas, content, exports, figures, sections, services
from reports.forms import FreezeForm, OpenForm, TextsForm
from reports.models import Edition, Publication
from reports.words import sealed

from .downloads import HANDED, XLSX, download

_STEPS = {
    "pdf": "edition_pdf",
    "handed": "edition_handed",
    "review": "review",
    "freeze": "freeze",
}


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
            "of_house": [
                (words, reverse(f"reports:{name}", args=[pk]))
                for words, name in (
                    ("PDF complet", "edition_pdf"),
                    ("PDF à archiver, chiffres joints", "edition_archive"),
                    ("Excel", "edition_workbook"),
                    ("JSON", "edition_data"),
                )
            ],
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
def freeze(request, pk):
    """Asks once, with the figures that would be kept."""
    edition = get_object_or_404(Edition, pk=pk)

    def shown(counted):
        return {
            "figures": [(each.value, each.label) for each in ccas.key_figures(counted)],
            "sentences": ccas.report(counted, on=localdate()).summary,
            "hides": bool(ccas.Discreet.of(counted).hidden),
            "handed": reverse("reports:edition_handed", args=[pk]),
            "details": reverse("reports:figures", args=[edition.year]),
        }

    sentence = "Le bilan est arrêté\u202f: il ne change plus."
    return ask_to_freeze(request, edition, services, shown, sentence)


def ask_to_freeze(request, edition, verbs, shown, sentence):
    """A report of any kind is frozen, as `shown` tells its figures, or a sentence says why not."""
    form = FreezeForm(request.POST or None)
    if attempt(form, verbs.freeze, edition, by=request.user, on=localdate()):
        messages.success(request, sentence)
        return redirect(edition)
    try:
        counted, kept = verbs.to_freeze(edition, on=localdate())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(edition)
    asked = FreezeForm(initial={"shown": services.fingerprint(kept)})
    context = {"edition": edition, "form": form, "asked": asked} | shown(counted)
    return render(request, "reports/freeze.html", context, status=status(form))


@allow(Role.DIRECTOR)
@require_safe
def pdf(request, pk):
    """The house's own version: everything, frozen or as it stands today."""
    edition = get_object_or_404(Edition.objects.select_related("frozen_by"), pk=pk)
    return _document(request, edition)


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
    """The report for whoever is not of the house: small counts are hidden."""
    edition = get_object_or_404(Edition.objects.select_related("frozen_by"), pk=pk)
    return _document(request, edition, name=HANDED, is_handed=True)


def _document(request, edition, *, name=ccas.NAME, is_handed=False, **more):
    """The frozen report, sealed: the same each time it is printed; or a draft of today."""
    today = localdate()
    if edition.is_frozen:
        kept = content.read(edition.content)
        year, beside, on = kept.year, kept.beside, edition.frozen_on
        seal = sealed(edition, [_in_words(row) for row in services.differences(edition)])
    else:
        year, on = services.figures.of_year(edition.year), today
        beside = services.beside(edition.year, on=today)
        seal = f"Brouillon de la version {edition.version}."
    document = ccas.document(
        year,
        beside=beside,
        on=on,
        texts=edition.texts,
        left_out=edition.left_out,
        seal=seal,
        discreet=ccas.Discreet.of(year) if is_handed else ccas.EVERYTHING,
        **more,
    )
    given = {"year": edition.year, "ending": "pdf", "name": name}
    version = edition.version if edition.is_frozen else 0
    return download(request, document, "application/pdf", version=version, **given)


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
    indicator, code = figures.of_path(row["path"])
    return row | {"number": indicator.number, "title": indicator.title, "code": code}
