"""How somebody leaves well: tasks before the end, the talk, offers, what became of them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.models import Enrolment, ExitTalk, ExitTask, FollowUp, MarketOffer
from pimms.kernel.templatetags.french import day

Stage = ExitTask.Stage


@transaction.atomic
def prepare_exits(*, by: User | str, on: date) -> int:
    """Whoever nears the end has the tasks of the stages that are reached; the tasks of an end that
    has moved, or that another enrolment follows, are dropped. Returns how many are new.

    Told again on the same day it changes nothing.
    """
    last_ones = Enrolment.objects.followed_by_none()
    open_ones = ExitTask.objects.filter(done_on=None, dropped_on=None).select_related("enrolment")
    followed = set(
        open_ones.exclude(enrolment__in=last_ones.values("pk"))
        .order_by()
        .values_list("enrolment", flat=True)
    )
    stale = [
        task.pk
        for task in open_ones
        if task.enrolment_id in followed or task.last_day != task.enrolment.last_day
    ]
    ExitTask.objects.filter(pk__in=stale).update(dropped_on=on)
    ending = last_ones.ending_within(Stage.TWO_MONTHS - 1, of=on)
    wanted = [
        ExitTask(enrolment=each, stage=stage, last_day=each.last_day, made_on=on)
        for each in ending.order_by("pk")
        for stage in Stage
        if (each.period.upper - on).days <= stage
    ]
    before = ExitTask.objects.count()
    ExitTask.objects.bulk_create(wanted, ignore_conflicts=True)
    _reopen(wanted)
    fresh = ExitTask.objects.count() - before
    if fresh or stale:
        latest = ExitTask.objects.latest("pk")
        journal.record("exits.prepared", latest, by=by, new=fresh, dropped=len(stale))
    return fresh


def _reopen(wanted: list[ExitTask]) -> None:
    """An end that moved away and came back finds its tasks again."""
    dropped = ExitTask.objects.filter(enrolment__in={task.enrolment_id for task in wanted})
    ends = {(task.enrolment_id, task.stage, task.last_day) for task in wanted}
    again = [
        task.pk
        for task in dropped.exclude(dropped_on=None)
        if (task.enrolment_id, task.stage, task.last_day) in ends
    ]
    ExitTask.objects.filter(pk__in=again).update(dropped_on=None)


@transaction.atomic
def finish_exit_task(task: ExitTask, *, by: User, on: date) -> ExitTask:
    """The task is done; done twice, it stays as it was."""
    task = ExitTask.objects.select_for_update(of=["self"]).get(pk=task.pk)
    if task.dropped_on:
        raise ValidationError("Cette tâche est sans objet\u202f: la fin des droits a changé.")
    if task.done_on:
        return task
    task.done_on, task.done_by = on, by
    task.save(update_fields=["done_on", "done_by"])
    journal.record("exit_task.done", task, by=by)
    return task


@transaction.atomic
def hold_exit_talk(
    enrolment: Enrolment,
    *,
    held_on: date,
    reason: str,
    next_step: str,
    offer: MarketOffer | None = None,
    operator: str = "",
    plan: str = "",
    monthly_price: Decimal | None = None,
    equipment: str = "",
    autonomy: str = "",
    by: User,
    on: date,
) -> ExitTalk:
    """What was said is kept, and the talk is no longer to be held."""
    if held_on > on:
        raise ValidationError({"held_on": "Un entretien est noté une fois tenu."})
    if held_on < enrolment.period.lower:
        start = day(enrolment.period.lower)
        raise ValidationError({"held_on": f"L’inscription ne commence que le {start}."})
    if offer:
        operator, plan = operator or offer.operator, plan or offer.name
        monthly_price = offer.monthly_price if monthly_price is None else monthly_price
    if next_step == ExitTalk.Next.MARKET and not operator:
        raise ValidationError({"offer": "Dites quelle offre du marché est choisie."})
    talk = ExitTalk(
        enrolment=enrolment,
        held_on=held_on,
        held_by=by,
        reason=reason,
        next_step=next_step,
        offer=offer,
        operator=operator,
        plan=plan,
        monthly_price=monthly_price,
        equipment=equipment,
        autonomy=autonomy,
    )
    talk.clean_fields(exclude=("enrolment", "held_by", "offer"))
    talk.save()
    for task in enrolment.exit_tasks.filter(stage=Stage.TWO_MONTHS, done_on=None, dropped_on=None):
        finish_exit_task(task, by=by, on=on)
    journal.record("exit_talk.held", talk, by=by)
    return talk


@transaction.atomic
def keep_offer(*, by: User, on: date, **words: Any) -> MarketOffer:
    """The team knows of an offer, checked that day."""
    offer = MarketOffer(checked_on=on, **words)
    offer.full_clean()
    offer.save()
    journal.record("market_offer.kept", offer, by=by)
    return offer


@transaction.atomic
def check_offer(offer: MarketOffer, *, by: User, on: date, **words: Any) -> MarketOffer:
    """The offer was looked at again that day, and reads as it does now."""
    offer = _current(offer)
    for name, value in words.items():
        setattr(offer, name, value)
    offer.checked_on = on
    offer.full_clean()
    offer.save()
    journal.record("market_offer.checked", offer, by=by, price=str(offer.monthly_price))
    return offer


@transaction.atomic
def withdraw_offer(offer: MarketOffer, *, by: User, on: date) -> MarketOffer:
    """The offer is no longer proposed; the talks that chose it keep its name."""
    offer = _current(offer)
    offer.withdrawn_on = on
    offer.save(update_fields=["withdrawn_on"])
    journal.record("market_offer.withdrawn", offer, by=by)
    return offer


def _current(offer: MarketOffer) -> MarketOffer:
    offer = MarketOffer.objects.select_for_update(of=["self"]).get(pk=offer.pk)
    if offer.withdrawn_on:
        raise ValidationError(f"Cette offre est retirée depuis le {day(offer.withdrawn_on)}.")
    return offer


@transaction.atomic
def follow_up(
    enrolment: Enrolment, *, outcome: str, words: str = "", by: User, on: date
) -> FollowUp:
    """What became of the person is known, or is known to be unknown."""
    enrolment = Enrolment.objects.select_for_update(of=["self"], no_key=True).get(pk=enrolment.pk)
    if on < enrolment.period.upper:
        raise ValidationError(f"Les droits courent encore jusqu’au {day(enrolment.last_day)}.")
    if earlier := FollowUp.objects.filter(enrolment=enrolment).first():
        raise ValidationError(
            f"Ce qu’il en est a déjà été noté le {day(earlier.made_on)}\u202f:"
            f" {earlier.get_outcome_display().lower()}."
        )
    if outcome == FollowUp.Outcome.OTHER and not words:
        raise ValidationError({"words": "Dites en quelques mots ce qu’il en est."})
    made = FollowUp(enrolment=enrolment, outcome=outcome, words=words, made_on=on, made_by=by)
    made.clean_fields(exclude=("enrolment", "made_by"))
    made.save()
    journal.record("follow_up.made", made, by=by, outcome=outcome)
    return made
