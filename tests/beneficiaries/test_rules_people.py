"""Rules on people that no single new row breaks, and what they leave alone."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from beneficiaries.models import Beneficiary, Enrolment, Tag
from tests.support import factories
from tests.support.rules import broken, rule_of


def test_a_file_is_not_merged_into_itself(db):
    awa = factories.person()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Beneficiary.objects.filter(pk=awa.pk).update(merged_into=F("pk"))
    assert rule_of(refusal.value) == "beneficiary_not_merged_into_itself"


def test_an_enrolment_is_not_counted_with_itself(db):
    enrolment = factories.enrolment()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Enrolment.objects.filter(pk=enrolment.pk).update(absorbed_by=F("pk"))
    assert rule_of(refusal.value) == "enrolment_not_absorbed_by_itself"


def test_two_colleagues_may_have_a_tag_of_the_same_name(db):
    for owner in (factories.counsellor(), factories.director(), None):
        Tag.objects.create(name="À rappeler", owner=owner)
    assert Tag.objects.visible_to(factories.counsellor()).count() == 2


def test_a_tie_that_ended_may_be_noted_again(db):
    tie = factories.kinship()
    type(tie).objects.filter(pk=tie.pk).update(ended_on=factories.DAY)
    broken(lambda: tie, {"ended_on": None}).save()
    assert type(tie).objects.count() == 2
