"""What becomes of a partner's request."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from accounts import journal, mail
from accounts.models import Site, User
from beneficiaries.births import born_in_our_time
from beneficiaries.models import Beneficiary, Referral, ReferralDraft, ReferralStep
from beneficiaries.telling import told
from partners.models import Organisation

from .people import register_person

Status = Referral.Status
REMIND_AFTER, CLOSE_AFTER = timedelta(days=10), timedelta(days=30)


@transaction.atomic
def refer(
    *,
    organisation: Organisation,
    draft: ReferralDraft | None = None,
    by: User,
    on: date,
    **words: Any,
) -> Referral:
    """A partner's request has reached us; sent twice with the same key, it is one."""
    referral = Referral(organisation=organisation, sent_by=by, received_on=on, moved_on=on, **words)
    if earlier := Referral.objects.filter(key=referral.key, sent_by=by).first():
        return earlier
    if referral.told_back:
        referral.consented_on = on
    referral.full_clean()
    born_in_our_time(referral, on=on)
    referral.save()
    if draft:
        draft.delete()
    _step(referral, by=by, on=on)
    journal.record("referral.sent", referral, by=by)
    return referral


# --- The house looks at it ------------------------------------------------------------------


@transaction.atomic
def claim_referral(referral: Referral, *, by: User, on: date) -> Referral:
    """A colleague looks after it: the referrer knows that it was read."""
    referral = _still_pending(referral)
    if referral.taken_by and referral.taken_by != by:
        raise ValidationError(f"{referral.taken_by} suit déjà cette orientation.")
    referral.taken_by = by
    if referral.status == Status.SENT:
        return move(referral, Status.SEEN, by=by, on=on)
    referral.save(update_fields=["taken_by"])
    journal.record("referral.claimed", referral, by=by)
    return referral


@transaction.atomic
def give_back_referral(referral: Referral, *, by: User, on: date) -> Referral:
    """Nobody looks after it any more: it is everybody's again."""
    referral = _still_pending(referral)
    if referral.taken_by is None:
        raise ValidationError("Personne ne suit cette orientation.")
    referral.taken_by = None
    if referral.status == Status.SEEN:
        return move(referral, Status.SENT, by=by, on=on)
    referral.save(update_fields=["taken_by"])
    journal.record("referral.given_back", referral, by=by)
    return referral


@transaction.atomic
def accept_referral(
    referral: Referral, *, beneficiary: Beneficiary, by: User, on: date
) -> Referral:
    """The person will be received: the referral is tied to their file."""
    referral = _still_pending(referral)
    referral.beneficiary = beneficiary
    return _decide(referral, Status.ACCEPTED, by=by, on=on)


@transaction.atomic
def receive(referral: Referral, *, site: Site, by: User, on: date, **identity: Any) -> Beneficiary:
    """The person referred has a file of their own, and the referral is tied to it."""
    person = register_person(site=site, by=by, on=on, **identity)
    accept_referral(referral, beneficiary=person, by=by, on=on)
    return person


@transaction.atomic
def refuse_referral(
    referral: Referral,
    *,
    refusal: str,
    answer: str = "",
    reorientation: str = "",
    to_the_person: str = "",
    by: User,
    on: date,
) -> Referral:
    """The referrer reads why not and where to turn; the person has words of their own."""
    referral = _still_pending(referral)
    referral.refusal, referral.answer = refusal, answer
    referral.reorientation, referral.to_the_person = reorientation, to_the_person
    return _decide(referral, Status.REFUSED, by=by, on=on)


@transaction.atomic
def pass_on_referral(referral: Referral, *, to: Organisation, by: User, on: date) -> Referral:
    """Another organisation takes it over, if the person agreed to it."""
    referral = _still_pending(referral)
    if not referral.may_be_passed_on:
        raise ValidationError(
            "La personne n’a pas donné son accord pour une transmission\u202f: demandez-le au"
            " référent."
        )
    if not Organisation.objects.accepted().filter(pk=to.pk).exists():
        raise ValidationError({"to": "Cet organisme n’est pas un partenaire."})
    referral.transferred_to = to
    return _decide(referral, Status.TRANSFERRED, words=to.name, by=by, on=on)


@transaction.atomic
def mark_not_come(referral: Referral, *, by: User, on: date) -> Referral:
    """The person was expected and did not come; they may still come later."""
    referral = locked(referral)
    person = referral.beneficiary
    if referral.status != Status.ACCEPTED or person is None:
        raise ValidationError("Seule une orientation acceptée attend la venue de la personne.")
    if person.enrolments.running_on(on).exists():
        raise ValidationError("Cette personne est inscrite\u202f: elle est venue.")
    return move(referral, Status.NOT_COME, by=by, on=on)


@transaction.atomic
def mark_come(referral: Referral, *, by: User, on: date) -> Referral:
    """Whoever had not come is here at last."""
    referral = locked(referral)
    if referral.status != Status.NOT_COME:
        raise ValidationError("Cette personne n’était pas notée absente.")
    return move(referral, Status.ACCEPTED, by=by, on=on)


@transaction.atomic
def withdraw_referral(referral: Referral, *, by: User, on: date) -> Referral:
    """The referrer takes it back before it is decided."""
    return _decide(_still_pending(referral, told_to=by), Status.WITHDRAWN, by=by, on=on)


