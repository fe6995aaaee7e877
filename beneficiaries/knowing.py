"""What whoever receives a person should know before anything else."""

from dataclasses import dataclass
from datetime import date

from beneficiaries.models import Beneficiary, Kinship, Note, Proxy, relative_of


@dataclass(frozen=True)
class Relative:
    """Somebody of the person's kin: the tie, their file, and « sa sœur »."""

    tie: Kinship
    person: Beneficiary
    word: str


@dataclass(frozen=True)
class ToKnow:
    """The pinned notes, the proxies that run, and with whom the telephone is shared (or "")."""

    notes: list[Note]
    proxies: list[Proxy]
    shared_phone: str

    def __bool__(self):
        return bool(self.notes or self.proxies or self.shared_phone)


def to_know(person: Beneficiary, *, on: date) -> ToKnow:
    """Four queries."""
    return ToKnow(
        notes=list(person.team_notes.pinned()),
        proxies=list(person.proxies.running_on(on).newest_first()),
        shared_phone=shared_phone(person),
    )


def relatives(person: Beneficiary) -> list[Relative]:
    """Everybody whom the file names as kin, in the order they were noted."""
    ties = ((tie, *relative_of(tie, person)) for tie in Kinship.objects.of(person))
    return [Relative(tie, other, word) for tie, other, word in ties]


def shared_phone(person: Beneficiary, *, kin: list[Relative] | None = None) -> str:
    """« partagé avec sa sœur, DIALLO Fatou »; empty when the number is the person's alone."""
    if not person.phone:
        return ""
    others = with_phone(person.phone, besides=person)
    if not others:
        return ""
    kin = relatives(person) if kin is None else kin
    words = {relative.person.pk: relative.word for relative in kin}
    named = [f"{words[other.pk]}, {other}" if other.pk in words else str(other) for other in others]
    return "partagé avec " + " et ".join(named)


def with_phone(phone: str, *, besides: Beneficiary | None = None) -> list[Beneficiary]:
    """Whose number it is, besides the person; five at most."""
    people = Beneficiary.objects.standing().filter(phone=phone)
    return list(people.exclude(pk=besides and besides.pk).in_order()[:5])
