"""A question to the referrer on the page of their referral, and their answer."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from accounts.permissions import STAFF, Role, allow
from beneficiaries import services
from beneficiaries.forms.eligibility import AnswerForm, QuestionForm
from beneficiaries.models import Referral
from pimms.kernel.forms import attempt


def _act(request, pk, form, verb, said):
    referral = get_object_or_404(Referral.objects.visible_to(request.user), pk=pk)
    if attempt(form, verb, referral, by=request.user, on=localdate()):
        messages.success(request, said)
    for sentences in form.errors.values():
        for sentence in sentences:
            messages.error(request, sentence)
    return redirect(referral)


@allow(*STAFF)
@require_POST
def ask(request, pk):
    form = QuestionForm(request.POST)
    return _act(request, pk, form, services.ask_referrer, "La question est posée au référent.")


@allow(Role.SOCIAL_WORKER)
@require_POST
def answer(request, pk):
    form = AnswerForm(request.POST)
    said = "Votre réponse est envoyée au Pimms."
    return _act(request, pk, form, services.answer_question, said)
