"""What happens to rights in the demonstration: pauses, extensions, early ends, ways out."""

from datetime import date, time, timedelta
from random import Random

from accounts.models import User
from beneficiaries import services as files
from beneficiaries.exits import between, passed, to_follow_up
from beneficiaries.models import Enrolment, ExitTask, MarketOffer
from pimms.kernel.periods import add_months
from recharges.models import Sale

from .agenda import NOON
from .people import Figure
from .script import instant, read

SEED = 1901
LEFT_LONG_AGO = 10  # people


def foretell(year) -> None:
    """Some left within weeks, more than a year ago: of them one asks what they have become."""
    for n in range(LEFT_LONG_AGO):
        comes_on = year.agenda.some_day(add_months(year.today, -15), add_months(year.today, -14))
        year.agenda.note(comes_on, NOON, _comes_and_leaves, year, year.crowd.somebody(), n)


def _comes_and_leaves(year, figure: Figure, n: int, *, on: date) -> None:
    house, agenda = year.house, year.agenda
    by = house.counsellors[n % len(house.counsellors)]
    person = files.register_person(site=house.site, by=by, on=on, **figure.identity)
    year.newcomers.lay_down()
    enrolment = files.enrol(person, starts_on=on, criteria=["minimum_income"], by=by, on=on)
    leaves_on = agenda.some_day(on + timedelta(days=10), on + timedelta(days=25))
    agenda.note(leaves_on, NOON, _leaves, enrolment, ("market", "moved")[n % 2], by)


def _leaves(enrolment: Enrolment, motive: str, by: User, *, on: date) -> None:
    files.end_early(enrolment, effective_on=on, motive=motive, by=by, on=on)


def unfold(house, *, today: date) -> None:
    """Told after the year, when every sale is in the ledger: no decision takes one away."""
    rng, staff = Random(SEED), house.counsellors
    script = house.script("rights", today=today)
    script.play("offers")
    _pauses(rng, staff, today)
    _ends_early(staff, today)
    script.play("extensions", ending=_quiet(today, least=5, most=90))
    _ways_out(rng, staff, today)
    for enrolment in _quiet(today, least=90)[:40]:
        files.issue_card(enrolment.beneficiary, by=rng.choice(staff), on=today)


def _quiet(today: date, *, least: int, most: int = 300) -> list[Enrolment]:
    """Those that run, of whom nothing was decided, by the days left; a fixed order."""
    return list(between(least, most, on=today).filter(movements=None).order_by("period", "pk"))


def _pauses(rng: Random, staff, today: date) -> None:
    """Some still last, some are over: between two sales or after the last."""
    pauses, quiet = read("rights")["pauses"], _quiet(today, least=120)
    for (motive, days), enrolment in zip(pauses, quiet, strict=False):
        begins = max(_after_sales(enrolment), today - timedelta(days=days))
        by = rng.choice(staff)
        words = {"motive": motive, "by": by, "on": min(begins + timedelta(days=2), today)}
        if begins >= today:
            continue
        files.suspend(enrolment, effective_on=begins, **words)
        if motive in ("away", "elsewhere"):
            files.resume(enrolment, effective_on=today, by=by, on=today)


def _after_sales(enrolment: Enrolment) -> date:
    latest = Sale.objects.filter(enrolment=enrolment).order_by("-sold_on").first()
    return (latest.sold_on if latest else enrolment.period.lower) + timedelta(days=1)


def _ends_early(staff, today: date) -> None:
    leaving = _quiet(today, least=100)[5:9]
    for enrolment, motive in zip(leaving, read("rights")["leave_early"], strict=False):
        effective_on = max(_after_sales(enrolment), today - timedelta(days=20))
        files.end_early(enrolment, effective_on=effective_on, motive=motive, by=staff[0], on=today)
    if leaving:
        files.undo(
            leaving[0], words="Revenu : l’offre ne passe pas chez lui.", by=staff[1], on=today
        )


def _ways_out(rng: Random, staff, today: date) -> None:
    """The tasks of tonight, half of them done; talks; news of those who left."""
    files.prepare_exits(by=staff[0], on=today)
    offers = list(MarketOffer.objects.current().cheapest_first())
    data = read("rights")
    steps, equipment, autonomy = data["next_steps"], data["equipment"], data["autonomy"]
    near = [*between(1, 45, on=today).order_by("period", "pk")[:9]]
    for n, enrolment in enumerate([*near, *passed(on=today).order_by("period", "pk")[:9]]):
        step = steps[n % len(steps)]
        files.hold_exit_talk(
            enrolment,
            held_on=today - timedelta(days=n),
            reason="twelve_months",
            next_step=step,
            offer=rng.choice(offers) if step == "market" else None,
            equipment=equipment[n % 3],
            autonomy=autonomy[n % 2],
            by=staff[n % len(staff)],
            on=today,
        )
    for task in ExitTask.objects.filter(done_on=None, stage=30).order_by("pk")[:6]:
        files.finish_exit_task(task, by=rng.choice(staff), on=today)
    rung_at = instant(today - timedelta(days=1), time(10))
    for n, enrolment in enumerate(between(1, 30, on=today).order_by("period", "pk")[:8]):
        files.tell_of_the_end(enrolment, by=staff[n % len(staff)], at=rung_at)
    waiting = to_follow_up(on=today).order_by("period", "pk")
    for outcome, enrolment in zip(data["outcomes"], waiting, strict=False):
        words = "Partie vivre chez sa fille." if outcome == "other" else ""
        files.follow_up(enrolment, outcome=outcome, words=words, by=staff[0], on=today)
