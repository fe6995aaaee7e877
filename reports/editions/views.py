"""The pages of a report on its way: opened, written, read over, frozen, corrected, as files.

Each address says of which kind it is (`reports.urls`).
"""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Role, allow
from pimms.kernel.forms import attempt, status
from reports.views.downloads import download

from . import life
from .forms import FreezeForm, OpenForm
from .kinds import kind_of

# In the name of a document, what it is made for; the text is handed over to be written on.
ARCHIVE, HANDED, TEXT = "archive", "a-remettre", "texte-a-remettre"
_OF_HOUSE = (
    ("PDF complet", "edition_pdf"),
    ("PDF à archiver, chiffres joints", "edition_archive"),
    ("Excel", "edition_workbook"),
    ("CSV", "edition_table"),
    ("JSON", "edition_data"),
)


@allow(Role.DIRECTOR)
def open_edition(request, kind, **of):
    """The first version asks nothing; a correction says why."""
    subject = kind.subject(**of)
    editions = kind.model.objects.of(subject)
    if (running := editions.in_hand().first()) is not None:
        return redirect(running)
    if request.method == "POST" and not editions.exists():
        opened = _step(request, life.open_edition, kind.model, subject)
        return redirect(opened or kind.page(subject))
    form = OpenForm(request.POST or None)
    given = {"by": request.user, "on": localdate()}
    if edition := attempt(form, life.open_edition, kind.model, subject, **given):
        return redirect(edition)
    title = f"Corriger le {kind.label.format(subject)}"
    context = {"title": title, "form": form, "back": kind.page(subject)}
    return render(request, "form.html", context, status=status(form))


@allow(Role.DIRECTOR)
def edition(request, kind, pk):
    edition = _load(kind, pk)
    if edition.is_frozen:
        return _frozen(request, kind, edition)
    written = edition.texts | model_to_dict(edition, ("left_out", "scope"))
    form = kind.form(request.POST or None, initial=written)
    if attempt(form, life.write, edition, by=request.user):
        messages.success(request, "Les textes sont enregistrés.")
        return redirect(edition)
    last = kind.model.objects.of_the_year_before(edition).first()
    earlier = last.texts if last else {}
    context = {
        "edition": edition,
        "form": form,
        "fields": _beside(form, earlier, kind.facts(edition, localdate())),
        "before": edition.year - 1,
        "back": kind.label.format(edition.subject),
        "addresses": {"back": kind.page(edition.subject)}
        | {step: kind.to(step, pk) for step in ("review", "freeze", "edition_pdf")}
        | {"handed": kind.to("edition_handed", pk), "text": _text(kind, pk)},
    }
    return render(request, "reports/edition.html", context, status=status(form))


def _frozen(request, kind, edition):
    if request.method == "POST":  # somebody else froze it while these texts were written
        messages.error(request, life.NO_MORE)
        return redirect(edition)
    context = {
        "edition": edition,
        "back": kind.label.format(edition.subject),
        "page": kind.page(edition.subject),
        "handed": kind.to("edition_handed", edition.pk),
        "text": _text(kind, edition.pk),
        "texts": [
            (title, edition.texts[code])
            for code, title, _ in kind.sections
            if edition.texts.get(code)
        ],
        "changed": life.differences(edition),
        "changed_heads": ("Avant", "Maintenant"),
        "of_house": [(words, kind.to(step, edition.pk)) for words, step in _OF_HOUSE],
    }
    return render(request, "reports/frozen.html", context | kind.since(edition, localdate()))


@allow(Role.DIRECTOR)
@require_POST
def review(request, kind, pk):
    edition = _load(kind, pk)
    if _step(request, life.review, edition):
        messages.success(request, f"Le {kind.noun} est relu.")
    return redirect(edition)


@allow(Role.DIRECTOR)
def freeze(request, kind, pk):
    """Asks once, with the figures that would be kept; or a sentence says why not."""
    edition, on = _load(kind, pk), localdate()
    form = FreezeForm(request.POST or None)
    if attempt(form, life.freeze, edition, by=request.user, on=on):
        messages.success(request, f"Le {kind.noun} est arrêté\u202f: il ne change plus.")
        return redirect(edition)
    try:
        counted, kept = life.to_freeze(edition, on=on)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(edition)
    context = {
        "edition": edition,
        "form": form,
        "asked": FreezeForm(initial={"shown": life.fingerprint(kept)}),
        "handed": kind.to("edition_handed", pk),
    }
    context |= kind.to_be_read(edition, counted, on)
    return render(request, "reports/freeze.html", context, status=status(form))


@allow(Role.DIRECTOR)
@require_safe
def document(request, kind, pk, purpose=""):
    """The report as a PDF, frozen or as it stands today: the house's own, which says everything,
    the one to hand over, or the frozen one to archive; or its text as a Word file."""
    return document_of(request, _load(kind, pk, is_frozen=purpose == ARCHIVE), purpose)


def document_of(request, edition, purpose, counted=None):
    """The frozen report, sealed, the same each time it is printed; or what is counted today."""
    kind = kind_of(edition)
    try:
        counted, said = life.drawn_up(edition, on=localdate(), counted=counted)
    except ValidationError as missing:  # an account of the till that nobody gave
        messages.error(request, missing.messages[0])
        return redirect(edition)
    version = edition.version if edition.is_frozen else 0
    if purpose == ARCHIVE:
        said["enclosed"] = kind.enclosed(counted, version)
    if purpose in (HANDED, TEXT):
        said["discreet"] = kind.hidden_outside(counted)
    draw, ending = (kind.text, "docx") if purpose == TEXT else (kind.document, "pdf")
    name = kind.file_name(counted, ending, purpose=purpose, version=version)
    return download(request, draw(counted, **said), name)


@allow(Role.DIRECTOR)
@require_safe
def file(request, kind, pk, ending):
    """The figures as they were frozen."""
    edition = _load(kind, pk, is_frozen=True)
    counted = kind.frozen(edition)
    name = kind.file_name(counted, ending, version=edition.version)
    return download(request, kind.file(counted, ending), name)


def _beside(form, earlier, facts):
    """Each box with what was written the year before, and what is counted of its part."""
    return [
        (field, earlier.get(field.name, ""), facts.get(field.name, ())) for field in form.written
    ]


def _text(kind, pk):
    """The address of the text, for the kind of report that has one."""
    return kind.to("edition_text", pk) if kind.text else ""


def _load(kind, pk, *, is_frozen=False):
    editions = kind.model.objects.signed()
    return get_object_or_404(editions.frozen() if is_frozen else editions, pk=pk)


def _step(request, verb, *args):
    """What the verb returns; None when it refuses, which a message says."""
    form = forms.Form({})
    result = attempt(form, verb, *args, by=request.user, on=localdate())
    for sentence in form.non_field_errors():
        messages.error(request, sentence)
    return result
