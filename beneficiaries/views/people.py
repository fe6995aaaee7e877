from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html_join
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.permissions import EVERYBODY, STAFF, allow
from beneficiaries import files, services
from beneficiaries.forms.files import NoteForm
from beneficiaries.forms.people import CorrectionForm, NewPersonForm, PeopleSearchForm
from beneficiaries.knowing import answered, relatives, things_to_know, to_know
from beneficiaries.models import Beneficiary, Kinship, PossibleDuplicate, Tag
from beneficiaries.papers import standing
from pimms.kernel import asked
from pimms.kernel.communes import full_words
from pimms.kernel.forms import attempt
from pimms.kernel.models import Commune
from pimms.kernel.pages import done, form_page
from pimms.kernel.paging import page
from pimms.kernel.searches import address, searched


@allow(*STAFF)
@vary_on_headers("HX-Request")
@searched("q")
@require_safe
def people(request):
    form, today = PeopleSearchForm(request.GET or None, user=request.user), localdate()
    found = form.filter(Beneficiary.objects.visible_to(request.user), on=today)
    shown = page(files.as_listed(found), keys=("last_key", "first_key", "pk"), query=request.GET)
    context = {"form": form, "page": shown, "lines": files.lines(shown.rows, on=today)}
    typing = request.htmx and not request.htmx.history_restore_request
    template = "beneficiaries/_people.html" if typing else "beneficiaries/people.html"
    response = render(request, template, context)
    if typing:
        response.headers["HX-Replace-Url"] = address(request.path, request.GET)
    return response


@allow(*STAFF)
@searched("q")
def new(request):
    said = files.names_in(asked.text(request.GET, "q"))
    form = NewPersonForm(request.POST or None, initial=said)
    form.begin_at("born_on" if said else "last_name")
    if person := attempt(
        form, services.register_person, site=request.user.site, by=request.user, on=localdate()
    ):
        return done(request, f"Le dossier de {person} est ouvert.", "counter:person", person.pk)
    return form_page(
        request,
        form,
        "beneficiaries/new.html",
        title="Nouvelle personne",
        known=files.known(form),
        lines=files.lines_of(form.alike, on=localdate()),
        typing=True,
    )


@allow(*STAFF)
@require_safe
def file(request, pk):
    today = localdate()
    context = files.open_file(request, pk, on=today) | {"tab": "file", "today": today}
    person = context["beneficiary"]
    context |= {
        "enrolments": person.enrolments.select_related(
            "assessment__version", "enrolled_by", "absorbed_by"
        )
        .prefetch_related("assessment__version__criteria")
        .order_by("-period"),
        "eligibility": standing(person, on=today),
        **_around(person, request.user, on=today),
    }
    return render(request, "beneficiaries/dossier.html", context)


def _around(person, user, *, on):
    """What the sections of the file show besides the person: what to know first, who might be
    the same, kin, proxies, notes, tags, merges, referrals."""
    found = answered(
        person,
        **things_to_know(person, on=on),
        twins=PossibleDuplicate.objects.undecided().of(person),
        kin=Kinship.objects.of(person),
        proxies=person.proxies.newest_first(),
        notes=person.team_notes.shown(),
        archived=person.team_notes.archived(),
        tags=Tag.objects.visible_to(user).filter(taggings__beneficiary=person).in_order(),
        merges=person.merges.standing().newest_first(),
        referrals=person.referrals.select_related("organisation").newest_first(),
    )
    return found | {
        "to_know": to_know(person, on=on, found=found),
        "kin": relatives(person, found["kin"]),
        "household": person.household
        and person.household.members.standing().exclude(pk=person.pk).in_order(),
        "note_form": NoteForm(),
    }


@allow(*STAFF)
def correct(request, pk):
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    form = CorrectionForm(request.POST or None, person=person)
    if person_now := attempt(
        form, services.correct_person, person, by=request.user, on=localdate()
    ):
        return done(request, f"Le dossier de {person_now} est corrigé.", person_now)
    files.look(request, person)
    return form_page(
        request,
        form,
        "beneficiaries/person_form.html",
        title=f"Corriger {person}",
        known=files.known(form, besides=person),
        back=person,
        besides=person.pk,
        typing=True,
    )


@allow(*EVERYBODY)
@require_safe
def communes(request):
    """The suggestions below a commune's field, as the options of its list."""
    written = asked.text(request.GET, "commune", longest=120)
    found = Commune.objects.written(full_words(written))[:8] if len(written) >= 2 else ()
    begun = next((word for word in written.split() if word.isdecimal()), "")
    options = (
        (commune.at(code),)
        for commune in found
        for code in [code for code in commune.postal_codes if begun and code.startswith(begun)]
        or [""]
    )
    return HttpResponse(format_html_join("", '<option value="{}"></option>', options))
