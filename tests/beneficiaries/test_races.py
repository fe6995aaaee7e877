"""Two write about one person at once, with real commits: one of them stands."""

import uuid

import pytest

from beneficiaries import services as people
from beneficiaries.models import Enrolment
from tests.support import factories
from tests.support.races import of_type, race

pytestmark = pytest.mark.usefixtures("committed_db")


def test_two_counsellors_enrol_the_same_person_and_one_enrolment_stands():
    nadia, awa = factories.counsellor(), factories.person()

    def enrol():
        return people.enrol(awa, starts_on=factories.DAY, criteria=["minimum_income"],
                            by=nadia, on=factories.DAY)  # fmt: skip

    outcomes = race([enrol] * 2)
    assert of_type(str, outcomes) == ["La personne est déjà inscrite jusqu’au 14/03/2017."]
    assert Enrolment.objects.get() in outcomes


def test_the_same_referral_sent_four_times_at_once_is_one():
    karim, key = factories.social_worker(), uuid.uuid4()
    outcomes = race([lambda: factories.referral(by=karim, key=key)] * 4)
    assert len({getattr(outcome, "pk", outcome) for outcome in outcomes}) <= 2
    assert karim.memberships.get().organisation.referrals.count() == 1


def test_two_counsellors_register_the_same_newcomer_and_one_file_is_made():
    nadia, site, antony = factories.counsellor(), factories.site(), factories.antony()

    def register():
        return people.register_person(
            last_name="Diallo", first_name="Awa", born_on="1980-05-01", gender="feminin",
            site=site, commune=antony, by=nadia, on=factories.DAY,
        )  # fmt: skip

    outcomes = race([register] * 2)
    sentence = "Cette personne a déjà un dossier\u202f: mêmes nom, prénom et date de naissance."
    assert of_type(str, outcomes) == [sentence]
