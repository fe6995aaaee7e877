"""The part of the table that is about the reports to funders: the director's alone."""

from funding.models import Grant
from reports.models import GrantEdition, WordModel
from tests.support.objects import latest

FOR_THE_DIRECTOR = {
    "reports:grant",
    "reports:open_grant",
    "reports:grant_edition",
    "reports:grant_review",
    "reports:grant_freeze",
    "reports:grant_edition_pdf",
    "reports:grant_archive",
    "reports:grant_file",
    "reports:word_models",
    "reports:new_word_model",
    "reports:word_variables",
    "reports:word_model",
    "reports:end_word_model",
    "reports:fill_word_model",
}
ACTIONS = {
    "reports:open_grant",
    "reports:grant_review",
    "reports:grant_freeze",
    "reports:end_word_model",
}
FILES = {
    "reports:grant_edition_pdf",
    "reports:grant_archive",
    "reports:grant_file",
    "reports:word_model",
    "reports:fill_word_model",
}

_a_grant, _in_hand = latest(Grant), latest(GrantEdition)
_frozen = latest(GrantEdition, status="frozen")


def a_model(worker):
    return [WordModel.objects.latest("pk").key]


ARGUMENTS = {
    "reports:grant": _a_grant,
    "reports:open_grant": _a_grant,
    "reports:grant_edition": _in_hand,
    "reports:grant_review": _in_hand,
    "reports:grant_freeze": _in_hand,
    "reports:grant_edition_pdf": _frozen,
    "reports:grant_archive": _frozen,
    "reports:grant_file": lambda worker: [*_frozen(worker), "csv"],
    "reports:word_model": a_model,
    "reports:end_word_model": a_model,
    "reports:fill_word_model": lambda worker: [*_a_grant(worker), *a_model(worker)],
}
