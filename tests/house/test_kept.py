"""What a person keeps to themselves is kept: whatever became of a referral, everything that its
referrer can open says the same."""

import re
from collections.abc import Callable
from datetime import date, time
from functools import partial
from itertools import zip_longest

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import now

from beneficiaries import services, telling
from beneficiaries.models import Referral
from pimms.exports import listings
from pimms.models import Export
from pimms.returns.sweep import tell_by_mail
from recharges.models import Product
from tests.support import booking, eligibility, factories
from tests.support.access import ACCESS, ACTIONS, WORKER
from tests.support.doors import OWN_ACCOUNT, address
from tests.support.world import Visit
from workshops.models import Workshop
from workshops.services import register

TODAY = date(2016, 6, 15)
EVERYTHING = Referral.Step.values
# Of each page: what is drawn by lot.
RANDOM = re.compile(r"\b(?:[A-Za-z0-9]{64}|[0-9a-f]{8}-[0-9a-f-]{27})\b")
KEY = "5e0f2a94-6b1c-4f4e-9c59-0a4d6a7f3b21"


@pytest.fixture(scope="module")
def referral(visits) -> int:
    """One that waits for us, sent by the worker; how it stands in the world."""
    sent = Referral.objects.filter(status="sent", sent_by=factories.social_worker())
    return sent.latest("pk").pk


@pytest.fixture(scope="module")
def opened(visits, referral) -> list[str]:
    """What the worker can open, and what of that names the referral."""
    worker = factories.social_worker()
    found = {}
    for name in sorted(ACCESS):
        if WORKER in ACCESS[name] and name not in ACTIONS | OWN_ACCOUNT:
            found[address(name, worker)] = None
            try:
                found[reverse(name, args=[referral])] = None
            except NoReverseMatch:
                continue
    found[f"{reverse('returns:year', args=[factories.ccas().pk])}?annee=2016"] = None
    return list(found)


# What may become of it


def _by():
    return {"by": factories.counsellor(), "on": TODAY}


def waits(pk: int) -> None:
    pass


def is_looked_at(pk: int) -> None:
    services.claim_referral(Referral(pk=pk), **_by())


def is_looked_at_and_left(pk: int) -> None:
    is_looked_at(pk)
    services.give_back_referral(Referral(pk=pk), **_by())


def is_accepted(pk: int) -> None:
    sent = Referral.objects.get(pk=pk)
    identity = {name: getattr(sent, name) for name in ("last_name", "first_name", "born_on")}
    services.accept_referral(sent, beneficiary=factories.person(**identity), **_by())


def is_not_come(pk: int) -> None:
    is_accepted(pk)
    services.mark_not_come(Referral(pk=pk), **_by())


def is_declined(pk: int) -> None:
    is_accepted(pk)
    person = Referral.objects.get(pk=pk).beneficiary
    eligibility.refused(person, reorientation="Le CCAS de Sceaux", on=TODAY)


def is_declined_without_a_word(pk: int) -> None:
    is_accepted(pk)
    eligibility.refused(Referral.objects.get(pk=pk).beneficiary, on=TODAY)


def is_enrolled_and_comes(pk: int) -> None:
    """Twelve months, a purchase, a workshop, and a seat in the one that everybody may ask for."""
    is_accepted(pk)
    person = Referral.objects.get(pk=pk).beneficiary
    enrolment = factories.enrolment(person, starts_on=TODAY)
    sold = Product.objects.for_sale_on(TODAY).latest("pk")
    factories.sale(enrolment, quantities={sold: 1}, on=TODAY)
    seat = factories.seat(factories.workshop(held_on=TODAY, starts_at=time(8)), person)
    type(seat).objects.filter(pk=seat.pk).update(status="present")
    register(_announced(), beneficiary=person, by=factories.counsellor())


def is_refused(pk: int, refusal: str = "unreachable", **words) -> None:
    services.refuse_referral(Referral(pk=pk), refusal=refusal, **words, **_by())


is_refused_with_words = partial(
    is_refused,
    refusal="not_eligible",
    answer="Ses ressources sont trop hautes.",
    reorientation="La maison des solidarités",
)


def is_passed_on(pk: int) -> None:
    Referral.objects.filter(pk=pk).update(may_be_passed_on=True)
    services.pass_on_referral(Referral(pk=pk), to=factories.organisation(), **_by())
    Referral.objects.filter(pk=pk).update(may_be_passed_on=False)


def _announced() -> Workshop:
    """A session that whoever reads the agenda may ask a seat in."""
    return Workshop.objects.open_to_all(now()).filter(held_on=booking.LATER).latest("pk")


