"""Who may open what, written out by hand: what is not listed here fails in test_access.

The browser tests walk the same table. `ARGUMENTS` finds an object that the worker may see.
"""

from django.db.models import Q
from django.urls import URLPattern, get_resolver

from accounts.models import User
from beneficiaries.models import (
    Assessment,
    Beneficiary,
    Card,
    Enrolment,
    ExitTask,
    ExtensionRequest,
    MarketOffer,
    PossibleDuplicate,
    ProgrammeVersion,
    Referral,
    Review,
    Waiting,
)
from pimms.models import RegisterUpload
from recharges.models import Cap, Closing, Inventory, Kit, Product, Sale, TillSession, Unit
from workshops.models import Appointment, Workshop

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
    "beneficiaries:verify",
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
    "beneficiaries:ask_referrer": STAFF,
    "beneficiaries:answer_question": {WORKER},
    # eligibility
    "beneficiaries:arithmetic": STAFF,
    "beneficiaries:papers": STAFF,
    "beneficiaries:diagnose": STAFF,
    "beneficiaries:to_sign": STAFF,
    "beneficiaries:sign": STAFF,
    "beneficiaries:send_back": STAFF,
    "beneficiaries:refusal_letter": STAFF,
    "beneficiaries:waiting_list": STAFF,
    "beneficiaries:offer_place": STAFF,
    "beneficiaries:enrol_waiting": STAFF,
    "beneficiaries:leave_waiting": STAFF,
    "beneficiaries:programme": {DIRECTOR},
    "beneficiaries:change_programme": {DIRECTOR},
    "beneficiaries:programme_version": {DIRECTOR},
    "beneficiaries:reviews": STAFF,
    "beneficiaries:draw_sample": {DIRECTOR},
    "beneficiaries:review": STAFF,
    # rights, and the way out
    "beneficiaries:rights": STAFF,
    "beneficiaries:suspend": STAFF,
    "beneficiaries:resume": STAFF,
    "beneficiaries:end_early": STAFF,
    "beneficiaries:undo": STAFF,
    "beneficiaries:ask_extension": STAFF,
    "beneficiaries:extensions": {DIRECTOR},
    "beneficiaries:extension": {DIRECTOR},
    "beneficiaries:extension_motives": {DIRECTOR},
    "beneficiaries:certificate": STAFF,
    "beneficiaries:card": STAFF,
    "beneficiaries:issue_card": STAFF,
    "beneficiaries:exits": STAFF,
    "beneficiaries:exit_task_done": STAFF,
    "beneficiaries:exit_talk": STAFF,
    "beneficiaries:offers": STAFF,
    "beneficiaries:offer": STAFF,
    "beneficiaries:follow_ups": STAFF,
    "beneficiaries:follow_up": STAFF,
    "beneficiaries:what_next": STAFF,
    "recharges:end_letter": STAFF,
    # the till
    "recharges:ledger": STAFF,
    "recharges:sell": STAFF,
    "recharges:sale": STAFF,
    "recharges:receipt": STAFF,
    "recharges:reverse": STAFF,
    # the catalogue, its caps, and what they came to
    "recharges:catalogue": STAFF,
    "recharges:product": STAFF,
    "recharges:new_product": {DIRECTOR},
    "recharges:correct_product": {DIRECTOR},
    "recharges:set_price": {DIRECTOR},
    "recharges:caps": STAFF,
    "recharges:set_cap": {DIRECTOR},
    "recharges:change_cap": {DIRECTOR},
    "recharges:end_cap": {DIRECTOR},
    "recharges:kits": STAFF,
    "recharges:compose_kit": {DIRECTOR},
    "recharges:retire_kit": {DIRECTOR},
    "recharges:simulation": {DIRECTOR},
    "recharges:overrides": {DIRECTOR},
    "recharges:savings": {DIRECTOR},
    # the stock
    "recharges:codes": STAFF,
    "recharges:codes_slip": STAFF,
    "recharges:stock": STAFF,
    "recharges:stock_find": STAFF,
    "recharges:stock_remove_expired": STAFF,
    "recharges:stock_product": STAFF,
    "recharges:stock_receive": STAFF,
    "recharges:stock_lose": STAFF,
    "recharges:stock_transfer": STAFF,
    "recharges:stock_track": {DIRECTOR},
    "recharges:unit": STAFF,
    "recharges:inventories": STAFF,
    "recharges:count": STAFF,
    "recharges:count_sheet": STAFF,
    "recharges:inventory": STAFF,
    "recharges:inventory_decide": {DIRECTOR},
    "recharges:till": STAFF,
    "recharges:open_till": STAFF,
    "recharges:close_till": STAFF,
    "recharges:tills": STAFF,
    "recharges:till_session": STAFF,
    "recharges:closings": STAFF,
    "recharges:closing": STAFF,
    "recharges:closing_pdf": STAFF,
    "recharges:close_period": {DIRECTOR},
    "recharges:books": {DIRECTOR},
    "recharges:change_account": {DIRECTOR},
    "recharges:entries": {DIRECTOR},
    "recharges:year_archive": {DIRECTOR},
    # workshops and support
    "workshops:workshops": STAFF,
    "workshops:plan": STAFF,
    "workshops:workshop": STAFF,
    "workshops:register": STAFF,
    "workshops:mark": STAFF,
    "workshops:activity": STAFF,
    "workshops:support": STAFF,
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
    "beneficiaries:ask_referrer", "beneficiaries:answer_question", "beneficiaries:arithmetic",
    "beneficiaries:sign", "beneficiaries:offer_place", "beneficiaries:enrol_waiting",
    "beneficiaries:leave_waiting", "beneficiaries:draw_sample",
    "workshops:register", "workshops:mark", "register:confirm", "register:restart",
    "recharges:end_cap", "recharges:retire_kit",
    "recharges:codes", "recharges:codes_slip", "recharges:stock_find",
    "recharges:stock_remove_expired",
    "beneficiaries:issue_card", "beneficiaries:exit_task_done",
}  # fmt: skip
# What only one of them may see: who made the sale, on its day.
PERSONAL = {"recharges:codes", "recharges:codes_slip"}
FILES = {
    "recharges:receipt", "recharges:count_sheet", "reports:pdf", "reports:data",
    "beneficiaries:papers", "beneficiaries:refusal_letter",
    "recharges:closing_pdf", "recharges:entries", "recharges:year_archive",
    "register:model", "register:rejects", "mfa_download_recovery_codes",
    "beneficiaries:certificate", "beneficiaries:card", "beneficiaries:what_next",
    "recharges:end_letter",
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
    "not_found": "/nulle-part/",
}


