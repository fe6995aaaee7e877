"""Who may open what, written out by hand: what is not listed here fails in test_access.

The browser tests walk the same table. `ARGUMENTS` finds an object that the worker may see.
"""

from django.urls import URLPattern, get_resolver

from accounts.models import User
from beneficiaries.models import Beneficiary, PossibleDuplicate, Referral
from pimms.models import RegisterUpload
from recharges.models import Sale
from workshops import links
from workshops.models import (
    Absence,
    Appointment,
    Cycle,
    Feed,
    Registration,
    Room,
    Sheet,
    Waiting,
    Workshop,
    WorkshopType,
)

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
    "workshops:seat",
    "workshops:offer",
    "workshops:feed",
    "workshops:agenda",
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
    "accounts:lock": EVERYBODY,
    "accounts:presence": EVERYBODY,
    "accounts:quick_code": EVERYBODY,
    "accounts:discretion": STAFF,
    # the counter
    "counter:counter": STAFF,
    "counter:person": STAFF,
    # people and referrals
    "beneficiaries:people": STAFF,
    "beneficiaries:new": STAFF,
    "beneficiaries:file": STAFF,
    "beneficiaries:correct": STAFF,
    "beneficiaries:enrol": STAFF,
    "beneficiaries:dismiss": STAFF,
    "beneficiaries:districts": {DIRECTOR},
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
    "workshops:programme": STAFF,
    "workshops:add_type": STAFF,
    "workshops:type": STAFF,
    "workshops:add_room": STAFF,
    "workshops:room": STAFF,
    "workshops:hours": STAFF,
    "workshops:note_absence": STAFF,
    "workshops:plan_cycle": STAFF,
    "workshops:cycle": STAFF,
    "workshops:calendar": STAFF,
    "workshops:change": STAFF,
    "workshops:repeat": STAFF,
    "workshops:cancel": STAFF,
    "workshops:queue": STAFF,
    "workshops:guest": STAFF,
    "workshops:calls": STAFF,
    "workshops:call_paper": STAFF,
    "workshops:note_call": STAFF,
    "workshops:calls_today": STAFF,
    "workshops:register_for_cycle": STAFF,
    "workshops:give_back": STAFF,
    "workshops:take_back": STAFF,
    "workshops:arrive": STAFF,
    "workshops:answer": STAFF,
    "workshops:sheet_paper": STAFF,
    "workshops:sheets": STAFF,
    "workshops:scan": STAFF,
    "workshops:missing_sheets": STAFF,
    "workshops:certificates": STAFF,
    "workshops:certificate": STAFF,
    "workshops:poster": STAFF,
    "workshops:slips": STAFF,
    "workshops:event": STAFF,
    "workshops:rates": STAFF,
    "workshops:feeds": STAFF,
    "workshops:revoke_feed": STAFF,
    "workshops:withdraw_type": STAFF,
    "workshops:take_back_absence": STAFF,
    "workshops:appointments": STAFF,
    "workshops:close_appointment": STAFF,
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
    "accounts:presence", "accounts:discretion", "workshops:close_appointment",
    "workshops:register", "workshops:mark", "register:confirm", "register:restart",
    "workshops:queue", "workshops:guest", "workshops:note_call", "workshops:register_for_cycle",
    "workshops:give_back", "workshops:arrive", "workshops:answer", "workshops:revoke_feed",
    "workshops:withdraw_type", "workshops:take_back_absence",
}  # fmt: skip
FILES = {
    "recharges:receipt", "reports:pdf", "reports:data",
    "workshops:call_paper", "workshops:sheet_paper", "workshops:scan", "workshops:certificates",
    "workshops:certificate", "workshops:poster", "workshops:slips", "workshops:event",
    "register:model", "register:rejects", "mfa_download_recovery_codes",
}  # fmt: skip
PARTS = {"beneficiaries:communes"}
# Pages of a second factor or of another address, which a visitor without one is sent away from.
PASSING = {
    "accounts:lock",
    "account_set_password", "account_reauthenticate", "mfa_reauthenticate",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
}  # fmt: skip
PUBLIC_PAGES = {
    "account_login": "/compte/login/",
    "account_reset_password": "/compte/password/reset/",
    "accessibility": "/accessibilite/",
    "privacy": "/donnees-personnelles/",
    "agenda": "/agenda/",
    "not_found": "/nulle-part/",
}


def a_person(worker):
    """The last person whom the worker referred and whose twelve months were opened."""
    seen = Beneficiary.objects.visible_to(worker).filter(enrolments__isnull=False)
    return [seen.latest("enrolments__period", "pk").pk]


def a_pair(worker):
    return [PossibleDuplicate.objects.latest("pk").pk]


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


def latest(model, **of):
    """Finds the last one, of those that are so."""
    return lambda worker: [model.objects.filter(**of).latest("pk").pk]


def a_token(model):
    return lambda worker: [links.token(model.objects.latest("pk"))]


def an_appointment(worker):
    return [Appointment.objects.latest("pk").pk]


ARGUMENTS = {
    "counter:person": a_person,
    "workshops:appointments": a_person,
    "workshops:close_appointment": an_appointment,
    "beneficiaries:file": a_person,
    "beneficiaries:correct": a_person,
    "beneficiaries:enrol": a_person,
    "beneficiaries:dismiss": a_pair,
    "beneficiaries:referral": a_referral,
    "beneficiaries:accept": a_referral,
    "beneficiaries:refuse": a_referral,
    "beneficiaries:receive": a_referral,
    "recharges:ledger": a_person,
    "recharges:sell": a_person,
    "recharges:sale": a_sale,
    "recharges:receipt": a_sale,
    "recharges:reverse": a_sale,
    "workshops:change": a_workshop,
    "workshops:repeat": a_workshop,
    "workshops:cancel": a_workshop,
    "workshops:queue": a_workshop,
    "workshops:guest": a_workshop,
    "workshops:calls": a_workshop,
    "workshops:call_paper": a_workshop,
    "workshops:note_call": a_workshop,
    "workshops:sheet_paper": a_workshop,
    "workshops:sheets": a_workshop,
    "workshops:certificates": a_workshop,
    "workshops:poster": a_workshop,
    "workshops:slips": a_workshop,
    "workshops:event": a_workshop,
    "workshops:type": latest(WorkshopType),
    "workshops:withdraw_type": latest(WorkshopType),
    "workshops:room": latest(Room),
    "workshops:take_back_absence": latest(Absence),
    "workshops:cycle": latest(Cycle),
    "workshops:register_for_cycle": latest(Cycle),
    "workshops:give_back": latest(Registration),
    "workshops:take_back": latest(Registration),
    "workshops:arrive": latest(Registration),
    "workshops:certificate": latest(Registration, status="present"),
    "workshops:answer": latest(Waiting),
    "workshops:scan": latest(Sheet),
    "workshops:revoke_feed": latest(Feed),
    "workshops:seat": a_token(Registration),
    "workshops:offer": a_token(Waiting),
    "workshops:feed": lambda worker: [Feed.objects.latest("pk").token],
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
