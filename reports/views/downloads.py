"""How a report leaves the house: as a file, and in the journal."""

from django.http import HttpResponse

from accounts import journal
from partners.papers import CONTENT_TYPES, Kind

TYPES = {
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": CONTENT_TYPES[Kind.DOCX],
}


def download(request, content: bytes, name: str) -> HttpResponse:
    """The file under that name, whose ending says what it is."""
    journal.record("report.downloaded", request.user, by=request.user, file=name)
    return HttpResponse(
        content,
        content_type=TYPES[name.rpartition(".")[2]],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
