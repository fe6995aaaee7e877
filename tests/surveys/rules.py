"""The rules on surveys, each broken."""

from django.db.backends.postgresql.psycopg_any import DateRange

from surveys.models import Campaign, Question, Questionnaire, Response, Withdrawal
from tests.support import factories, surveys
from tests.support.rules import Broken

DAY = factories.DAY


def questionnaire(**fields):
    given = {"subject": "besoins", "title": "Besoins", "made_on": DAY}
    return Questionnaire(**given | {"made_by": factories.director()} | fields)


def question(**fields):
    made = Questionnaire.objects.latest("pk")
    given = {"questionnaire": made, "code": "x", "position": 90, "kind": "text", "label": "X"}
    return Question(**given | fields)


def campaign(**fields):
    given = {
        "questionnaire": Questionnaire.objects.latest("pk"),
        "title": "Ici",
        "moment": "during",
        "period": DateRange(DAY, DAY.replace(year=2018)),
        "opened_by": factories.director(),
    }
    return Campaign(**given | fields)


def response(**fields):
    given = {"campaign": Campaign.objects.latest("pk"), "way": "paper", "answered_on": DAY}
    return Response(**given | {"answers": {"internet": "oui"}} | fields)


def withdrawal(**fields):
    given = {"response": Response.objects.latest("pk"), "reason": "En double"}
    given |= {"withdrawn_on": DAY, "withdrawn_by": factories.director()}
    return Withdrawal(**given | fields)


KEY = "00000000-0000-4000-8000-000000000001"
PAIR = [["a", "A"], ["b", "B"]]


def a_campaign():
    """What is asked, and the campaign that asks it."""
    surveys.campaign(surveys.questionnaire())


def an_answer():
    a_campaign()
    response(key=KEY).save()


def a_link():
    a_campaign()
    campaign(token="le-meme").save()


RULES = [
    Broken("questionnaire_version_once", questionnaire, beside=a_campaign),
    Broken(
        "questionnaire_has_a_title", questionnaire, {"title": " ", "version": 2}, beside=a_campaign
    ),
    Broken("question_code_once", question, {"code": "internet"}, beside=a_campaign),
    Broken("question_position_once", question, {"position": 1}, beside=a_campaign),
    Broken(
        "question_has_choices_when_it_needs_them", question, {"kind": "single"}, beside=a_campaign
    ),
    Broken(
        "question_has_choices_when_it_needs_them",
        question,
        {"kind": "single", "choices": PAIR[:1]},
        beside=a_campaign,
    ),
    Broken(
        "question_has_choices_when_it_needs_them", question, {"choices": PAIR}, beside=a_campaign
    ),
    Broken("question_scale_of_two_to_ten", question, {"scale_to": 1}, beside=a_campaign),
    Broken("question_bounds_in_order", question, {"minimum": 3, "maximum": 3}, beside=a_campaign),
    Broken("question_condition_is_whole", question, {"only_if_choice": "oui"}, beside=a_campaign),
    Broken("campaign_token_unique", campaign, {"token": "le-meme"}, beside=a_link),
    Broken(
        "campaign_period_bounded", campaign, {"period": DateRange(DAY, None)}, beside=a_campaign
    ),
    Broken("response_sent_once", response, {"key": KEY}, beside=an_answer),
    Broken("response_says_something", response, {"answers": {}}, beside=a_campaign),
    Broken(
        "response_by_link_is_typed_by_nobody",
        response,
        lambda it: {"way": "link", "typed_by": factories.counsellor()},
        beside=a_campaign,
    ),
    Broken("withdrawal_says_why", withdrawal, {"reason": " "}, beside=an_answer),
]
