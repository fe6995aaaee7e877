"""Who may open what, written out by hand: what is not listed here fails in test_access.

The browser tests walk the same table. `ARGUMENTS` finds an object that the worker may see.
"""

from django.urls import URLPattern, get_resolver

from accounts.models import User
from beneficiaries.models import (
    Beneficiary,
    Kinship,
    Merge,
    Note,
    PossibleDuplicate,
    Proxy,
    Referral,
)
from pimms.models import RegisterUpload
from recharges.models import Sale
from workshops.models import Workshop

WORKER, COUNSELLOR, DIRECTOR = User.Role.SOCIAL_WORKER, User.Role.COUNSELLOR, User.Role.DIRECTOR
STAFF = {COUNSELLOR, DIRECTOR}
EVERYBODY = STAFF | {WORKER}

# Open to whoever comes: signing in, and what says that we are there.
PUBLIC = {
    "health",
    "accessibility",
    "privacy",
    "account_login",
    "account_logout",
    "account_signup",  # closed, and says so
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "mfa_authenticate",
}

ACCESS = {
    "home": EVERYBODY,
    # one's own account
    "account_email": EVERYBODY,
    "account_change_password": EVERYBODY,
    "account_set_password": EVERYBODY,
    "account_reauthenticate": EVERYBODY,
    "mfa_index": EVERYBODY,
    "mfa_reauthenticate": EVERYBODY,
    "mfa_activate_totp": EVERYBODY,
    "mfa_deactivate_totp": EVERYBODY,
    "mfa_view_recovery_codes": EVERYBODY,
    "mfa_generate_recovery_codes": EVERYBODY,
    "mfa_download_recovery_codes": EVERYBODY,
    # people and referrals
    "beneficiaries:people": STAFF,
    "beneficiaries:new": STAFF,
    "beneficiaries:file": STAFF,
    "beneficiaries:correct": STAFF,
    "beneficiaries:enrol": STAFF,
    "beneficiaries:dismiss": STAFF,
    "beneficiaries:duplicates": STAFF,
    "beneficiaries:merge": STAFF,
    "beneficiaries:unmerge": STAFF,
    "beneficiaries:same": STAFF,
    "beneficiaries:alike": STAFF,
    "beneficiaries:names": STAFF,
    "beneficiaries:portfolio": STAFF,
    "beneficiaries:history": STAFF,
    "beneficiaries:note": STAFF,
    "beneficiaries:pin": STAFF,
    "beneficiaries:archive": STAFF,
    "beneficiaries:tags": STAFF,
    "beneficiaries:entrust": STAFF,
    "beneficiaries:relate": STAFF,
    "beneficiaries:end_kinship": STAFF,
    "beneficiaries:leave_household": STAFF,
    "beneficiaries:grant_proxy": STAFF,
    "beneficiaries:end_proxy": STAFF,
    "beneficiaries:communes": EVERYBODY,
    "beneficiaries:referrals": EVERYBODY,
    "beneficiaries:refer": {WORKER},
    "beneficiaries:referral": EVERYBODY,
    "beneficiaries:accept": STAFF,
    "beneficiaries:refuse": STAFF,
    "beneficiaries:receive": STAFF,
    # the till
    "recharges:ledger": STAFF,
    "recharges:sell": STAFF,
    "recharges:sale": STAFF,
    "recharges:receipt": STAFF,
    "recharges:reverse": STAFF,
    # workshops and support
    "workshops:workshops": STAFF,
    "workshops:plan": STAFF,
    "workshops:workshop": STAFF,
    "workshops:register": STAFF,
    "workshops:mark": STAFF,
    "workshops:activity": STAFF,
    "workshops:support": STAFF,
    # the year in figures
    "reports:reports": {DIRECTOR},
    "reports:year": {DIRECTOR},
    "reports:pdf": {DIRECTOR},
    "reports:data": {DIRECTOR},
    # desk registers
    "register:uploads": {DIRECTOR},
    "register:model": {DIRECTOR},
    "register:upload": {DIRECTOR},
    "register:confirm": {DIRECTOR},
    "register:restart": {DIRECTOR},
    "register:rejects": {DIRECTOR},
}

