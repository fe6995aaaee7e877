"""How an address finds the object that it names."""

from beneficiaries.models import Beneficiary, Card, Enrolment, Referral
from funding.models import Grant
from partners.models import Organisation
from recharges.models import Sale


def a_person(worker):
    """The last person whom the worker referred and whose twelve months were opened."""
    seen = Beneficiary.objects.visible_to(worker).filter(enrolments__isnull=False)
    return [seen.latest("enrolments__period", "pk").pk]


def latest(model, **of):
    """Finds the last one, of those that are so."""
    return lambda worker: [model.objects.filter(**of).latest("pk").pk]


def a_year(worker):
    return [Sale.objects.latest("sold_on", "pk").sold_on.year]


def a_year_of_grants(worker):
    return [Grant.objects.latest("year").year]


def a_referral(worker):
    return [Referral.objects.visible_to(worker).pending().latest("received_on", "pk").pk]


def a_carrier(worker):
    """A person with a card, the latest."""
    return [Card.objects.live().latest("pk").beneficiary_id]


def an_enrolment(worker):
    """Of a person with a card, the latest."""
    return [Enrolment.objects.filter(beneficiary=a_carrier(worker)[0]).latest("period").pk]


def an_organisation(worker):
    return [Organisation.objects.administered_by(worker).latest("pk").pk]
