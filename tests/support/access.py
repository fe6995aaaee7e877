"""Who may open what, written out by hand: what no room lists fails in test_access.

Each room lists its own addresses in `tests/<room>/access.py`; the browser tests walk them too.
`ARGUMENTS` finds for each address that names an object one that the worker may see, or that
the desk has.
"""

from types import ModuleType

from django.urls import URLPattern, get_resolver

from accounts.models import User
from tests.accounts import access as accounts
from tests.beneficiaries import access as beneficiaries
from tests.counter import access as counter
from tests.exports import access as exports
from tests.funding import access as funding
from tests.languages import access as languages
from tests.partners import access as partners
from tests.pimms import access as pimms
from tests.recharges import access as recharges
from tests.register import access as register
from tests.reports import access as reports
from tests.returns import access as returns
from tests.surveys import access as surveys
from tests.workshops import access as workshops

ROOMS = (
    accounts, beneficiaries, counter, exports, funding, languages, partners, pimms, recharges,
    register, reports, returns, surveys, workshops,
)  # fmt: skip
WORKER, COUNSELLOR, DIRECTOR = User.Role.SOCIAL_WORKER, User.Role.COUNSELLOR, User.Role.DIRECTOR
STAFF = {COUNSELLOR, DIRECTOR}
EVERYBODY = STAFF | {WORKER}


ROLES_OF = {
    "FOR_EVERYBODY": EVERYBODY,
    "FOR_STAFF": STAFF,
    "FOR_THE_DIRECTOR": {DIRECTOR},
    "FOR_THE_WORKER": {WORKER},
}


def listed(kind: str) -> set[str]:
    """The addresses that the rooms list under this name."""
    return {name for room in ROOMS for name in getattr(room, kind, ())}


def names_in(room: ModuleType) -> set[str]:
    """Every address of a room, whoever may open it."""
    return {name for kind in ("PUBLIC", *ROLES_OF) for name in getattr(room, kind, ())}


# Open to whoever comes: signing in, and what says that we are there.
PUBLIC = listed("PUBLIC")
ACCESS = {name: roles for kind, roles in ROLES_OF.items() for name in listed(kind)}
ARGUMENTS = {name: find for room in ROOMS for name, find in getattr(room, "ARGUMENTS", {}).items()}
# What answers a POST alone, with a file, or with a part of a page: no page to look at.
ACTIONS, FILES, PARTS = listed("ACTIONS"), listed("FILES"), listed("PARTS")
# Pages of a second factor or of another address, which a visitor without one is sent away from.
PASSING = listed("PASSING")
# What only one of them may see: who made the sale, on its day; who asked for the file.
PERSONAL = listed("PERSONAL")
PUBLIC_PAGES = {
    "account_login": "/compte/login/",
    "account_reset_password": "/compte/password/reset/",
    "accessibility": "/accessibilite/",
    "privacy": "/donnees-personnelles/",
    "invitation_over": "/invitation/mot/",
    "follow": "/suivi/AAAA-AAAA-AAAA-AAAA/",
    "agenda": "/agenda/",
    "directory": "/annuaire/",
    "partners:public_place": "/annuaire/lieux/1/",  # or where one of them stands
    "public_figures": "/chiffres/",
    "shared_over": "/partage/mot/",
    "not_found": "/nulle-part/",
}


def views(patterns=None, namespace="") -> dict:
    """Every view that an address leads to, by its full URL name."""
    found = {}
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLPattern):
            found[namespace + str(entry.name)] = entry.callback
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found |= views(entry.url_patterns, inner)
    return found


# What a browser can look at.
PAGES = set(ACCESS) & set(views()) - ACTIONS - FILES - PARTS - PASSING - PERSONAL
