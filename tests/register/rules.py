"""The rules on registers, each broken."""

from pimms.models import RegisterUpload
from tests.support import factories
from tests.support.rules import Broken


def upload():
    return RegisterUpload.objects.create(
        name="registre.xlsx", file="registers/x.xlsx", uploaded_by=factories.director()
    )


RULES = [
    Broken("register_upload_failed_says_why", upload, {"status": "failed"}),
]
