"""What the demonstration shows of eligibility: versions, diagnoses, refusals, a queue, re-readings.

It draws from a lot of its own, so that the rest of the year stays as it is.
"""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from beneficiaries import services as files
from beneficiaries.eligibility import Seen
from beneficiaries.models import (
    Enrolment,
    ProgrammeVersion,
    Referral,
    Review,
    ReviewSample,
    household_size,
)
from beneficiaries.services.programme import as_given
from pimms.kernel.periods import add_months

from .accounts import SOCIAL_WORKER
from .agenda import MORNING
from .script import drawn, read

SEED = 2013
CAPACITY = 420  # people enrolled at once: more than the year ever has
DIAGNOSED = 0.45  # of those who came
REFUSED, WAITING, TO_SIGN = 4, 3, 2  # people


def begin(year) -> None:
    """The programme of the year is in force from its first day; last month it was reworded."""
    by = year.house.director
    horizon = year.agenda.first
    given = as_given(ProgrammeVersion.objects.in_force_on(horizon).get())
    for criterion in given["criteria"]:
        if criterion["code"] == "family_quotient":
            quotients = read("eligibility")["quotients"]
            criterion["thresholds"] = {int(n): Decimal(most) for n, most in quotients.items()}
    name = f"Connexions solidaires {horizon.year}"
    files.change_programme(by=by, starts_on=horizon, on=horizon, **given | {"name": name})
    year.agenda.note(add_months(year.today, -1), MORNING, _limits_places, year, given)


def _limits_places(year, given: dict, *, on: date) -> None:
    year.newcomers.lay_down()
    by = year.house.director
    settings = {"name": f"Connexions solidaires, {CAPACITY} places", "capacity": CAPACITY}
    files.change_programme(by=by, starts_on=on, on=on, **given | settings)


def tell(year) -> None:
    """What happens to people beside their enrolments."""
    rng = Random(SEED)
    _diagnoses(year, rng)
    _decisions(year, rng)
    _questions(year)
    _samples(year, rng)


def _diagnoses(year, rng: Random) -> None:
    for figure in year.arrived:
        if rng.random() > DIAGNOSED:
            continue
        plan = drawn(rng, {"prepaid": 45, "monthly": 30, "box": 10, "none": 15})
        bill = {"prepaid": 10, "monthly": 20, "box": 32}.get(plan)
        equipment = [rng.choice(["phone", "smartphone", "smartphone"])]
        files.diagnose(
            figure.file,
            operator="" if plan == "none" else rng.choice(read("eligibility")["operators"]),
            plan=plan,
            monthly_bill=bill and Decimal(bill + rng.randint(-5, 15)),
            debt=Decimal(rng.randint(30, 400)) if rng.random() < 0.2 else None,
            equipment=equipment + (["computer"] if rng.random() < 0.2 else []),
            bank_account=drawn(rng, {"yes": 55, "no": 38, "unknown": 7}),
            home_internet=drawn(rng, {"yes": 25, "no": 70, "unknown": 5}),
            by=year.house.counsellors[0],
            on=figure.arrived_on,
        )


def _decisions(year, rng: Random) -> None:
    """Those who came without a right: some are refused, some wait, some wait for a signature."""
    by, today, data = year.house.counsellors[0], year.today, read("eligibility")
    enrolled = set(Enrolment.objects.values_list("beneficiary", flat=True))
    newcomers = [
        figure for figure in year.arrived if figure.file.pk not in enrolled and figure.age >= 18
    ]
    rng.shuffle(newcomers)
    for n, figure in enumerate(newcomers[: REFUSED + WAITING + TO_SIGN]):
        person = figure.file
        on = max(today - timedelta(days=3 + n), figure.arrived_on)
        if n < REFUSED:
            files.decline(person, by=by, on=on, **data["refusals"][n])
            continue
        charges, left = data["budgets"][n % len(data["budgets"])]
        resources = Decimal(charges + left * household_size(person))
        budget = Seen("rest_to_live_on", resources=resources, charges=Decimal(charges))
        made = files.assess(
            person, seen=[budget], opens_on=on, to_sign=n >= REFUSED + WAITING, by=by, on=on
        )
        if n < REFUSED + WAITING:
            files.join_waiting_list(made, by=by, on=on)


def _questions(year) -> None:
    """The last two referrals that wait: one has its question, the other its answer too."""
    by, today = year.house.counsellors[0], year.today
    pending = Referral.objects.pending().select_related("sent_by").order_by("-received_on", "-pk")
    questions = read("eligibility")["questions"]
    for referral, (question, answer) in zip(_one_of_each(pending), questions, strict=False):
        files.ask_referrer(referral, question=question, by=by, on=referral.received_on)
        if answer:
            files.answer_question(referral, answer=answer, by=referral.sent_by, on=today)


def _one_of_each(pending) -> list[Referral]:
    """The newest stays as it came; the demonstration's own social worker has the question."""
    ours = [each for each in pending if each.sent_by.email == SOCIAL_WORKER]
    return (ours[1:] or ours)[:1] + [each for each in pending if each not in ours][:1]


def _samples(year, rng: Random) -> None:
    """The last two quarters are drawn; the older one is read, the newer one partly."""
    current = year.today.replace(month=(year.today.month - 1) // 3 * 3 + 1, day=1)
    for months, share in ((6, 1.0), (3, 0.4)):
        quarter = add_months(current, -months)
        on = min(add_months(quarter, 3) + timedelta(days=4), year.today)
        sample = files.draw_sample(
            quarter=quarter, seed=rng.randrange(1_000_000), by=year.house.director, on=on
        )
        _are_read(sample, share, rng, on=min(on + timedelta(days=6), year.today))


def _are_read(sample: ReviewSample, share: float, rng: Random, *, on: date) -> None:
    found = list(sample.reviews.select_related("reviewer", "author").order_by("pk"))
    for n, review in enumerate(found[: int(len(found) * share)]):
        outcome, note = Review.Outcome.COMPLIANT, ""
        if n % 5 == 3:
            outcome, note = Review.Outcome.TO_COMPLETE, "La date de l’attestation manque."
        done = files.review(review, outcome=outcome, note=note, by=review.reviewer, on=on)
        if note and share == 1.0:
            files.reply(done, reply="Vue à nouveau le lendemain.", by=review.author, on=on)
