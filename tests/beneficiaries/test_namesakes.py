"""Two real people of one name, born on one day: a deliberate choice, and nobody mixed up after."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Entry
from beneficiaries import services
from beneficiaries.models import Beneficiary, PossibleDuplicate
from pimms.kernel.templatetags.french import NARROW
from tests.support import factories
from tests.support.pages import text

NEW = reverse("beneficiaries:new")
BORN = date(1984, 5, 7)
BOX = "C’est une autre personne, qui porte le même nom et est née le même jour."


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield sign_in("counsellor")


@pytest.fixture
def awa():
    return factories.person(born_on=BORN, number="2016-0178")


def describe(client, **more):
    identity = {
        "last_name": "Diallo",
        "first_name": "Awa",
        "born_on": f"{BORN}",
        "gender": "feminin",
    }
    return client.post(NEW, identity | more)


def box(answer) -> str:
    return re.search(r'name="another"[^>]*value="(\d+)"', answer.content.decode())[1]


def test_the_page_asks_and_the_choice_opens_a_second_file(client, awa):
    assert BOX not in text(client.get(NEW))
    refused = describe(client)
    assert refused.status_code == 422
    assert BOX in text(refused)
    assert "DIALLO Awa (2016-0178)" in text(refused)
    assert "Si c’est une autre personne, cochez" in text(refused)
    answer = describe(client, another=box(refused))
    other = Beneficiary.objects.exclude(pk=awa.pk).get()
    assert answer.url == reverse("counter:person", args=[other.pk])
    assert other.namesake == 1


def test_who_is_known_under_a_name_of_before_needs_no_choice(client, awa, nadia):
    """Their file is named when something else is refused; no box is spoken of that is not there."""
    before = factories.person(first_name="Aoua", born_on=BORN)
    services.merge(awa, absorbed=before, by=nadia, on=factories.DAY)
    refused = describe(client, first_name="Aoua", phone="06 12")
    assert "DIALLO Awa (2016-0178" in text(refused)
    assert "Si c’est une autre personne, cochez" not in text(refused)
    assert BOX not in text(refused)


def test_the_choice_decides_that_they_are_no_duplicate(client, awa, nadia):
    describe(client, another=box(describe(client)))
    assert not PossibleDuplicate.objects.undecided().exists()
    assert Entry.objects.get(verb="duplicate.dismissed").by == nadia.email


def test_either_file_warns_of_the_other(client, awa):
    describe(client, another=box(describe(client)))
    other = Beneficiary.objects.exclude(pk=awa.pk).get()
    for person, twin in ((awa, other), (other, awa)):
        number = str(twin.dossier_numbers.get())
        for page in (person.get_absolute_url(), reverse("counter:person", args=[person.pk])):
            said = text(client.get(page))
            assert f"née le même jour{NARROW}: dossier {number}" in said


def test_the_choice_sent_twice_opens_one_file(client, awa):
    describe(client, another=box(describe(client)))
    again = client.again()
    assert again.status_code == 422
    assert box(again) == "2"
    assert Beneficiary.objects.count() == 2


def test_a_third_sees_both(client, awa):
    describe(client, another=box(describe(client)))
    said = text(describe(client))
    for person in Beneficiary.objects.all():
        assert f"({person.dossier_numbers.get()})" in said


def test_the_place_of_the_first_is_not_taken_without_a_choice(client, awa, nadia):
    describe(client, another=box(describe(client)))
    awa.refresh_from_db()
    correct = reverse("beneficiaries:correct", args=[awa.pk])
    client.post(correct, {"first_name": "Fatou", "reason": "Faute de frappe."})
    assert describe(client).status_code == 422


def test_a_correction_asks_as_well(client, awa):
    fatou = factories.person(first_name="Fatou", born_on=BORN)
    correct = reverse("beneficiaries:correct", args=[fatou.pk])
    said = {"first_name": "Awa", "reason": "Prénom de l’état civil."}
    refused = client.post(correct, said)
    assert refused.status_code == 422
    assert client.post(correct, said | {"another": box(refused)}).status_code == 302
    fatou.refresh_from_db()
    assert (fatou.first_name, fatou.namesake) == ("Awa", 1)
    assert not PossibleDuplicate.objects.undecided().exists()


def test_a_correction_of_something_else_asks_nothing(client, awa):
    describe(client, another=box(describe(client)))
    other = Beneficiary.objects.exclude(pk=awa.pk).get()
    correct = reverse("beneficiaries:correct", args=[other.pk])
    assert client.post(correct, {"phone": "06 12 34 56 78"}).status_code == 302
    other.refresh_from_db()
    assert (other.phone, other.namesake) == ("+33612345678", 1)
