"""The page behind the link of an invitation."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.permissions import EVERYBODY, allow
from partners import acting, invitations, services
from partners.forms.organisations import JoinForm, JoiningForm
from partners.models import Invitation
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done


@sensitive_post_parameters("password", "again")
@never_cache
@login_not_required
def accept(request, word):
    """A new colleague chooses a password; somebody who has an account joins signed in to it.

    A link that was tampered with, that served or is too old says so and shows nothing.
    """
    invitation = invitations.read(word)
    serves = invitation and invitation.is_open(now()) and invitation.organisation.is_accepted
    if not serves:
        return render(request, "partners/invitation_over.html", status=404)
    known = User.objects.filter(email__iexact=invitation.email, is_active=True).exists()
    context = {"invitation": invitation, "known": known, "form": None, "other": False}
    if request.user.is_authenticated:
        context["other"] = request.user.email.lower() != invitation.email
        form, given = JoinForm(request.POST or None), {"user": request.user}
    else:
        form, given = JoiningForm(request.POST or None), {}
    if request.method == "POST" and not context["other"]:
        form = form.__class__(request.POST)
        if user := attempt(form, services.accept_invitation, invitation, at=now(), **given):
            return _welcome(request, invitation, user)
    if request.user.is_authenticated or not known:
        context["form"] = form
    code = 422 if form.is_bound and form.errors else 200
    return render(request, "partners/invitation.html", context, status=code)


def _welcome(request, invitation, user):
    if not request.user.is_authenticated:
        login(request, user)
    acting.choose(request, invitation.organisation)
    said = f"Bienvenue\u202f: vous faites partie de {invitation.organisation}."
    return done(request, said, "partners:mine")


@allow(*EVERYBODY)
@require_POST
def withdraw(request, pk):
    mine = Invitation.objects.administered_by(request.user)
    invitation = get_object_or_404(mine.select_related("organisation"), pk=pk)
    said = f"L’invitation de {invitation.email} est retirée."
    act(request, services.withdraw_invitation, invitation, at=now(), said=said)
    if request.user.is_staff_member:
        return redirect(invitation.organisation)
    return redirect("partners:mine")
