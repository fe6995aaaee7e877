"""Answering: typed from paper, on the tablet, or by the link."""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import STAFF, allow
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page, pdf_page
from surveys import services
from surveys.forms.answering import AnswerForm, PaperForm
from surveys.models import Campaign, Response


@never_cache
@allow(*STAFF)
def type_in(request, pk):
    """From paper, one after the other: the next one is ready once this one is kept."""
    campaign = _campaign(pk)
    last = campaign.last_day
    form = PaperForm(
        request.POST or None,
        questions=_questions(campaign),
        initial={"on": min(localdate(), last)},
    )
    way = {"way": Response.Way.PAPER, "by": request.user}
    if attempt(form, services.answer, campaign, **way):
        return done(
            request, "La réponse est enregistrée. À la suivante.", "surveys:type_in", campaign.pk
        )
    return _page(request, campaign, form, "surveys/type_in.html")


@never_cache
@allow(*STAFF)
def tablet(request, pk):
    """Large touch, one part at a time; nothing stays on the screen for the next person."""
    campaign = _campaign(pk)
    if "merci" in request.GET:
        return render(request, "surveys/thanks.html", {"campaign": campaign, "again": True})
    form = AnswerForm(request.POST or None, questions=_questions(campaign))
    way = {"way": Response.Way.TABLET, "on": localdate()}
    if attempt(form, services.answer, campaign, **way):
        return redirect(reverse("surveys:tablet", args=[campaign.pk]) + "?merci")
    return _page(request, campaign, form, "surveys/fill.html")


@login_not_required
@never_cache
def public(request, token):
    """Whoever has the link; neither a name nor an address is kept."""
    found = Campaign.objects.select_related("questionnaire").filter(is_public=True, token=token)
    campaign = found.first()
    if campaign is None or not campaign.takes_answers_on(localdate()):
        context = {"campaign": campaign}
        return render(request, "surveys/over.html", context, status=410 if campaign else 404)
    if "merci" in request.GET:
        return render(request, "surveys/thanks.html", {"campaign": campaign, "again": False})
    form = AnswerForm(request.POST or None, questions=_questions(campaign))
    rate = {"answer": settings.SURVEY_RATE}
    if form.is_bound and not ratelimit.consume(
        request, app="surveys", action="answer", config=rate
    ):
        return render(request, "surveys/later.html", status=429)
    way = {"way": Response.Way.LINK, "on": localdate()}
    if attempt(form, services.answer, campaign, **way):
        return redirect(reverse("surveys:public", args=[token]) + "?merci")
    return _page(request, campaign, form, "surveys/fill.html")


@allow(*STAFF)
@require_safe
def paper(request, pk):
    """The questionnaire to print: large boxes, numbered questions."""
    campaign = _campaign(pk)
    return pdf_page(
        "surveys/pdf/questionnaire.html",
        f"questionnaire-{campaign.pk}",
        campaign=campaign,
        questionnaire=campaign.questionnaire,
        form=AnswerForm(questions=_questions(campaign)),
    )


def _campaign(pk) -> Campaign:
    return get_object_or_404(Campaign.objects.select_related("questionnaire"), pk=pk)


def _questions(campaign):
    return list(campaign.questionnaire.questions.in_order())


def _page(request, campaign, form, template):
    return form_page(
        request, form, template, campaign=campaign, questionnaire=campaign.questionnaire
    )
