"""The part of the table that is about lists that leave as files, and figures shared."""

from tests import exports

FOR_EVERYBODY = {
    "exports:exports",
    "exports:ask",
    "exports:export",
    "exports:cancel",
    "exports:download",
}
ACTIONS = {"exports:cancel"}
FILES = {"exports:download"}
PERSONAL = {"exports:export", "exports:cancel", "exports:download"}  # of who asked


def a_file(worker):
    return [exports.ready(worker).key]


ARGUMENTS = {
    "exports:ask": lambda worker: ["orientations-traitees"],
    "exports:export": a_file,
    "exports:cancel": a_file,
    "exports:download": a_file,
}
