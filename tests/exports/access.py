"""Lists that leave as files: who may open what, and the file named."""

from tests.support import exports

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
