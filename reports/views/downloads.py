"""How a report leaves the house: as a file, and in the journal."""

from django.http import HttpResponse

from accounts import journal
from reports import ccas, exports

HANDED = f"{ccas.NAME}-a-remettre"  # in the name of a document without small counts
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(
    request, content, content_type: str, *, year: int, ending: str, version: int = 0, name=ccas.NAME
):
    """The file under the name of its year; `version` for one that is frozen."""
    named = exports.file_name(name, year, ending, version=version)
    return download_as(request, content, content_type, named)


def download_as(request, content, content_type: str, name: str):
    journal.record("report.downloaded", request.user, by=request.user, file=name)
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
