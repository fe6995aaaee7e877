"""What a file is, by what it begins with: a name or a browser may say anything."""

import zipfile

from django.http import FileResponse

from partners.models import ConventionDocument

Kind = ConventionDocument.Kind

CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
}
_BEGINNINGS = ((b"%PDF-", Kind.PDF), (b"\xff\xd8\xff", Kind.JPEG), (b"\x89PNG\r\n\x1a\n", Kind.PNG))


def kind_of(file) -> str | None:
    """The kind of the open file, which is left at its beginning; None when it is none of ours."""
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if not head.startswith(b"PK"):
        return None
    try:
        names = set(zipfile.ZipFile(file).namelist())
    except zipfile.BadZipFile:
        names = set()
    file.seek(0)
    if "word/document.xml" in names:
        return None if "word/vbaProject.bin" in names else Kind.DOCX
    return Kind.ODT if {"mimetype", "content.xml"} <= names else None


def handed(paper) -> FileResponse:
    """The paper that is kept, as a file under its own name."""
    return FileResponse(
        paper.file.open(),
        as_attachment=True,
        filename=f"{paper.name}.{paper.kind}",
        content_type=CONTENT_TYPES[paper.kind],
    )
