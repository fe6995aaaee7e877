"""Writing a questionnaire, and what the database keeps of it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from surveys import services
from surveys.models import Questionnaire
from tests.support import factories, surveys
from tests.support.pages import text

pytestmark = pytest.mark.django_db


def test_the_next_version_asks_the_same_under_the_same_codes():
    made = surveys.questionnaire()
    with pytest.raises(ValidationError, match="n’a pas encore servi"):
        services.open_version(made, by=factories.director(), on=factories.DAY)
    surveys.answer(surveys.campaign(made))
    copy = services.open_version(made, by=factories.director(), on=factories.DAY)
    told = [list(each.questions.in_order()) for each in (made, copy)]
    assert [question.code for question in told[0]] == [question.code for question in told[1]]
    assert copy.questions.get(code="raisons").only_if.questionnaire == copy
    services.add_question(copy, label="Encore", kind="text", by=factories.director())


def test_a_question_hangs_on_a_choice_of_an_earlier_one():
    made = surveys.questionnaire()
    home, why = made.questions.get(code="internet"), made.questions.get(code="raisons")
    with pytest.raises(ValidationError, match="dont elle dépend"):
        services.move_question(why, up=True, by=factories.director())
    with pytest.raises(ValidationError, match="dépend de celle-ci"):
        services.remove_question(home, by=factories.director())


def test_questions_change_places():
    made = surveys.questionnaire()
    last = made.questions.get(code="souhaits")
    services.move_question(last, up=True, by=factories.director())
    codes = [question.code for question in made.questions.in_order()]
    assert codes == ["internet", "raisons", "facture", "souhaits", "facilite"]


def test_the_director_writes_a_questionnaire_on_the_page(client, sign_in):
    sign_in("director")
    client.post(reverse("surveys:new_questionnaire"), {"title": "Équipement"})
    made = Questionnaire.objects.get()
    add = reverse("surveys:add_question", args=[made.pk])
    sent = {"label": "Avez-vous un ordinateur ?", "kind": "single", "choices": "Oui\nNon\n"}
    assert client.post(add, sent).status_code == 302
    home = made.questions.get()
    assert home.choices == [["oui", "Oui"], ["non", "Non"]]
    sent = {"label": "Lequel ?", "kind": "text", "condition": f"{home.pk}:oui"}
    assert client.post(add, sent).status_code == 302
    page = text(client.get(made.get_absolute_url()))
    assert "Si «\u202fOui\u202f» à «\u202fAvez-vous un ordinateur ?\u202f»" in page
    refused = client.post(add, {"label": "Et ?", "kind": "single", "choices": "Oui"})
    assert refused.status_code == 422
    assert "au moins deux réponses" in text(refused)


def test_changing_a_question_keeps_its_code_and_those_of_its_choices(client, sign_in):
    made = surveys.questionnaire()
    home = made.questions.get(code="internet")
    sign_in("director")
    sent = {"label": "Internet chez vous ?", "kind": "single", "choices": "Oui\nNon\nParfois"}
    answer = client.post(reverse("surveys:change_question", args=[home.pk]), sent)
    assert answer.status_code == 302
    home.refresh_from_db()
    assert (home.code, [code for code, _ in home.choices]) == (
        "internet",
        ["oui", "non", "parfois"],
    )
