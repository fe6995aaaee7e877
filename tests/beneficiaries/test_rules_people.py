"""The rules on households, proxies, notes, tags, history and merging, each broken."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F

from beneficiaries.models import Beneficiary, Change, Enrolment, Tag, Tagging
from tests.support import factories
from tests.support.rules import broken, sentence


def tag():
    return Tag.objects.create(name="Ateliers du mardi")


def tagging():
    return Tagging.objects.create(beneficiary=factories.person(), tag=tag())


def change():
    return Change.objects.create(person_id=1, by="nadia", field="phone", before="", after="06")


TABLE = [
    ("kinship_once_a_pair", factories.kinship,
     lambda row: {"person": row.relative, "relative": row.person}),
    ("kinship_of_two_people", factories.kinship, lambda row: {"relative": row.person}),
    ("kinship_kind_known", factories.kinship, {"kind": "voisin"}),
    ("proxy_has_both_days", factories.proxy, {"period": DateRange(factories.DAY, None)}),
    ("proxy_has_both_days", factories.proxy, {"period": DateRange(empty=True)}),
    ("proxy_ended_with_a_reason", factories.proxy, {"ended_on": factories.DAY}),
    ("proxy_ended_with_a_reason", factories.proxy, {"reason": "Rétablie"}),
    ("proxy_names_its_holder_and_purpose", factories.proxy, {"name": ""}),
    ("proxy_names_its_holder_and_purpose", factories.proxy, {"purpose": ""}),
    ("proxy_phone_international", factories.proxy, {"phone": "0612345678"}),
    ("note_says_something", factories.note, {"text": ""}),
    ("note_archived_after_it_was_written", factories.note,
     {"archived_on": factories.DAY - timedelta(days=1)}),
    ("tag_once", tag, {"name": "ateliers du MARDI"}),
    ("tag_is_a_word", tag, {"name": "…"}),
    ("tagging_once", tagging, {}),
    ("change_changes_something", change, {"after": ""}),
    ("merge_of_a_file_once", factories.merge, {}),
    ("merge_of_two_files", factories.merge, lambda row: {"absorbed": row.survivor}),
    ("merge_undone_afterwards", factories.merge,
     lambda row: {"undone_on": row.merged_on - timedelta(days=1), "undone_by": row.merged_by}),
    ("merge_undone_afterwards", factories.merge, lambda row: {"undone_by": row.merged_by}),
]  # fmt: skip
every_rule = pytest.mark.parametrize(("name", "valid", "changes"), TABLE)


def rule_of(refusal) -> str:
    return refusal.value.__cause__.diag.constraint_name


@every_rule
def test_the_database_refuses(db, name, valid, changes):
    row = broken(valid, changes)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        type(row).objects.bulk_create([row])
    assert rule_of(refusal) == name


@every_rule
def test_the_refusal_is_a_sentence(db, name, valid, changes):
    row = broken(valid, changes)
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    assert sentence(name) in refusal.value.messages


def test_a_file_is_not_merged_into_itself(db):
    awa = factories.person()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Beneficiary.objects.filter(pk=awa.pk).update(merged_into=F("pk"))
    assert rule_of(refusal) == "beneficiary_not_merged_into_itself"


def test_an_enrolment_is_not_counted_with_itself(db):
    enrolment = factories.enrolment()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Enrolment.objects.filter(pk=enrolment.pk).update(absorbed_by=F("pk"))
    assert rule_of(refusal) == "enrolment_not_absorbed_by_itself"


def test_two_colleagues_may_have_a_tag_of_the_same_name(db):
    for owner in (factories.counsellor(), factories.director(), None):
        Tag.objects.create(name="À rappeler", owner=owner)
    assert Tag.objects.visible_to(factories.counsellor()).count() == 2


def test_a_tie_that_ended_may_be_noted_again(db):
    tie = factories.kinship()
    type(tie).objects.filter(pk=tie.pk).update(ended_on=factories.DAY)
    broken(lambda: tie, {"ended_on": None}).save()
    assert type(tie).objects.count() == 2
