"""What the triggers keep of surveys: questions that served, answers that fit them."""

import pytest
from django.db import IntegrityError, transaction

from pimms.kernel.forms import sentence_of
from surveys.models import Question, Questionnaire, Response
from tests.support import factories, surveys

pytestmark = pytest.mark.django_db


def refused(rule, act):
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        act()
    assert collision.value.__cause__.diag.constraint_name == rule
    assert sentence_of(collision.value).endswith(".")


@pytest.mark.parametrize(
    "change",
    [
        lambda made: Questionnaire.objects.filter(pk=made.pk).update(title="Autre"),
        lambda made: made.questions.update(label="Autre"),
        lambda made: Question.objects.create(
            questionnaire=made, code="x", position=99, kind="text", label="X"
        ),
        lambda made: made.questions.get(code="souhaits").delete(),
    ],
)
def test_a_questionnaire_that_was_answered_is_frozen(change):
    made = surveys.questionnaire()
    surveys.answer(surveys.campaign(made))
    refused("questionnaire_frozen_once_answered", lambda: change(made))


def test_a_question_hangs_on_a_choice_of_its_leader():
    why = surveys.questionnaire().questions.get(code="raisons")
    refused(
        "question_hangs_on_an_earlier_choice",
        lambda: Question.objects.filter(pk=why.pk).update(only_if_choice="peut-etre"),
    )


@pytest.mark.parametrize(
    "answers",
    [
        {"internet": "peut-etre"},
        {"internet": ["oui"]},
        {"raisons": "prix"},
        {"raisons": ["prix", "voisin"]},
        {"facture": 301},
        {"facture": "20"},
        {"facilite": 0},
        {"facilite": 6},
        {"facilite": 2.5},
        {"souhaits": 3},
        {"souhaits": "x" * 601},
        {"inconnue": "oui"},
        ["oui"],
    ],
)
def test_the_database_refuses_an_answer_that_does_not_fit(answers):
    campaign = surveys.campaign()
    row = Response(campaign=campaign, way="paper", answered_on=factories.DAY, answers=answers)
    refused("response_fits_its_questions", lambda: Response.objects.bulk_create([row]))


def test_the_database_refuses_an_answer_of_another_year():
    campaign = surveys.campaign()
    day = factories.DAY.replace(year=2018)
    row = Response(campaign=campaign, way="paper", answered_on=day, answers={"internet": "oui"})
    refused("response_within_its_campaign", row.save)


def test_answers_are_never_rewritten():
    response = surveys.answer(surveys.campaign())
    with pytest.raises(Exception, match="append"), transaction.atomic():
        Response.objects.filter(pk=response.pk).update(answers={"internet": "non"})
