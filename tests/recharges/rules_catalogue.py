"""The rules on the catalogue, on sales and on receipts, each broken."""

from datetime import UTC, date, datetime

from django.db.backends.postgresql.psycopg_any import DateRange

from recharges import services
from tests.support import factories
from tests.support.rules import Broken, fresh

YEAR = DateRange(date(2016, 1, 1), date(2017, 1, 1))
LATER = DateRange(date(2020, 1, 1), date(2021, 1, 1))


def product():
    made = factories.product()
    made.barcode = "3760000000017"
    made.save()
    return made


def kit_item():
    return factories.kit().items.get()


def printed():
    at = datetime(2016, 3, 15, 10, tzinfo=UTC)
    return services.print_receipt(
        factories.sale(), paper="feuille", by=factories.counsellor(), at=at
    )


def free():
    return factories.sale(payment="free", allocation="emergency")


def given():
    return free().lines.get()


def fresh_and(**changes):
    return lambda row: fresh(row) | {"number": 7000} | changes


def price():
    return factories.product().prices.get()


def cap():
    return factories.cap(factories.product())


def sale_line():
    return factories.sale().lines.get()


def reversal_of(sale):
    return {"reverses": sale, "reason": ""}


RULES = [
    Broken("product_reference_unique", factories.product, {"name": "Autre recharge"}),
    Broken("price_one_at_a_time", price, {"period": YEAR}),
    Broken("price_not_negative", price, {"solidarity": -1}),
    Broken("price_not_negative", price, {"public": -1}),
    Broken("cap_on_a_product_or_categories", cap, {"product": None}),
    Broken("cap_on_a_product_or_categories", cap, {"categories": ["phone"]}),
    Broken("cap_not_negative", cap, {"limit": -1}),
    Broken("cap_one_at_a_time", cap, {"period": YEAR}),
    Broken("sale_recorded_once", factories.sale, {"number": 7000}),
    Broken("sale_number_unique", factories.sale, fresh),
    Broken("sale_reversed_with_a_reason", factories.sale, {"reason": "erreur de saisie"}),
    Broken("sale_reversed_with_a_reason", factories.sale, reversal_of),
    Broken("sale_line_quantity_not_zero", sale_line, {"quantity": 0}),
    Broken("sale_line_quantity_not_zero", sale_line, {"paid": -1}),
    Broken("sale_line_quantity_not_zero", sale_line, {"quantity": -1, "paid": 5}),
    Broken("sale_line_public_price_not_negative", sale_line, {"public_price": -1}),
    Broken("product_barcode_unique", product, {"reference": "AUTRE"}),
    Broken("product_barcode_in_digits", product, {"reference": "AUTRE", "barcode": "12"}),
    Broken(
        "product_barcode_in_digits", product, {"reference": "AUTRE", "barcode": "376000000001X"}
    ),
    Broken("price_not_negative", price, {"purchase": -1}),
    Broken("cap_factor_from_0_to_10", cap, {"factor": -1, "span": "year"}),
    Broken("cap_factor_from_0_to_10", cap, {"factor": 11, "span": "year"}),
    Broken("cap_one_at_a_time", cap, {"limit": 5}),
    Broken("kit_name_unique", factories.kit),
    Broken("kit_item_once", kit_item),
    Broken("kit_item_from_1_to_99", kit_item, lambda it: {"product": product(), "quantity": 0}),
    Broken("kit_item_from_1_to_99", kit_item, lambda it: {"product": product(), "quantity": 100}),
    Broken(
        "sale_overridden_by_somebody_for_a_reason",
        factories.sale,
        fresh_and(override_reason="Urgence"),
    ),
    Broken(
        "sale_overridden_by_somebody_for_a_reason",
        factories.sale,
        lambda row: fresh(row) | {"number": 7000, "overridden_by": factories.director()},
    ),
    Broken("sale_paid_by_the_payer_it_names", factories.sale, fresh_and(payment="third_party")),
    Broken(
        "sale_paid_by_the_payer_it_names",
        factories.sale,
        lambda row: fresh(row) | {"number": 7000, "payer": factories.ccas()},
    ),
    Broken("sale_cheque_number_of_a_cheque", factories.sale, fresh_and(cheque_number="0001234")),
    Broken("sale_allocation_is_free", factories.sale, fresh_and(allocation="emergency")),
    Broken("sale_other_allocation_says_why", free, fresh_and(allocation="other")),
    Broken("sale_line_allocation_is_paid_nothing", given, {"paid": 1}),
    Broken("sale_line_allocation_is_paid_nothing", sale_line, {"kind": "allocation"}),
    Broken("receipt_print_number_unique", printed),
    Broken("receipt_print_from_1", printed, {"number": 0}),
]
