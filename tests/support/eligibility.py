"""Boring, valid things of eligibility with fixed dates, made by the services."""

from datetime import date

from beneficiaries import services
from beneficiaries.eligibility import Seen
from beneficiaries.models import (
    Assessment,
    Criterion,
    ProgrammeVersion,
    ReferralQuestion,
    Review,
    ReviewSample,
    TelecomDiagnosis,
    Waiting,
)
from beneficiaries.services.programme import as_given
from tests.support import factories
from tests.support.factories import DAY

QUARTER = date(2016, 1, 1)
DRAWN_ON = date(2016, 4, 4)


def version(day: date = DAY) -> ProgrammeVersion:
    return ProgrammeVersion.objects.in_force_on(day).get()


def change(*, starts_on: date = DAY, on: date | None = None, **settings) -> ProgrammeVersion:
    """The version in force, with some settings changed from that day on."""
    given = as_given(version(on or starts_on)) | settings
    return services.change_programme(
        starts_on=starts_on, by=factories.director(), on=on or starts_on, **given
    )


def criterion(code: str = "minimum_income", day: date = DAY) -> Criterion:
    return version(day).criteria.get(code=code)


def assessment(person=None, *, criteria=("minimum_income",), on: date = DAY, **more) -> Assessment:
    seen = more.pop("seen", None) or [Seen(code) for code in criteria]
    fields = {"opens_on": on, "by": factories.counsellor()}
    return services.assess(person or factories.person(), seen=seen, on=on, **fields | more)


def refused(person=None, **more) -> Assessment:
    fields = {"refusal": "no_hardship", "by": factories.counsellor(), "on": DAY}
    return services.decline(person or factories.person(), **fields | more)


def waiting(person=None, *, on: date = DAY) -> Waiting:
    made = assessment(person, on=on)
    return services.join_waiting_list(made, by=factories.counsellor(), on=on)


def diagnosis(person=None, *, on: date = DAY, **more) -> TelecomDiagnosis:
    fields = {"plan": "prepaid", "by": factories.counsellor()}
    return services.diagnose(person or factories.person(), on=on, **fields | more)


def question(referral=None, *, on: date = DAY) -> ReferralQuestion:
    return services.ask_referrer(
        referral or factories.referral(),
        question="A-t-elle une adresse\u202f?",
        by=factories.counsellor(),
        on=on,
    )


def review() -> Review:
    """Nadia's assessment, drawn by lot, to be read again by Claire."""
    factories.director()
    assessment()
    sample()
    return Review.objects.latest("pk")


def sample(**more) -> ReviewSample:
    fields = {"quarter": QUARTER, "seed": 7, "by": factories.director(), "on": DRAWN_ON}
    return services.draw_sample(**fields | more)