# What answers a POST alone, with a file, or with a part of a page: no page to look at.
ACTIONS = {
    "beneficiaries:dismiss", "beneficiaries:accept", "beneficiaries:refuse",
    "beneficiaries:unmerge", "beneficiaries:pin", "beneficiaries:archive",
    "beneficiaries:end_kinship", "beneficiaries:leave_household",
    "workshops:register", "workshops:mark", "register:confirm", "register:restart",
}  # fmt: skip
FILES = {
    "recharges:receipt", "reports:pdf", "reports:data",
    "register:model", "register:rejects", "mfa_download_recovery_codes",
}  # fmt: skip
PARTS = {"beneficiaries:communes", "beneficiaries:alike", "beneficiaries:names"}
# Pages of a second factor or of another address, which a visitor without one is sent away from.
PASSING = {
    "account_set_password", "account_reauthenticate", "mfa_reauthenticate",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
}  # fmt: skip
PUBLIC_PAGES = {
    "account_login": "/compte/login/",
    "account_reset_password": "/compte/password/reset/",
    "accessibility": "/accessibilite/",
    "privacy": "/donnees-personnelles/",
    "not_found": "/nulle-part/",
}


def a_person(worker):
    """The last person whom the worker referred and whose twelve months were opened."""
    seen = Beneficiary.objects.visible_to(worker).filter(enrolments__isnull=False)
    return [seen.latest("enrolments__period", "pk").pk]


def a_pair(worker):
    return [PossibleDuplicate.objects.undecided().latest("pk").pk]


def a_merge(worker):
    return [Merge.objects.standing().latest("pk").pk]


def a_note(worker):
    return [Note.objects.latest("pk").pk]


def a_kinship(worker):
    return [Kinship.objects.latest("pk").pk]


def a_proxy(worker):
    return [Proxy.objects.latest("pk").pk]


def a_referral(worker):
    return [Referral.objects.visible_to(worker).pending().latest("received_on", "pk").pk]


def a_sale(worker):
    return [Sale.objects.standing().latest("sold_on", "pk").pk]


def a_workshop(worker):
    return [Workshop.objects.filter(registrations__isnull=False).latest("held_on", "pk").pk]


def a_year(worker):
    return [Sale.objects.latest("sold_on", "pk").sold_on.year]


def an_upload(worker):
    return [RegisterUpload.objects.latest("pk").key]


ARGUMENTS = {
    "beneficiaries:file": a_person,
    "beneficiaries:correct": a_person,
    "beneficiaries:enrol": a_person,
    "beneficiaries:dismiss": a_pair,
    "beneficiaries:merge": a_pair,
    "beneficiaries:unmerge": a_merge,
    "beneficiaries:same": a_person,
    "beneficiaries:history": a_person,
    "beneficiaries:note": a_person,
    "beneficiaries:pin": a_note,
    "beneficiaries:archive": a_note,
    "beneficiaries:tags": a_person,
    "beneficiaries:entrust": a_person,
    "beneficiaries:relate": a_person,
    "beneficiaries:end_kinship": a_kinship,
    "beneficiaries:leave_household": a_person,
    "beneficiaries:grant_proxy": a_person,
    "beneficiaries:end_proxy": a_proxy,
    "beneficiaries:referral": a_referral,
    "beneficiaries:accept": a_referral,
    "beneficiaries:refuse": a_referral,
    "beneficiaries:receive": a_referral,
    "recharges:ledger": a_person,
    "recharges:sell": a_person,
    "recharges:sale": a_sale,
    "recharges:receipt": a_sale,
    "recharges:reverse": a_sale,
    "workshops:workshop": a_workshop,
    "workshops:register": a_workshop,
    "workshops:mark": a_workshop,
    "workshops:activity": a_person,
    "workshops:support": a_person,
    "reports:year": a_year,
    "reports:pdf": a_year,
    "reports:data": a_year,
    "register:upload": an_upload,
    "register:confirm": an_upload,
    "register:restart": an_upload,
    "register:rejects": an_upload,
    "account_reset_password_from_key": lambda worker: {"uidb36": "1", "key": "no-key"},
    "account_confirm_email": lambda worker: ["no-key"],
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
PAGES = set(ACCESS) & set(views()) - ACTIONS - FILES - PARTS - PASSING
