"""Permanences: planned one after the other, cancelled one by one."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts import journal
from accounts.models import Site, User
from pimms.kernel.forms import sentence_of
from pimms.kernel.templatetags.french import day as said
from workshops.models import DropIn
from workshops.recurrence import MOST, Rule


@transaction.atomic
def plan_drop_ins(
    *, rule: Rule, last_on: date, site: Site, by: User, **details: Any
) -> list[DropIn]:
    """Every permanence of the series stands in the calendar, or none."""
    days, _ = rule.until(last_on)
    if not days:
        raise ValidationError("Aucun jour ne reste\u202f: tous sont écartés.")
    if len(days) > MOST:
        raise ValidationError(
            f"Pas plus de {MOST} permanences à la fois\u202f: il y en a {len(days)}."
        )
    series, made = uuid4(), []
    for day in days:
        drop_in = DropIn(series=series, site=site, held_on=day, **details)
        try:
            with transaction.atomic():
                drop_in.full_clean()
                drop_in.save()
        except IntegrityError as collision:
            raise ValidationError(f"Le {said(day)}\u202f: {sentence_of(collision)}") from None
        made.append(drop_in)
    journal.record("drop_in.planned", made[0], by=by, days=len(made))
    return made


@transaction.atomic
def cancel_drop_in(drop_in: DropIn, *, by: User, at: datetime) -> DropIn:
    """The permanence will not be held. Raises ValidationError while somebody is expected at it."""
    drop_in = DropIn.objects.select_for_update(of=["self"]).get(pk=drop_in.pk)
    if drop_in.cancelled_at:
        return drop_in
    if expected := drop_in.appointments.filter(status="planned").count():
        raise ValidationError(
            f"Des rendez-vous y sont pris ({expected})\u202f: prévenez les personnes et annulez-les"
            " d’abord."
        )
    drop_in.cancelled_at = at
    drop_in.save(update_fields=["cancelled_at"])
    journal.record("drop_in.cancelled", drop_in, by=by)
    return drop_in
