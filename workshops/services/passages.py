"""The register of the desk: one line for one visit; what was wrong is taken back by another."""

import uuid
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts import journal
from accounts.models import Site, User
from beneficiaries.models import Beneficiary
from workshops.models import Passage

UNDO = timedelta(minutes=1)
SLIP = "Annulé aussitôt"


@transaction.atomic
def note_passage(
    *,
    demands: list[str],
    key: uuid.UUID,
    site: Site,
    beneficiary: Beneficiary | None = None,
    by: User,
    at: datetime,
) -> Passage:
    """Somebody came for one or several things; sent twice with the same key, it is one visit."""
    if earlier := Passage.objects.filter(key=key).first():
        return earlier
    if not demands:
        raise ValidationError("Choisissez au moins une demande.")
    passage = Passage(
        key=key, site=site, day=localdate(at), at=at, demands=demands, beneficiary=beneficiary,
        by=by,
    )  # fmt: skip
    passage.clean_fields()
    passage.save()
    journal.record("passage.noted", passage, by=by)
    return passage


@transaction.atomic
def take_back_passage(passage: Passage, *, reason: str = "", by: User, at: datetime) -> Passage:
    """A counter-entry takes the visit back; after a minute it says why."""
    passage = Passage.objects.select_for_update(of=["self"]).get(pk=passage.pk)
    if passage.reverses_id or passage.reversals.exists():
        raise ValidationError("Ce passage est déjà repris.")
    at_once = at - passage.at <= UNDO and passage.by_id == by.pk
    if not reason and not at_once:
        raise ValidationError("La minute est passée\u202f: dites pourquoi ce passage est repris.")
    entry = Passage(
        site=passage.site,
        day=localdate(at),
        at=at,
        by=by,
        reverses=passage,
        reason=reason or SLIP,
    )
    entry.clean_fields()
    entry.save()
    journal.record("passage.taken_back", passage, by=by, reason=entry.reason)
    return entry
