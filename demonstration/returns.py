"""What came back to the referrers of the demonstration; sheets on paper, calls that wait."""

from datetime import date, time
from random import Random

from beneficiaries.models import Referral, Telling
from pimms.returns import milestones
from pimms.returns.sweep import Step

from .house import House
from .script import drawn, instant, read


def come_back(house: House, rng: Random, *, today: date) -> None:
    """Everything reached is told, save what a partner who prefers the telephone waits for."""
    _ask_the_people(rng, today=today)
    ringing = house.partners[-1][0]
    ringing.by_telephone, ringing.phone = True, "+33199001230"
    ringing.save(update_fields=["by_telephone", "phone"])
    house.script("returns", today=today, ringing=ringing).play("sheets")
    for step in Step:
        rows = milestones.reached(step, on=today).exclude(organisation=ringing)
        Telling.objects.bulk_create(
            Telling(
                referral_id=pk,
                step=step,
                reached_on=day,
                at=instant(day, time(18)),
                how=Telling.How.MAIL,
            )
            for pk, day in rows.order_by("day", "pk").values_list("pk", "day")
        )


def _ask_the_people(rng: Random, *, today: date) -> None:
    """Past the verb: what was agreed to on the day of the referral."""
    agreed = read("returns")["agreed"]
    silent = list(Referral.objects.filter(told_back=[]).order_by("pk"))
    for referral in silent:
        referral.told_back = drawn(rng, agreed)
        referral.consented_on = referral.received_on if referral.told_back else None
    Referral.objects.bulk_update(silent, ["told_back", "consented_on"], batch_size=200)
