"""Who may open what, written out by hand: what is not listed here fails in test_access.

The browser tests walk the same table. `ARGUMENTS` finds an object that the worker may see.
"""

from django.urls import URLPattern, get_resolver

from accounts.models import User
from tests import access_booking as booking
from tests import access_desk as desk
from tests import access_returns as returns
from tests import access_skills as skills
from tests.arguments import ARGUMENTS

__all__ = ["ARGUMENTS"]

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
    "partners:accept",  # whoever holds the link of an invitation
    "beneficiaries:verify",
    "beneficiaries:blank_sheet",  # a referral on paper, for whoever has no account
    "beneficiaries:follow",  # whoever holds the stub of a sheet
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
    "accounts:notices": EVERYBODY,
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
    "beneficiaries:drop_draft": {WORKER},
    "beneficiaries:referrals_together": STAFF,
    "beneficiaries:referral_calls": STAFF,
    "beneficiaries:referral_call_paper": STAFF,
    "beneficiaries:referral_delays": EVERYBODY,
    "beneficiaries:referral_paper": EVERYBODY,
    "beneficiaries:claim_referral": STAFF,
    "beneficiaries:give_back_referral": STAFF,
    "beneficiaries:pass_on_referral": STAFF,
    "beneficiaries:not_come": STAFF,
    "beneficiaries:come": STAFF,
    "beneficiaries:reopen_referral": STAFF,
    "beneficiaries:withdraw_referral": {WORKER},
    "beneficiaries:referral_message": EVERYBODY,
    "beneficiaries:read_referral": EVERYBODY,
    "beneficiaries:attach_paper": EVERYBODY,
    "beneficiaries:referral_called": STAFF,
    "beneficiaries:referral_letter": STAFF,
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
    # what people can do
    # the national tools
    # the year in figures
    "reports:reports": {DIRECTOR},
    "reports:year": {DIRECTOR},
    "reports:pdf": {DIRECTOR},
    "reports:data": {DIRECTOR},
    "reports:table": {DIRECTOR},
    "reports:figures": {DIRECTOR},
    "reports:figure": {DIRECTOR},
    "reports:open": {DIRECTOR},
    "reports:edition": {DIRECTOR},
    "reports:review": {DIRECTOR},
    "reports:freeze": {DIRECTOR},
    "reports:edition_pdf": {DIRECTOR},
    "reports:edition_data": {DIRECTOR},
    # partners, conventions, the network
    "partners:organisations": STAFF,
    "partners:new": STAFF,
    "partners:organisation": STAFF,
    "partners:correct": STAFF,
    "partners:accept_proposal": STAFF,
    "partners:refuse_proposal": STAFF,
    "partners:invite": STAFF,
    "partners:member": EVERYBODY,
    "partners:withdraw": EVERYBODY,
    "partners:mine": {WORKER},
    "partners:choose": {WORKER},
    "partners:correct_mine": {WORKER},
    "partners:invite_colleague": {WORKER},
    "partners:review": {WORKER},
    "partners:commitment": {WORKER},
    "partners:propose": {WORKER},
    "partners:conventions": STAFF,
    "partners:new_convention": {DIRECTOR},
    "partners:convention": STAFF,
    "partners:amend": {DIRECTOR},
    "partners:convention_text": {DIRECTOR},
    "partners:attach": {DIRECTOR},
    "partners:document": STAFF,
    "partners:network": STAFF,
    "partners:new_action": STAFF,
    "partners:directory": EVERYBODY,
    "partners:new_place": STAFF,
    "partners:bring_in_places": STAFF,
    "partners:place": STAFF,
    "partners:end_place": STAFF,
    "partners:directory_csv": EVERYBODY,
    "partners:directory_json": EVERYBODY,
    "partners:leaflet": EVERYBODY,
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
    "beneficiaries:drop_draft", "beneficiaries:referrals_together",
    "beneficiaries:claim_referral", "beneficiaries:give_back_referral", "beneficiaries:not_come",
    "beneficiaries:come", "beneficiaries:reopen_referral", "beneficiaries:withdraw_referral",
    "beneficiaries:referral_message", "beneficiaries:read_referral",
    "beneficiaries:referral_called", "reports:open", "reports:review", "reports:freeze",
    "beneficiaries:dismiss", "beneficiaries:accept", "beneficiaries:refuse", "accounts:presence",
    "accounts:discretion", "workshops:close_appointment", "beneficiaries:ask_referrer",
    "beneficiaries:answer_question", "beneficiaries:arithmetic", "beneficiaries:sign",
    "beneficiaries:offer_place", "beneficiaries:enrol_waiting", "beneficiaries:leave_waiting",
    "beneficiaries:draw_sample", "beneficiaries:unmerge", "beneficiaries:pin",
    "beneficiaries:archive", "beneficiaries:end_kinship", "beneficiaries:leave_household",
    "workshops:register", "workshops:mark", "register:confirm", "register:restart",
    "recharges:end_cap", "recharges:retire_kit",
    "recharges:codes", "recharges:codes_slip", "recharges:stock_find",
    "recharges:stock_remove_expired",
    "beneficiaries:issue_card", "beneficiaries:exit_task_done",
    "partners:accept_proposal", "partners:refuse_proposal", "partners:member",
    "partners:withdraw", "partners:choose", "partners:review", "partners:end_place",
    "workshops:queue", "workshops:guest", "workshops:note_call", "workshops:register_for_cycle",
    "workshops:give_back", "workshops:arrive", "workshops:answer", "workshops:revoke_feed",
    "workshops:withdraw_type", "workshops:take_back_absence",
}  # fmt: skip
# What only one of them may see: who made the sale, on its day.
PERSONAL = {"recharges:codes", "recharges:codes_slip"}
FILES = {
    "beneficiaries:referral_call_paper", "beneficiaries:referral_paper",
    "beneficiaries:referral_letter",
    "recharges:receipt", "recharges:count_sheet", "reports:pdf", "reports:data", "reports:table",
    "reports:edition_pdf", "reports:edition_data",
    "beneficiaries:papers", "beneficiaries:refusal_letter",
    "recharges:closing_pdf", "recharges:entries", "recharges:year_archive",
    "workshops:call_paper", "workshops:sheet_paper", "workshops:scan", "workshops:certificates",
    "workshops:certificate", "workshops:poster", "workshops:slips", "workshops:event",
    "register:model", "register:rejects", "mfa_download_recovery_codes",
    "beneficiaries:certificate", "beneficiaries:card", "beneficiaries:what_next",
    "recharges:end_letter",
    "partners:document", "partners:directory_csv", "partners:directory_json", "partners:leaflet",
}  # fmt: skip
ACCESS |= dict.fromkeys(returns.FOR_STAFF, STAFF) | dict.fromkeys(returns.FOR_EVERYBODY, EVERYBODY)
ACCESS |= dict.fromkeys(desk.FOR_STAFF | booking.FOR_STAFF | skills.FOR_STAFF, STAFF)
ACCESS |= dict.fromkeys(booking.FOR_EVERYBODY, EVERYBODY)
ACCESS |= dict.fromkeys(skills.FOR_THE_DIRECTOR, {DIRECTOR})
ACTIONS |= returns.ACTIONS | desk.ACTIONS | booking.ACTIONS
FILES |= returns.FILES | desk.FILES | booking.FILES | skills.FILES
PUBLIC |= booking.PUBLIC
PARTS = desk.PARTS | {"beneficiaries:communes", "beneficiaries:alike", "beneficiaries:names"}
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
    "invitation_over": "/invitation/mot/",
    "follow": "/suivi/AAAA-AAAA-AAAA-AAAA/",
    "agenda": "/agenda/",
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
PAGES = set(ACCESS) & set(views()) - ACTIONS - FILES - PARTS - PASSING
