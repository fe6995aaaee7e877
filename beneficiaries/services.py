"""What may happen to a person's file: each verb is one transaction and one line of the journal."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts import journal
from accounts.models import Site, User
from beneficiaries.eligibility import Situation, refusals
from beneficiaries.models import (
    Assessment,
    Beneficiary,
    DossierNumber,
    Enrolment,
    PossibleDuplicate,
    Referral,
)
from beneficiaries.models.enrolments import MONTHS
from partners.models import Organisation
from pimms.kernel.periods import months_from


@transaction.atomic
def register_person(
    *, number: str = "", site: Site, by: User | str, on: date, **identity
) -> Beneficiary:
    """A person has a file, under the given dossier number or the next one of the year."""
    person = Beneficiary(site=site, **identity)
    person.full_clean()
    _born_in_our_time(person, on=on)
    person.save()
    dossier = DossierNumber(beneficiary=person, number=number or DossierNumber.next_of(on.year))
    dossier.full_clean()
    dossier.save()
    report_near_namesakes(after=person.pk - 1, on=on)
    journal.record("beneficiary.registered", person, by=by, number=dossier.number)
    return person


def _born_in_our_time(person: Beneficiary | Referral, *, on: date) -> None:
    if person.born_on > on:
        raise ValidationError({"born_on": "La date de naissance est à venir."})
    if person.born_on.year < 1900:
        raise ValidationError({"born_on": "La date de naissance est antérieure à 1900."})


@transaction.atomic
def report_near_namesakes(*, after: int, on: date) -> None:
    """Put before a counsellor every pair that a person newer than `after` makes with another:
    born the same day, names that differ by a slip of the pen."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO beneficiaries_possibleduplicate (first_id, second_id, found_on)
            SELECT least(a.id, b.id), greatest(a.id, b.id), %(on)s
            FROM beneficiaries_beneficiary a
            JOIN beneficiaries_beneficiary b ON b.born_on = a.born_on AND b.id <> a.id
            WHERE a.id > %(after)s AND (b.id <= %(after)s OR a.id > b.id)
              AND pimms_names_are_near(a.last_key || a.first_key, b.last_key || b.first_key)
            ON CONFLICT DO NOTHING
            """,
            {"after": after, "on": on},
        )


@transaction.atomic
def dismiss_duplicate(pair: PossibleDuplicate, *, by: User, on: date) -> None:
    """The two are different people, and will not be put forward again."""
    if pair.dismissed_on:
        return
    pair.dismissed_on = on
    pair.save(update_fields=["dismissed_on"])
    journal.record("duplicate.dismissed", pair, by=by)


@transaction.atomic
def correct_person(person: Beneficiary, *, by: User, on: date, **identity) -> Beneficiary:
    """The file says what the person says now; the journal names the fields that changed."""
    person = Beneficiary.objects.select_for_update(of=["self"]).get(pk=person.pk)
    changed = sorted(name for name, value in identity.items() if getattr(person, name) != value)
    for name in changed:
        setattr(person, name, identity[name])
    person.full_clean()
    _born_in_our_time(person, on=on)
    person.save()
    journal.record("beneficiary.corrected", person, by=by, fields=changed)
    return person


@transaction.atomic
def refer(*, organisation: Organisation, by: User, on: date, **words) -> Referral:
    """A partner's request has reached us; sent twice with the same key, it is one."""
    referral = Referral(organisation=organisation, sent_by=by, received_on=on, **words)
    if earlier := Referral.objects.filter(key=referral.key, sent_by=by).first():
        return earlier
    referral.full_clean()
    _born_in_our_time(referral, on=on)
    referral.save()
    journal.record("referral.sent", referral, by=by)
    return referral


@transaction.atomic
def accept_referral(referral: Referral, *, beneficiary: Beneficiary, by: User, on: date):
    """The person will be received: the referral is tied to their file."""
    referral = _still_pending(referral)
    referral.beneficiary = beneficiary
    return _decide(referral, Referral.Status.ACCEPTED, by=by, on=on)


@transaction.atomic
def receive(referral: Referral, *, site: Site, by: User, on: date, **identity) -> Beneficiary:
    """The person referred has a file of their own, and the referral is tied to it."""
    person = register_person(site=site, by=by, on=on, **identity)
    accept_referral(referral, beneficiary=person, by=by, on=on)
    return person


@transaction.atomic
def refuse_referral(referral: Referral, *, refusal: str, answer: str = "", by: User, on: date):
    """The referrer reads why not."""
    referral = _still_pending(referral)
    referral.refusal, referral.answer = refusal, answer
    return _decide(referral, Referral.Status.REFUSED, by=by, on=on)


def _still_pending(referral: Referral) -> Referral:
    referral = Referral.objects.select_for_update(of=["self"]).get(pk=referral.pk)
    if referral.status != Referral.Status.SENT:
        raise ValidationError(
            f"Cette orientation a déjà sa réponse\u202f: {referral.get_status_display().lower()}"
            f" le {referral.decided_on:%d/%m/%Y}."
        )
    return referral


def _decide(referral: Referral, status: str, *, by: User, on: date) -> Referral:
    referral.status, referral.decided_by, referral.decided_on = status, by, on
    referral.full_clean()
    referral.save()
    journal.record(f"referral.{status}", referral, by=by)
    return referral


@transaction.atomic
def enrol(
    beneficiary: Beneficiary,
    *,
    starts_on: date,
    criteria: list[str],
    waiver: str = "",
    by: User,
    on: date,
) -> Enrolment:
    """The person is found eligible (or let in by a reasoned waiver) and has twelve months.

    Raises ValidationError with every reason to refuse. A waiver is the director's.
    """
    beneficiary = Beneficiary.objects.select_for_update(of=["self"], no_key=True).get(
        pk=beneficiary.pk
    )
    referral = beneficiary.referrals.not_refused().newest_first().first()
    latest = beneficiary.enrolments.order_by("-period").first()
    reasons = refusals(
        Situation(
            born_on=beneficiary.born_on,
            criteria=frozenset(criteria),
            referred_on=referral and referral.received_on,
            enrolled_until=latest and latest.last_day,
        ),
        on=starts_on,
    )
    if reasons and not (waiver and by.is_director):
        raise ValidationError(reasons)
    assessment = Assessment(
        beneficiary=beneficiary,
        referral=referral if "referral" in criteria else None,
        assessed_on=on,
        assessed_by=by,
        criteria=criteria,
        outcome=Assessment.Outcome.WAIVED if reasons else Assessment.Outcome.ELIGIBLE,
        reason=waiver if reasons else "",
    )
    assessment.full_clean()
    assessment.save()
    enrolment = Enrolment(
        beneficiary=beneficiary,
        period=months_from(starts_on, MONTHS),
        assessment=assessment,
        enrolled_by=by,
    )
    enrolment.full_clean()
    enrolment.save()
    if referral and referral.status == Referral.Status.SENT:
        accept_referral(referral, beneficiary=beneficiary, by=by, on=on)
    journal.record("enrolment.opened", enrolment, by=by, starts_on=str(starts_on))
    return enrolment
