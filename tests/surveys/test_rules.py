"""The rules of surveys, broken by a bare INSERT."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from surveys.models import Campaign, Question, Questionnaire, Response, Withdrawal
from tests.support import factories, surveys

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


def _kept(row):
    """Saved, and judged as at the end of the transaction."""
    row.save()
    connection.check_constraints()


PAIR = [["a", "A"], ["b", "B"]]
TABLE = [
    ("questionnaire_version_once", questionnaire, {}),
    ("questionnaire_has_a_title", questionnaire, {"title": " ", "version": 2}),
    ("question_code_once", question, {"code": "internet"}),
    ("question_position_once", question, {"position": 1}),
    ("question_has_choices_when_it_needs_them", question, {"kind": "single"}),
    ("question_has_choices_when_it_needs_them", question, {"kind": "single", "choices": PAIR[:1]}),
    ("question_has_choices_when_it_needs_them", question, {"choices": PAIR}),
    ("question_scale_of_two_to_ten", question, {"scale_to": 1}),
    ("question_bounds_in_order", question, {"minimum": 3, "maximum": 3}),
    ("question_condition_is_whole", question, {"only_if_choice": "oui"}),
    ("campaign_token_unique", campaign, {"token": "le-meme"}),
    ("campaign_period_bounded", campaign, {"period": DateRange(DAY, None)}),
    ("response_sent_once", response, {"key": "00000000-0000-4000-8000-000000000001"}),
    ("response_says_something", response, {"answers": {}}),
    ("response_by_link_is_typed_by_nobody", response, {"way": "link", "typed_by": 1}),
    ("withdrawal_says_why", withdrawal, {"reason": " "}),
]


@pytest.mark.parametrize(("name", "make", "fields"), TABLE)
def test_the_database_refuses(db, name, make, fields):
    surveys.campaign(surveys.questionnaire())
    if make is response:
        response(key="00000000-0000-4000-8000-000000000001").save()
    if make is withdrawal:
        response().save()
    if name == "campaign_token_unique":
        campaign(token="le-meme").save()
    if "typed_by" in fields:
        fields = fields | {"typed_by": factories.counsellor()}
    row = make(**fields)
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        _kept(row)
    assert collision.value.__cause__.diag.constraint_name == name
