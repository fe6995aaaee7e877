"""Words, papers and calls on a referral; drafts that were never sent."""

from datetime import date, datetime, timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.models import (
    Referral,
    ReferralAttachment,
    ReferralCall,
    ReferralDraft,
    ReferralMessage,
)
from beneficiaries.telling import thread, told
from partners.models import Organisation

from .referrals import locked, tell_follower, tell_referrer

KEPT = timedelta(days=30)


@transaction.atomic
def write_message(
    referral: Referral, *, text: str, is_internal: bool = False, by: User, at: datetime
) -> ReferralMessage:
    """The other side finds it on the page and hears that something waits there.

    While the person keeps the answer to themselves, nothing more is said to the referrer.
    """
    if by.is_staff_member and not is_internal and told(referral).is_kept:
        raise ValidationError(
            "La personne garde la réponse pour elle\u202f: le référent sait que l’orientation est"
            " close, et rien de plus. Une note interne reste possible."
        )
    message = ReferralMessage(
        referral=referral,
        text=text,
        is_internal=is_internal and by.is_staff_member,
        written_by=by,
        at=at,
    )
    message.full_clean()
    message.save()
    journal.record("referral.message_written", referral, by=by, internal=message.is_internal)
    if message.is_internal:
        return message
    if by.is_staff_member:
        tell_referrer("referral_message", referral)
    else:
        tell_follower(referral)
    return message


@transaction.atomic
def read_messages(referral: Referral, *, by: User, at: datetime) -> int:
    """What the other side wrote is marked as read."""
    messages = thread(referral, to=by)
    unread = messages.unread_by_us() if by.is_staff_member else messages.unread_by_them()
    if count := unread.update(read_at=at):
        journal.record("referral.messages_read", referral, by=by, messages=count)
    return count


@transaction.atomic
def attach_paper(
    referral: Referral, *, name: str, kind: str, file: File, by: User, on: date
) -> ReferralAttachment:
    """A paper stands on the referral until thirty days after its decision."""
    referral = locked(referral)
    if not referral.is_open:
        raise ValidationError("Cette orientation a sa réponse\u202f: rien ne s’y joint plus.")
    attachment = ReferralAttachment(
        referral=referral, name=name, kind=kind, size=file.size, added_by=by, added_on=on
    )
    attachment.file.save(f"{attachment.key}.{kind}", file, save=False)
    attachment.full_clean()
    attachment.save()
    journal.record("referral.paper_attached", referral, by=by, name=name)
    return attachment


@transaction.atomic
def note_person_called(
    referral: Referral, *, result: str, note: str = "", by: User, at: datetime
) -> ReferralCall:
    """Somebody rang the person; what came of it is kept."""
    call = ReferralCall(referral=referral, result=result, note=note, by=by, at=at)
    call.full_clean()
    call.save()
    journal.record("referral.person_called", referral, by=by, result=result)
    return call


@transaction.atomic
def purge_papers(*, by: str, on: date) -> int:
    """Papers of referrals decided thirty days ago are gone; their names stay."""
    old = ReferralAttachment.objects.filter(
        purged_on=None, referral__decided_on__lt=on - KEPT
    ).select_for_update(of=["self"], skip_locked=True)
    count = 0
    for attachment in old.order_by("pk"):
        name, storage = str(attachment.file), attachment.file.storage
        attachment.file, attachment.purged_on = "", on
        attachment.save(update_fields=["file", "purged_on"])
        transaction.on_commit(partial(storage.delete, name))
        journal.record("referral.paper_purged", attachment, by=by)
        count += 1
    return count


@transaction.atomic
def keep_draft(
    draft: ReferralDraft | None,
    *,
    organisation: Organisation,
    fields: dict,
    by: User,
    on: date,
) -> ReferralDraft:
    """What was typed so far is there when the page is opened again."""
    draft = draft or ReferralDraft(author=by)
    draft.organisation, draft.fields, draft.saved_on = organisation, fields, on
    draft.full_clean()
    draft.save()
    journal.record("referral.draft_kept", draft, by=by)
    return draft


@transaction.atomic
def drop_draft(draft: ReferralDraft, *, by: User) -> None:
    """The draft is gone."""
    journal.record("referral.draft_dropped", draft, by=by)
    draft.delete()


@transaction.atomic
def purge_drafts(*, by: str, on: date) -> int:
    """Drafts that nobody touched for thirty days are gone."""
    count, _ = ReferralDraft.objects.filter(saved_on__lt=on - KEPT).delete()
    if count:
        journal.record("referral.drafts_purged", ReferralDraft(), by=by, drafts=count)
    return count
