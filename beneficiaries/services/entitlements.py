"""The decisions about somebody's rights: each is a movement, and the end date follows."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import TextChoices

from accounts import journal
from accounts.models import User
from beneficiaries import entitlement
from beneficiaries.models import (
    Beneficiary,
    Enrolment,
    ExtensionMotive,
    ExtensionRequest,
    Movement,
)
from pimms.kernel.templatetags.french import day

Kind = Movement.Kind


@transaction.atomic
def suspend(
    enrolment: Enrolment, *, effective_on: date, motive: str, words: str = "", by: User, on: date
) -> Movement:
    """From that day on nothing is sold, until the rights are taken up again."""
    enrolment, standing = _as_it_stands(enrolment)
    _not_ended_early(standing)
    if pause := _pause(standing):
        raise ValidationError(f"Les droits sont déjà suspendus depuis le {day(pause)}.")
    _known(motive, Movement.Suspended)
    _within(enrolment, effective_on, first=enrolment.period.lower)
    resumed = [
        step.effective_on for step in standing if step.kind == Kind.RESUMPTION and step.effective_on
    ]
    if resumed and effective_on < resumed[-1]:
        raise ValidationError(
            {
                "effective_on": f"Les droits ont repris le {day(resumed[-1])}\u202f: pas avant"
                " ce jour."
            }
        )
    return _write(
        enrolment,
        Kind.SUSPENSION,
        effective_on=effective_on,
        motive=motive,
        pushes=motive in Movement.PUSHING,
        words=words,
        by=by,
        on=on,
    )


@transaction.atomic
def resume(
    enrolment: Enrolment, *, effective_on: date, words: str = "", by: User, on: date
) -> Movement:
    """From that day on the person buys again; a suspension that pushes gives its days back."""
    enrolment, standing = _as_it_stands(enrolment)
    _not_ended_early(standing)
    pause = _pause(standing)
    if pause is None:
        raise ValidationError("Les droits ne sont pas suspendus.")
    if effective_on <= pause:
        raise ValidationError(
            {"effective_on": f"La reprise suit la suspension, qui commence le {day(pause)}."}
        )
    suspension = entitlement.pauses(standing)[-1][0]
    if not suspension.pushes and effective_on >= enrolment.period.upper:
        raise ValidationError(
            f"Les droits sont terminés depuis le {day(enrolment.last_day)}\u202f: cette suspension"
            " ne repousse pas la fin."
        )
    return _write(enrolment, Kind.RESUMPTION, effective_on=effective_on, words=words, by=by, on=on)


@transaction.atomic
def end_early(
    enrolment: Enrolment, *, effective_on: date, motive: str, words: str = "", by: User, on: date
) -> Movement:
    """From that day on the person has no more rights. An exclusion is the director's."""
    enrolment, standing = _as_it_stands(enrolment)
    _not_ended_early(standing)
    _known(motive, Movement.Ended)
    if motive == Movement.Ended.EXCLUDED and not by.is_director:
        raise ValidationError({"motive": "Une exclusion est décidée par la direction."})
    pauses = entitlement.pauses(standing)
    if not (pauses and pauses[-1][1] is None and pauses[-1][0].pushes):
        _within(enrolment, effective_on, first=enrolment.period.lower + timedelta(days=1))
    steps = [step.effective_on for step in standing if step.effective_on]
    if steps and effective_on < max(steps):
        raise ValidationError(
            {
                "effective_on": "La dernière décision prend effet le"
                f" {day(max(steps))}\u202f: pas avant ce jour."
            }
        )
    return _write(
        enrolment,
        Kind.EARLY_END,
        effective_on=effective_on,
        motive=motive,
        words=words,
        by=by,
        on=on,
    )


@transaction.atomic
def undo(enrolment: Enrolment, *, words: str, by: User, on: date) -> Movement:
    """The latest decision that stands no longer does; the end date is what it was before."""
    enrolment, standing = _as_it_stands(enrolment)
    if not standing:
        raise ValidationError("Il n’y a pas de décision à annuler.")
    latest = standing[-1]
    theirs = latest.kind == Kind.EXTENSION or latest.motive == Movement.Ended.EXCLUDED
    if theirs and not by.is_director:
        raise ValidationError("Cette décision est de la direction\u202f: elle seule l’annule.")
    _room_until(enrolment, entitlement.end(enrolment.period.lower, standing[:-1]))
    return _write(enrolment, Kind.UNDO, undoes=latest, words=words, by=by, on=on)


