from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html_join
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import STAFF, allow
from beneficiaries import files, services
from beneficiaries.forms.duplicates import MergeForm, SameForm
from beneficiaries.knowing import with_phone
from beneficiaries.models import Beneficiary, Merge, PossibleDuplicate
from beneficiaries.models.likeness import reasons
from pimms.kernel import asked
from pimms.kernel.fields import DayField, PhoneField
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from pimms.kernel.paging import page

from .files import load


@allow(*STAFF)
@require_safe
def duplicates(request):
    """Every pair that nobody has decided yet, and why it is suspected."""
    undecided = PossibleDuplicate.objects.undecided().select_related("first", "second")
    shown = page(undecided, keys=("pk",), query=request.GET, newest_first=True)
    people = Beneficiary.objects.filter(
        pk__in={pk for pair in shown.rows for pk in (pair.first_id, pair.second_id)}
    )
    lines = {line.person.pk: line for line in files.lines(files.as_listed(people), on=localdate())}
    context = {
        "page": shown,
        "count": undecided.count(),
        "pairs": [
            (pair, lines[pair.first_id], lines[pair.second_id], reasons(pair.first, pair.second))
            for pair in shown.rows
        ],
        "merges": Merge.objects.standing().newest_first()[:10],
        "today": localdate(),
    }
    return render(request, "beneficiaries/duplicates.html", context)


@allow(*STAFF)
@require_POST
def dismiss(request, pk):
    pair = get_object_or_404(PossibleDuplicate, pk=pk)
    services.dismiss_duplicate(pair, by=request.user, on=localdate())
    messages.success(request, f"{pair.first} et {pair.second} sont deux personnes différentes.")
    read = request.POST.get("read", "")
    if not read:
        return redirect("beneficiaries:duplicates")
    return redirect(pair.first if read == str(pair.first_id) else pair.second)


@allow(*STAFF)
def same(request, pk):
    """Any other file may be the same person's: it is looked for, then the two are compared."""
    person, form = load(request, pk), SameForm(request.POST or None)
    if form.is_valid():
        form.cleaned_data = {"other": form.cleaned_data["other"]}
    if pair := attempt(form, services.suspect, person, by=request.user, on=localdate()):
        return redirect(pair)
    files.look(request, person)
    title = f"Réunir un autre dossier avec celui de {person}"
    return form_page(request, form, "beneficiaries/with_names.html", title=title, back=person)


@allow(*STAFF)
def merge(request, pk):
    pairs = PossibleDuplicate.objects.select_related("first", "second")
    pair = get_object_or_404(pairs, pk=pk)
    kept, other = pair.first, pair.second
    if standing := kept.survivor if kept.survivor == other.survivor else None:
        messages.info(request, "Ces deux dossiers sont déjà réunis.")
        return redirect(standing)
    if (request.POST or request.GET).get("garder") == str(other.pk):
        kept, other = other, kept
    form = MergeForm(request.POST or None, survivor=kept, absorbed=other)
    if attempt(form, services.merge, kept, absorbed=other, by=request.user, on=localdate()):
        return done(request, f"Les deux dossiers sont réunis dans celui de {kept}.", kept)
    files.look(request, kept, other)
    lines = files.lines(files.as_listed(Beneficiary.objects.filter(pk__in=[kept.pk, other.pk])),
                        on=localdate())  # fmt: skip
    return form_page(
        request,
        form,
        "beneficiaries/merge.html",
        title="Réunir deux dossiers",
        pair=pair,
        kept=kept,
        other=other,
        lines=sorted(lines, key=lambda line: line.person != kept),
        reasons=reasons(kept, other),
    )


@allow(*STAFF)
@require_POST
def unmerge(request, pk):
    united = get_object_or_404(Merge.objects.select_related("survivor", "absorbed"), pk=pk)
    said = (
        f"Les dossiers de {united.survivor} et de {united.absorbed} sont à nouveau séparés. Ce qui"
        f" a été ajouté depuis la réunion reste dans le dossier de {united.survivor}."
    )
    act(request, services.unmerge, united, on=localdate(), said=said)
    return redirect(united.survivor)


@allow(*STAFF)
@require_POST
def alike(request):
    """While a person is being typed: who may have a file already, and whose telephone it is."""
    names = ("last_name", "first_name", "used_name")
    typed = {name: asked.text(request.POST, name) for name in names}
    born_on = _clean(DayField(required=False), asked.text(request.POST, "born_on", longest=20))
    phone = (
        _clean(PhoneField(noted_in="notes"), asked.text(request.POST, "phone", longest=60)) or ""
    )
    besides = asked.key(request.GET, "besides")
    found = []
    if besides is None and len(typed["last_name"]) >= 2 and (born_on or typed["first_name"]):
        suspected = Beneficiary.objects.suspected(**typed, born_on=born_on, phone=phone)
        found = files.lines(files.as_listed(suspected)[:5], on=localdate())
    shared = [each for each in with_phone(phone)[:5] if each.pk != besides]
    context = {"lines": found, "shared": shared}
    return render(request, "beneficiaries/_alike.html", context)


def _clean(field, typed):
    """What the field makes of what is typed so far; nothing while it is not finished."""
    try:
        return field.clean(typed)
    except ValidationError:
        return None


@allow(*STAFF)
@require_POST
def names(request):
    """The suggestions below a field that names somebody: the one of the form that is typed in."""
    typed = asked.text(request.POST, request.htmx.trigger_name or "")
    people = Beneficiary.objects.visible_to(request.user)
    found = files.as_listed(people.matching(typed).in_order())[:8] if len(typed) >= 2 else ()
    options = (
        (f"{line.number} · {line.person}", line.born) for line in files.lines(found, on=localdate())
    )
    return HttpResponse(format_html_join("", '<option value="{}">{}</option>', options))