NOTHING: list[str] = []
THE_ANSWER = ["decided"]
CASES = {
    "that we look at it": (["decided"], [waits, is_looked_at, is_looked_at_and_left]),
    "the answer": (
        NOTHING,
        [
            is_accepted,
            is_not_come,
            is_declined,
            is_enrolled_and_comes,
            is_refused,
            is_refused_with_words,
            is_passed_on,
        ],
    ),
    "the answer, but not that it was read": (
        ["seen"],
        [is_accepted, is_refused_with_words],
    ),
    "the motive of a refusal": (THE_ANSWER, [is_refused, is_refused_with_words]),
    "that they did not come": (THE_ANSWER, [is_accepted, is_not_come, is_enrolled_and_comes]),
    "why they were not enrolled": (THE_ANSWER, [is_declined, is_declined_without_a_word]),
    "what they do with us": (["decided", "motive"], [is_accepted, is_enrolled_and_comes]),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_kept_changes_nothing_that_the_referrer_reads(visits, referral, opened, case):
    """Whatever came of it, and whether the person never agreed to it or took it back."""
    agreed, fates = CASES[case]
    read = partial(read_everything, visits, referral, opened, agreed=agreed)
    first = read(fates[0])
    others = [read(fate, before=EVERYTHING) for fate in fates]
    assert "\n".join(differences(first, others)) == ""


def differences(first: dict[str, str], others: list[dict[str, str]]) -> list[str]:
    """Where what is read differs, and how it reads there."""
    return [
        f"{where}: {said[1]!r} for {said[0]!r}"
        for other in others
        for where in sorted(first.keys() | other.keys())
        if (said := _parted(first.get(where, ""), other.get(where, "")))
    ]


def _parted(one: str, other: str) -> tuple[str, str] | None:
    """The first line in which they differ, of each."""
    lines = zip_longest(one.splitlines(), other.splitlines(), fillvalue="")
    return next((pair for pair in lines if pair[0] != pair[1]), None)


def read_everything(
    visits, pk: int, opened: list[str], fate: Callable, *, agreed: list[str], before=None
) -> dict[str, str]:
    """All that the worker reads once that has become of the referral; nothing of it stays."""
    with visits.by("social_worker") as visit:
        Workshop.objects.filter(pk=_announced().pk).update(capacity=None)
        Referral.objects.filter(pk=pk).update(told_back=before or agreed, consented_on=TODAY)
        fate(pk)
        tell_by_mail(by="tell_referrers", on=TODAY, at=now())
        _written_by_us(pk)
        asked = _files(visit)
        services.change_told_back(Referral(pk=pk), told_back=agreed, **_by())
        read = {where: _words(visit.get(where)) for where in opened}
        read |= {f"file {name}": _words(visit.get(where)) for name, where in asked.items()}
        for name, sent in _deeds().items():
            answer = visit.post(reverse(name, args=[pk]), sent)
            read[f"POST {name}"] = f"{answer.status_code} {_words(answer)}"
            read[f"after {name}"] = _words(visit.get(reverse("beneficiaries:referral", args=[pk])))
    return read


def _written_by_us(pk: int) -> None:
    """As long as the answer may be told, we write about it."""
    sent = Referral.objects.get(pk=pk)
    if not telling.told(sent).is_kept:
        by = factories.counsellor()
        services.write_message(sent, text="Voici notre réponse.", by=by, at=now())


def _files(visit: Visit) -> dict[str, str]:
    """The lists that the worker has asked for, where each can be fetched."""
    worker, found = factories.social_worker(), {}
    for listing in listings.listings_for(worker):
        where = f"{reverse('exports:ask', args=[listing.name])}?suivies=personne"
        visit.post(where, {"key": KEY[:-1] + str(len(found)), "ending": "csv"})
        for export in Export.objects.filter(key=KEY[:-1] + str(len(found))):
            found[listing.name] = reverse("exports:download", args=[export.key])
    return found


def _deeds() -> dict[str, dict]:
    """What the worker may try to do to the referral, whether a page offers it or not."""
    return {
        "beneficiaries:withdraw_referral": {},
        "beneficiaries:answer_question": {"answer": "Oui."},
        "beneficiaries:referral_message": {"text": "Où en est-elle\u202f?"},
        "beneficiaries:read_referral": {},
        "beneficiaries:attach_paper": {},
        "workshops:book": {"workshop": _announced().pk, "agreed": "on"},
    }


def _words(answer) -> str:
    content = answer.getvalue() if answer.streaming else answer.content
    where = answer.headers.get("Location", "")
    return where + RANDOM.sub("", content.decode("utf-8", "replace"))
