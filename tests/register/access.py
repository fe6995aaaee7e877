"""Desk registers, the director's alone: who may open what, and the upload named."""

from pimms.models import RegisterUpload

FOR_THE_DIRECTOR = {
    "register:uploads",
    "register:model",
    "register:upload",
    "register:confirm",
    "register:restart",
    "register:rejects",
}
ACTIONS = {"register:confirm", "register:restart"}
FILES = {"register:model", "register:rejects"}


def an_upload(worker):
    return [RegisterUpload.objects.latest("pk").key]


ARGUMENTS = {
    "register:upload": an_upload,
    "register:confirm": an_upload,
    "register:restart": an_upload,
    "register:rejects": an_upload,
}
