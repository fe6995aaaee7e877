"""The same person referred again: by their own organisation, by another, after an answer."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from beneficiaries import services
from beneficiaries.models import Referral
from tests.support import factories
from tests.support.pages import text

REFER = reverse("beneficiaries:refer")
AGAIN = {
    "last_name": "TRAORE",
    "first_name": "moussa",
    "born_on": "1975-06-02",
    "needs": ["support"],
    "person_informed": "on",
}


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2016-03-18 09:30", tick=False):
        yield


@pytest.fixture
def lea(client, db):
    """A colleague of Karim."""
    user = factories.social_worker("lea@ccas.example")
    client.force_login(user)
    return user


@pytest.fixture
def lucie(client, db):
    """Of another organisation than Karim."""
    user = factories.social_worker("lucie@mission.example", factories.organisation())
    client.force_login(user)
    return user


def send(client, organisation, **more):
    return client.post(REFER, AGAIN | {"organisation": organisation.pk} | more)


def test_a_colleague_reads_that_the_person_was_referred_already(client, lea):
    earlier = factories.referral()
    answer = send(client, factories.ccas())
    assert answer.status_code == 422
    assert f'<a href="{earlier.get_absolute_url()}">' in answer.content.decode()
    assert "Votre organisme a déjà orienté cette personne le 15/03/2016" in text(answer)
    assert Referral.objects.get() == earlier


def test_once_answered_the_person_may_be_referred_again(client, lea, nadia):
    earlier = factories.referral()
    services.refuse_referral(earlier, refusal="absent", by=nadia, on=factories.DAY)
    assert send(client, factories.ccas()).status_code == 302
    assert "Autres orientations de cette personne" in text(client.get(earlier.get_absolute_url()))


def test_another_organisation_learns_nothing_and_the_desk_sees_both(client, lucie, nadia):
    earlier = factories.referral()
    answer = send(client, lucie.memberships.get().organisation)
    theirs = Referral.objects.exclude(pk=earlier.pk).get()
    assert answer.url == theirs.get_absolute_url()
    assert "Autres orientations" not in text(client.get(answer.url))
    client.force_login(nadia)
    assert f"CCAS d’Antony {earlier.number}" in text(client.get(answer.url))


def test_a_namesake_born_on_another_day_is_somebody_else(client, lea):
    factories.referral()
    assert send(client, factories.ccas(), born_on="1975-06-03").status_code == 302


def test_months_that_ended_before_the_person_came_again_leave_them_to_enrol(client, nadia):
    person = factories.person()
    factories.enrolment(person, starts_on=date(2015, 3, 17))
    referral = factories.referral(person)
    client.force_login(nadia)
    page = client.get(referral.get_absolute_url()).content.decode()
    assert reverse("beneficiaries:enrol", args=[person.pk]) in page
