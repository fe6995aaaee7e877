"""Handing a questionnaire out, and taking the answers in."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from surveys.models import Campaign, Questionnaire, Response, Withdrawal


@transaction.atomic
def open_campaign(questionnaire: Questionnaire, *, by: User, **words: Any) -> Campaign:
    """Answers are taken from the first day of the period to the last."""
    if not questionnaire.questions.exists():
        raise ValidationError("Ce questionnaire n’a pas encore de question.")
    campaign = Campaign(questionnaire=questionnaire, opened_by=by, **words)
    campaign.full_clean()
    campaign.save()
    journal.record("campaign.opened", campaign, by=by)
    return campaign


@transaction.atomic
def close_campaign(campaign: Campaign, *, by: User, on: date) -> Campaign:
    """Neither the link nor the tablet takes answers any more; paper may still be typed in."""
    campaign = Campaign.objects.select_for_update(of=["self"]).get(pk=campaign.pk)
    if campaign.closed_on:
        raise ValidationError("Cette campagne est déjà close.")
    campaign.closed_on = on
    campaign.save(update_fields=["closed_on"])
    journal.record("campaign.closed", campaign, by=by)
    return campaign


@transaction.atomic
def answer(
    campaign: Campaign,
    *,
    answers: dict,
    way: str,
    key: uuid.UUID,
    by: User | None = None,
    on: date,
) -> Response:
    """What somebody answered, kept without their name; sent twice, it is one.

    Who typed it is kept of paper alone. Nothing of it is in the journal: it would tell the hour.
    """
    if known := Response.objects.filter(key=key, campaign=campaign).first():
        return known
    if way != Response.Way.PAPER and campaign.closed_on:
        raise ValidationError("Cette enquête est close. Merci de votre intérêt.")
    if on not in campaign.period:
        raise ValidationError(
            f"Les réponses sont du {campaign.period.lower:%d/%m/%Y} au"
            f" {campaign.last_day:%d/%m/%Y}."
        )
    if not answers:
        raise ValidationError("Aucune réponse n’est donnée.")
    typed_by = by if way == Response.Way.PAPER else None
    return Response.objects.create(
        campaign=campaign, answers=answers, way=way, key=key, answered_on=on, typed_by=typed_by
    )


@transaction.atomic
def withdraw(response: Response, *, reason: str, by: User, on: date) -> Withdrawal:
    """The answer does not count; it stays, with the reason."""
    if Withdrawal.objects.filter(response=response).exists():
        raise ValidationError("Cette réponse est déjà retirée.")
    withdrawal = Withdrawal(response=response, reason=reason, withdrawn_by=by, withdrawn_on=on)
    withdrawal.full_clean()
    withdrawal.save()
    journal.record("response.withdrawn", response, by=by, reason=reason)
    return withdrawal