@transaction.atomic
def ask_extension(
    enrolment: Enrolment,
    *,
    motive: ExtensionMotive,
    months: int = 0,
    days: int = 0,
    words: str,
    by: User,
    on: date,
) -> ExtensionRequest:
    """The director is asked for more time, within the limit of the motive."""
    enrolment, standing = _as_it_stands(enrolment)
    _not_ended_early(standing)
    if on >= enrolment.period.upper and _pause(standing) is None:
        raise ValidationError(
            f"Les droits sont terminés depuis le {day(enrolment.last_day)}\u202f: inscrivez plutôt"
            " la personne de nouveau."
        )
    if enrolment.extension_requests.pending().exists():
        raise ValidationError("Une demande de prolongation attend déjà sa réponse.")
    asked = ExtensionRequest(
        enrolment=enrolment,
        motive=motive,
        months=months,
        days=days,
        words=words,
        asked_by=by,
        asked_on=on,
    )
    if not (months or days):
        raise ValidationError("Indiquez la durée demandée, en mois ou en jours.")
    _within_the_limit(asked, standing)
    asked.clean_fields(exclude=("enrolment", "motive", "asked_by"))
    asked.save()
    journal.record("extension.asked", asked, by=by)
    return asked


@transaction.atomic
def grant_extension(
    asked: ExtensionRequest, *, answer: str = "", by: User, on: date
) -> ExtensionRequest:
    """The end is later by what was asked."""
    asked, enrolment, standing = _still_pending(asked, by=by)
    _not_ended_early(standing)
    _within_the_limit(asked, standing)
    later = Movement(pk=_LAST, kind=Kind.EXTENSION, months=asked.months, days=asked.days)
    _room_until(enrolment, entitlement.end(enrolment.period.lower, [*standing, later]))
    asked.movement = _write(
        enrolment,
        Kind.EXTENSION,
        extension_motive=asked.motive,
        months=asked.months,
        days=asked.days,
        words=asked.words,
        by=by,
        on=on,
    )
    return _decide(asked, ExtensionRequest.Outcome.GRANTED, answer, by=by, on=on)


@transaction.atomic
def refuse_extension(
    asked: ExtensionRequest, *, answer: str, alternative: str, by: User, on: date
) -> ExtensionRequest:
    """The counsellor reads why not, and what is offered instead."""
    asked, *_ = _still_pending(asked, by=by)
    if not (answer.strip() and alternative.strip()):
        raise ValidationError("Un refus dit pourquoi, et ce qui est proposé à la place.")
    asked.alternative = alternative
    return _decide(asked, ExtensionRequest.Outcome.REFUSED, answer, by=by, on=on)


_LAST = 2**62  # a movement that is not there yet comes after all others


def _as_it_stands(enrolment: Enrolment) -> tuple[Enrolment, list[Movement]]:
    """The enrolment, ours until we commit, and the movements that stand."""
    Beneficiary.objects.select_for_update(of=["self"], no_key=True).get(pk=enrolment.beneficiary_id)
    enrolment = Enrolment.objects.select_for_update(of=["self"], no_key=True).get(pk=enrolment.pk)
    return enrolment, entitlement.standing(enrolment.movements.all())


def _pause(standing: list[Movement]) -> date | None:
    """The first day of the suspension that nobody has ended."""
    pauses = entitlement.pauses(standing)
    return pauses[-1][0].effective_on if pauses and pauses[-1][1] is None else None


def _not_ended_early(standing: list[Movement]) -> None:
    for step in standing:
        if step.kind == Kind.EARLY_END:
            raise ValidationError(
                f"Les droits sont terminés avant terme depuis le {day(step.effective_on)}\u202f:"
                " annulez d’abord cette décision."
            )


def _known(motive: str, motives: type[TextChoices]) -> None:
    if motive not in motives.values:
        raise ValidationError({"motive": "Choisissez un motif."})


