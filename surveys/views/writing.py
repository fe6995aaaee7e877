"""The list of surveys, and writing a questionnaire."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import STAFF, Role, allow
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from surveys import services
from surveys.forms.writing import CampaignForm, QuestionForm, QuestionnaireForm
from surveys.models import Campaign, Question, Questionnaire


@allow(*STAFF)
@require_safe
def surveys(request):
    """What is asked at this moment, and what was."""
    context = {
        "questionnaires": Questionnaire.objects.latest_versions()[:50],
        "campaigns": Campaign.objects.with_counts().latest_first()[:50],
        "today": localdate(),
    }
    return render(request, "surveys/surveys.html", context)


@allow(Role.DIRECTOR)
def new_questionnaire(request):
    form = QuestionnaireForm(request.POST or None)
    if made := attempt(form, services.open_questionnaire, by=request.user, on=localdate()):
        return done(request, "Le questionnaire est ouvert\u202f: ajoutez ses questions.", made)
    return form_page(request, form, title="Nouveau questionnaire", back="surveys:surveys")


@allow(*STAFF)
@require_safe
def questionnaire(request, pk):
    found = get_object_or_404(Questionnaire.objects.select_related("made_by"), pk=pk)
    context = {
        "questionnaire": found,
        "questions": list(found.questions.in_order()),
        "versions": Questionnaire.objects.of(found.subject),
        "frozen": found.is_frozen,
        "campaigns": found.campaigns.with_counts().latest_first(),
    }
    return render(request, "surveys/questionnaire.html", context)


@allow(Role.DIRECTOR)
def add_question(request, pk):
    found = get_object_or_404(Questionnaire, pk=pk)
    form = QuestionForm(request.POST or None, before=list(found.questions.in_order()))
    if attempt(form, services.add_question, found, by=request.user):
        return done(request, "La question est ajoutée.", found)
    return form_page(request, form, title="Ajouter une question", back=found)


@allow(Role.DIRECTOR)
def change_question(request, pk):
    question = _question(pk)
    every = question.questionnaire.questions.in_order()
    before = list(every.filter(position__lt=question.position))
    form = QuestionForm(request.POST or None, before=before, question=question)
    if attempt(form, services.change_question, question, by=request.user):
        return done(request, "La question est changée.", question.questionnaire)
    back = question.questionnaire.get_absolute_url()
    return form_page(request, form, title="Changer une question", back=back)


@allow(Role.DIRECTOR)
@require_POST
def move_question(request, pk):
    question = _question(pk)
    act(request, services.move_question, question, up="monter" in request.POST)
    return redirect(question.questionnaire)


@allow(Role.DIRECTOR)
@require_POST
def remove_question(request, pk):
    question = _question(pk)
    act(request, services.remove_question, question)
    return redirect(question.questionnaire)


@allow(Role.DIRECTOR)
@require_POST
def open_version(request, pk):
    found = get_object_or_404(Questionnaire, pk=pk)
    made = act(request, services.open_version, found, on=localdate())
    return redirect(made or found)


@allow(Role.DIRECTOR)
def open_campaign(request, pk):
    found = get_object_or_404(Questionnaire, pk=pk)
    form = CampaignForm(request.POST or None)
    if campaign := attempt(form, services.open_campaign, found, by=request.user):
        return done(request, "La campagne est ouverte.", campaign)
    return form_page(request, form, title="Ouvrir une campagne", back=found)


def _question(pk) -> Question:
    return get_object_or_404(Question.objects.select_related("questionnaire"), pk=pk)
