"""Surveys: who may open what, and the objects named."""

from surveys.models import Campaign, Question, Questionnaire, Response
from tests.support.objects import latest

PUBLIC = {"surveys:public"}
FOR_STAFF = {
    "surveys:surveys",
    "surveys:questionnaire",
    "surveys:campaign",
    "surveys:type_in",
    "surveys:tablet",
    "surveys:paper",
    "surveys:withdraw",
    "surveys:results",
    "surveys:answers_csv",
    "surveys:answers_xlsx",
}
FOR_THE_DIRECTOR = {
    "surveys:new_questionnaire",
    "surveys:add_question",
    "surveys:change_question",
    "surveys:move_question",
    "surveys:remove_question",
    "surveys:open_version",
    "surveys:open_campaign",
    "surveys:close_campaign",
}
ACTIONS = {
    "surveys:move_question",
    "surveys:remove_question",
    "surveys:open_version",
    "surveys:close_campaign",
    "surveys:withdraw",
}
FILES = {"surveys:paper", "surveys:answers_csv", "surveys:answers_xlsx"}


def a_subject(worker):
    return [Questionnaire.objects.latest("pk").subject]


_a_questionnaire, _a_question = latest(Questionnaire), latest(Question)
_a_campaign, _a_response = latest(Campaign), latest(Response)

ARGUMENTS = {
    "surveys:questionnaire": _a_questionnaire,
    "surveys:add_question": _a_questionnaire,
    "surveys:open_version": _a_questionnaire,
    "surveys:open_campaign": _a_questionnaire,
    "surveys:change_question": _a_question,
    "surveys:move_question": _a_question,
    "surveys:remove_question": _a_question,
    "surveys:campaign": _a_campaign,
    "surveys:close_campaign": _a_campaign,
    "surveys:type_in": _a_campaign,
    "surveys:tablet": _a_campaign,
    "surveys:paper": _a_campaign,
    "surveys:withdraw": _a_response,
    "surveys:results": a_subject,
    "surveys:answers_csv": a_subject,
    "surveys:answers_xlsx": a_subject,
    "surveys:public": lambda worker: [Campaign.objects.latest("pk").token],
}
