"""Who is who to whom, who lives with whom, who may act for whom."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts import journal
from accounts.models import User
from beneficiaries.changes import amend
from beneficiaries.models import Beneficiary, Household, Kinship, Proxy

from .files import locked, locked_pair


@transaction.atomic
def relate(
    person: Beneficiary,
    *,
    relative: Beneficiary,
    kind: str,
    same_household: bool = False,
    by: User | str,
    on: date,
) -> Kinship:
    """The file says what the other person is to this one, and whether they live together."""
    person, relative = locked_pair(person, relative)
    tie = Kinship(person=person, relative=relative, kind=kind)
    tie.full_clean()
    tie.save()
    if same_household:
        _live_together(person, relative, by=by)
    journal.record("kinship.noted", tie, by=by, person=person.pk, relative=relative.pk, on=str(on))
    return tie


def _live_together(person: Beneficiary, relative: Beneficiary, *, by: User | str) -> None:
    if person.household_id and relative.household_id:
        if person.household_id != relative.household_id:
            raise ValidationError(
                f"{relative} fait déjà partie d’un autre foyer\u202f: il faut d’abord l’en retirer."
            )
        return
    household = person.household or relative.household or Household.objects.create()
    for member in (person, relative):
        amend(member, {"household": household}, by=by)


@transaction.atomic
def end_kinship(tie: Kinship, *, by: User | str, on: date) -> None:
    """The two are no longer shown as relatives."""
    if tie.ended_on:
        return
    tie.ended_on = on
    tie.save(update_fields=["ended_on"])
    journal.record("kinship.ended", tie, by=by, person=tie.person_id, relative=tie.relative_id)


@transaction.atomic
def leave_household(person: Beneficiary, *, by: User | str, on: date) -> None:
    """The person lives elsewhere; whoever would be left alone has no household any more."""
    person = locked(person)
    household = person.household
    if household is None:
        return
    amend(person, {"household": None}, by=by)
    left = list(household.members.standing().select_for_update(of=["self"]).order_by("pk")[:2])
    if len(left) == 1:
        amend(left[0], {"household": None}, by=by)
    journal.record("household.left", person, by=by, on=str(on))


@transaction.atomic
def grant_proxy(
    beneficiary: Beneficiary,
    *,
    name: str = "",
    phone: str = "",
    holder: Beneficiary | None = None,
    purpose: str,
    starts_on: date,
    last_day: date,
    by: User,
    on: date,
) -> Proxy:
    """Somebody may act for the person from a day to another, both included."""
    person = locked(beneficiary)
    if last_day < starts_on:
        raise ValidationError(
            {"last_day": "Le dernier jour vient avant le premier\u202f: changez l’un des deux."}
        )
    if last_day < on:
        raise ValidationError(
            {"last_day": "Cette procuration serait déjà finie\u202f: choisissez un jour à venir."}
        )
    if holder == person:
        raise ValidationError({"holder": "On n’est pas son propre mandataire."})
    if not name and not holder:
        raise ValidationError({"name": "Indiquez le nom du mandataire, ou son dossier."})
    proxy = Proxy(
        beneficiary=person,
        name=name or str(holder),
        phone=phone or (holder.phone if holder else ""),
        holder=holder,
        purpose=purpose,
        period=DateRange(starts_on, date.fromordinal(last_day.toordinal() + 1)),
        recorded_by=by,
    )
    proxy.full_clean()
    proxy.save()
    journal.record("proxy.granted", proxy, by=by, person=person.pk)
    return proxy


@transaction.atomic
def end_proxy(proxy: Proxy, *, reason: str, by: User, on: date) -> Proxy:
    """From this day on nobody acts for the person by it, and the file says why."""
    proxy = Proxy.objects.select_for_update(of=["self"]).get(pk=proxy.pk)
    if proxy.ended_on or proxy.last_day < on:
        raise ValidationError("Cette procuration est déjà terminée.")
    proxy.ended_on, proxy.reason = on, reason
    proxy.full_clean()
    proxy.save()
    journal.record("proxy.ended", proxy, by=by, person=proxy.beneficiary_id, reason=reason)
    return proxy
