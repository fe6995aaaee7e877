"""Papers kept with a call, a grant or an expense."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts import journal
from accounts.models import User
from funding.models import Call, Expense, Grant, Paper
from partners import papers


@transaction.atomic
def attach(
    thing: Call | Grant | Expense, *, name: str, file: UploadedFile, by: User, on: date
) -> Paper:
    """The paper is kept with the thing. Its kind is read from the file, not from its name."""
    kind = papers.kind_of(file)
    if kind is None:
        raise ValidationError(
            {"file": "Ce fichier n’est ni un PDF, ni une image, ni un document de texte."}
        )
    size = file.size or 0
    if size > Paper.MEGABYTES * 1024 * 1024:
        raise ValidationError({"file": f"Ce fichier dépasse {Paper.MEGABYTES}\u00a0mégaoctets."})
    paper = Paper(name=name, kind=kind, size=size, file=file, added_by=by, added_on=on)
    setattr(paper, type(thing).__name__.lower(), thing)
    paper.file.name = f"{paper.key}.{kind}"
    paper.full_clean()
    paper.save()
    journal.record("funding.paper_attached", thing, by=by, paper=str(paper.key))
    return paper
