"""What comes back to referrers: who may open what, and the objects named."""

from tests.support.objects import a_referral, an_organisation

FOR_EVERYBODY = {"returns:year", "returns:letter"}
FOR_STAFF = {"returns:calls", "returns:calls_pdf", "returns:call"}
ACTIONS = {"returns:call"}
FILES = {"returns:calls_pdf", "returns:letter"}

ARGUMENTS = {
    "returns:call": a_referral,
    "returns:year": an_organisation,
    "returns:letter": lambda worker: [*an_organisation(worker), 2016],
}
