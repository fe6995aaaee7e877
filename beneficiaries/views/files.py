from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import STAFF, allow
from beneficiaries import files, history, services
from beneficiaries.forms.files import AdviserForm, NoteForm, PortfolioForm, TagsForm
from beneficiaries.models import Beneficiary, Note, Tag
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from pimms.kernel.paging import page
from pimms.kernel.periods import add_months


def load(request, pk):
    return get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)


@allow(*STAFF)
def note(request, pk):
    """A note is written on the file; refused, it is shown again with what stands in the way."""
    person, form = load(request, pk), NoteForm(request.POST or None)
    if attempt(form, services.note, person, by=request.user, on=localdate()):
        return redirect(f"{person.get_absolute_url()}#team-notes")
    files.look(request, person)
    return form_page(request, form, title=f"Noter pour {person}", back=person)


def _note(request, pk) -> Note:
    people = Beneficiary.objects.visible_to(request.user)
    return get_object_or_404(Note, pk=pk, beneficiary__in=people)


@allow(*STAFF)
@require_POST
def pin(request, pk):
    written = _note(request, pk)
    act(request, services.pin, written, pinned="pin" in request.POST, on=localdate())
    return redirect(f"{written.beneficiary.get_absolute_url()}#team-notes")


@allow(*STAFF)
@require_POST
def archive(request, pk):
    written = _note(request, pk)
    said = "La note est archivée\u202f; elle reste lisible sur le dossier."
    act(request, services.archive, written, on=localdate(), said=said)
    return redirect(f"{written.beneficiary.get_absolute_url()}#team-notes")


@allow(*STAFF)
def tags(request, pk):
    person = load(request, pk)
    borne = Tag.objects.visible_to(request.user).filter(taggings__beneficiary=person)
    form = TagsForm(request.POST or None, user=request.user, initial={"tags": borne})
    attempt(form, services.tag, person, by=request.user, on=localdate())
    if form.is_bound and form.is_valid():
        return done(request, f"Les étiquettes de {person} sont enregistrées.", person)
    files.look(request, person)
    return form_page(request, form, title=f"Étiquettes de {person}", back=person)


@allow(*STAFF)
def entrust(request, pk):
    person = load(request, pk)
    initial = {"adviser": person.adviser_id or request.user.pk}
    form = AdviserForm(request.POST or None, initial=initial)
    if person_now := attempt(form, services.entrust, person, by=request.user, on=localdate()):
        who = person_now.adviser or "personne en particulier"
        return done(request, f"{person} est désormais suivi·e par {who}.", person)
    files.look(request, person)
    return form_page(request, form, title=f"Qui suit {person}\u202f?", back=person)


@allow(*STAFF)
@require_safe
def portfolio(request):
    """The people whom one follows, the longest unseen first."""
    form, today = PortfolioForm(request.GET or None), localdate()
    asked = form.cleaned_data if form.is_valid() else {"qui": "", "depuis": 0}
    people = Beneficiary.objects.visible_to(request.user).filter(last_seen_on__isnull=False)
    if asked["qui"] != "toutes":
        people = people.followed_by(None if asked["qui"] == "sans" else request.user)
    if asked["depuis"]:
        people = people.not_seen_since(add_months(today, -asked["depuis"]))
    shown = page(
        files.as_listed(people).select_related("adviser", "commune"),
        keys=("last_seen_on", "pk"),
        query=request.GET,
    )
    lines = files.lines(shown.rows, on=today)
    context = {
        "form": form,
        "page": shown,
        "lines": [(line, (today - line.person.last_seen_on).days) for line in lines],
        "asked": asked,
        "count": people.count(),
    }
    return render(request, "beneficiaries/portfolio.html", context)


@allow(*STAFF)
@require_safe
def past(request, pk):
    """What the file said before, what happened to it, and who read it."""
    context = files.open_file(request, pk, on=localdate()) | {"tab": "history"}
    person, query = context["beneficiary"], request.GET
    told = history.entries(person)
    changed = page(
        history.changes(person), keys=("pk",), query=query, newest_first=True, of="changements"
    )
    done = page(
        told.exclude(verb__in=history.READS),
        keys=("at", "pk"), query=query, newest_first=True, of="actes",
    )  # fmt: skip
    reads = told.filter(verb__in=history.READS).order_by("-at", "-pk")
    names = history.names_of(change.by for change in changed.rows)
    context |= {
        "changes": [(change, names.get(change.by, change.by)) for change in changed.rows],
        "changed": changed,
        "acts": history.acts(done.rows),
        "done": done,
        "reads": history.acts(reads[:50]),
        "reads_count": reads.count(),
    }
    return render(request, "beneficiaries/history.html", context)
