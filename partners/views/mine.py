"""The pages of a partner's own organisation."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Role, allow
from partners import acting, invitations, services
from partners import commitment as words
from partners.forms.organisations import (
    CommitmentForm,
    InvitationForm,
    OrganisationForm,
    ReviewForm,
)
from partners.models import Organisation
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page

from .organisations import filled


def _administered(request) -> Organisation | None:
    """The organisation acted for, when the user administers it."""
    organisation = acting.chosen(request)
    mine = Organisation.objects.administered_by(request.user)
    return organisation if organisation and mine.filter(pk=organisation.pk).exists() else None


def _for_administrators(request):
    messages.error(request, "La personne qui administre votre organisme peut le faire.")
    return redirect("partners:mine")


@allow(Role.SOCIAL_WORKER)
@require_safe
def mine(request):
    return _page(request)


def _page(request, refused=None):
    organisations = acting.organisations(request)
    organisation = acting.chosen(request, organisations)
    context = {"organisation": organisation, "organisations": organisations}
    if organisation:
        members = organisation.memberships.running().select_related("user")
        members = list(members.order_by("user__name", "pk"))
        rights = {each.user_id for each in members if each.is_administrator}
        agreed = organisation.commitments.filter(version=words.VERSION)
        context |= {
            "members": members,
            "administers": request.user.pk in rights,
            "to_confirm": [each for each in members if each.asked_on],
            "invitations": organisation.invitations.waiting().order_by("email"),
            "now": now(),
            "commitment": agreed.select_related("agreed_by").first(),
            "refused": refused,
        }
    return render(request, "partners/mine.html", context, status=422 if refused else 200)


@allow(Role.SOCIAL_WORKER)
@require_POST
def choose(request, pk):
    """From now on, in this session, the user acts for that organisation."""
    mine = Organisation.objects.belonging_to(request.user)
    acting.choose(request, get_object_or_404(mine, pk=pk))
    return redirect("partners:mine")


@allow(Role.SOCIAL_WORKER)
def correct(request):
    if not (organisation := _administered(request)):
        return _for_administrators(request)
    form = OrganisationForm(request.POST or None, initial=filled(organisation))
    if attempt(form, services.correct_organisation, organisation, by=request.user):
        return done(request, "La fiche de votre organisme est corrigée.", "partners:mine")
    title = "Corriger la fiche"
    back = "partners:mine"
    return form_page(request, form, "partners/organisation_form.html", title=title, back=back)


@allow(Role.SOCIAL_WORKER)
def invite(request):
    if not (organisation := _administered(request)):
        return _for_administrators(request)
    if refusal := invitations.refusal(organisation):
        messages.error(request, refusal)
        return redirect("partners:mine")
    form = InvitationForm(request.POST or None)
    if sent := attempt(form, services.invite, organisation, by=request.user, at=now()):
        return done(request, f"L’invitation part vers {sent.email}.", "partners:mine")
    title = "Inviter un ou une collègue"
    intro = f"Pour {organisation}. Le lien sert une fois, pendant quatorze jours."
    return form_page(request, form, title=title, back="partners:mine", intro=intro)


@allow(Role.SOCIAL_WORKER)
@require_POST
def review(request):
    """Those who are ticked are still there."""
    if not (organisation := _administered(request)):
        return _for_administrators(request)
    form = ReviewForm(request.POST, organisation=organisation)
    confirmed = attempt(
        form, services.confirm_members, organisation, by=request.user, on=localdate()
    )
    if confirmed is None:
        return _page(request, refused=form)
    return done(request, f"Personnes confirmées\u202f: {confirmed}.", "partners:mine")


@allow(Role.SOCIAL_WORKER)
def commitment(request):
    """Its words, and who agreed to them; an administrator may."""
    organisation = acting.chosen(request)
    if organisation is None:
        return redirect("partners:mine")
    administers = _administered(request) is not None
    agreed = organisation.commitments.filter(version=words.VERSION)
    form = CommitmentForm(request.POST or None)
    if request.method == "POST" and not administers:
        return _for_administrators(request)
    if attempt(form, services.commit_to_protection, organisation, by=request.user, at=now()):
        return done(request, "L’engagement est pris et daté.", "partners:mine")
    return form_page(
        request,
        form,
        "partners/commitment.html",
        organisation=organisation,
        paragraphs=words.paragraphs(),
        version=words.VERSION,
        agreed=agreed.select_related("agreed_by").first(),
        administers=administers,
    )


@allow(Role.SOCIAL_WORKER)
def propose(request):
    form = OrganisationForm(request.POST or None)
    if proposed := attempt(form, services.propose_organisation, by=request.user, on=localdate()):
        acting.choose(request, proposed)
        return done(
            request, "Votre proposition est envoyée au Pimms, qui vous répondra.", "partners:mine"
        )
    title = "Proposer un organisme"
    back = "partners:mine"
    intro = "Le Pimms regarde la proposition\u202f; vous administrerez l’organisme."
    return form_page(
        request, form, "partners/organisation_form.html", title=title, back=back, intro=intro
    )