@transaction.atomic
def reopen_referral(referral: Referral, *, by: User, on: date) -> Referral:
    """A referral closed without an answer is looked at again."""
    referral = locked(referral)
    if referral.status != Status.EXPIRED:
        raise ValidationError("Seule une orientation classée sans réponse se rouvre.")
    referral.decided_on = referral.decided_by = None
    return move(referral, Status.SENT, by=by, on=on)


# --- Many at once, and by night -------------------------------------------------------------


@transaction.atomic
def for_each_referral(
    referrals: Iterable[Referral], verb: Callable, *, by: User, on: date, **given: Any
) -> tuple[list[Referral], list[tuple[Referral, str]]]:
    """The verb for each of them; those done, and those refused with the sentence why."""
    done, refused = [], []
    for referral in referrals:
        try:
            verb(referral, by=by, on=on, **given)
        except ValidationError as refusal:
            refused.append((referral, " ".join(refusal.messages)))
        else:
            done.append(referral)
    return done, refused


@transaction.atomic
def remind_of_referrals(*, by: str, on: date) -> tuple[int, int]:
    """Who has let ten days go by is reminded, once: we of ours, the referrer of our question."""
    before = on - REMIND_AFTER
    ours = _not_reminded(Referral.objects.unanswered_since(before))
    theirs = _not_reminded(Referral.objects.waiting_for_them().filter(moved_on__lt=before))
    for reader, count in _ours_by_reader(ours).items():
        mail.post(
            "referrals_waiting", to=reader, count=count, link=mail.address_of("/orientations/")
        )
    for referral in theirs:
        tell_referrer("referral_question_waits", referral)
    for referral in (*ours, *theirs):
        referral.reminded_on = on
        referral.save(update_fields=["reminded_on"])
        journal.record("referral.reminded", referral, by=by)
    return len(ours), len(theirs)


@transaction.atomic
def close_unanswered_referrals(*, by: str, on: date) -> list[Referral]:
    """A question that nobody answered for thirty days closes its referral; it can be reopened."""
    silent = Referral.objects.waiting_for_them().filter(moved_on__lt=on - CLOSE_AFTER)
    closed = []
    for referral in silent.select_for_update(of=["self"], skip_locked=True).order_by("pk"):
        closed.append(_decide(referral, Status.EXPIRED, by=by, on=on))
        tell_referrer("referral_closed", referral)
    return closed


def tell_referrer(kind: str, referral: Referral) -> None:
    """Whoever sent it and whoever accompanies the person, once each; nobody is named."""
    readers = {user.pk: user for user in (referral.referrer, referral.sent_by) if user}
    for reader in readers.values():
        if reader.is_social_worker:
            mail.post(kind, to=reader, number=referral.number, link=_link(referral))


def tell_follower(referral: Referral) -> None:
    """Whoever of the house looks after it, if somebody does, hears that the referrer wrote."""
    if reader := referral.taken_by:
        mail.post("referral_answered", to=reader, number=referral.number, link=_link(referral))


def _link(referral: Referral) -> str:
    return mail.address_of(referral.get_absolute_url())


def _not_reminded(referrals: QuerySet[Referral]) -> list[Referral]:
    rows = referrals.filter(reminded_on=None).select_related("taken_by", "sent_by", "referrer")
    return list(rows.select_for_update(of=["self"], skip_locked=True).order_by("pk"))


def _ours_by_reader(referrals: list[Referral]) -> dict[User, int]:
    """Who follows each; the directors hear of those that nobody follows."""
    directors = list(User.objects.filter(role=User.Role.DIRECTOR, is_active=True).order_by("pk"))
    counts: dict[User, int] = {}
    for referral in referrals:
        for reader in [referral.taken_by] if referral.taken_by else directors:
            counts[reader] = counts.get(reader, 0) + 1
    return counts


# --- One move -------------------------------------------------------------------------------


def locked(referral: Referral) -> Referral:
    return Referral.objects.select_for_update(of=["self"]).get(pk=referral.pk)


def _still_pending(referral: Referral, *, told_to: User | None = None) -> Referral:
    """Ours until we commit; the refusal says no more than that reader may know, or all to us."""
    referral = locked(referral)
    if referral.is_open:
        return referral
    status, on = referral.get_status_display(), referral.decided_on
    if told_to:
        heard = told(referral, to=told_to)
        if heard.is_kept:
            raise ValidationError("Cette orientation est déjà close.")
        status, on = heard.label, heard.on
    raise ValidationError(
        f"Cette orientation a déjà sa réponse\u202f: {status.lower()} le {on:%d/%m/%Y}."
    )


def _decide(
    referral: Referral, status: str, *, words: str = "", by: User | str, on: date
) -> Referral:
    referral.decided_by, referral.decided_on = by if isinstance(by, User) else None, on
    return move(referral, status, words=words, by=by, on=on)


@transaction.atomic
def move(referral: Referral, status: str, *, words: str = "", by: User | str, on: date) -> Referral:
    referral.status, referral.moved_on, referral.reminded_on = status, on, None
    referral.full_clean()
    referral.save()
    _step(referral, words=words, by=by, on=on)
    journal.record(f"referral.{status}", referral, by=by)
    return referral


def _step(referral: Referral, *, words: str = "", by: User | str, on: date) -> None:
    ReferralStep.objects.create(
        referral=referral,
        status=referral.status,
        on=on,
        by=by if isinstance(by, User) else None,
        words=words,
    )
