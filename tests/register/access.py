"""Desk registers, the director's alone: who may open what, and the upload named."""

from pimms.models import RegisterLine, RegisterUpload

FOR_THE_DIRECTOR = {
    "register:uploads",
    "register:model",
    "register:upload",
    "register:confirm",
    "register:restart",
    "register:rejects",
    "register:refused",
    "register:warned",
    "register:mend",
}
ACTIONS = {"register:confirm", "register:restart"}
FILES = {"register:model", "register:rejects"}


def an_upload(worker):
    return [RegisterUpload.objects.latest("pk").key]


def a_refused_line(worker):
    line = RegisterLine.objects.filter(is_refused=True).latest("pk")
    return [line.upload.key, line.pk]


ARGUMENTS = {
    "register:refused": an_upload,
    "register:warned": an_upload,
    "register:mend": a_refused_line,
    "register:upload": an_upload,
    "register:confirm": an_upload,
    "register:restart": an_upload,
    "register:rejects": an_upload,
}
