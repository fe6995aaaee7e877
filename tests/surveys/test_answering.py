"""Answering from paper, on the tablet, by the link; and what the answers say."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pypdf
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Entry
from surveys import results, services
from surveys.models import Response
from tests.support import factories, surveys
from tests.support.pages import queries_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2016-03-20 09:30", tick=False):
        yield


def sent(**answers):
    return {f"q-{code}": value for code, value in answers.items()}


def test_paper_is_typed_one_after_the_other(client, sign_in):
    campaign, user = surveys.campaign(), sign_in("counsellor")
    page = reverse("surveys:type_in", args=[campaign.pk])
    fields = sent(internet="non", raisons=["prix", "dette"], facture="12,50", facilite="2")
    answer = client.post(page, fields | {"on": "2016-03-18"})
    assert answer.url == page
    kept = Response.objects.get()
    assert kept.answers == {
        "internet": "non", "raisons": ["prix", "dette"], "facture": 12.5, "facilite": 2,
    }  # fmt: skip
    assert (kept.way, kept.typed_by, kept.answered_on.day) == ("paper", user, 18)
    client.again()
    assert Response.objects.count() == 1


def test_what_is_not_asked_is_not_kept(client, sign_in):
    campaign = surveys.campaign()
    sign_in("counsellor")
    page = reverse("surveys:tablet", args=[campaign.pk])
    client.post(page, sent(internet="oui", raisons=["prix"]))
    assert Response.objects.get().answers == {"internet": "oui"}


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Répondez à cette question."),
        ({"internet": "peut-être"}, "Choisissez une des réponses proposées."),
        ({"internet": "oui", "facture": "beaucoup"}, "ne se lit pas comme un nombre"),
        ({"internet": "oui", "facture": "4000"}, "300"),
    ],
)
def test_nonsense_is_said_beside_its_question(client, sign_in, answers, sentence):
    campaign = surveys.campaign()
    sign_in("counsellor")
    answer = client.tamper(reverse("surveys:tablet", args=[campaign.pk]), sent(**answers))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Response.objects.exists()


def test_the_tablet_forgets_who_had_it(client, sign_in):
    campaign = surveys.campaign()
    sign_in("counsellor")
    page = reverse("surveys:tablet", args=[campaign.pk])
    answer = client.post(page, sent(internet="oui", souhaits="Écrire à ma fille"))
    assert "Personne suivante" in text(client.get(answer.url))
    again = client.get(page)
    assert "Écrire à ma fille" not in again.content.decode()
    assert "no-store" in again["Cache-Control"]
    assert Response.objects.get().typed_by is None


def test_whoever_has_the_link_answers_without_a_name(client):
    campaign = surveys.campaign()
    page = reverse("surveys:public", args=[campaign.token])
    answer = client.get(page)
    assert set(answer.cookies) <= {"csrftoken", "__Host-csrftoken"}
    answer = client.post(page, sent(internet="oui"))
    assert "Vos réponses sont arrivées" in text(client.get(answer.url))
    kept = Response.objects.get()
    assert (kept.way, kept.typed_by) == ("link", None)
    assert not Entry.objects.filter(thing__startswith="surveys.response").exists()


def test_a_link_that_is_over_or_wrong_says_so(client):
    campaign = surveys.campaign()
    page = reverse("surveys:public", args=[campaign.token])
    with time_machine.travel("2017-02-01", tick=False):
        assert client.get(page).status_code == 410
    client.get(page)  # open while the campaign is closed
    services.close_campaign(campaign, by=factories.director(), on=factories.DAY)
    closed = client.post(page, sent(internet="oui"))
    assert (closed.status_code, Response.objects.count()) == (410, 0)
    assert client.get(reverse("surveys:public", args=["x"])).status_code == 404
    private = surveys.campaign(surveys.questionnaire("Autre"), is_public=False)
    assert client.get(reverse("surveys:public", args=[private.token])).status_code == 404


def test_nobody_answers_all_day(client, settings):
    settings.SURVEY_RATE = "2/h/ip"
    page = reverse("surveys:public", args=[surveys.campaign().token])
    answers = [client.post(page, sent(internet="oui")).status_code for _ in range(3)]
    assert answers == [302, 302, 429]


def test_paper_is_typed_after_the_campaign_is_closed():
    campaign = surveys.campaign()
    campaign = services.close_campaign(campaign, by=factories.director(), on=factories.DAY)
    surveys.answer(campaign)
    with pytest.raises(ValidationError, match="close"):
        surveys.answer(campaign, way=Response.Way.TABLET)


def results_of(campaign):
    questions = list(campaign.questionnaire.questions.in_order())
    found = results.results_of(campaign.responses.standing(), questions)
    return {result.code: result for result in found}


def test_every_figure_says_its_base():
    campaign = surveys.campaign()
    surveys.answer(campaign, internet="oui", facture=10, facilite=1)
    surveys.answer(campaign, internet="non", raisons=["prix", "dette"], facture=20.5, facilite=5)
    surveys.answer(campaign, internet="non", raisons=["prix"])
    wrong = surveys.answer(campaign, internet="oui")
    services.withdraw(wrong, reason="Saisie en double", by=factories.counsellor(), on=factories.DAY)
    told = results_of(campaign)
    home, why, bill, ease = (told[code] for code in ("internet", "raisons", "facture", "facilite"))
    assert [(line.label, line.count) for line in home.lines] == [("Oui", 1), ("Non", 2)]
    assert (home.given, home.asked) == (3, 3)
    assert [(line.label, line.count) for line in why.lines] == [("Trop cher", 2), ("Une dette", 1)]
    assert (why.given, why.asked) == (2, 2)  # only those who have none
    assert (bill.given, bill.asked) == (2, 3)
    assert bill.summary.startswith("En moyenne 15,2 €") or "15,3" in bill.summary
    assert sum(line.count for line in bill.lines) == 2
    assert [line.count for line in ease.lines] == [1, 0, 0, 0, 1]
    assert ease.lines[0].label == "1, difficile"


def test_the_page_tells_the_results_of_a_choice_with_the_same_few_queries(client, sign_in):
    campaign = surveys.campaign()
    surveys.answer(campaign, internet="oui", souhaits="Écrire un CV")
    sign_in("counsellor")
    page = reverse("surveys:results", args=["besoins"])
    assert "Écrire un CV" in text(client.get(page))
    few = queries_of(client, page)
    for way in Response.Way.values:
        surveys.answer(campaign, way=way)
    assert queries_of(client, page) == few <= 14
    assert "1 réponse" in text(client.get(page + "?maniere=tablet"))
    assert "Aucune réponse pour ce choix." in text(client.get(page + "?du=2016-12-01"))


@pytest.mark.parametrize(
    ("code", "manner", "after", "summary"),
    [
        ("facture", {"kind": "text", "unit": "", "minimum": None, "maximum": None}, "Trop", ""),
        ("souhaits", {"kind": "number"}, 3, "En moyenne 3\u202f; la moitié répond 3 ou moins."),
        ("facilite", {"scale_to": 10}, 9, "En moyenne 9 sur 10\u202f; la moitié répond 9 sur 10"),
        ("internet", {"kind": "number", "choices": []}, 2, "En moyenne 2"),
    ],
)
def test_a_question_that_is_asked_in_another_manner_is_counted_apart(
    client, sign_in, code, manner, after, summary
):
    """In one version a note of five, in the next of ten: they are no one question."""
    before = {"internet": "oui", "facture": 20, "facilite": 4, "souhaits": "Un CV"}
    first = surveys.questionnaire()
    for other in first.questions.exclude(code=code).filter(code__in=["raisons"]):
        services.remove_question(other, by=factories.director())
    surveys.answer(surveys.campaign(first), **before)
    second = services.open_version(first, by=factories.director(), on=factories.DAY)
    changed = second.questions.get(code=code)
    services.change_question(changed, by=factories.director(), **manner)
    surveys.answer(surveys.campaign(second, title="Pajeaud"), **before | {code: after})

    sign_in("director")
    page = client.get(reverse("surveys:results", args=["besoins"]))
    told = {result.label: result for result, _ in page.context["results"]}
    now, then = told[changed.label], told[f"{changed.label} (jusqu’à la version 1)"]
    assert (now.given, now.asked) == (then.given, then.asked) == (1, 1)
    assert now.summary.startswith(summary)
    others = [result for label, result in told.items() if changed.label not in label]
    assert all((result.given, result.asked) == (2, 2) for result in others)
    for name in ("surveys:answers_csv", "surveys:answers_xlsx"):
        assert client.get(reverse(name, args=["besoins"])).status_code == 200


def test_the_answers_leave_as_a_table(client, sign_in):
    campaign = surveys.campaign()
    surveys.answer(campaign, internet="non", raisons=["prix", "dette"], facture=12.5)
    surveys.answer(campaign, internet="oui", souhaits="=1+1")
    sign_in("counsellor")
    content = client.get(reverse("surveys:answers_csv", args=["besoins"])).content
    first, second = csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";")
    assert (first["internet"], first["raisons"]) == ("non", "prix | dette")
    assert second["souhaits"] == "'=1+1"
    book = openpyxl.load_workbook(
        BytesIO(client.get(reverse("surveys:answers_xlsx", args=["besoins"])).content)
    )
    heads, row, _ = book.active.iter_rows(values_only=True)
    assert dict(zip(heads, row, strict=True))["facture"] == 12.5


def test_the_paper_is_tagged_and_asks_everything(client, sign_in):
    campaign = surveys.campaign()
    sign_in("counsellor")
    answer = client.get(reverse("surveys:paper", args=[campaign.pk]))
    document = pypdf.PdfReader(BytesIO(answer.content))
    words = "".join(page.extract_text() for page in document.pages)
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for question in campaign.questionnaire.questions.all():
        assert question.label in words


def test_a_wrong_answer_is_taken_out_with_a_reason(client, sign_in):
    response = surveys.answer(surveys.campaign())
    sign_in("counsellor")
    page = reverse("surveys:withdraw", args=[response.pk])
    assert "Dites pourquoi" in text(client.post(page, {"reason": ""}, follow=True))
    assert "ne compte plus" in text(client.post(page, {"reason": "En double"}, follow=True))
    assert not Response.objects.standing().exists()
