"""Word models: brought in, tried at once, taken out of use."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts import journal
from accounts.models import User
from funding.models import Funder
from partners import papers
from reports.models import WordModel

from . import filling, variables


@transaction.atomic
def add(
    *, name: str, file: UploadedFile, funder: Funder | None = None, by: User, on: date
) -> WordModel:
    """The model serves from now on; a file that cannot be filled is refused."""
    size = file.size or 0
    if size > WordModel.MEGABYTES * 1024 * 1024:
        raise ValidationError(
            {"file": f"Ce fichier dépasse {WordModel.MEGABYTES}\u00a0mégaoctets."}
        )
    if papers.kind_of(file) != papers.Kind.DOCX:
        raise ValidationError({"file": "Ce fichier n’est pas un document Word (.docx) sans macro."})
    try:
        filling.fill(file, variables.example())
    except ValidationError as refusal:
        raise ValidationError({"file": refusal.messages}) from refusal
    model = WordModel(name=name, funder=funder, size=size, file=file, added_by=by, added_on=on)
    model.file.seek(0)
    model.file.name = f"{model.key}.docx"
    model.full_clean()
    model.save()
    journal.record("word_model.added", model, by=by)
    return model


@transaction.atomic
def end(model: WordModel, *, by: User, on: date) -> WordModel:
    """It is no longer offered."""
    if model.ended_on is None:
        model.ended_on = on
        model.save(update_fields=["ended_on"])
        journal.record("word_model.ended", model, by=by)
    return model
