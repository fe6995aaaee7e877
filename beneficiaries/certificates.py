"""The code of a certificate, which only we can make, and the squares that telephones read.

The code says which enrolment it is and proves it with the key of this installation: nothing is
kept, and nothing of the person stands in it.
"""

import segno
from django.utils.crypto import constant_time_compare, salted_hmac

from beneficiaries.models import Enrolment
from beneficiaries.models.cards import ALPHABET

_PROOF, _NUMBER = 8, 4  # letters


def code(enrolment: Enrolment) -> str:
    """`PXKA-7RTE-AAFM`: eight letters of proof, then the number of the enrolment."""
    number = letters(enrolment.pk).rjust(_NUMBER, ALPHABET[0])
    whole = _proof(enrolment.pk) + number
    return grouped(whole)


def enrolment_of(written: str) -> Enrolment | None:
    """The enrolment whose certificate bears the code; dashes, spaces and case do not matter."""
    whole = "".join(each for each in written.upper() if each.isalnum())
    proof, number = whole[:_PROOF], whole[_PROOF:]
    if not _NUMBER <= len(number) <= 12 or set(whole) - set(ALPHABET):
        return None
    pk = counted(number)
    if pk >= 2**63 or not constant_time_compare(proof, _proof(pk)):
        return None
    return Enrolment.objects.filter(pk=pk).prefetch_related("movements").first()


def square(text: str) -> str:
    """The text as a QR code, in an address that a page or a PDF shows by itself."""
    return segno.make(text, error="m", micro=False).svg_data_uri(scale=4, border=2)


def _proof(pk: int) -> str:
    return proof(pk, of="pimms.certificate", length=_PROOF)


def proof(pk: int, *, of: str, length: int) -> str:
    """Letters that only this installation can make for the key of something."""
    digest = salted_hmac(of, str(pk), algorithm="sha256").digest()
    return letters(int.from_bytes(digest, "big"))[-length:]


def grouped(whole: str) -> str:
    return "-".join(whole[start : start + 4] for start in range(0, len(whole), 4))


def letters(number: int) -> str:
    found = ""
    while number:
        number, rest = divmod(number, len(ALPHABET))
        found = ALPHABET[rest] + found
    return found


def counted(written: str) -> int:
    """The number that the letters write."""
    number = 0
    for letter in written:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return number
