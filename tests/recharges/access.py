"""Till, catalogue and stock: who may open what, and the objects named."""

from recharges.models import Cap, Closing, Inventory, Kit, Product, Sale, TillSession, Unit
from tests.support.objects import a_person, a_year, an_enrolment

FOR_STAFF = {
    "recharges:end_letter",
    # the till
    "recharges:ledger",
    "recharges:sell",
    "recharges:sale",
    "recharges:receipt",
    "recharges:reverse",
    # the catalogue, its caps, and what they came to
    "recharges:catalogue",
    "recharges:product",
    "recharges:caps",
    "recharges:kits",
    # the stock
    "recharges:codes",
    "recharges:codes_slip",
    "recharges:stock",
    "recharges:stock_find",
    "recharges:stock_remove_expired",
    "recharges:stock_product",
    "recharges:stock_receive",
    "recharges:stock_lose",
    "recharges:stock_transfer",
    "recharges:unit",
    "recharges:inventories",
    "recharges:count",
    "recharges:count_sheet",
    "recharges:inventory",
    "recharges:till",
    "recharges:open_till",
    "recharges:close_till",
    "recharges:tills",
    "recharges:till_session",
    "recharges:closings",
    "recharges:closing",
    "recharges:closing_pdf",
}
FOR_THE_DIRECTOR = {
    # the catalogue, its caps, and what they came to
    "recharges:new_product",
    "recharges:correct_product",
    "recharges:set_price",
    "recharges:set_cap",
    "recharges:change_cap",
    "recharges:end_cap",
    "recharges:compose_kit",
    "recharges:retire_kit",
    "recharges:simulation",
    "recharges:overrides",
    "recharges:savings",
    # the stock
    "recharges:stock_track",
    "recharges:inventory_decide",
    "recharges:close_period",
    "recharges:books",
    "recharges:change_account",
    "recharges:entries",
    "recharges:year_archive",
}
ACTIONS = {
    "recharges:end_cap",
    "recharges:retire_kit",
    "recharges:codes",
    "recharges:codes_slip",
    "recharges:stock_find",
    "recharges:stock_remove_expired",
}
FILES = {
    "recharges:receipt",
    "recharges:count_sheet",
    "recharges:closing_pdf",
    "recharges:entries",
    "recharges:year_archive",
    "recharges:end_letter",
}
PERSONAL = {"recharges:codes", "recharges:codes_slip"}


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


ARGUMENTS = {
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
}
