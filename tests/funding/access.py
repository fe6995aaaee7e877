"""Money, the director's alone: who may open what, and the objects named."""

from funding.models import (
    Call,
    Contact,
    Expense,
    Funder,
    Grant,
    Income,
    Instalment,
    Paper,
    Post,
    Receipt,
    Resource,
    Share,
)
from tests.support.objects import a_year_of_grants, latest

FOR_THE_DIRECTOR = {
    "funding:overview",
    "funding:year",
    "funding:funders",
    "funding:new_funder",
    "funding:funder",
    "funding:correct_funder",
    "funding:add_contact",
    "funding:end_contact",
    "funding:calls",
    "funding:new_call",
    "funding:call",
    "funding:answer_call",
    "funding:decide_call",
    "funding:drop_call",
    "funding:call_paper",
    "funding:new_grant",
    "funding:grant",
    "funding:correct_grant",
    "funding:expect",
    "funding:receive",
    "funding:promise",
    "funding:report_sent",
    "funding:grant_paper",
    "funding:cancel_instalment",
    "funding:return_receipt",
    "funding:expenses",
    "funding:incomes",
    "funding:plan",
    "funding:plan_grant",
    "funding:new_expense",
    "funding:expense",
    "funding:attribute",
    "funding:take_back_expense",
    "funding:expense_paper",
    "funding:give_back",
    "funding:new_income",
    "funding:take_back_income",
    "funding:means",
    "funding:new_post",
    "funding:end_post",
    "funding:new_resource",
    "funding:end_resource",
    "funding:new_hours",
    "funding:set_aside",
    "funding:paper",
}
ACTIONS = {
    "funding:end_contact",
    "funding:drop_call",
    "funding:cancel_instalment",
    "funding:give_back",
}
FILES = {"funding:paper"}


def a_share(worker):
    share = Share.objects.latest("pk")
    return [share.expense_id, share.grant_id]


_a_grant, _an_expense, _a_funder = latest(Grant), latest(Expense, reverses=None), latest(Funder)
_a_call = latest(Call)

ARGUMENTS = {
    "funding:year": a_year_of_grants,
    "funding:expenses": a_year_of_grants,
    "funding:incomes": a_year_of_grants,
    "funding:plan": a_year_of_grants,
    "funding:means": a_year_of_grants,
    "funding:funder": _a_funder,
    "funding:correct_funder": _a_funder,
    "funding:add_contact": _a_funder,
    "funding:end_contact": latest(Contact),
    "funding:call": _a_call,
    "funding:answer_call": latest(Call, status="watched"),
    "funding:decide_call": latest(Call, status="answered"),
    "funding:drop_call": latest(Call, status="watched"),
    "funding:call_paper": _a_call,
    "funding:grant": _a_grant,
    "funding:correct_grant": _a_grant,
    "funding:expect": _a_grant,
    "funding:receive": _a_grant,
    "funding:promise": _a_grant,
    "funding:report_sent": _a_grant,
    "funding:grant_paper": _a_grant,
    "funding:plan_grant": _a_grant,
    "funding:cancel_instalment": latest(Instalment),
    "funding:return_receipt": latest(Receipt, reverses=None),
    "funding:expense": _an_expense,
    "funding:attribute": _an_expense,
    "funding:take_back_expense": _an_expense,
    "funding:expense_paper": _an_expense,
    "funding:give_back": a_share,
    "funding:take_back_income": latest(Income, reverses=None),
    "funding:end_post": latest(Post),
    "funding:end_resource": latest(Resource),
    "funding:paper": lambda worker: [Paper.objects.latest("pk").key],
}
