"""What people can do, measured by Nadia in spring 2016."""

import uuid
from datetime import date

from beneficiaries.models import Beneficiary
from tests.support import factories
from workshops import services
from workshops.models import SkillMeasure

Moment = SkillMeasure.Moment
BASICS = ("materiel", "internet", "courriel", "securite", "demarches")


def measure(person: Beneficiary | None = None, **more) -> SkillMeasure:
    """Awa, at the entry, on two skills unless said otherwise."""
    fields = {
        "levels": {"courriel": 1, "internet": 2},
        "moment": Moment.ENTRY,
        "measured_on": factories.DAY,
        "key": uuid.uuid4(),
        "by": factories.counsellor(),
        "at": factories.an_instant(),
    }
    return services.measure_skills(person or factories.person(), **fields | more)


def both_ends(person: Beneficiary, before: dict, after: dict, *, left_on: date) -> None:
    measure(person, levels=before)
    measure(person, levels=after, moment=Moment.EXIT, measured_on=left_on)


def correct(wrong: SkillMeasure, **more) -> SkillMeasure:
    fields = {
        "levels": {"courriel": 2},
        "key": uuid.uuid4(),
        "by": factories.counsellor(),
        "at": factories.an_instant(11),
    }
    return services.correct_measure(wrong, **fields | more)
