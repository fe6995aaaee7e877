"""What came back to the referrers of the demonstration; sheets on paper, calls that wait."""

from datetime import date, time, timedelta
from random import Random

from beneficiaries import services
from beneficiaries.models import Referral, Telling
from pimms.returns import milestones
from pimms.returns.sweep import Step

from .house import House
from .script import drawn, instant, read

SHEETS = 6


def come_back(house: House, rng: Random, *, today: date) -> None:
    """Everything reached is told, save what a partner who prefers the telephone waits for."""
    _ask_the_people(rng, today=today)
    ringing = house.partners[-1][0]
    ringing.by_telephone, ringing.phone = True, "+33199001230"
    ringing.save(update_fields=["by_telephone", "phone"])
    _bring_sheets(house, ringing, today=today)
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


def _bring_sheets(house: House, organisation, *, today: date) -> None:
    by = house.counsellors[0]
    printed_on = today - timedelta(days=30)
    sheets = services.print_sheets(organisation, copies=SHEETS, by=by, on=printed_on)
    for sheet, (days, last_name, first_name, born_on, phone, refusal) in zip(
        sheets, read("returns")["on_paper"], strict=False
    ):
        came_on = today - timedelta(days=days)
        typed = services.type_in(
            sheet,
            referrer_name="Accueil de jour",
            referrer_phone=phone,
            last_name=last_name,
            first_name=first_name,
            born_on=born_on,
            needs=[Referral.Need.CONNECTION],
            person_informed=True,
            told_back=["decided", "motive"],
            by=by,
            on=came_on,
        )
        if refusal:
            services.refuse_referral(
                typed.referral, refusal=refusal, by=by, on=came_on + timedelta(days=5)
            )
    called = Referral.objects.filter(sheet__isnull=False, refusal="unreachable").first()
    services.note_call(
        called,
        steps={},
        result="no_answer",
        note="rappeler le matin",
        by=by,
        at=instant(today - timedelta(days=1), time(15)),
    )
