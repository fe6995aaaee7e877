"""What whoever receives a person should know before anything else."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, QuerySet

from beneficiaries.models import Beneficiary, Kinship, Note, Proxy, relative_of

NOTHING = ()  # not an empty QuerySet, which Django composes whole before it finds that it is


@dataclass(frozen=True)
class Relative:
    """Somebody of the person's kin: the tie, their file, and « sa sœur »."""

    tie: Kinship
    person: Beneficiary
    word: str


@dataclass(frozen=True)
class ToKnow:
    """The pinned notes, the proxies that run, with whom the telephone is shared (or ""), and others
    of the same name born on the same day."""

    notes: list[Note]
    proxies: list[Proxy]
    shared_phone: str
    namesakes: list[Beneficiary]

    def __bool__(self):
        return bool(self.notes or self.proxies or self.shared_phone or self.namesakes)


def answered(person: Beneficiary, **questions: QuerySet) -> dict[str, QuerySet | tuple]:
    """The questions about the person, and `NOTHING` for those that have no answer: most people have
    few of the things that one may have, and one query tells which."""
    asked = Beneficiary.objects.filter(pk=person.pk)
    found = asked.values_list(*(Exists(each.order_by()) for each in questions.values())).get()
    return {
        name: question if there_is else NOTHING
        for (name, question), there_is in zip(questions.items(), found, strict=True)
    }


def first(things: QuerySet | tuple):
    """The first of what was `answered`, or None."""
    return next(iter(things[:1]), None)


def things_to_know(person: Beneficiary, *, on: date) -> dict[str, QuerySet]:
    """The questions that `to_know` answers."""
    return {
        "pinned": person.team_notes.pinned(),
        "acting": person.proxies.running_on(on).newest_first(),
        "sharers": with_phone(person.phone, besides=person),
        "namesakes": namesakes(person),
    }


def to_know(person: Beneficiary, *, on: date, found: dict | None = None) -> ToKnow:
    """One query for most people; none when what was `found` of the questions is known."""
    found = found or answered(person, **things_to_know(person, on=on))
    return ToKnow(
        notes=list(found["pinned"]),
        proxies=list(found["acting"]),
        shared_phone=_shared(person, list(found["sharers"][:5])),
        namesakes=list(found["namesakes"]),
    )


def relatives(person: Beneficiary, ties: QuerySet | None = None) -> list[Relative]:
    """Everybody whom the file names as kin, in the order they were noted."""
    ties = Kinship.objects.of(person) if ties is None else ties
    ties = ((tie, *relative_of(tie, person)) for tie in ties)
    return [Relative(tie, other, word) for tie, other, word in ties]


def _shared(person: Beneficiary, others: list[Beneficiary]) -> str:
    """« partagé avec sa sœur, DIALLO Fatou »; empty when the number is the person's alone."""
    if not others:
        return ""
    words = {relative.person.pk: relative.word for relative in relatives(person)}
    named = [f"{words[other.pk]}, {other}" if other.pk in words else str(other) for other in others]
    return "partagé avec " + " et ".join(named)


def namesakes(person: Beneficiary) -> QuerySet:
    """Other people of that name, born on that day."""
    same = {"last_key": person.last_key, "first_key": person.first_key, "born_on": person.born_on}
    return (
        Beneficiary.objects.standing()
        .filter(**same)
        .exclude(pk=person.pk)
        .with_numbers()
        .in_order()
    )


def with_phone(phone: str, *, besides: Beneficiary | None = None) -> QuerySet:
    """Whose number it is, besides the person."""
    people = Beneficiary.objects.standing().filter(phone=phone)
    return (people if phone else people.none()).exclude(pk=besides and besides.pk).in_order()
