"""The team's pages of partner organisations."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import EVERYBODY, STAFF, allow
from partners import invitations, services
from partners.forms.organisations import (
    InvitationForm,
    OrganisationForm,
    RefusalForm,
    SearchForm,
)
from partners.models import Membership, Organisation
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from pimms.kernel.paging import page
from pimms.kernel.searches import searched

FIELDS = (
    "name", "kind", "services", "address", "commune", "opening", "contact", "phone", "email",
    "website", "by_telephone",
)  # fmt: skip


def filled(organisation: Organisation) -> dict:
    """What a form about the organisation shows at first."""
    said = {name: getattr(organisation, name) for name in FIELDS}
    return said | {"commune": organisation.town}


@allow(*STAFF)
@searched("q")
@require_safe
def organisations(request):
    search = SearchForm(request.GET)
    members = Count("memberships", filter=Q(memberships__ended_on=None))
    accepted = search.filter(Organisation.objects.accepted())
    listed = page(
        accepted.annotate(members=members).select_related("commune"),
        keys=("name_key", "pk"),
        query=request.GET,
    )
    proposed = Organisation.objects.proposed().select_related("proposed_by").order_by("pk")
    context = {"page": listed, "proposed": proposed[:20], "search": search}
    return render(request, "partners/organisations.html", context)


@allow(*STAFF)
def new(request):
    form = OrganisationForm(request.POST or None)
    if organisation := attempt(form, services.open_organisation, by=request.user, on=localdate()):
        return done(request, f"{organisation} est enregistré. Invitez ses membres.", organisation)
    return form_page(
        request, form, "partners/organisation_form.html", title="Nouvel organisme partenaire"
    )


@allow(*STAFF)
@require_safe
def organisation(request, pk):
    return _page(request, pk)


def _page(request, pk, refused=None):
    found = Organisation.objects.select_related("commune", "proposed_by", "decided_by")
    organisation = get_object_or_404(found, pk=pk)
    members = organisation.memberships.select_related("user").order_by("user__name", "pk")
    context = {
        "organisation": organisation,
        "members": [each for each in members if not each.ended_on],
        "former": [each for each in members if each.ended_on],
        "invitations": organisation.invitations.waiting().order_by("email"),
        "now": now(),
        "commitment": organisation.commitments.select_related("agreed_by").order_by("pk").last(),
        "conventions": organisation.conventions.with_term().order_by("-signed_on", "pk"),
        "actions": organisation.network_actions.order_by("-held_on", "-pk")[:5],
        "form": refused or RefusalForm(),
    }
    code = 422 if refused else 200
    return render(request, "partners/organisation.html", context, status=code)


@allow(*STAFF)
def correct(request, pk):
    organisation = get_object_or_404(Organisation.objects.select_related("commune"), pk=pk)
    form = OrganisationForm(request.POST or None, initial=filled(organisation))
    if attempt(form, services.correct_organisation, organisation, by=request.user):
        return done(request, f"{organisation} est corrigé.", organisation)
    organisation.refresh_from_db()
    title = f"Corriger {organisation}"
    return form_page(
        request, form, "partners/organisation_form.html", title=title, back=organisation
    )


@allow(*STAFF)
@require_POST
def accept_proposal(request, pk):
    organisation = get_object_or_404(Organisation, pk=pk)
    said = f"{organisation} est partenaire."
    act(request, services.accept_organisation, organisation, on=localdate(), said=said)
    return redirect("partners:organisation", pk)


@allow(*STAFF)
@require_POST
def refuse_proposal(request, pk):
    proposal, form = get_object_or_404(Organisation, pk=pk), RefusalForm(request.POST)
    if attempt(form, services.refuse_organisation, proposal, by=request.user, on=localdate()):
        said = f"{proposal} n’est pas retenu\u202f; l’organisme lit le motif."
        return done(request, said, "partners:organisations")
    return _page(request, pk, refused=form)


@allow(*STAFF)
def invite(request, pk):
    organisation = get_object_or_404(Organisation, pk=pk)
    if refusal := invitations.refusal(organisation):
        messages.error(request, refusal)
        return redirect(organisation)
    form = InvitationForm(
        request.POST or None,
        initial={"as_administrator": not organisation.memberships.running().exists()},
    )
    if sent := attempt(form, services.invite, organisation, by=request.user, at=now()):
        return done(request, f"L’invitation part vers {sent.email}.", organisation)
    title = f"Inviter quelqu’un de {organisation}"
    intro = "Le lien sert une fois, pendant quatorze jours."
    return form_page(request, form, title=title, back=organisation, intro=intro)


def _change(membership, *, by, deed):
    if deed == "terminer":
        return services.end_membership(membership, by=by, on=localdate())
    if deed == "administrer":
        return services.name_administrator(membership, by=by)
    if deed == "ne-plus-administrer":
        return services.step_down(membership, by=by)
    raise ValidationError("Choisissez ce qui doit changer.")


@allow(*EVERYBODY)
@require_POST
def member(request, pk):
    """What the team, or an administrator of the organisation, does about one of its members."""
    mine = Membership.objects.administered_by(request.user).select_related("user")
    membership = get_object_or_404(mine, pk=pk)
    deed, said = request.POST.get("acte", ""), f"C’est fait pour {membership.user}."
    act(request, _change, membership, deed=deed, said=said)
    if request.user.is_staff_member:
        return redirect("partners:organisation", membership.organisation_id)
    return redirect("partners:mine")
