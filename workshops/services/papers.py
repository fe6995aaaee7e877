"""Sign-in sheets that come back, and calendars that are given out."""

from datetime import datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from accounts import journal
from accounts.models import Site, User
from workshops.models import Feed, Registration, Sheet, Signature, Workshop

_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@transaction.atomic
def attach_sheet(
    workshop: Workshop,
    *,
    scan: File | None = None,
    kind: str = "",
    kept_in: str = "",
    by: User,
    at: datetime,
) -> Sheet:
    """The sheet of the session is there, scanned or on paper. Several may be."""
    sheet = Sheet(workshop=workshop, kind=kind, kept_in=kept_in, by=by, at=at)
    if scan:
        scan.name = f"{uuid4()}.{_ENDINGS[kind]}"
        sheet.scan = scan
    sheet.full_clean()
    sheet.save()
    journal.record("sheet.attached", sheet, by=by, workshop=workshop.pk)
    return sheet


@transaction.atomic
def sign(registration: Registration, *, strokes: str, by: User, at: datetime) -> Signature:
    """The person signed on the tablet: they are there. A signature is never drawn twice."""
    registration = Registration.objects.select_for_update(of=["self"]).get(pk=registration.pk)
    statuses = Registration.Status
    if registration.status not in (statuses.REGISTERED, statuses.PRESENT):
        raise ValidationError("Cette place n’attend plus de signature.")
    if Signature.objects.filter(registration=registration).exists():
        raise ValidationError("Cette personne a déjà signé.")
    signature = Signature(registration=registration, strokes=strokes, by=by, at=at)
    signature.full_clean()
    signature.save()
    if registration.status == statuses.REGISTERED:
        registration.status = statuses.PRESENT
        registration.arrived_at = registration.arrived_at or at
        registration.save(update_fields=["status", "arrived_at"])
    journal.record("registration.signed", registration, by=by)
    return signature


@transaction.atomic
def open_feed(
    *, host: User | None = None, site: Site | None = None, by: User, at: datetime
) -> Feed:
    """A calendar may be subscribed to by whoever has its address."""
    feed = Feed(host=host, site=site, opened_by=by, opened_at=at)
    feed.full_clean()
    feed.save()
    journal.record("feed.opened", feed, by=by)
    return feed


@transaction.atomic
def revoke_feed(feed: Feed, *, by: User, at: datetime) -> Feed:
    """The address leads nowhere from now on."""
    feed = Feed.objects.select_for_update(of=["self"]).get(pk=feed.pk)
    if feed.revoked_at is None:
        feed.revoked_at = at
        feed.save(update_fields=["revoked_at"])
        journal.record("feed.revoked", feed, by=by)
    return feed
