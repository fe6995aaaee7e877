"""Which page shows the form that posts to an address: each room says it in its `forms.py`.

A name stands for the page of the same object, or for the list that needs none; a function is
given what the address names, and says where. Several are tried in turn. What is not named shows
its own form.
"""

from tests.accounts import forms as accounts
from tests.beneficiaries import forms as beneficiaries
from tests.exports import forms as exports
from tests.funding import forms as funding
from tests.languages import forms as languages
from tests.partners import forms as partners
from tests.recharges import forms as recharges
from tests.register import forms as register
from tests.reports import forms as reports
from tests.returns import forms as returns
from tests.surveys import forms as surveys
from tests.workshops import forms as workshops

ROOMS = (
    accounts, beneficiaries, exports, funding, languages, partners, recharges, register, reports,
    returns, surveys, workshops,
)  # fmt: skip
SHOWN_ON = {name: pages for room in ROOMS for name, pages in room.SHOWN_ON.items()}
