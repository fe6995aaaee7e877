"""Two people at once and one place: the database decides."""

import pytest

from beneficiaries import services
from beneficiaries.models import Enrolment
from tests.support import eligibility, factories
from tests.support.races import of_type, race

pytestmark = pytest.mark.usefixtures("committed_db")


def test_eight_people_race_for_the_last_three_places_and_three_have_them():
    eligibility.change(capacity=3)
    nadia = factories.counsellor()
    crowd = [eligibility.assessment() for _ in range(8)]

    def open_for(made):
        return services.open_twelve_months(
            made, starts_on=factories.DAY, by=nadia, on=factories.DAY
        )

    outcomes = race([lambda made=made: open_for(made) for made in crowd])
    assert len(of_type(Enrolment, outcomes)) == Enrolment.objects.count() == 3
    assert set(of_type(str, outcomes)) == {
        "Le programme est complet\u202f: sa dernière place vient d’être prise."
    }


def test_a_first_purchase_at_two_tills_opens_one_enrolment():
    eligibility.change(opens="first_purchase")
    made, nadia = eligibility.assessment(), factories.counsellor()

    def buy():
        return services.open_at_first_purchase(made, by=nadia, on=factories.DAY)

    assert len({outcome.pk for outcome in race([buy] * 4)}) == 1


def test_two_directors_sign_and_one_enrolment_stands():
    claire, nadia = factories.director(), factories.counsellor()
    paul = factories.user("paul@pimms.example", "director", name="Paul Roux")
    made = eligibility.assessment(to_sign=True, by=nadia)
    outcomes = race(
        [lambda who=who: services.sign(made, by=who, on=factories.DAY) for who in (claire, paul)]
    )
    assert of_type(str, outcomes) == ["Cet examen n’attend pas de signature."]
    assert Enrolment.objects.count() == 1
