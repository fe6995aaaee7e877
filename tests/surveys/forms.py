"""Which page shows the form that posts to an address, where it is not the address itself."""

from surveys.models import Question, Response


def _its_questionnaire(pk):
    return Question.objects.get(pk=pk).questionnaire.get_absolute_url()


def _its_campaign(pk):
    return Response.objects.get(pk=pk).campaign.get_absolute_url()


SHOWN_ON = {
    "surveys:move_question": _its_questionnaire,
    "surveys:remove_question": _its_questionnaire,
    "surveys:open_version": "surveys:questionnaire",
    "surveys:close_campaign": "surveys:campaign",
    "surveys:withdraw": _its_campaign,
}
