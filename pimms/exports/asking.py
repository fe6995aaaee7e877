"""A list is asked for, written at once or by the worker, fetched by who asked, then gone."""

import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import DateTimeField, Func, QuerySet
from django.http import QueryDict
from django.utils.crypto import get_random_string

from accounts import journal
from accounts.models import User
from pimms.kernel import jobs
from pimms.kernel.outages import is_away
from pimms.leftovers import sweep
from pimms.models import Export

from . import files
from .listings import LISTINGS
from .listings.listing import Listing

AT_ONCE = 2_000  # rows; more are written by the worker
Status = Export.Status
_TASK = "pimms.exports.tasks.write_export"
_THIS_INSTANT = Func(function="clock_timestamp", output_field=DateTimeField())


@transaction.atomic
def ask(
    listing: Listing,
    *,
    query: QueryDict,
    key: uuid.UUID,
    ending: str,
    named: bool,
    reason: str,
    by: User,
    at: datetime,
) -> Export:
    """The list as it is filtered at this moment will be a file; asked twice, it is one."""
    if asked := Export.objects.visible_to(by).filter(key=key).first():
        return asked
    if by.role not in listing.roles:
        raise ValidationError("Cette liste n’est pas à vous.")
    export = Export(
        key=key,
        listing=listing.name,
        query=query.urlencode(),
        ending=ending,
        named=named,
        reason=reason.strip(),
        asked_by=by,
        asked_at=at,
    )
    export.full_clean()
    export.total = files.rows(export).order_by().count()
    if not export.total:
        raise ValidationError("Cette liste est vide\u202f: il n’y a rien à exporter.")
    export.save()
    chosen = [label for label, _ in files.in_words(listing, query, by)]  # not what was typed
    journal.record(
        "export.asked", export, by=by, listing=listing.name, chosen=chosen, rows=export.total,
        named=named, reason=export.reason,
    )  # fmt: skip
    if export.total > AT_ONCE:
        jobs.later(_TASK, export_id=export.pk)
    else:
        _write(export)
    return export


def with_jobs(exports: QuerySet[Export]) -> QuerySet[Export]:
    """Each with the job that it waits for."""
    return jobs.with_jobs(exports, [_TASK], argument="export_id")


def write(export: Export) -> None:
    """The worker's part. A job that comes late, or a second time, finds nothing to do; one whose
    worker died begins anew."""
    if not export.is_running:
        return
    try:
        _write(export)
    except files.Cancelled:
        return
    except Exception as failure:
        if not is_away(failure):  # else the job waits for the database
            give_up(export.pk)
        raise


def give_up(export_id: int) -> None:
    """Nobody will write it any more: the page says so."""
    running = Export.objects.filter(pk=export_id, status__in=Export.RUNNING)
    running.update(status=Status.FAILED)


def _write(export: Export) -> None:
    """The file has its name when the row says that it is ready: whoever writes it beside us, or
    stopped on the way, has another."""
    kept = f"exports/{export.key}.{export.ending}"
    final = Path(settings.MEDIA_ROOT) / kept
    apart = final.with_name(f"{final.stem}-{get_random_string(8)}{final.suffix}")
    tell = _progress_of(export)
    tell(0)
    try:
        written = files.write(export, apart, tell=tell)
        said = {"file": kept, "status": Status.READY, "done": written, "total": written}
        with transaction.atomic():
            standing = Export.objects.filter(pk=export.pk, status=Status.WRITING)
            if standing.update(**said, progressed_at=_THIS_INSTANT):  # else cancelled meanwhile
                apart.rename(final)
    finally:
        apart.unlink(missing_ok=True)
    export.refresh_from_db(fields=["file", "status", "done", "total", "progressed_at"])


def _progress_of(export: Export):
    """Tells how far it is, and hears that it is not wanted any more."""
    running = Export.objects.filter(pk=export.pk, status__in=Export.RUNNING)

    def tell(done: int) -> None:
        if not running.update(status=Status.WRITING, done=done, progressed_at=_THIS_INSTANT):
            raise files.Cancelled

    return tell


def fetch(export: Export, *, by: User) -> Export:
    """The file is in the hands of who asked for it; it says what may be said at this moment."""
    if by.role in LISTINGS[export.listing].written_when_fetched:
        kept = Path(settings.MEDIA_ROOT) / export.file.name
        export.total = files.write(export, kept, tell=_go_on)
    journal.record("export.downloaded", export, by=by, rows=export.total)
    return export


def _go_on(done: int) -> None:
    """Nobody can cancel a file that is being fetched."""


@transaction.atomic
def cancel(export: Export, *, by: User) -> Export:
    """The worker stops at the next rows; there is no file."""
    export = Export.objects.select_for_update(of=["self"]).get(pk=export.pk)
    if not export.is_running:
        raise ValidationError("Cet export n’est plus en cours.")
    export.status = Status.CANCELLED
    export.save(update_fields=["status"])
    journal.record("export.cancelled", export, by=by)
    return export


@transaction.atomic
def purge(*, before: datetime) -> int:
    """What was asked for before that instant is gone, with its file; returns how many."""
    old = Export.objects.filter(asked_at__lt=before)
    for export in old:
        export.file.delete(save=False)
    count = old.delete()[0]
    kept = Export.objects.order_by("pk").values_list("file", flat=True)
    sweep("exports", named=set(kept), before=before)
    return count
