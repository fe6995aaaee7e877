"""What the demonstration lays down together is what the verbs leave one by one."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts import journal
from accounts.models import Entry
from beneficiaries.models import Beneficiary
from demonstration import batches
from tests.support import factories
from tests.support.factories import DAY
from workshops import services as room

pytestmark = pytest.mark.django_db
OF_THE_ROW = {"id", "beneficiary_id", "assessment_id", "referral_id", "number"}


def columns(row) -> dict:
    """What the row says, but for which row it is and of whom."""
    names = {field.attname for field in row._meta.concrete_fields} - OF_THE_ROW
    return {name: getattr(row, name) for name in names}


def left_by_enrolling(person: Beneficiary) -> tuple:
    """All that the database says of somebody's first twelve months."""
    enrolment = person.enrolments.get()
    findings = enrolment.assessment.findings.select_related("criterion").order_by("pk")
    journalled = Entry.objects.filter(
        thing__in=(
            f"beneficiaries.assessment:{enrolment.assessment_id}",
            f"beneficiaries.enrolment:{enrolment.pk}",
        )
    )
    return (
        columns(enrolment),
        columns(enrolment.assessment),
        bool(enrolment.assessment.referral),
        [columns(finding) for finding in findings],
        list(journalled.order_by("pk").values_list("verb", "by", "details")),
        Beneficiary.objects.get(pk=person.pk).last_seen_on,
    )


def enrol_by_the_verb(person, *, referral, **found):
    factories.people.enrol(person, starts_on=found["on"], **found)


def enrol_together(person, *, referral, **found):
    newcomers = batches.Newcomers()
    with journal.written_at_once():
        newcomers.enrol(person, referral=referral, **found)
        newcomers.lay_down()


@pytest.mark.parametrize(
    ("criteria", "is_referred"),
    [(["minimum_income"], False), (["referral"], True), (["referral", "health_cover"], True)],
)
def test_somebody_is_enrolled_as_by_the_verb(criteria, is_referred):
    left = []
    for enrol in (enrol_by_the_verb, enrol_together):
        person = factories.person()
        referral = factories.referral(person) if is_referred else None
        by = factories.counsellor()
        enrol(person, referral=referral, criteria=criteria, waiver="", by=by, on=DAY)
        left.append(left_by_enrolling(person))
    assert left[0] == left[1]


def test_a_waiver_is_the_directors_as_for_the_verb():
    left, on = [], DAY + timedelta(days=120)
    found = {"criteria": ["referral"], "waiver": "À l’hôpital.", "on": on}
    for enrol in (enrol_by_the_verb, enrol_together):
        person = factories.person()
        referral = factories.referral(person)
        with pytest.raises(ValidationError):
            enrol(person, referral=referral, by=factories.counsellor(), **found)
        enrol(person, referral=referral, by=factories.director(), **found)
        left.append(left_by_enrolling(person))
    assert left[0] == left[1]
    assert left[0][1]["outcome"] == "waived"


def test_enrolments_are_numbered_in_the_order_people_came_in():
    newcomers, by = batches.Newcomers(), factories.counsellor()
    people = [factories.person() for _ in range(3)]
    for n, person in enumerate(people):
        on = DAY + timedelta(days=n)
        newcomers.enrol(person, referral=None, criteria=["minimum_income"], waiver="", by=by, on=on)
    newcomers.lay_down()
    numbers = [person.enrolments.get().number for person in people]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == 3


def test_people_are_seated_as_by_the_verb():
    by, left = factories.counsellor(), []
    for seat in (
        lambda workshop, person: room.register(workshop, beneficiary=person, by=by),
        lambda workshop, person: batches.seat(workshop, [person], by=by),
    ):
        workshop, person = factories.workshop(), factories.person()
        seat(workshop, person)
        registration = person.registrations.get()
        entry = Entry.objects.get(thing=f"workshops.registration:{registration.pk}")
        said = columns(registration)
        assert said.pop("workshop_id") == workshop.pk
        left.append((said, entry.verb, entry.by, entry.details))
    assert left[0] == left[1]
