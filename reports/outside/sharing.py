"""Links to figures: opened by the director, closed by the director or by time."""

from datetime import datetime

from django.db import transaction

from accounts import journal
from accounts.models import User
from partners.models import Organisation
from reports.models import Share


@transaction.atomic
def share(
    year: int,
    *,
    parts: list[str],
    organisation: Organisation | None = None,
    reader: str = "",
    by: User,
    at: datetime,
    until: datetime,
) -> Share:
    """Whoever has the link sees these parts of the year until that instant."""
    link = Share(
        year=year,
        parts=sorted(parts),
        organisation=organisation,
        reader=reader.strip(),
        shared_by=by,
        shared_at=at,
        expires_at=until,
    )
    link.full_clean()
    link.save()
    journal.record("share.opened", link, by=by, year=year, whom=link.whom)
    return link


@transaction.atomic
def revoke(link: Share, *, by: User, at: datetime) -> Share:
    """The link shows nothing from now on."""
    link = Share.objects.select_for_update(of=["self"]).get(pk=link.pk)
    if link.revoked_at is None:
        link.revoked_at = at
        link.save(update_fields=["revoked_at"])
        journal.record("share.revoked", link, by=by)
    return link
