"""Which page shows the form that posts to an address, where it is not the address itself."""

SHOWN_ON = {
    "recharges:receipt": "recharges:sale",
    "recharges:codes": "recharges:sale",
    "recharges:codes_slip": "recharges:sale",
    "recharges:end_cap": "recharges:caps",
    "recharges:retire_kit": "recharges:kits",
    "recharges:stock_find": "recharges:stock",
    "recharges:stock_remove_expired": "recharges:stock",
}
