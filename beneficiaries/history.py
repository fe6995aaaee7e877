"""What happened to a file, told from the journal and from what it said before."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Entry, User
from beneficiaries import words
from beneficiaries.models import Beneficiary, Change, Merge
from beneficiaries.services.moving import columns

READS = ("beneficiary.read", "referral.read")
_EACH = 200  # rows of one table whose acts are told


@dataclass(frozen=True)
class Act:
    at: datetime
    by: str
    words: str


def files_of(person: Beneficiary) -> list[int]:
    """The file and those that were merged into it, at any depth."""
    found, fresh = [person.pk], [person.pk]
    while fresh:
        merged = Merge.objects.standing().filter(survivor__in=fresh)
        fresh = list(merged.values_list("absorbed", flat=True))
        found += fresh
    return found


def entries(person: Beneficiary):
    """The lines of the journal about the person and about whatever hangs on their file."""
    things = [f"{Beneficiary._meta.label_lower}:{pk}" for pk in files_of(person)]
    for model, field in columns():
        pks = model._base_manager.filter(**{field.name: person}).order_by("-pk")
        things += [
            f"{model._meta.label_lower}:{pk}" for pk in pks.values_list("pk", flat=True)[:_EACH]
        ]
    return Entry.objects.filter(thing__in=things)


def acts(lines) -> list[Act]:
    """The lines as a page tells them."""
    lines = list(lines)
    names = names_of(line.by for line in lines)
    return [Act(line.at, names.get(line.by, line.by), words.act(line.verb)) for line in lines]


def changes(person: Beneficiary):
    return Change.objects.of(*files_of(person))


def names_of(emails) -> dict[str, str]:
    return dict(User.objects.filter(email__in=set(emails)).values_list("email", "name"))
