"""A register sent by the page: received, tried without writing, then brought in."""

from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile

from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from django.db.models import QuerySet

from accounts import journal
from accounts.models import User
from pimms.kernel import jobs
from pimms.kernel.jobs import Standing
from pimms.kernel.outages import is_away
from pimms.leftovers import sweep
from pimms.models import RegisterUpload

from . import lines
from .bringing_in import LOCK_CLASS, bring_in
from .reading import UnreadableRegister

Status = RegisterUpload.Status
_TO_TRY, _TO_IMPORT = (Status.WAITING, Status.TRYING), (Status.IMPORTING,)
_IN_MEMORY = 1 << 20  # bytes
_BROKE = (
    "Une panne a interrompu ce registre\u202f: rien n’a été écrit, et le fichier est gardé."
    " Reprenez-le\u202f; si cela recommence, prévenez la personne qui tient le logiciel."
)
_DIED = (
    "Le travail de fond s’est arrêté plusieurs fois pendant ce registre\u202f: rien n’a été écrit,"
    " et le fichier est gardé. Reprenez-le, ou partagez-le en fichiers plus petits."
)


@transaction.atomic
def receive(*, file, by: User) -> RegisterUpload:
    """The file is kept and will be tried by the worker."""
    upload = RegisterUpload(name=file.name[:200], file=file, uploaded_by=by)
    upload.file.name = f"{upload.key}{Path(file.name).suffix.lower()[:5]}"
    upload.save()
    journal.record("register.received", upload, by=by, file=upload.name)
    _later("try_register", upload)
    return upload


@transaction.atomic
def confirm(upload: RegisterUpload, *, puts_on_sale: bool = False, by: User) -> RegisterUpload:
    """What was tried will be brought in by the worker; the articles of past years are for sale
    today when `puts_on_sale`."""
    upload = RegisterUpload.objects.select_for_update(of=["self"]).get(pk=upload.pk)
    if upload.status != Status.TRIED:
        raise ValidationError(
            "Ce registre n’attend pas de confirmation\u202f:"
            f" {upload.get_status_display().lower()}."
        )
    upload.status, upload.done, upload.puts_on_sale = Status.IMPORTING, 0, puts_on_sale
    upload.save()
    journal.record("register.confirmed", upload, by=by, on_sale=puts_on_sale)
    _later("import_register", upload)
    return upload


@transaction.atomic
def restart(upload: RegisterUpload, *, by: User, at: datetime) -> RegisterUpload:
    """An upload that nobody works on any more is tried again from the start; none of it is in."""
    uploads = RegisterUpload.objects.filter(pk=upload.pk)
    uploads.select_for_update(of=["self"]).get()
    upload = with_jobs(uploads).get()
    if not is_interrupted(upload, at=at):
        raise ValidationError("Ce registre n’est pas interrompu.")
    upload.status, upload.progressed_at, upload.failure = Status.WAITING, None, ""
    upload.save()
    journal.record("register.restarted", upload, by=by)
    _later("try_register", upload)
    return upload


def with_jobs(uploads: QuerySet[RegisterUpload]) -> QuerySet[RegisterUpload]:
    """Each with the job that it waits for."""
    tasks = (f"pimms.register.tasks.{task}" for task in ("try_register", "import_register"))
    return jobs.with_jobs(uploads, tasks, argument="upload_id")


def is_interrupted(upload: RegisterUpload, *, at: datetime) -> bool:
    """Whether it can be taken up again: it failed with its file, or no job will ever end it."""
    if upload.status == Status.FAILED:
        return bool(upload.file)
    return upload.is_running and jobs.standing(upload, at=at) == Standing.GONE


@transaction.atomic
def give_up(upload_id: int) -> None:
    """Whoever worked on it died each time: the page says so."""
    upload = RegisterUpload.objects.select_for_update(of=["self"]).get(pk=upload_id)
    if upload.is_running:
        _fail(upload, _DIED)


def _later(task: str, upload: RegisterUpload) -> None:
    jobs.later(f"pimms.register.tasks.{task}", upload_id=upload.pk)


def judge(upload: RegisterUpload, *, dry_run: bool, today: date) -> None:
    """Try the register or bring it in; the upload says how far it is, and what came of it.

    What is in and that it is in are one transaction. A job that comes late, a second time, or
    beside another, finds nothing to do.
    """
    try:
        with transaction.atomic(), _progress_of(upload, dry_run=dry_run) as progress:
            if _is_due(upload, dry_run=dry_run):
                _bring_in(upload, dry_run=dry_run, today=today, progress=progress)
    except UnreadableRegister as error:
        _fail(upload, str(error))
        upload.file.delete(save=True)  # personal data that never was a register
    except Exception as failure:
        if not is_away(failure):  # else the job waits for the database
            _fail(upload, _BROKE)
        raise
    if upload.status == Status.IMPORTED:
        upload.file.delete(save=True)  # personal data: the rows are in


def _is_due(upload: RegisterUpload, *, dry_run: bool) -> bool:
    """Nobody else is at it, and it is still to be done.

    The lock is not the row's: how far it is, is told meanwhile over another connection.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_CLASS, upload.pk])
    upload.refresh_from_db()
    return upload.status in (_TO_TRY if dry_run else _TO_IMPORT)


def _bring_in(upload: RegisterUpload, *, dry_run: bool, today: date, progress) -> None:
    progress(0, upload.total)
    path = Path(upload.file.path)
    with SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8") as noted:
        outcome = bring_in(
            path,
            name=upload.name,
            by=upload.uploaded_by,
            today=today,
            dry_run=dry_run,
            puts_on_sale=upload.puts_on_sale,
            rejects_to=path.with_suffix(".rejets.xlsx"),
            noted_in=noted,
            progress=progress,
        )
        lines.keep(upload, noted)
    upload.status = Status.TRIED if dry_run else Status.IMPORTED
    upload.outcome = {
        "sheets": [{"name": name} | counts for name, counts in outcome.sheets.items()],
        "withheld": outcome.withheld,
        "sells": outcome.sells,
    }
    upload.rejects.name = str(Path(upload.file.name).with_suffix(".rejets.xlsx"))
    upload.save(update_fields=["status", "outcome", "rejects"])


def _fail(upload: RegisterUpload, why: str) -> None:
    upload.status, upload.failure = Status.FAILED, why[:500]
    upload.save(update_fields=["status", "failure"])


@contextmanager
def _progress_of(upload: RegisterUpload, *, dry_run: bool):
    """Tell how far the import is over a connection of its own: the import's is one transaction."""
    aside = connections.create_connection("default")
    due, status = (_TO_TRY, Status.TRYING) if dry_run else (_TO_IMPORT, Status.IMPORTING)

    def tell(done: int, total: int) -> None:
        with aside.cursor() as cursor:
            cursor.execute(
                "UPDATE pimms_registerupload SET status = %s, done = %s, total = %s,"
                " progressed_at = clock_timestamp() WHERE id = %s AND status = ANY(%s)",
                [status, done, total, upload.pk, [*due]],
            )

    try:
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
    count = len(old)
    old.delete()
    kept = RegisterUpload.objects.order_by("pk").values_list("file", "rejects")
    sweep("registers", named={name for names in kept for name in names}, before=before)
    return count
