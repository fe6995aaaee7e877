"""A question to the referrer on the page of their referral, and their answer."""

from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from accounts.permissions import STAFF, Role, allow
from beneficiaries import services
from beneficiaries.forms.eligibility import AnswerForm, QuestionForm
from beneficiaries.models import Referral
from pimms.kernel.pages import act


def _load(request, pk) -> Referral:
    return get_object_or_404(Referral.objects.visible_to(request.user), pk=pk)


@allow(*STAFF)
@require_POST
def ask(request, pk):
    referral, form = _load(request, pk), QuestionForm(request.POST)
    said = "La question est posée au référent."
    act(request, services.ask_referrer, referral, form=form, on=localdate(), said=said)
    return redirect(referral)


@allow(Role.SOCIAL_WORKER)
@require_POST
def answer(request, pk):
    referral, form = _load(request, pk), AnswerForm(request.POST)
    said = "Votre réponse est envoyée au Pimms."
    act(request, services.answer_question, referral, form=form, on=localdate(), said=said)
    return redirect(referral)
