"""Signing in, one's own account, a shared post: who may open what."""

from accounts.models import Letter

PUBLIC = {
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
FOR_EVERYBODY = {
    "account_email",
    "account_change_password",
    "account_set_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "accounts:lock",
    "accounts:presence",
    "accounts:quick_code",
    "accounts:notices",
}
FOR_STAFF = {"accounts:discretion"}
FOR_THE_DIRECTOR = {"accounts:letters", "accounts:resend"}
ACTIONS = {"accounts:presence", "accounts:discretion", "accounts:resend"}
FILES = {"mfa_download_recovery_codes"}
PASSING = {
    "accounts:lock",
    "account_set_password",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
}

ARGUMENTS = {
    "accounts:resend": lambda worker: [Letter.objects.failed().first().pk],
    "account_reset_password_from_key": lambda worker: {"uidb36": "1", "key": "no-key"},
    "account_confirm_email": lambda worker: ["no-key"],
}
