"""The languages of the papers, for the director: how much was read over, string by string."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Role, allow
from pimms.kernel import languages as spoken
from pimms.kernel.models import Reviewed
from pimms.kernel.pages import act

from . import reviewing
from .forms import ReviewForm


@allow(Role.DIRECTOR)
@require_safe
def languages(request):
    every = spoken.words_in(spoken.LANGUAGES)
    total = len(spoken.written(spoken.FRENCH))
    rows = [(each, len(every[code].reviewed), total) for code, each in spoken.LANGUAGES.items()]
    return render(request, "languages/languages.html", {"rows": rows})


@allow(Role.DIRECTOR)
@require_safe
def language(request, code):
    words = spoken.words_of(code)
    if words is None:
        raise Http404
    who = {each.key: each for each in Reviewed.objects.in_force([code]).select_related("by")}
    own = spoken.written(code)
    rows = [
        (key, french, words.reviewed.get(key, own[key]), who.get(key), words.is_reviewed(key))
        for key, french in spoken.written(spoken.FRENCH).items()
    ]
    context = {"language": words.language, "rows": rows, "reviewed": len(words.reviewed)}
    return render(request, "languages/language.html", context)


@allow(Role.DIRECTOR)
@require_POST
def review(request, code, key):
    if code not in spoken.LANGUAGES or key not in spoken.written(spoken.FRENCH):
        raise Http404
    form = ReviewForm(request.POST)
    act(request, reviewing.review, code, key, form=form, at=now(), said="C’est relu.")
    return redirect(reverse("languages:language", args=[code]) + f"#{key}")
