"""The year in figures, and what is shared of it: who may open what, and the objects named."""

from datetime import date

from funding.models import Grant
from pimms.kernel.periods import year as calendar_year
from reports.figures import Scope
from reports.models import Comparison, Edition, GrantEdition, Share, WordModel
from tests.support.objects import a_year, a_year_of_grants, latest

PUBLIC = {"reports:shared", "reports:public", "reports:public_year", "reports:public_csv"}
FOR_STAFF = {
    # the records of activity for the national tool
    "reports:coop",
    "reports:coop_csv",
    "reports:coop_xlsx",
    # what is missing is everybody's to mend
    "reports:quality",
    "reports:faults",
}
FOR_THE_DIRECTOR = {
    "reports:reports",
    "reports:year",
    "reports:handed",
    "reports:text",
    "reports:handed_summary",
    "reports:pdf",
    "reports:data",
    "reports:table",
    "reports:figures",
    "reports:workbook",
    "reports:summary",
    "reports:edition_archive",
    "reports:edition_handed",
    "reports:edition_text",
    "reports:edition_workbook",
    "reports:dashboard",
    "reports:scoped_figure",
    "reports:evening",
    "reports:territory",
    "reports:costs",
    "reports:differences",
    "reports:figure",
    "reports:open",
    "reports:edition",
    "reports:review",
    "reports:freeze",
    "reports:edition_pdf",
    "reports:edition_data",
    "reports:edition_table",
    # what is shared
    "reports:shares",
    "reports:revoke_share",
    "reports:publish",
    "reports:take_back",
    # money
    "reports:budget",
    "reports:promises",
    # to funders
    "reports:grant",
    "reports:grant_open",
    "reports:grant_edition",
    "reports:grant_review",
    "reports:grant_freeze",
    "reports:grant_edition_handed",
    "reports:grant_edition_pdf",
    "reports:grant_edition_archive",
    "reports:grant_edition_data",
    "reports:grant_edition_table",
    "reports:grant_edition_workbook",
    "reports:word_models",
    "reports:new_word_model",
    "reports:word_variables",
    "reports:word_model",
    "reports:end_word_model",
    "reports:fill_word_model",
}
ACTIONS = {
    "reports:revoke_share",
    "reports:publish",
    "reports:take_back",
    "reports:open",
    "reports:review",
    "reports:grant_open",
    "reports:grant_review",
    "reports:end_word_model",
}
FILES = {
    "reports:coop_csv",
    "reports:coop_xlsx",
    "reports:workbook",
    "reports:summary",
    "reports:edition_archive",
    "reports:edition_handed",
    "reports:edition_text",
    "reports:edition_workbook",
    "reports:handed",
    "reports:text",
    "reports:handed_summary",
    "reports:pdf",
    "reports:data",
    "reports:table",
    "reports:edition_pdf",
    "reports:edition_data",
    "reports:edition_table",
    "reports:grant_edition_handed",
    "reports:grant_edition_pdf",
    "reports:grant_edition_archive",
    "reports:grant_edition_data",
    "reports:grant_edition_table",
    "reports:grant_edition_workbook",
    "reports:word_model",
    "reports:fill_word_model",
}


def _public_year():
    return Edition.objects.public().first().year


def a_model(worker):
    return [WordModel.objects.latest("pk").key]


_a_grant, _in_hand = latest(Grant), latest(GrantEdition)
_frozen = latest(GrantEdition, status="frozen")

ARGUMENTS = {
    "reports:shared": lambda worker: [Share.objects.latest("pk").token],
    "reports:public_year": lambda worker: [_public_year()],
    "reports:public_csv": lambda worker: [_public_year()],
    "reports:revoke_share": latest(Share),
    "reports:publish": latest(Edition, status="frozen"),
    "reports:take_back": latest(Edition, status="frozen"),
    "reports:year": a_year,
    "reports:handed": a_year,
    "reports:text": a_year,
    "reports:handed_summary": a_year,
    "reports:pdf": a_year,
    "reports:data": a_year,
    "reports:table": a_year,
    "reports:workbook": a_year,
    "reports:summary": a_year,
    "reports:figures": a_year,
    "reports:figure": lambda worker: [*a_year(worker), "1.1"],
    "reports:open": a_year,
    "reports:edition": latest(Edition),
    "reports:review": latest(Edition),
    "reports:freeze": latest(Edition, status="reviewed"),
    "reports:edition_pdf": latest(Edition, status="frozen"),
    "reports:edition_data": latest(Edition, status="frozen"),
    "reports:edition_table": latest(Edition, status="frozen"),
    "reports:edition_archive": latest(Edition, status="frozen"),
    "reports:edition_workbook": latest(Edition, status="frozen"),
    "reports:edition_handed": latest(Edition, status="frozen"),
    "reports:edition_text": latest(Edition, status="frozen"),
    "reports:scoped_figure": lambda worker: [Scope(calendar_year(2016)), "1.1"],
    "reports:evening": lambda worker: [date(2016, 3, 31), "running"],
    "reports:faults": lambda worker: ["communes"],
    "reports:differences": lambda worker: [Comparison.objects.latest("compared_at").year],
    "reports:budget": a_year_of_grants,
    "reports:promises": a_year_of_grants,
    "reports:grant": _a_grant,
    "reports:grant_open": _a_grant,
    "reports:grant_edition": _in_hand,
    "reports:grant_review": _in_hand,
    "reports:grant_freeze": latest(GrantEdition, status="reviewed"),
    "reports:grant_edition_handed": _frozen,
    "reports:grant_edition_pdf": _frozen,
    "reports:grant_edition_archive": _frozen,
    "reports:grant_edition_data": _frozen,
    "reports:grant_edition_table": _frozen,
    "reports:grant_edition_workbook": _frozen,
    "reports:word_model": a_model,
    "reports:end_word_model": a_model,
    "reports:fill_word_model": lambda worker: [*_a_grant(worker), *a_model(worker)],
}
