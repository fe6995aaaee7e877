"""Which page shows the form that posts to an address, where it is not the address itself."""

SHOWN_ON = {
    "reports:revoke_share": "reports:shares",
    "reports:publish": "reports:edition",
    "reports:take_back": "reports:edition",
    "reports:open": "reports:year",
    "reports:review": "reports:edition",
    "reports:grant_open": "reports:grant",
    "reports:grant_review": "reports:grant_edition",
    "reports:end_word_model": "reports:word_models",
}
