"""The report on a grant: on a page, then written, read over, frozen, and as files."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Role, allow
from funding.models import Grant
from pimms.kernel.forms import attempt, status
from pimms.kernel.templatetags.french import euros, number
from reports import funder
from reports.forms import OpenForm
from reports.models import GrantEdition, WordModel
from reports.services import review as read_over
from reports.views.downloads import XLSX, download_as
from reports.views.editions import ask_to_freeze, step
from reports.words import agree

from . import files, sections, services
from .forms import AccountForm

KINDS = {
    "json": (files.data, "application/json"),
    "csv": (files.table, "text/csv"),
    "xlsx": (files.workbook, XLSX),
}
_STEPS = {
    "pdf": "grant_edition_pdf",
    "handed": "grant_handed",
    "review": "grant_review",
    "freeze": "grant_freeze",
}


def _load(pk) -> Grant:
    return get_object_or_404(Grant.objects.select_related("funder", "call"), pk=pk)


def _edition(pk, editions=None) -> GrantEdition:
    rows = GrantEdition.objects.all() if editions is None else editions
    return get_object_or_404(
        rows.select_related("grant__funder", "opened_by", "reviewed_by", "frozen_by"), pk=pk
    )


@allow(Role.DIRECTOR)
@require_safe
def grant(request, pk):
    """The report as the books have it today, and its versions."""
    grant = _load(pk)
    context = {
        "grant": grant,
        "editions": GrantEdition.objects.of(grant).select_related("frozen_by"),
        "models": WordModel.objects.for_funder(grant.funder),
    }
    last = services.latest(grant)
    try:
        account = funder.of_grant(grant, scope=last.scope, on=localdate())
    except ValidationError as missing:  # an account of the till that nobody gave
        context["refusal"] = missing.messages[0]
    else:
        context["report"] = funder.report(account, on=localdate(), left_out=last.left_out)
    return render(request, "reports/funder/grant.html", context)


@allow(Role.DIRECTOR)
def open_edition(request, pk):
    """The first version asks nothing; a correction says why."""
    grant = _load(pk)
    given = {"by": request.user, "on": localdate()}
    editions = GrantEdition.objects.of(grant)
    if (running := editions.in_hand().first()) is not None:
        return redirect(running)
    if request.method == "POST" and not editions.exists():
        try:
            return redirect(services.open_edition(grant, **given))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("reports:grant", pk)
    form = OpenForm(request.POST or None)
    if edition := attempt(form, services.open_edition, grant, **given):
        return redirect(edition)
    title = f"Corriger le compte rendu, {grant}"
    context = {"title": title, "form": form, "back": reverse("reports:grant", args=[pk])}
    return render(request, "form.html", context, status=status(form))


@allow(Role.DIRECTOR)
def edition(request, pk):
    edition = _edition(pk)
    if edition.is_frozen:
        return _frozen(request, edition)
    given = edition.texts | {"left_out": edition.left_out, "scope": edition.scope}
    form = AccountForm(request.POST or None, initial=given)
    if attempt(form, services.write, edition, by=request.user):
        messages.success(request, "Les textes sont enregistrés.")
        return redirect(edition)
    earlier = _texts_before(edition)
    context = {
        "edition": edition,
        "form": form,
        "fields": [(field, earlier.get(field.name, "")) for field in form.written],
        "before": edition.year - 1,
        "back": f"Compte rendu, {edition.grant}",
        "addresses": {"back": reverse("reports:grant", args=[edition.grant_id])}
        | {verb: reverse(f"reports:{name}", args=[pk]) for verb, name in _STEPS.items()},
    }
    return render(request, "reports/edition.html", context, status=status(form))


def _texts_before(edition: GrantEdition) -> dict[str, str]:
    """What was written to the same funder for the year before."""
    last = (
        GrantEdition.objects.filter(
            grant__funder=edition.grant.funder_id, grant__year=edition.year - 1
        )
        .order_by("-version", "-pk")
        .first()
    )
    return last.texts if last else {}


def _frozen(request, edition):
    context = {
        "edition": edition,
        "texts": [
            (title, edition.texts[code])
            for code, title, _ in (*sections.NARRATIVE, *sections.SIGNED)
            if edition.texts.get(code)
        ],
        "changed": services.differences(edition),
        "moved": services.moved_since(edition, on=localdate()),
        "of_house": [
            (words, reverse(f"reports:{name}", args=[edition.pk, *more]))
            for words, name, *more in (
                ("PDF complet", "grant_edition_pdf"),
                ("PDF à archiver, chiffres joints", "grant_archive"),
                ("Excel", "grant_file", "xlsx"),
                ("CSV", "grant_file", "csv"),
                ("JSON", "grant_file", "json"),
            )
        ],
    }
    return render(request, "reports/funder/frozen.html", context)


@allow(Role.DIRECTOR)
@require_POST
def review(request, pk):
    return step(request, _edition(pk), read_over, "Le compte rendu est relu.")


@allow(Role.DIRECTOR)
def freeze(request, pk):
    """Asks once, with the figures that would be kept."""
    edition = _edition(pk)

    def shown(account):
        report = funder.report(account, on=localdate())
        return {
            "figures": _key_figures(account),
            "sentences": [report.spending, report.kept, report.served],
            "hides": funder.hides_something(account),
            "handed": reverse("reports:grant_handed", args=[pk]),
            "details": reverse("reports:grant", args=[edition.grant_id]),
        }

    sentence = "Le compte rendu est arrêté\u202f: il ne change plus."
    return ask_to_freeze(request, edition, services, shown, sentence)


def _key_figures(account) -> list[tuple[str, str]]:
    table, served = account.table, account.activity.people.served
    return [
        (euros(account.granted), "accordés"),
        (euros(account.received), "reçus"),
        (euros(account.spent), "dépensés"),
        (euros(table.charges.total.real), "de charges réalisées"),
        (euros(table.products.total.real), "de produits réalisés"),
        (number(served), agree(served, "personne aidée", "personnes aidées")),
    ]


@allow(Role.DIRECTOR)
@require_safe
def handed(request, pk):
    """The report for its funder: small counts are hidden."""
    return _document(request, _edition(pk), is_handed=True)


@allow(Role.DIRECTOR)
@require_safe
def pdf(request, pk):
    """The house's own version, frozen or as the books have it today: everything."""
    return _document(request, _edition(pk))


