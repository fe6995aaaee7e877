"""Many at once, with real commits: exactly what the rules allow, and a sentence for the others."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from beneficiaries import services as people
from beneficiaries.models import Enrolment
from pimms.kernel.forms import sentence_of
from recharges import services as till
from recharges.models import Sale
from tests.support import factories
from workshops import services as calendar
from workshops.models import Registration

pytestmark = pytest.mark.usefixtures("committed_db")


def race(jobs) -> list:
    """Run the jobs at the same moment; what each returned, or the sentence it was refused with."""
    start = Barrier(len(jobs))

    def run(job):
        try:
            start.wait(timeout=60)
            return job()
        except ValidationError as refusal:
            return refusal.messages[0]
        except IntegrityError as collision:
            return sentence_of(collision)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as clients:
        return list(clients.map(run, jobs))


def of_type(kind, outcomes) -> list:
    return [outcome for outcome in outcomes if isinstance(outcome, kind)]


def test_fifty_clients_race_for_a_cap_of_twenty_and_twenty_are_sold():
    nadia, enrolment = factories.counsellor(), factories.enrolment()
    product = factories.product(a_year=20)

    def sell():
        return till.sell(enrolment, quantities={product: 1}, payment="cash", key=uuid.uuid4(),
                         by=nadia, on=factories.DAY)  # fmt: skip

    outcomes = race([sell] * 50)
    refusals = of_type(str, outcomes)
    assert len(of_type(Sale, outcomes)) == 20
    assert len(refusals) == 30
    assert all(words.endswith("il ne reste rien.") for words in refusals)
    assert sum(line.quantity for line in product.sale_lines.all()) == 20


def test_the_same_sale_sent_eight_times_at_once_is_one():
    nadia, enrolment, key = factories.counsellor(), factories.enrolment(), uuid.uuid4()
    product = factories.product()

    def sell():
        return till.sell(enrolment, quantities={product: 1}, payment="cash", key=key,
                         by=nadia, on=factories.DAY)  # fmt: skip

    outcomes = race([sell] * 8)
    assert len({sale.pk for sale in outcomes}) == 1
    assert Sale.objects.count() == product.sale_lines.count() == 1


def test_receipt_numbers_of_eight_tills_leave_no_gap():
    nadia, product = factories.counsellor(), factories.product()
    enrolments = [factories.enrolment() for _ in range(8)]
    factories.till_open(where=nadia.site)
    days = [factories.DAY] * 5

    def sell_to(enrolment):
        return [
            till.sell(enrolment, quantities={product: 1}, payment="cash", key=uuid.uuid4(),
                      by=nadia, on=day)
            for day in days
        ]  # fmt: skip

    race([lambda enrolment=enrolment: sell_to(enrolment) for enrolment in enrolments])
    numbers = Sale.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 41))


def test_two_counsellors_enrol_the_same_person_and_one_enrolment_stands():
    nadia, awa = factories.counsellor(), factories.person()

    def enrol():
        return people.enrol(awa, starts_on=factories.DAY, criteria=["minimum_income"],
                            by=nadia, on=factories.DAY)  # fmt: skip

    outcomes = race([enrol] * 2)
    assert of_type(str, outcomes) == ["La personne est déjà inscrite jusqu’au 14/03/2017."]
    assert Enrolment.objects.get() in outcomes


def test_ten_people_race_for_the_last_seat_and_one_has_it():
    nadia, workshop = factories.counsellor(), factories.workshop(capacity=3)
    for _ in range(2):
        factories.seat(workshop)
    crowd = [factories.person() for _ in range(10)]

    outcomes = race(
        [lambda who=who: calendar.register(workshop, beneficiary=who, by=nadia) for who in crowd]
    )
    assert len(of_type(Registration, outcomes)) == 1
    assert all(words.startswith("Cet atelier est complet") for words in of_type(str, outcomes))
    assert workshop.registrations.count() == 3


def test_the_same_person_is_seated_once_however_often_it_is_sent():
    nadia, workshop, awa = factories.counsellor(), factories.workshop(), factories.person()
    outcomes = race([lambda: calendar.register(workshop, beneficiary=awa, by=nadia)] * 4)
    assert len(of_type(Registration, outcomes)) == 1
    assert workshop.registrations.count() == 1


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
