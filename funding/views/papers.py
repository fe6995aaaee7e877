"""The papers joined to an expense, to a call or to a grant."""

from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts import journal
from accounts.permissions import Role, allow
from funding import services
from funding.forms.funders import PaperForm
from funding.models import Paper
from partners.papers import handed
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page


def attach_to(request, thing, *, name: str):
    """The page that joins a paper to the thing, which the director calls by that name."""
    form = PaperForm(request.POST or None, request.FILES or None)
    if attempt(form, services.attach, thing, by=request.user, on=localdate()):
        return done(request, "La pièce est jointe.", thing)
    return form_page(request, form, title=f"Joindre une pièce à {name}", back=thing)


@allow(Role.DIRECTOR)
@require_safe
def paper(request, key):
    paper = get_object_or_404(Paper, key=key)
    journal.record("funding.paper_read", paper, by=request.user)
    return handed(paper)
