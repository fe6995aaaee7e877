"""What the database refuses of eligibility by itself, by SQL too."""

from datetime import date

import pytest
from django.db import Error, IntegrityError, connection, transaction

from beneficiaries.models import Enrolment, Finding
from pimms.kernel.periods import months_from
from tests.support import eligibility, factories
from tests.support.ledger import refused_by, rule_of

pytestmark = pytest.mark.django_db


def bare_enrolment(assessment, starts_on=factories.DAY):
    row = Enrolment(
        beneficiary=assessment.beneficiary,
        period=months_from(starts_on, 12),
        assessment=assessment,
        enrolled_by=assessment.assessed_by,
    )
    with transaction.atomic():
        return Enrolment.objects.bulk_create([row])[0]


@pytest.mark.parametrize(
    ("make", "change"),
    [
        (eligibility.version, "UPDATE beneficiaries_programmeversion SET minimum_age = 12"),
        (eligibility.criterion, "UPDATE beneficiaries_criterion SET label = 'x'"),
        (eligibility.criterion, "DELETE FROM beneficiaries_threshold"),
        (eligibility.assessment, "UPDATE beneficiaries_assessment SET reason = 'x'"),
        (eligibility.assessment, "DELETE FROM beneficiaries_assessment"),
        (eligibility.assessment, "UPDATE beneficiaries_finding SET met = false"),
        (eligibility.assessment, "DELETE FROM beneficiaries_finding"),
        (eligibility.diagnosis, "UPDATE beneficiaries_telecomdiagnosis SET debt = 5"),
        (eligibility.diagnosis, "DELETE FROM beneficiaries_telecomdiagnosis"),
        (eligibility.review, "UPDATE beneficiaries_reviewsample SET seed = 1"),
        (eligibility.review, "DELETE FROM beneficiaries_review"),
    ],
)
def test_what_is_written_stands(make, change):
    make()
    assert "Cannot" in refused_by(change)


def test_a_file_may_be_reunited_with_its_assessments_and_diagnoses():
    made, awa = eligibility.assessment(), factories.person()
    eligibility.diagnosis(made.beneficiary)
    with connection.cursor() as cursor:
        for table in ("assessment", "telecomdiagnosis"):
            cursor.execute(f"UPDATE beneficiaries_{table} SET beneficiary_id = %s", [awa.pk])
    made.refresh_from_db()
    assert made.beneficiary == awa


def test_a_finding_is_of_its_assessment_s_version():
    before = eligibility.criterion("health_cover")
    eligibility.change(minimum_age=18)
    made = eligibility.assessment()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Finding.objects.bulk_create([Finding(assessment=made, criterion=before, met=False)])
    assert rule_of(refusal) == "finding_of_its_version"


def test_a_refusal_opens_no_enrolment():
    with pytest.raises(IntegrityError) as refusal:
        bare_enrolment(eligibility.refused())
    assert rule_of(refusal) == "enrolment_on_a_settled_assessment"


def test_an_assessment_to_sign_opens_no_enrolment():
    eligibility.change(second_signature=True)
    with pytest.raises(IntegrityError) as refusal:
        bare_enrolment(eligibility.assessment())
    assert rule_of(refusal) == "enrolment_on_a_settled_assessment"


def test_a_full_programme_takes_nobody_more():
    eligibility.change(capacity=2)
    for _ in range(2):
        bare_enrolment(eligibility.assessment())
    with pytest.raises(IntegrityError) as refusal:
        bare_enrolment(eligibility.assessment())
    assert rule_of(refusal) == "enrolment_within_the_capacity"


def test_a_place_taken_for_next_month_is_not_given_today():
    eligibility.change(capacity=2)
    bare_enrolment(eligibility.assessment())
    bare_enrolment(eligibility.assessment(), starts_on=date(2016, 4, 15))
    with pytest.raises(IntegrityError) as refusal:
        bare_enrolment(eligibility.assessment())
    assert rule_of(refusal) == "enrolment_within_the_capacity"


def test_a_place_is_free_again_once_twelve_months_are_over():
    eligibility.change(capacity=1)
    bare_enrolment(eligibility.assessment())
    bare_enrolment(eligibility.assessment(), starts_on=date(2017, 3, 15))
    assert Enrolment.objects.count() == 2


def test_enrolments_of_a_register_are_never_turned_away():
    eligibility.change(capacity=1)
    rows = [
        Enrolment(beneficiary=factories.person(), period=months_from(factories.DAY, 12))
        for _ in range(3)
    ]
    assert len(Enrolment.objects.bulk_create(rows)) == 3


def test_a_review_names_the_author_of_the_assessment():
    review = eligibility.review()
    other = factories.user("lea@pimms.example", "counsellor", name="Léa Petit")
    with pytest.raises(Error) as refusal, transaction.atomic():
        type(review).objects.filter(pk=review.pk).update(author=other)
    assert rule_of(refusal) == "review_names_the_author"
