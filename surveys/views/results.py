"""A campaign as it goes, what the answers say, and the answers as a file."""

from io import StringIO

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts import journal
from accounts.permissions import STAFF, Role, allow
from pimms.kernel import tables
from pimms.kernel.pages import act, done
from pimms.kernel.paging import page
from pimms.kernel.workbooks import Workbook
from surveys import results as counting
from surveys import services
from surveys.forms.writing import ResultsForm, WithdrawForm
from surveys.models import Campaign, Question, Questionnaire, Response

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORDS = 100  # texts shown below a question


@allow(*STAFF)
@require_safe
def campaign(request, pk):
    found = get_object_or_404(
        Campaign.objects.with_counts().select_related("questionnaire", "opened_by"), pk=pk
    )
    every = found.responses.select_related("typed_by", "withdrawal")
    context = {
        "campaign": found,
        "page": page(every, keys=("pk",), query=request.GET, newest_first=True),
        "ways": counting.by_way(found.responses.standing()),
        "address": settings.ADDRESS + reverse("surveys:public", args=[found.token]),
        "is_running": found.takes_answers_on(localdate()),
    }
    return render(request, "surveys/campaign.html", context)


@allow(Role.DIRECTOR)
@require_POST
def close_campaign(request, pk):
    found = get_object_or_404(Campaign, pk=pk)
    if found.closed_on is None:
        services.close_campaign(found, by=request.user, on=localdate())
    return done(request, "La campagne est close\u202f: le papier peut encore être saisi.", found)


@allow(*STAFF)
@require_POST
def withdraw(request, pk):
    response = get_object_or_404(Response.objects.select_related("campaign"), pk=pk)
    form = WithdrawForm(request.POST)
    said = "Cette réponse ne compte plus."
    act(request, services.withdraw, response, form=form, on=localdate(), said=said)
    return redirect(response.campaign)


@allow(*STAFF)
@require_safe
def results(request, subject):
    """Question by question, all versions together unless one campaign is asked for."""
    form, responses, questions = _asked(request, subject)
    told = counting.results_of(responses, questions)
    context = {
        "title": questions[0].questionnaire.title if questions else subject,
        "subject": subject,
        "form": form,
        "total": responses.count(),
        "ways": counting.by_way(responses),
        "results": [
            (result, _texts(responses, result.code) if result.is_text else []) for result in told
        ],
        "query": request.GET.urlencode(),
    }
    return render(request, "surveys/results.html", context)


@allow(*STAFF)
@require_safe
def as_csv(request, subject):
    head, rows = _table(request, subject)
    file = StringIO(newline="")
    tables.write(file, head, rows)
    return _file(file.getvalue().encode(), "text/csv; charset=utf-8", f"{subject}.csv")


@allow(*STAFF)
@require_safe
def as_xlsx(request, subject):
    head, rows = _table(request, subject)
    book = Workbook(f"Enquête {subject}")
    sheet = book.sheet("Réponses", head)
    for row in rows:
        sheet.append(row)
    return _file(book.content(), _XLSX, f"{subject}.xlsx")


def _asked(request, subject):
    """The form above the page, the answers it leaves, and the questions, by the last version that
    asks them in that manner."""
    versions = list(Questionnaire.objects.of(subject))
    if not versions:
        raise Http404
    campaigns = Campaign.objects.filter(questionnaire__subject=subject).order_by("-period", "pk")
    form = ResultsForm(request.GET or None, campaigns=campaigns, ways=Response.Way.choices)
    every = Response.objects.standing().filter(campaign__questionnaire__subject=subject)
    asked = Question.objects.filter(questionnaire__in=versions).select_related("questionnaire")
    last = {}
    for question in asked.select_related("only_if").order_by("-questionnaire__version", "position"):
        last.setdefault(question.manner, question)
    return form, form.filter(every), list(last.values())


def _texts(responses, code):
    """What was written, the latest first."""
    asked = Question.objects.filter(code=code, kind=Question.Kind.TEXT).values("questionnaire")
    said = responses.filter(answers__has_key=code, campaign__questionnaire__in=asked)
    said = said.order_by("-pk")
    return list(said.values_list(f"answers__{code}", flat=True)[:_WORDS])


def _table(request, subject):
    """One row an answer; choices by their codes, several in one cell."""
    _, responses, questions = _asked(request, subject)
    journal.record("survey.exported", request.user, by=request.user, subject=subject)
    codes = list(dict.fromkeys(question.code for question in questions))
    head = ("numéro", "campagne", "version", "jour", "manière", *codes)
    found = responses.select_related("campaign__questionnaire").order_by("pk")
    rows = (
        (
            number,
            each.campaign.title,
            each.campaign.questionnaire.version,
            each.answered_on,
            each.way,
            *(_cell(each.answers.get(code)) for code in codes),
        )
        for number, each in enumerate(found.iterator(chunk_size=500), 1)
    )
    return head, rows


def _cell(value):
    return " | ".join(value) if isinstance(value, list) else value


def _file(content, kind, name):
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