def a_person(worker):
    """The last person whom the worker referred and whose twelve months were opened."""
    seen = Beneficiary.objects.visible_to(worker).filter(enrolments__isnull=False)
    return [seen.latest("enrolments__period", "pk").pk]


def an_enrolment(worker):
    """Of a person with a card, the latest."""
    return [Enrolment.objects.filter(beneficiary=a_carrier(worker)[0]).latest("period").pk]


def a_carrier(worker):
    return [Card.objects.live().latest("pk").beneficiary_id]


def an_extension(worker):
    return [ExtensionRequest.objects.pending().latest("pk").pk]


def an_exit_task(worker):
    return [ExitTask.objects.latest("pk").pk]


def an_offer(worker):
    return [MarketOffer.objects.current().latest("pk").pk]


def a_pair(worker):
    return [PossibleDuplicate.objects.latest("pk").pk]


def a_referral(worker):
    return [Referral.objects.visible_to(worker).pending().latest("received_on", "pk").pk]


def a_question(worker):
    asked = Referral.objects.visible_to(worker).filter(status=Referral.Status.ASKED)
    return [asked.latest("received_on", "pk").pk]


def an_assessment(worker):
    return [Assessment.objects.positive().latest("assessed_on", "pk").pk]


def a_refusal(worker):
    refused = Assessment.objects.filter(outcome=Assessment.Outcome.NOT_ELIGIBLE)
    return [refused.latest("assessed_on", "pk").pk]


def a_wait(worker):
    return [Waiting.objects.open().latest("since", "pk").pk]


def a_version(worker):
    return [ProgrammeVersion.objects.latest_first().first().pk]


