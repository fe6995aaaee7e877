"""What the database does by itself for a person: seen on which day, and nothing more on a merged
file."""

from datetime import date, timedelta

import pytest
from django.db import Error, IntegrityError, connection, transaction

from beneficiaries.models import Beneficiary, Change, Note, Tag, Tagging
from pimms.kernel.forms import sentence_of
from tests.support import factories
from workshops import services as room
from workshops.models import Registration

LATER = factories.DAY + timedelta(days=40)


def seen(person) -> date:
    return Beneficiary.objects.get(pk=person.pk).last_seen_on


@pytest.fixture
def awa(db):
    return factories.person()


def test_whoever_opens_a_file_is_seen(awa):
    assert seen(awa) == factories.DAY


def test_a_sale_a_support_session_and_an_enrolment_move_the_day_on(awa):
    enrolment = factories.enrolment(awa, starts_on=factories.DAY, on=factories.DAY + timedelta(1))
    assert seen(awa) == date(2016, 3, 16)
    factories.sale(enrolment, on=date(2016, 3, 20))
    assert seen(awa) == date(2016, 3, 20)
    factories.support(awa, held_on=LATER)
    assert seen(awa) == LATER


def test_an_earlier_visit_written_late_leaves_the_day_as_it_is(awa):
    factories.support(awa, held_on=LATER)
    factories.support(awa, held_on=factories.DAY)
    assert seen(awa) == LATER


def test_a_seat_is_no_visit_but_coming_is(awa):
    seat = factories.seat(beneficiary=awa)
    assert seen(awa) == factories.DAY
    room.mark(seat.workshop, present={seat.pk}, absent=set(), by=factories.counsellor())
    assert seen(awa) == seat.workshop.held_on


@pytest.fixture
def merged(awa):
    return factories.merge(awa).absorbed


@pytest.mark.parametrize(
    "hang",
    [
        lambda file: factories.support(file),
        lambda file: factories.seat(beneficiary=file),
        lambda file: Note.objects.create(
            beneficiary=file, text="x", written_on=factories.DAY, written_by=factories.counsellor()
        ),
        lambda file: Tagging.objects.create(beneficiary=file, tag=Tag.objects.create(name="x")),
        lambda file: Registration.objects.bulk_create(
            [Registration(workshop=factories.workshop(), beneficiary=file)]
        ),
    ],
)
def test_nothing_more_is_hung_on_a_merged_file(merged, hang):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        hang(merged)
    assert refusal.value.__cause__.diag.constraint_name == "file_takes_more_only_if_standing"
    assert "réuni avec un autre" in sentence_of(refusal.value)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE beneficiaries_change SET after = 'x'", "DELETE FROM beneficiaries_change",
     "TRUNCATE beneficiaries_change"],
)  # fmt: skip
def test_the_history_of_a_file_is_never_rewritten(db, statement):
    Change.objects.create(person_id=1, by="nadia", field="phone", before="", after="06")
    with connection.cursor() as cursor, pytest.raises(Error), transaction.atomic():
        cursor.execute(statement)
    assert Change.objects.get().after == "06"
