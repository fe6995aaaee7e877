"""The rules of sheets and of what is told, broken by a bare INSERT."""

import pytest
from django.db import IntegrityError, transaction

from beneficiaries.models import Telling, TypedSheet
from tests.support import factories, referral_sheets

pytestmark = pytest.mark.django_db


def bare(rule, row):
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        type(row).objects.bulk_create([row])
    assert collision.value.__cause__.diag.constraint_name == rule


def test_a_sheet_is_typed_in_once(nadia):
    typed = referral_sheets.typed()
    other = factories.referral()
    again = TypedSheet(
        sheet=typed.sheet, referral=other, typed_on=referral_sheets.DAY, typed_by=nadia
    )
    bare("sheet_typed_once", again)


def test_the_telephone_of_a_referrer_is_international(nadia):
    row = TypedSheet(
        sheet=referral_sheets.sheet(),
        referral=factories.referral(),
        typed_on=referral_sheets.DAY,
        typed_by=nadia,
        phone="06 12 34 56 78",
    )
    bare("typed_sheet_phone_international", row)


def test_a_step_is_told_once(nadia):
    telling = referral_sheets.telling()
    again = Telling(
        referral=telling.referral,
        step=telling.step,
        reached_on=referral_sheets.DAY,
        at=referral_sheets.AT,
        how="page",
    )
    bare("telling_once_a_step", again)


def test_a_call_and_nothing_else_says_who_made_it(nadia):
    referral = referral_sheets.referral()
    said = {
        "referral": referral,
        "step": "decided",
        "reached_on": referral_sheets.DAY,
        "at": referral_sheets.AT,
    }
    bare("telling_by_telephone_says_who", Telling(how="telephone", **said))
    bare("telling_by_telephone_says_who", Telling(how="mail", told_by=nadia, **said))
