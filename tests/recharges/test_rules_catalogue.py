"""The constraints of the catalogue, of who pays and of what is given, broken one by one."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from recharges import services
from tests.house.test_rules import cap, price, sale_line
from tests.support import factories
from tests.support.rules import broken, fresh, sentence


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


TABLE = [
    ("product_barcode_unique", product, {"reference": "AUTRE"}),
    ("product_barcode_in_digits", product, {"reference": "AUTRE", "barcode": "12"}),
    ("product_barcode_in_digits", product, {"reference": "AUTRE", "barcode": "376000000001X"}),
    ("price_not_negative", price, {"purchase": -1}),
    ("cap_factor_from_0_to_10", cap, {"factor": -1, "span": "year"}),
    ("cap_factor_from_0_to_10", cap, {"factor": 11, "span": "year"}),
    ("cap_one_at_a_time", cap, {"limit": 5}),
    ("kit_name_unique", factories.kit, {}),
    ("kit_item_once", kit_item, {}),
    ("kit_item_from_1_to_99", kit_item, lambda it: {"product": product(), "quantity": 0}),
    ("kit_item_from_1_to_99", kit_item, lambda it: {"product": product(), "quantity": 100}),
    ("sale_overridden_by_somebody_for_a_reason", factories.sale,
     fresh_and(override_reason="Urgence")),
    ("sale_overridden_by_somebody_for_a_reason", factories.sale,
     lambda row: fresh(row) | {"number": 7000, "overridden_by": factories.director()}),
    ("sale_paid_by_the_payer_it_names", factories.sale, fresh_and(payment="third_party")),
    ("sale_paid_by_the_payer_it_names", factories.sale,
     lambda row: fresh(row) | {"number": 7000, "payer": factories.ccas()}),
    ("sale_cheque_number_of_a_cheque", factories.sale, fresh_and(cheque_number="0001234")),
    ("sale_allocation_is_free", factories.sale, fresh_and(allocation="emergency")),
    ("sale_other_allocation_says_why", free, fresh_and(allocation="other")),
    ("sale_line_allocation_is_paid_nothing", given, {"paid": 1}),
    ("sale_line_allocation_is_paid_nothing", sale_line, {"kind": "allocation"}),
    ("receipt_print_number_unique", printed, {}),
    ("receipt_print_from_1", printed, {"number": 0}),
]  # fmt: skip
every_rule = pytest.mark.parametrize(("name", "valid", "changes"), TABLE)


@every_rule
def test_the_database_refuses(db, name, valid, changes):
    row = broken(valid, changes)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        type(row).objects.bulk_create([row])
    assert refusal.value.__cause__.diag.constraint_name == name


@every_rule
def test_the_refusal_is_a_sentence(db, name, valid, changes):
    row = broken(valid, changes)
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    assert sentence(name) in refusal.value.messages


def test_caps_that_differ_in_whom_they_bind_stand_beside_one_another(db):
    article = factories.product()
    factories.cap(article)
    factories.cap(article, scope="household")
    factories.cap(article, is_advisory=True)
    assert article.caps.count() == 3


def test_a_register_may_say_that_somebody_else_paid_without_saying_who(db):
    row = broken(factories.sale, fresh_and(payment="third_party", sold_by=None, number=2))
    type(row).objects.bulk_create([row])
