"""The lock of a shared desk, the discreet mode, and messages that could not leave."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from accounts import desk, mail, services
from accounts.forms import NoticesForm, QuickCodeForm, UnlockForm
from accounts.models import DeskLock, Letter
from accounts.permissions import EVERYBODY, STAFF, Role, allow
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from pimms.kernel.paging import page


def _destination(request) -> str:
    """The page that was left, of this house and by its path; home when it is none."""
    asked = request.POST.get("suite") or request.GET.get("suite") or ""
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if ours and asked.startswith("/") else "/"


@allow(*EVERYBODY)
def lock(request):
    """GET shows the lock, POST `verrouiller` closes it, POST with the secret opens it."""
    if request.method == "POST" and "verrouiller" in request.POST:
        services.lock_desk(request.session.session_key)
        return redirect(reverse("accounts:lock", query={"suite": _destination(request)}))
    if not request.is_locked:
        return redirect(_destination(request))
    form = UnlockForm(request.POST or None, user=request.user)
    if form.is_bound:
        rank = services.take_a_try(request.session.session_key)
        if rank and form.is_valid():
            services.unlock_desk(request.session.session_key)
            desk.notice(request.session, at=now())
            return redirect(_destination(request))
        if rank in (0, DeskLock.MOST):
            return _sign_out(request)
    return form_page(request, form, "accounts/lock.html", suite=_destination(request))


def _sign_out(request):
    logout(request)
    messages.error(request, "Cinq essais sans succès\u202f: connectez-vous à nouveau.")
    return redirect("account_login")


@require_POST
@allow(*EVERYBODY)
def presence(request):
    """Somebody is typing on a page that asks nothing of the server; the middleware noted it."""
    return HttpResponse(status=204)


@allow(*EVERYBODY)
def quick_code(request):
    form = QuickCodeForm(request.POST or None)
    if attempt(form, services.choose_code, request.user, by=request.user):
        return done(request, "Votre code rapide est changé.", "home")
    return form_page(
        request,
        form,
        title="Mon code rapide",
        intro="Un poste laissé seul se verrouille. Ce code le rouvre plus vite qu’un mot de"
        " passe\u202f; cinq erreurs vous déconnectent.",
    )


@allow(*EVERYBODY)
def notices(request):
    form = NoticesForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and attempt(
        form, services.choose_notices, request.user, by=request.user
    ):
        return done(request, "Vos avis sont enregistrés.", "accounts:notices")
    context = {
        "title": "Mes avis par courriel",
        "form": form,
        "intro": "L’objet d’un message ne nomme jamais personne. Les invitations et la fin d’un"
        " accès sont toujours annoncées.",
    }
    if not form.fields["wanted"].choices:
        context["intro"] = "Aucun avis facultatif ne vous est envoyé."
    return form_page(request, form, **context)


@require_POST
@allow(*STAFF)
def discretion(request):
    """Names are hidden on the screens of this session, or shown again."""
    request.session["discreet"] = not request.session.get("discreet")
    return redirect(_destination(request))


@allow(Role.DIRECTOR)
@require_safe
def letters(request):
    """The messages that could not leave: to whom, of what kind and why, never their words."""
    failed = Letter.objects.failed()
    shown = page(failed, keys=("failed_at", "pk"), query=request.GET, newest_first=True)
    context = {"page": shown, "letters": [(each, mail.KINDS[each.kind]) for each in shown.rows]}
    return render(request, "accounts/letters.html", context)


@require_POST
@allow(Role.DIRECTOR)
def resend(request, pk):
    letter = get_object_or_404(Letter, pk=pk)
    act(request, services.resend, letter, said=f"Le message à {letter.to} repart dans un instant.")
    return redirect("accounts:letters")