def a_review(worker):
    """One that the first counsellor reads or is read in."""
    reader = User.objects.filter(role=COUNSELLOR).earliest("pk")
    return [Review.objects.filter(Q(reviewer=reader) | Q(author=reader)).latest("pk").pk]


def a_sale(worker):
    return [Sale.objects.standing().latest("sold_on", "pk").pk]


def a_product(worker):
    return [Product.objects.earliest("pk").pk]


def a_cap(worker):
    return [Cap.objects.filter(period__upper_inf=True).earliest("pk").pk]


def a_kit(worker):
    return [Kit.objects.filter(is_archived=False).latest("pk").pk]


def a_piece(worker):
    return [Unit.objects.on_the_shelf().latest("pk").pk]


def a_product_in_stock(worker):
    return [Unit.objects.on_the_shelf().latest("pk").product_id]


def an_inventory(worker):
    return [Inventory.objects.filter(status="counted").latest("pk").pk]


def a_till(worker):
    return [TillSession.objects.closed().latest("day", "pk").pk]


def a_closing(worker):
    return [Closing.objects.latest("pk").pk]


def a_workshop(worker):
    return [Workshop.objects.filter(registrations__isnull=False).latest("held_on", "pk").pk]


def a_year(worker):
    return [Sale.objects.latest("sold_on", "pk").sold_on.year]


def an_upload(worker):
    return [RegisterUpload.objects.latest("pk").key]


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
    "beneficiaries:ask_referrer": a_referral,
    "beneficiaries:answer_question": a_question,
    "beneficiaries:arithmetic": a_person,
    "beneficiaries:papers": a_person,
    "beneficiaries:diagnose": a_person,
    "beneficiaries:sign": an_assessment,
    "beneficiaries:send_back": an_assessment,
    "beneficiaries:refusal_letter": a_refusal,
    "beneficiaries:offer_place": a_wait,
    "beneficiaries:enrol_waiting": a_wait,
    "beneficiaries:leave_waiting": a_wait,
    "beneficiaries:programme_version": a_version,
    "beneficiaries:review": a_review,
    "beneficiaries:rights": a_person,
    "beneficiaries:suspend": an_enrolment,
    "beneficiaries:resume": an_enrolment,
    "beneficiaries:end_early": an_enrolment,
    "beneficiaries:undo": an_enrolment,
    "beneficiaries:ask_extension": an_enrolment,
    "beneficiaries:extension": an_extension,
    "beneficiaries:certificate": an_enrolment,
    "beneficiaries:verify": lambda worker: ["AAAA-AAAA-AAAA"],
    "beneficiaries:card": a_carrier,
    "beneficiaries:issue_card": a_carrier,
    "beneficiaries:exit_task_done": an_exit_task,
    "beneficiaries:exit_talk": an_enrolment,
    "beneficiaries:offer": an_offer,
    "beneficiaries:follow_up": an_enrolment,
    "beneficiaries:what_next": a_person,
    "recharges:end_letter": an_enrolment,
    "recharges:ledger": a_person,
    "recharges:sell": a_person,
    "recharges:sale": a_sale,
    "recharges:receipt": a_sale,
    "recharges:reverse": a_sale,
    "recharges:product": a_product,
    "recharges:correct_product": a_product,
    "recharges:set_price": a_product,
    "recharges:change_cap": a_cap,
    "recharges:end_cap": a_cap,
    "recharges:retire_kit": a_kit,
    "recharges:codes": a_sale,
    "recharges:codes_slip": a_sale,
    "recharges:stock_product": a_product_in_stock,
    "recharges:stock_receive": a_product_in_stock,
    "recharges:stock_lose": a_product_in_stock,
    "recharges:stock_transfer": a_product_in_stock,
    "recharges:stock_track": a_product_in_stock,
    "recharges:unit": a_piece,
    "recharges:inventory": an_inventory,
    "recharges:inventory_decide": an_inventory,
    "recharges:till_session": a_till,
    "recharges:closing": a_closing,
    "recharges:closing_pdf": a_closing,
    "recharges:entries": a_year,
    "recharges:year_archive": a_year,
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
