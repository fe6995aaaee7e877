"""The rules on sheets and on what is told, each broken."""

from beneficiaries.models import Telling, TypedSheet
from tests.support import factories, referral_sheets
from tests.support.rules import Broken

DAY, AT = referral_sheets.DAY, referral_sheets.AT


def typed() -> TypedSheet:
    return TypedSheet(
        sheet=referral_sheets.sheet(),
        referral=factories.referral(),
        typed_on=DAY,
        typed_by=factories.counsellor(),
    )


def told() -> Telling:
    return Telling(referral=referral_sheets.referral(), step="decided", reached_on=DAY, at=AT)


RULES = [
    Broken(
        "sheet_typed_once", referral_sheets.typed, lambda it: {"referral": factories.referral()}
    ),
    Broken("typed_sheet_phone_international", typed, {"phone": "06 12 34 56 78"}),
    Broken("telling_once_a_step", referral_sheets.telling, {"how": "page"}),
    Broken("telling_by_telephone_says_who", told, {"how": "telephone"}),
    Broken(
        "telling_by_telephone_says_who",
        told,
        lambda it: {"how": "mail", "told_by": factories.counsellor()},
    ),
]
