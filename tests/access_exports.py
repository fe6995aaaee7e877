"""The part of the table that is about lists that leave as files, and figures shared."""

from reports.models import Edition, Share
from tests.support import exports
from tests.support.objects import latest

FOR_EVERYBODY = {
    "exports:exports",
    "exports:ask",
    "exports:export",
    "exports:cancel",
    "exports:download",
}
FOR_THE_DIRECTOR = {"reports:shares", "reports:revoke_share"}
PUBLIC = {"reports:shared", "reports:public", "reports:public_year", "reports:public_csv"}
ACTIONS = {"exports:cancel", "reports:revoke_share"}
FILES = {"exports:download"}
PERSONAL = {"exports:export", "exports:cancel", "exports:download"}  # of who asked


def a_file(worker):
    return [exports.ready(worker).key]


ARGUMENTS = {
    "reports:shared": lambda worker: [Share.objects.latest("pk").token],
    "reports:public_year": lambda worker: [Edition.objects.frozen().latest("year").year],
    "reports:public_csv": lambda worker: [Edition.objects.frozen().latest("year").year],
    "reports:revoke_share": latest(Share),
    "exports:ask": lambda worker: ["orientations-traitees"],
    "exports:export": a_file,
    "exports:cancel": a_file,
    "exports:download": a_file,
}
