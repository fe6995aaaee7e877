"""The code of a sheet's stub: whoever holds it sees where the referral stands, and nothing else.

Twelve letters of proof, then the number of the sheet; nothing is kept. The code serves for ninety
days from the day on which the sheet reached us.
"""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.crypto import constant_time_compare

from accounts.mail import address_of
from beneficiaries.certificates import counted, grouped, letters, proof
from beneficiaries.models import ReferralSheet, TypedSheet
from beneficiaries.models.cards import ALPHABET

DAYS = 90  # from the day the sheet reached us
UNUSED_DAYS = 365  # from the day it was printed, when it never did
_OF, _PROOF, _NUMBER = "pimms.following", 12, 4  # letters


def code(sheet: ReferralSheet) -> str:
    """`PXKA-7RTE-HJ4C-AAFM`."""
    return grouped(_proof(sheet.pk) + letters(sheet.pk).rjust(_NUMBER, ALPHABET[0]))


def address(sheet: ReferralSheet) -> str:
    """The full address of the page that says where the referral stands."""
    return address_of(reverse("beneficiaries:follow", args=[code(sheet)]))


def sheet_of(written: str) -> ReferralSheet | None:
    """The sheet whose stub bears the code; None when we did not write it."""
    whole = "".join(each for each in written.upper() if each.isalnum())
    told, number = whole[:_PROOF], whole[_PROOF:]
    if not _NUMBER <= len(number) <= 12 or set(whole) - set(ALPHABET):
        return None
    pk = counted(number)
    if pk >= 2**63 or not constant_time_compare(told, _proof(pk)):
        return None
    return ReferralSheet.objects.filter(pk=pk).first()


def is_over(sheet: ReferralSheet, typed: TypedSheet | None, *, on: date) -> bool:
    """Whether the code serves no more."""
    if typed:
        return on > typed.typed_on + timedelta(days=DAYS)
    return on > sheet.printed_on + timedelta(days=UNUSED_DAYS)


def _proof(pk: int) -> str:
    return proof(pk, of=_OF, length=_PROOF)
