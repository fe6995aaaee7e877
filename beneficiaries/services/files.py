"""What may happen around a file: notes, tags, an adviser."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.changes import amend
from beneficiaries.models import Beneficiary, Note, Tag, Tagging


def locked(person: Beneficiary) -> Beneficiary:
    """The file as it is now, ours until we commit. Raises ValidationError when it was merged."""
    person = Beneficiary.objects.select_for_update(of=["self"]).get(pk=person.pk)
    if person.merged_into_id:
        raise ValidationError(
            f"Ce dossier est réuni avec celui de {person.survivor}\u202f: continuez là-bas."
        )
    return person


def locked_pair(one: Beneficiary, other: Beneficiary) -> tuple[Beneficiary, Beneficiary]:
    """Both, always in the same order, so that two colleagues never wait for each other."""
    for person in sorted({one, other}, key=lambda person: person.pk):
        locked(person)
    return locked(one), locked(other)


@transaction.atomic
def note(
    beneficiary: Beneficiary, *, text: str, is_pinned: bool = False, by: User, on: date
) -> Note:
    """The team reads it on the file; pinned, it stands on top."""
    written = Note(
        beneficiary=beneficiary, text=text, is_pinned=is_pinned, written_by=by, written_on=on
    )
    written.clean_fields(exclude=["beneficiary", "written_by"])
    written.save()
    journal.record("note.written", written, by=by, person=beneficiary.pk)
    return written


@transaction.atomic
def pin(written: Note, *, pinned: bool, by: User, on: date) -> None:
    """The note stands on top of the file, or among the others."""
    if written.archived_on:
        raise ValidationError("Cette note est archivée.")
    if written.is_pinned == pinned:
        return
    written.is_pinned = pinned
    written.save(update_fields=["is_pinned"])
    verb = "note.pinned" if pinned else "note.unpinned"
    journal.record(verb, written, by=by, person=written.beneficiary_id, on=str(on))


@transaction.atomic
def archive(written: Note, *, by: User, on: date) -> None:
    """The note is put away; whoever asks for the archived ones reads it still."""
    if written.archived_on:
        return
    written.archived_on = on
    written.save(update_fields=["archived_on"])
    journal.record("note.archived", written, by=by, person=written.beneficiary_id)


@transaction.atomic
def tag(
    beneficiary: Beneficiary,
    *,
    tags: list[Tag],
    new: str = "",
    personal: bool = False,
    by: User,
    on: date,
) -> None:
    """The person bears these tags and no other that the colleague sees; a new one is made."""
    person, wanted = locked(beneficiary), set(tags)
    if new:
        wanted.add(_made(new, owner=by if personal else None))
    borne = set(Tag.objects.visible_to(by).filter(taggings__beneficiary=person))
    person.taggings.filter(tag__in=borne - wanted).delete()
    Tagging.objects.bulk_create(
        Tagging(beneficiary=person, tag=each)
        for each in sorted(wanted - borne, key=lambda each: each.pk)
    )
    if wanted != borne:
        journal.record(
            "beneficiary.tagged",
            person,
            by=by,
            on=str(on),
            added=sorted(each.name for each in wanted - borne if not each.owner_id),
            removed=sorted(each.name for each in borne - wanted if not each.owner_id),
        )


def _made(name: str, *, owner: User | None) -> Tag:
    made = Tag(name=" ".join(name.split()), owner=owner)
    if known := _same_word(made):
        return known
    made.full_clean()
    made.save()
    return made


def _same_word(made: Tag) -> Tag | None:
    return Tag.objects.filter(name__iexact=made.name, owner=made.owner).first()


@transaction.atomic
def entrust(beneficiary: Beneficiary, *, adviser: User | None, by: User, on: date) -> Beneficiary:
    """The person has this adviser, of the team, or none."""
    person = locked(beneficiary)
    if adviser and not (adviser.is_staff_member and adviser.is_active):
        raise ValidationError({"adviser": "Le conseiller référent est de l’équipe du Pimms."})
    if amend(person, {"adviser": adviser}, by=by):
        name = adviser.email if adviser else ""
        journal.record("beneficiary.entrusted", person, by=by, on=str(on), adviser=name)
    return person