def _within(enrolment: Enrolment, effective_on: date, *, first: date) -> None:
    if not first <= effective_on < enrolment.period.upper:
        raise ValidationError(
            {
                "effective_on": f"Choisissez un jour entre le {day(first)} et le"
                f" {day(enrolment.last_day)}, dernier jour des droits."
            }
        )


def _within_the_limit(asked: ExtensionRequest, standing: list[Movement]) -> None:
    motive = asked.motive
    earlier = [step for step in standing if step.extension_motive_id == motive.pk]
    if len(earlier) >= motive.max_times:
        raise ValidationError(
            f"«\u202f{motive}\u202f»\u202f: {motive.max_times} fois au plus, déjà accordé"
            f" {len(earlier)} fois."
        )
    used = sum(_days_of(step) for step in earlier)
    if used + _days_of(asked) > motive.max_days:
        rest = (
            f"il en reste {motive.max_days - used}"
            if used
            else f"vous en demandez {_days_of(asked)}"
        )
        raise ValidationError(
            f"«\u202f{motive}\u202f»\u202f: {motive.max_days} jours au plus, {rest}"
            " (un mois compte pour 31 jours)."
        )


def _days_of(step: Movement | ExtensionRequest) -> int:
    return step.days + entitlement.DAYS_OF_A_MONTH * step.months


def _room_until(enrolment: Enrolment, ends_on: date) -> None:
    following = (
        Enrolment.objects.filter(
            beneficiary=enrolment.beneficiary_id,
            absorbed_by=None,
            period__startswith__gte=enrolment.period.lower,
        )
        .exclude(pk=enrolment.pk)
        .order_by("period")
        .first()
    )
    if following and following.period.lower < ends_on:
        raise ValidationError(
            f"Les droits iraient jusqu’au {day(ends_on - timedelta(days=1))}, mais l’inscription"
            f" suivante commence le {day(following.period.lower)}."
        )


def _write(enrolment: Enrolment, kind: str, *, by: User, on: date, **fields: Any) -> Movement:
    movement = Movement(enrolment=enrolment, kind=kind, recorded_by=by, recorded_on=on, **fields)
    if kind == Kind.RESUMPTION:
        standing = [*entitlement.standing(enrolment.movements.all())]
        movement.pk = _LAST
        _room_until(enrolment, entitlement.end(enrolment.period.lower, [*standing, movement]))
        movement.pk = None
    movement.clean_fields(exclude=("enrolment", "recorded_by", "extension_motive", "undoes"))
    if fields.get("motive") == "other" and not fields.get("words"):
        raise ValidationError({"words": "Précisez en quelques mots cet autre motif."})
    movement.save(force_insert=True)
    enrolment.refresh_from_db(fields=["period"])
    journal.record(
        f"enrolment.{kind}",
        enrolment,
        by=by,
        movement=movement.pk,
        last_day=str(enrolment.last_day),
    )
    return movement


def _still_pending(
    asked: ExtensionRequest, *, by: User
) -> tuple[ExtensionRequest, Enrolment, list[Movement]]:
    if not by.is_director:
        raise ValidationError("Une prolongation est décidée par la direction.")
    asked = ExtensionRequest.objects.select_related("motive", "enrolment").get(pk=asked.pk)
    enrolment, standing = _as_it_stands(asked.enrolment)
    asked = ExtensionRequest.objects.select_for_update(of=["self"]).get(pk=asked.pk)
    if asked.outcome != ExtensionRequest.Outcome.PENDING:
        raise ValidationError(
            f"Cette demande a déjà sa réponse\u202f: {asked.get_outcome_display().lower()}"
            f" le {day(asked.decided_on)}."
        )
    return asked, enrolment, standing


def _decide(
    asked: ExtensionRequest, outcome: str, answer: str, *, by: User, on: date
) -> ExtensionRequest:
    asked.outcome, asked.answer = outcome, answer
    asked.decided_by, asked.decided_on = by, on
    asked.clean_fields(exclude=("enrolment", "motive", "asked_by", "decided_by", "movement"))
    asked.save()
    journal.record(f"extension.{outcome}", asked, by=by)
    return asked
