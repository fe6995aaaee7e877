"""Every change to what a file says goes through here, and leaves what it said before."""

from beneficiaries import words
from beneficiaries.models import Beneficiary, Change


def amend(person: Beneficiary, values: dict, *, by, reason: str = "") -> list[str]:
    """The file, which the caller has locked, says these values now; the fields that changed.

    Nothing is written when nothing changes. Raises ValidationError as `full_clean` does.
    """
    changed = sorted(name for name, value in values.items() if getattr(person, name) != value)
    before = {name: words.said(person, name) for name in changed}
    for name in changed:
        setattr(person, name, values[name])
    if changed:
        person.full_clean()
        person.save(update_fields=changed)
        write_down(person, before, by=by, reason=reason)
    return changed


def write_down(person: Beneficiary, before: dict, *, by, reason: str = "") -> None:
    """Keep what these fields said before and what they say now."""
    name_of = by if isinstance(by, str) else by.email
    after = {name: words.said(person, name) for name in before}
    Change.objects.bulk_create(
        Change(person_id=person.pk, by=name_of, field=name, before=before[name], after=after[name],
               motive=reason)
        for name in before
        if before[name] != after[name]
    )  # fmt: skip
