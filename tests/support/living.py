"""A house that is lived in, and what must be the same of it wherever its backup comes back."""

import io
from datetime import date
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.management import call_command

from pimms.models import RegisterUpload
from recharges import services
from recharges.models import Closing, Seal, TillSession
from recharges.verification import verify
from reports import figures
from tests.support import factories


def live_in_it() -> None:
    """Two closed days, a reversal, an open till, a file."""
    awa, product = factories.enrolment(), factories.product("5.00", "22.00")
    for day in (15, 16):
        for _ in range(3):
            sale = factories.sale(awa, quantities={product: 1}, on=date(2016, 3, day))
        services.reverse(sale, reason="Erreur", by=factories.counsellor(), on=sale.sold_on)
        factories.till_counted(TillSession.objects.open().get(), ends_the_day=True)
    factories.sale(awa, quantities={product: 1}, on=date(2016, 3, 17))
    RegisterUpload.objects.create(
        name="registre.xlsx", uploaded_by=factories.director(),
        file=ContentFile(b"des lignes et des lignes", "registre.xlsx"),
    )  # fmt: skip


def told() -> dict:
    """All that must be the same."""
    return {
        "figures": figures.of_year(2016).as_json(),
        "seals": list(Seal.objects.order_by("number").values_list("number", "hash")),
        "closings": list(Closing.objects.order_by("number").values_list("number", "hash")),
        "verified": str(verify(beside=False)),
        "files": [
            Path(upload.file.path).read_bytes() for upload in RegisterUpload.objects.order_by("pk")
        ],
    }


def backed_up(tmp_path) -> tuple[dict, Path]:
    file = tmp_path / "sauvegarde.zip"
    call_command("backup", file, verbosity=0)
    return told(), file


def restored(file: Path) -> str:
    said = io.StringIO()
    call_command("restore", file, verbosity=0, stdout=said)
    return said.getvalue()
