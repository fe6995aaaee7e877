"""Which page shows the form that posts to an address, where it is not the address itself."""

SHOWN_ON = {
    "accounts:discretion": "home",
    "accounts:resend": "accounts:letters",
    "accounts:lock": "home",  # a button of every page, which is the lock itself once it is locked
}
