"""Word models on a page, what they may name, and a document filled from one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts import journal
from accounts.permissions import Role, allow
from funding.models import Grant
from partners.papers import CONTENT_TYPES, Kind
from pimms.kernel.forms import attempt, status
from reports import funder
from reports.editions import life
from reports.editions.kinds import GRANT
from reports.models import GrantEdition, WordModel
from reports.views.downloads import download

from . import filling, services, variables
from .forms import WordModelForm

DOCX = CONTENT_TYPES[Kind.DOCX]


@allow(Role.DIRECTOR)
@require_safe
def models(request):
    return render(request, "reports/word/models.html", {"models": WordModel.objects.in_use()})


@allow(Role.DIRECTOR)
def new(request):
    form = WordModelForm(request.POST or None, request.FILES or None)
    if attempt(form, services.add, by=request.user, on=localdate()):
        messages.success(request, "Le modèle est enregistré.")
        return redirect("reports:word_models")
    back = reverse("reports:word_models")
    context = {"title": "Nouveau modèle Word", "form": form, "back": back}
    return render(request, "form.html", context, status=status(form))


@allow(Role.DIRECTOR)
@require_safe
def names(request):
    """What a model may name."""
    context = {
        "plain": variables.PLAIN,
        "texts": variables.TEXTS,
        "lists": variables.LISTS,
    }
    return render(request, "reports/word/variables.html", context)


@allow(Role.DIRECTOR)
@require_safe
def model(request, key):
    """The model as it came in."""
    model = get_object_or_404(WordModel, key=key)
    journal.record("word_model.read", model, by=request.user)
    return FileResponse(
        model.file.open(),
        as_attachment=True,
        filename=f"{model.name}.docx",
        content_type=DOCX,
    )


@allow(Role.DIRECTOR)
@require_POST
def end(request, key):
    services.end(get_object_or_404(WordModel, key=key), by=request.user, on=localdate())
    messages.success(request, "Le modèle n’est plus proposé.")
    return redirect("reports:word_models")


@allow(Role.DIRECTOR)
@require_safe
def fill(request, pk, key):
    """The model filled with what the last version of the grant's report says to its funder."""
    grant = get_object_or_404(Grant.objects.select_related("funder"), pk=pk)
    model = get_object_or_404(WordModel.objects.for_funder(grant.funder), key=key)
    try:
        account, said = life.drawn_up(GrantEdition.objects.last_or_new(grant), on=localdate())
        with model.file.open() as file:
            report = funder.report(account, discreet=funder.to_hand_over(account), **said)
            filled = filling.fill(file, variables.values(report))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("reports:grant", pk)
    return download(request, filled, GRANT.file_name(account, "docx"))
