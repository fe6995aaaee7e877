"""A person's file as the pages show it: who it is, where they stand, and that it was read."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts import journal
from beneficiaries import entitlement
from beneficiaries.births import birth
from beneficiaries.models import Beneficiary, DossierNumber, Enrolment, PossibleDuplicate
from pimms.kernel.templatetags.french import day


@dataclass(frozen=True)
class State:
    """Where somebody stands on a day: a badge's kind and words, and what is left in words."""

    kind: str
    text: str
    left: str = ""
    is_suspended: bool = False


def agreed(person: Beneficiary, word: str) -> str:
    """`Inscrit` agreed with the person: Inscrite, Inscrit, or Inscrit·e when they did not say."""
    ending = {"feminin": "e", "masculin": ""}.get(person.gender, "·e")
    return word + ending


def state(person: Beneficiary, enrolments: list[Enrolment], *, on: date) -> State:
    """What the latest of the person's enrolments (newest first) says on that day."""
    running = next((each for each in enrolments if on in each.period), None)
    if running:
        rights = entitlement.state(running, on=on)
        if rights.name == "suspended":
            return State(rights.kind, rights.text, rights.left, is_suspended=True)
        until = f"{agreed(person, 'Inscrit')} jusqu’au {day(running.last_day)}"
        return State(rights.kind, until, rights.left)
    if not enrolments:
        return State("mute", f"Pas encore {agreed(person, 'inscrit')}")
    latest = enrolments[0]
    if latest.period.lower > on:
        start = day(latest.period.lower)
        return State("info", f"{agreed(person, 'Inscrit')} à partir du {start}")
    rights = entitlement.state(latest, on=on)
    return State(rights.kind, rights.text)


def as_named(people):
    """The people with what tells them apart, where nothing is said of their rights; two queries."""
    pairs = PossibleDuplicate.objects.undecided().filter(
        Q(first=OuterRef("pk")) | Q(second=OuterRef("pk"))
    )
    return (
        people.select_related("commune")
        .prefetch_related(Prefetch("dossier_numbers", DossierNumber.objects.order_by("pk")))
        .annotate(may_be_double=Exists(pairs))
    )


def as_listed(people):
    """The people with what a line of a list shows; four queries however many they are."""
    standing = Enrolment.objects.standing().prefetch_related("movements").order_by("-period")
    return as_named(people).prefetch_related(Prefetch("enrolments", standing))


@dataclass(frozen=True)
class Line:
    """One person in a list; `state` where it is shown."""

    person: Beneficiary
    state: State | None = None

    @property
    def number(self) -> str:
        numbers = self.person.dossier_numbers.all()
        return numbers[0].number if numbers else ""

    @property
    def born(self) -> str:
        return f"{agreed(self.person, 'né')} en {self.person.born_on.year}"


def lines(people, *, on: date) -> list[Line]:
    """The people, read `as_listed`, as the lines of a list."""
    return [Line(person, state(person, list(person.enrolments.all()), on=on)) for person in people]


def lines_of(people, *, on: date) -> list[Line]:
    """These people, in the order of their names, as the lines of a list."""
    found = Beneficiary.objects.filter(pk__in=[person.pk for person in people])
    return lines(as_listed(found.in_order()), on=on)


def names_in(words: str) -> dict[str, str]:
    """The name that was looked for, as the fields of a new file; nothing when it was a number."""
    names = words.split() if words.replace(" ", "").isalpha() else []
    said = {"last_name": " ".join(names[:1]), "first_name": " ".join(names[1:])}
    return {name: value[:100] for name, value in said.items() if value}


def open_file(request: HttpRequest, pk: int, *, on: date) -> dict:
    """What the frame of a person's file shows; somebody else's file is a 404. The read is written
    down: see `opened`."""
    return opened(request, find(request, pk), on=on)


def find(request: HttpRequest, pk: int) -> Beneficiary:
    """The person, with what the frame of their file shows; nobody has looked at it yet."""
    visible = (
        Beneficiary.objects.visible_to(request.user)
        .with_numbers()
        .select_related("commune", "site", "district")
    )
    return get_object_or_404(visible, pk=pk)


def opened(request: HttpRequest, person: Beneficiary, *, on: date) -> dict:
    """What the frame of the file shows of whom `find` found.

    The look at it is written in the journal.
    """
    look(request, person)
    enrolments = list(
        person.enrolments.standing().prefetch_related("movements").order_by("-period")
    )
    running = next((each for each in enrolments if on in each.period), None)
    return {
        "beneficiary": person,
        "numbers": person.numbers,
        "state": state(person, enrolments, on=on),
        "enrolment": running or next(iter(enrolments), None),
        "born": f"{agreed(person, 'né')} {_on_or_in(person)} {birth(person)}",
    }


def _on_or_in(person: Beneficiary) -> str:
    return "en" if person.born_day_unknown else "le"


def look(request: HttpRequest, *people: Beneficiary) -> None:
    """A page of theirs is about to be shown: each look at a file is a line of the journal.

    It is the one thing that a GET writes. Whichever way the page was asked for: a form that is
    refused shows it as well.
    """
    for person in people:
        journal.record("beneficiary.read", person, by=request.user, page=request.path)


def known(form, *, besides: Beneficiary | None = None) -> list[Beneficiary]:
    """Those whom the form of an identity describes, who have a file already."""
    data = getattr(form, "cleaned_data", {})
    if not data.get("last_name") or not data.get("born_on"):
        return []
    found = Beneficiary.objects.who_is(
        data["last_name"], data.get("first_name", ""), data["born_on"]
    )
    standing = {each.survivor.pk for each in found} - {besides and besides.pk}
    return list(Beneficiary.objects.filter(pk__in=standing).with_numbers().order_by("pk"))
