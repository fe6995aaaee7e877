"""Referrals on paper: sheets leave numbered, and come back once each."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.models import ReferralSheet, TypedSheet
from partners.models import Organisation

from .referrals import refer

COPIES = 50  # at once


@transaction.atomic
def print_sheets(
    organisation: Organisation, *, copies: int, by: User, on: date
) -> list[ReferralSheet]:
    """So many sheets are ready for the partner, each with a number of its own."""
    if organisation.status != Organisation.Status.ACCEPTED:
        raise ValidationError(
            {"organisation": "Cet organisme n’est pas partenaire\u202f: il n’oriente personne."}
        )
    if not 1 <= copies <= COPIES:
        raise ValidationError({"copies": f"Imprimez de 1 à {COPIES} fiches à la fois."})
    blank = [
        ReferralSheet(organisation=organisation, printed_by=by, printed_on=on)
        for _ in range(copies)
    ]
    sheets = ReferralSheet.objects.bulk_create(blank)
    journal.record("sheets.printed", organisation, by=by, copies=copies, first=sheets[0].pk)
    return sheets


@transaction.atomic
def type_in(
    sheet: ReferralSheet,
    *,
    referrer_phone: str = "",
    referrer_email: str = "",
    by: User,
    on: date,
    **words: Any,
) -> TypedSheet:
    """What stands on the sheet is a referral of the partner it was printed for."""
    sheet = ReferralSheet.objects.select_for_update(of=["self"]).get(pk=sheet.pk)
    if earlier := sheet.typings.select_related("typed_by").first():
        raise ValidationError(
            f"La fiche {sheet.number} est déjà saisie, le {earlier.typed_on:%d/%m/%Y}, par"
            f" {earlier.typed_by}."
        )
    referral = refer(organisation=sheet.organisation, by=by, on=on, **words)
    typed = TypedSheet(
        sheet=sheet,
        referral=referral,
        typed_on=on,
        typed_by=by,
        phone=referrer_phone,
        email=referrer_email,
    )
    typed.clean_fields()
    typed.save()
    journal.record("sheet.typed", referral, by=by, sheet=sheet.number)
    return typed


@transaction.atomic
def type_in_unnumbered(
    *, organisation: Organisation, by: User, on: date, **words: Any
) -> TypedSheet:
    """A sheet that somebody printed from our public page has a number once it is typed in."""
    [sheet] = print_sheets(organisation, copies=1, by=by, on=on)
    return type_in(sheet, by=by, on=on, **words)
