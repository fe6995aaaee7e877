"""The part of the table that is about paper sheets and what comes back to referrers."""

from beneficiaries.models import Referral, ReferralSheet
from partners.models import Organisation

FOR_STAFF = {
    "beneficiaries:sheets",
    "beneficiaries:print_sheets",
    "beneficiaries:type_in",
    "beneficiaries:type_in_unnumbered",
    "beneficiaries:stub",
    "beneficiaries:told_back",
    "returns:calls",
    "returns:calls_pdf",
    "returns:call",
}
FOR_EVERYBODY = {"beneficiaries:referral_sheet", "returns:year", "returns:letter"}
ACTIONS = {"beneficiaries:print_sheets", "returns:call"}
FILES = {
    "beneficiaries:stub",
    "beneficiaries:referral_sheet",
    "returns:calls_pdf",
    "returns:letter",
}


def a_referral(worker):
    return [Referral.objects.visible_to(worker).pending().latest("received_on", "pk").pk]


def a_sheet(worker):
    """One that has not come back."""
    return [ReferralSheet.objects.filter(typings=None).latest("pk").number]


def an_organisation(worker):
    return [Organisation.objects.administered_by(worker).latest("pk").pk]


ARGUMENTS = {
    "beneficiaries:type_in": a_sheet,
    "beneficiaries:stub": a_sheet,
    "beneficiaries:follow": lambda worker: ["AAAA-AAAA-AAAA-AAAA"],
    "beneficiaries:told_back": a_referral,
    "beneficiaries:referral_sheet": a_referral,
    "returns:call": a_referral,
    "returns:year": an_organisation,
    "returns:letter": lambda worker: [*an_organisation(worker), 2016],
}
