"""Two files that are one person's become one file, and two again when that was a mistake."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey

from accounts import journal
from accounts.models import User
from beneficiaries import words
from beneficiaries.births import born_in_our_time
from beneficiaries.changes import write_down
from beneficiaries.models import UNDO_DAYS, Beneficiary, Enrolment, Merge, PossibleDuplicate
from beneficiaries.models.likeness import is_misspelt
from pimms.kernel.text import squash

from . import moving
from .files import locked_pair

SURVIVOR, ABSORBED = "survivor", "absorbed"


@transaction.atomic
def suspect(one: Beneficiary, other: Beneficiary, *, by: User, on: date) -> PossibleDuplicate:
    """The two are put before a counsellor, even if they had been told apart before."""
    if one == other:
        raise ValidationError("C’est le même dossier\u202f: choisissez-en un autre.")
    first, second = sorted(locked_pair(one, other), key=lambda person: person.pk)
    pair, made = PossibleDuplicate.objects.get_or_create(
        first=first, second=second, defaults={"found_on": on}
    )
    if pair.dismissed_on:
        pair.dismissed_on = None
        pair.save(update_fields=["dismissed_on"])
    if made:
        journal.record("duplicate.suspected", pair, by=by)
    return pair


def proposed(survivor: Beneficiary, absorbed: Beneficiary) -> dict[str, str]:
    """Which file each field would be taken from: the one that says something, else the kept one."""
    silent = ("", "non_communique", None)
    return {
        name: ABSORBED
        if getattr(survivor, name) in silent and getattr(absorbed, name) not in silent
        else SURVIVOR
        for name in words.FIELDS
    }


@transaction.atomic
def merge(
    survivor: Beneficiary,
    *,
    absorbed: Beneficiary,
    choices: dict[str, str] | None = None,
    by: User,
    on: date,
) -> Merge:
    """The two files are one: everything hangs on the survivor, the other only points to it.

    `choices` says which file a field is taken from; `proposed` decides the others. Ledger rows
    stay on their enrolments, which move. Raises ValidationError when one is already merged.
    """
    if survivor == absorbed:
        raise ValidationError("C’est le même dossier\u202f: choisissez-en un autre.")
    survivor, absorbed = locked_pair(survivor, absorbed)
    choices = proposed(survivor, absorbed) | (choices or {})
    values = {name: getattr(absorbed, name) for name in words.FIELDS if choices[name] == ABSORBED}
    if choices["address"] == ABSORBED:
        values["district"] = absorbed.district
    if choices["born_on"] == ABSORBED:
        values["born_day_unknown"] = absorbed.born_day_unknown
    if choices["commune"] == ABSORBED:
        values["postal_code"] = absorbed.postal_code
    values["used_name"] = _other_name(survivor, absorbed, values)
    values["notes"] = _both_notes(survivor, absorbed)
    values["last_seen_on"] = max(
        filter(None, (survivor.last_seen_on, absorbed.last_seen_on)), default=None
    )
    done = Merge(
        survivor=survivor,
        absorbed=absorbed,
        merged_on=on,
        merged_by=by,
        choices=choices,
        before=_raw(survivor, values),
        absorbed_before=_raw(absorbed, ["household"]),
    )
    said = {name: words.said(survivor, name) for name in values if name in words.FIELDS}
    absorbed.merged_into, absorbed.household = survivor, None
    absorbed.save(update_fields=["merged_into", "household"])
    for name, value in values.items():
        setattr(survivor, name, value)
    survivor.full_clean()
    born_in_our_time(survivor, on=on)
    survivor.save(update_fields=list(values))
    done.after = _raw(survivor, values)
    done.absorbed_enrolments = _count_once(survivor, absorbed)
    done.moved, done.aside = moving.move_all(absorbed, survivor)
    done.pairs = _carry_pairs(survivor, absorbed, on=on)
    done.save()
    write_down(survivor, said, by=by, reason=f"Réunion avec le dossier de {absorbed}")
    journal.record("beneficiary.merged", survivor, by=by, merge=done.pk, absorbed=absorbed.pk)
    return done


def _other_name(survivor: Beneficiary, absorbed: Beneficiary, chosen: dict) -> str:
    """The name in use that was chosen; where there is none, the last name that was not, so that
    either finds the person."""
    if used := chosen.get("used_name", survivor.used_name):
        return used
    kept = chosen.get("last_name", survivor.last_name)
    given_up = absorbed if kept == survivor.last_name else survivor
    first_names = {survivor.first_key, absorbed.first_key}
    if given_up.last_key in first_names or is_misspelt(given_up.last_key, squash(kept)):
        return ""
    return given_up.last_name


def _both_notes(survivor: Beneficiary, absorbed: Beneficiary) -> str:
    told = [survivor.notes, absorbed.notes if absorbed.notes != survivor.notes else ""]
    return "\n".join(filter(None, told))


def _raw(person: Beneficiary, names: Iterable[str]) -> dict[str, str | None]:
    """The values as the database has them, by column."""
    wanted = set(names)
    return {
        field.attname: None
        if getattr(person, field.attname) is None
        else field.value_to_string(person)
        for field in Beneficiary._meta.concrete_fields
        if field.name in wanted
    }


def _count_once(survivor: Beneficiary, absorbed: Beneficiary) -> list[int]:
    """Of two enrolments at the same time the one without sales, else the younger, is counted with
    the other."""
    marked = []
    for theirs in absorbed.enrolments.standing().order_by("period"):
        rivals = list(
            survivor.enrolments.standing().filter(period__overlap=theirs.period).order_by("period")
        )
        stronger = [rival for rival in rivals if _weight(rival) > _weight(theirs)]
        for loser in [theirs] if stronger else rivals:
            loser.absorbed_by = stronger[0] if stronger else theirs
            loser.save(update_fields=["absorbed_by"])
            marked.append(loser.pk)
    return marked


def _weight(enrolment: Enrolment) -> tuple:
    # `sales` is what the till hangs on an enrolment; it is above us and known by this name only.
    return (enrolment.sales.exists(), -enrolment.period.lower.toordinal(), -enrolment.pk)


def _carry_pairs(survivor: Beneficiary, absorbed: Beneficiary, *, on: date) -> list[int]:
    """Whoever might have been the absorbed person might be the survivor."""
    made = []
    for pair in PossibleDuplicate.objects.filter(dismissed_on=None).of(absorbed):
        other = pair.second if pair.first == absorbed else pair.first
        if other == survivor or other.merged_into_id:
            continue
        first, second = sorted((survivor, other), key=lambda person: person.pk)
        carried, new = PossibleDuplicate.objects.get_or_create(
            first=first, second=second, defaults={"found_on": on}
        )
        if new:
            made.append(carried.pk)
    return made


@transaction.atomic
def unmerge(done: Merge, *, by: User, on: date) -> Merge:
    """Two files again: everything goes back, except what was added or corrected since, which
    stays with the survivor. Sales follow their enrolment.

    Raises ValidationError after thirty days, or when a later merge stands on this one.
    """
    done = Merge.objects.select_for_update(of=["self"]).get(pk=done.pk)
    if done.undone_on:
        raise ValidationError(f"Ces dossiers sont séparés depuis le {done.undone_on:%d/%m/%Y}.")
    if on > done.undone_until:
        raise ValidationError(
            f"Une réunion peut être défaite pendant {UNDO_DAYS} jours, jusqu’au"
            f" {done.undone_until:%d/%m/%Y}. Ouvrez un nouveau dossier si ce sont deux personnes."
        )
    survivor, absorbed = _locked_for_undoing(done)
    said = {name: words.said(survivor, name) for name in words.FIELDS}
    _restore(survivor, done.before, unless_changed_from=done.after)
    _restore(absorbed, done.absorbed_before)
    absorbed.merged_into = None
    survivor.full_clean()
    survivor.save()
    moving.move_back(done.moved, done.aside, absorbed=absorbed, survivor=survivor)
    absorbed.full_clean()
    absorbed.save()
    _count_again(done.absorbed_enrolments)
    PossibleDuplicate.objects.filter(pk__in=done.pairs, dismissed_on=None).delete()
    done.undone_on, done.undone_by = on, by
    done.validate_constraints()
    done.save()
    write_down(survivor, said, by=by, reason=f"Séparation d’avec le dossier de {absorbed}")
    journal.record("beneficiary.unmerged", survivor, by=by, merge=done.pk, absorbed=absorbed.pk)
    return done


def _locked_for_undoing(done: Merge) -> tuple[Beneficiary, Beneficiary]:
    everybody = Beneficiary.objects.select_for_update(of=["self"]).order_by("pk")
    people = {
        each.pk: each for each in everybody.filter(pk__in=[done.survivor_id, done.absorbed_id])
    }
    survivor, absorbed = people[done.survivor_id], people[done.absorbed_id]
    if survivor.merged_into_id:
        raise ValidationError(
            f"Depuis, ce dossier est réuni avec celui de {survivor.survivor}\u202f: séparez d’abord"
            " ces deux-là."
        )
    later = Merge.objects.standing().filter(survivor=survivor, pk__gt=done.pk).newest_first()
    if last := later.first():
        raise ValidationError(
            f"Depuis, {last.absorbed} a été réuni avec ce dossier\u202f: séparez d’abord ces"
            " deux-là."
        )
    return survivor, absorbed


def _restore(person: Beneficiary, raw: dict, *, unless_changed_from: dict | None = None) -> None:
    """Each column says again what it said, but for what was corrected in between."""
    for field in Beneficiary._meta.concrete_fields:
        if field.attname not in raw:
            continue
        if unless_changed_from is not None:
            current = _raw(person, [field.name])[field.attname]
            if current != unless_changed_from[field.attname]:
                continue
        target = field.target_field if isinstance(field, ForeignKey) else field
        setattr(person, field.attname, target.to_python(raw[field.attname]))


def _count_again(pks: list[int]) -> None:
    """The enrolments count by themselves again, but where another now stands in their way."""
    for enrolment in Enrolment.objects.filter(pk__in=pks).order_by("pk"):
        rivals = Enrolment.objects.standing().filter(
            beneficiary=enrolment.beneficiary_id, period__overlap=enrolment.period
        )
        enrolment.absorbed_by = rivals.order_by("period").first()
        enrolment.save(update_fields=["absorbed_by"])