@allow(Role.DIRECTOR)
@require_safe
def archive(request, pk):
    """The frozen report as a PDF/A-3, with its figures inside."""
    return _document(request, _edition(pk, GrantEdition.objects.frozen()), to_archive=True)


def _document(request, edition, *, to_archive=False, is_handed=False):
    try:
        account, said = services.drawn_up(edition, on=localdate())
    except ValidationError as missing:  # an account of the till that nobody gave
        messages.error(request, missing.messages[0])
        return redirect(edition)
    version = edition.version if edition.is_frozen else 0
    if to_archive:
        said["enclosed"] = files.enclosed(account, version=version)
    if is_handed:
        said["discreet"] = funder.to_hand_over(account)
    document = funder.document(account, **said)
    ending = "archive.pdf" if to_archive else "a-remettre.pdf" if is_handed else "pdf"
    name = files.file_name(account, ending, version=version)
    return download_as(request, document, "application/pdf", name)


@allow(Role.DIRECTOR)
@require_safe
def file(request, pk, ending):
    """The figures as they were frozen."""
    if ending not in KINDS:
        raise Http404
    edition = _edition(pk, GrantEdition.objects.frozen())
    account = services.frozen_account(edition)
    write, content_type = KINDS[ending]
    name = files.file_name(account, ending, version=edition.version)
    return download_as(request, write(account), content_type, name)
