"""The card of a person."""

from datetime import date

from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.models import Beneficiary, Card


@transaction.atomic
def issue_card(person: Beneficiary, *, by: User, on: date) -> Card:
    """The person has a new card; the one before, lost or not, opens nothing any more."""
    Beneficiary.objects.select_for_update(of=["self"], no_key=True).get(pk=person.pk)
    person.cards.live().update(revoked_on=on)
    card = Card.objects.create(beneficiary=person, issued_on=on, issued_by=by)
    journal.record("card.issued", card, by=by)
    return card


@transaction.atomic
def revoke_card(card: Card, *, by: User, on: date) -> Card:
    """The card opens nothing any more."""
    if card.revoked_on is None:
        card.revoked_on = on
        card.save(update_fields=["revoked_on"])
        journal.record("card.revoked", card, by=by)
    return card
