"""Boring, valid things about rights and exits, as `factories` has of the rest."""

from datetime import date
from decimal import Decimal

from beneficiaries import services
from beneficiaries.models import (
    Beneficiary,
    Card,
    EndNotice,
    Enrolment,
    ExitTalk,
    ExitTask,
    ExtensionMotive,
    ExtensionRequest,
    FollowUp,
    MarketOffer,
    Movement,
)
from tests.support import factories

DAY = factories.DAY


def suspension(enrolment: Enrolment | None = None, **more) -> Movement:
    fields = {"effective_on": date(2016, 6, 1), "motive": "hospital", "on": DAY}
    return services.suspend(
        enrolment or factories.enrolment(), by=factories.counsellor(), **fields | more
    )


def early_end(enrolment: Enrolment | None = None, **more) -> Movement:
    fields = {"effective_on": date(2016, 9, 1), "motive": "moved", "on": DAY}
    return services.end_early(
        enrolment or factories.enrolment(), by=factories.counsellor(), **fields | more
    )


def motive(name: str = "Appareil en réparation", max_days: int = 31, **more) -> ExtensionMotive:
    limits = {"max_days": max_days, "max_times": 1}
    return ExtensionMotive.objects.get_or_create(name=name, defaults=limits | more)[0]


def request(enrolment: Enrolment | None = None, **more) -> ExtensionRequest:
    fields = {"days": 15, "words": "La réparation prend deux semaines.", "on": DAY}
    return services.ask_extension(
        enrolment or factories.enrolment(),
        by=factories.counsellor(),
        **{"motive": motive()} | fields | more,
    )


def offer(name: str = "Forfait 2 h", **more) -> MarketOffer:
    fields = {
        "operator": "Opérateur libre",
        "monthly_price": Decimal("2.00"),
        "for_whom": "qui téléphone peu",
        "on": DAY,
    }
    return services.keep_offer(name=name, by=factories.counsellor(), **fields | more)


def talk(enrolment: Enrolment | None = None, **more) -> ExitTalk:
    fields = {"held_on": DAY, "reason": "twelve_months", "next_step": "undecided", "on": DAY}
    return services.hold_exit_talk(
        enrolment or factories.enrolment(), by=factories.counsellor(), **fields | more
    )


def task(enrolment: Enrolment | None = None, stage: int = 60) -> ExitTask:
    enrolment = enrolment or factories.enrolment()
    return ExitTask.objects.create(
        enrolment=enrolment, stage=stage, last_day=enrolment.last_day, made_on=DAY
    )


def end_notice(enrolment: Enrolment | None = None) -> EndNotice:
    return services.tell_of_the_end(
        enrolment or factories.enrolment(), by=factories.counsellor(), at=factories.an_instant(10)
    )


def follow_up(enrolment: Enrolment | None = None, **more) -> FollowUp:
    fields = {"outcome": "autonomous", "on": date(2018, 3, 20)}
    return services.follow_up(
        enrolment or factories.enrolment(), by=factories.counsellor(), **fields | more
    )


def card(person: Beneficiary | None = None) -> Card:
    return services.issue_card(person or factories.person(), by=factories.counsellor(), on=DAY)


def one_of_each(person: Beneficiary) -> None:
    """What the pages about the person's rights need to have something to show."""
    enrolment = person.enrolments.get()
    card(person)
    request(enrolment)
    task(enrolment)
    talk(enrolment)
    offer()
