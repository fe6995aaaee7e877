"""The pages of conventions."""

from datetime import timedelta

from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts import journal
from accounts.permissions import STAFF, Role, allow
from partners import papers, services
from partners.forms.conventions import AmendmentForm, ConventionForm, DocumentForm, TextForm
from partners.models import Convention, ConventionDocument
from partners.services.conventions import NOTICE_DAYS
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page
from pimms.kernel.paging import page
from pimms.kernel.periods import add_months


@allow(*STAFF)
@require_safe
def conventions(request):
    today = localdate()
    all_of_them = Convention.objects.with_term().select_related("organisation")
    listed = page(all_of_them, keys=("signed_on", "pk"), query=request.GET, newest_first=True)
    near = Convention.objects.ending_between(today, today + timedelta(days=NOTICE_DAYS))
    context = {"page": listed, "today": today, "near": {each.pk for each in near}}
    return render(request, "partners/conventions.html", context)


@allow(Role.DIRECTOR)
def new(request):
    form = ConventionForm(request.POST or None)
    if convention := attempt(form, services.agree, by=request.user, on=localdate()):
        return done(request, "La convention est enregistrée.", convention)
    return form_page(request, form, title="Nouvelle convention")


def _load(pk) -> Convention:
    found = Convention.objects.with_term().select_related("organisation")
    return get_object_or_404(found, pk=pk)


@allow(*STAFF)
@require_safe
def convention(request, pk):
    convention = _load(pk)
    texts = convention.texts.select_related("amendment", "written_by").order_by("-pk")
    documents = convention.documents.select_related("amendment", "added_by")
    context = {
        "convention": convention,
        "days_left": (convention.term - localdate()).days,
        "notice_days": NOTICE_DAYS,
        "amendments": convention.amendments.order_by("-number"),
        "texts": texts,
        "documents": documents.order_by("-added_on", "-pk"),
    }
    return render(request, "partners/convention.html", context)


@allow(Role.DIRECTOR)
def amend(request, pk):
    convention = _load(pk)
    last = add_months(convention.term, 12) - timedelta(days=1)
    initial = {"first": convention.term, "last": last}
    form = AmendmentForm(request.POST or None, initial=initial)
    if amendment := attempt(form, services.amend, convention, by=request.user, on=localdate()):
        return done(request, f"L’avenant n° {amendment.number} est enregistré.", convention)
    return form_page(
        request, form, title=f"Avenant à «\u202f{convention.subject}\u202f»", back=convention
    )


@allow(Role.DIRECTOR)
def text(request, pk):
    convention = _load(pk)
    latest = convention.texts.order_by("-pk").first()
    form = TextForm(request.POST or None, initial={"text": latest.text if latest else ""})
    if attempt(form, services.write_text, convention, by=request.user, on=localdate()):
        return done(
            request, "Le texte est enregistré\u202f; le précédent reste lisible.", convention
        )
    return form_page(
        request, form, title=f"Texte de «\u202f{convention.subject}\u202f»", back=convention
    )


@allow(Role.DIRECTOR)
def attach(request, pk):
    convention = _load(pk)
    form = DocumentForm(request.POST or None, request.FILES or None, convention=convention)
    if attempt(form, services.attach, convention, by=request.user, on=localdate()):
        return done(request, "Le document est joint à la convention.", convention)
    title = f"Joindre un document à «\u202f{convention.subject}\u202f»"
    return form_page(request, form, title=title, back=convention)


@allow(*STAFF)
@require_safe
def document(request, key):
    document = get_object_or_404(ConventionDocument, key=key)
    journal.record("convention.document_read", document, by=request.user)
    return papers.handed(document)
