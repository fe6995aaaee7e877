"""A register sent by the page: received, tried without writing, then brought in."""

from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import connections, transaction
from procrastinate.contrib.django import app

from accounts import journal
from accounts.models import User
from pimms.models import RegisterUpload

from .bringing_in import bring_in
from .reading import UnreadableRegister

Status = RegisterUpload.Status
_SHOWN_WARNINGS = 200


@transaction.atomic
def receive(*, file, by: User) -> RegisterUpload:
    """The file is kept and will be tried by the worker."""
    upload = RegisterUpload(name=file.name[:200], file=file, uploaded_by=by)
    upload.file.name = f"{upload.key}.xlsx"
    upload.save()
    journal.record("register.received", upload, by=by, file=upload.name)
    transaction.on_commit(lambda: _later("try_register", upload))
    return upload


@transaction.atomic
def confirm(upload: RegisterUpload, *, by: User) -> RegisterUpload:
    """What was tried will be brought in by the worker."""
    upload = RegisterUpload.objects.select_for_update(of=["self"]).get(pk=upload.pk)
    if upload.status != Status.TRIED:
        raise ValidationError(
            "Ce registre n’attend pas de confirmation\u202f:"
            f" {upload.get_status_display().lower()}."
        )
    upload.status, upload.done = Status.IMPORTING, 0
    upload.save()
    journal.record("register.confirmed", upload, by=by)
    transaction.on_commit(lambda: _later("import_register", upload))
    return upload


@transaction.atomic
def restart(upload: RegisterUpload, *, silent_since: datetime, by: User) -> RegisterUpload:
    """An upload whose worker died is tried again from the start; nothing of it was written."""
    upload = RegisterUpload.objects.select_for_update(of=["self"]).get(pk=upload.pk)
    heard = upload.progressed_at or upload.uploaded_at
    if not upload.is_running or heard > silent_since:
        raise ValidationError("Ce registre n’est pas interrompu.")
    upload.status, upload.progressed_at = Status.WAITING, None
    upload.save()
    journal.record("register.restarted", upload, by=by)
    transaction.on_commit(lambda: _later("try_register", upload))
    return upload


def _later(task: str, upload: RegisterUpload) -> None:
    app.configure_task(f"pimms.register.tasks.{task}").defer(upload_id=upload.pk)


def judge(upload: RegisterUpload, *, dry_run: bool, today: date) -> None:
    """Try the register or bring it in; the upload says how far it is, and what came of it.

    A job that comes late, or a second time, finds nothing to do.
    """
    due = (Status.WAITING, Status.TRYING) if dry_run else (Status.IMPORTING,)
    if upload.status not in due:
        return
    with _progress_of(upload, Status.TRYING if dry_run else Status.IMPORTING) as progress:
        rejects = Path(upload.file.path).with_suffix(".rejets.xlsx")
        try:
            outcome = bring_in(
                Path(upload.file.path),
                name=upload.name,
                by=upload.uploaded_by,
                today=today,
                dry_run=dry_run,
                rejects_to=rejects,
                progress=progress,
            )
        except UnreadableRegister as error:
            upload.status, upload.failure = Status.FAILED, str(error)[:500]
        else:
            upload.status = Status.TRIED if dry_run else Status.IMPORTED
            upload.outcome = {
                "sheets": [{"name": name} | counts for name, counts in outcome.sheets.items()],
                "warnings": outcome.warnings[:_SHOWN_WARNINGS],
                "warning_count": len(outcome.warnings),
            }
            upload.rejects.name = str(Path(upload.file.name).with_suffix(".rejets.xlsx"))
    upload.save(update_fields=["status", "failure", "outcome", "rejects"])
    if upload.status in (Status.IMPORTED, Status.FAILED):
        upload.file.delete(save=True)  # personal data: the rows are in, or were never a register


@contextmanager
def _progress_of(upload: RegisterUpload, status: str):
    """Tell how far the import is over a connection of its own: the import's is one transaction."""
    aside = connections.create_connection("default")

    def tell(done: int, total: int) -> None:
        with aside.cursor() as cursor:
            cursor.execute(
                "UPDATE pimms_registerupload SET status = %s, done = %s, total = %s,"
                " progressed_at = clock_timestamp() WHERE id = %s",
                [status, done, total, upload.pk],
            )

    try:
        tell(0, upload.total)
        yield tell
    finally:
        aside.close()


@transaction.atomic
def purge(*, before: datetime) -> int:
    """The uploads sent before that instant are gone, with their files; returns how many."""
    old = RegisterUpload.objects.filter(uploaded_at__lt=before)
    for upload in old:
        upload.file.delete(save=False)
        upload.rejects.delete(save=False)
    return old.delete()[0]
