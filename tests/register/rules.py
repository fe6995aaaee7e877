"""The rules on registers, each broken."""

from pimms.models import RegisterLine, RegisterUpload
from tests.support import factories
from tests.support.rules import Broken


def upload():
    return RegisterUpload.objects.create(
        name="registre.xlsx", file="registers/x.xlsx", uploaded_by=factories.director()
    )


def line():
    return RegisterLine.objects.create(
        upload=upload(), sheet="Ventes", line=2, cells=["le 12"], is_refused=True, kind="Date",
        sentence="«\u202fle 12\u202f» n’est pas une date.",
    )  # fmt: skip


RULES = [
    Broken("register_line_mended_keeps_no_cells", line, {"mended_at": factories.an_instant(10)}),
    Broken("register_upload_failed_says_why", upload, {"status": "failed"}),
]
