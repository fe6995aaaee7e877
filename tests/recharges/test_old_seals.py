"""A database from before lines said their article, and before there were anchors, goes on."""

import json
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from pimms.backup import programs
from pimms.kernel.templatetags.french import NARROW, NO_BREAK
from recharges.models import Anchor, Closing, SaleLine, Seal
from recharges.verification import verify
from tests.support import databases, factories
from tests.support.altering import altered, column, faults

BEFORE = "0004_reference_data"
SALE = """
INSERT INTO recharges_sale (key, enrolment_id, site_id, series, number, sold_on, recorded_at,
  payment, seller_name, sold_by_id, till_session_id, reason)
VALUES (gen_random_uuid(), %(enrolment)s, %(site)s, 'A2016', %(number)s, '2016-03-15', now(),
  'cash', 'Nadia Benali', %(by)s, %(till)s, '') RETURNING id
"""
LINE = """
INSERT INTO recharges_saleline (sale_id, product_id, quantity, paid, public_price)
VALUES (%(sale)s, %(product)s, 2, 10, 22)
"""
OPENED = """
INSERT INTO recharges_tillsession (site_id, day, opened_by_id, opened_at, opening_float,
  opening_motive, discrepancy_motive)
VALUES (%(site)s, '2016-03-15', %(by)s, now(), 50, '', '') RETURNING id
"""
COUNTED = """
INSERT INTO recharges_cashcount (session_id, denomination, pieces)
VALUES (%(till)s, 5000, 1), (%(till)s, 1000, 2)
"""
CLOSED = """
UPDATE recharges_tillsession SET closed_by_id = %(by)s, closed_at = now(), expected = 70,
  counted = 70, banked = 0, carried = 70 WHERE id = %(till)s
"""
Z = """
INSERT INTO recharges_closing (site_id, number, kind, session_id, period, sales, reversals, total,
  perpetual, totals, receipts, closed_by_id, closed_at, previous, hash)
VALUES (%(site)s, 0, %(kind)s, %(session)s, '[2016-03-15,2016-03-16)', 2, 0, 20, 0, %(totals)s,
  %(receipts)s, %(by)s, now(), '', '')
"""
TOTALS = {
    "by_payment": {"cash": "20.00"}, "by_category": {"sim_card": "20.00"},
    "allocated": "0.00", "discrepancy": "0.00", "banked": "0.00",
}  # fmt: skip


@pytest.fixture
def before(committed_db):
    """Two receipts of a day that is counted and closed, as the program of before left them; the
    category of what was sold was corrected since."""
    card = factories.product("5.00", "22.00", category="sim_card")
    said = {
        "enrolment": factories.enrolment().pk, "site": factories.site().pk, "product": card.pk,
        "by": factories.counsellor().pk,
    }  # fmt: skip
    call_command("migrate", "recharges", BEFORE, verbosity=0)
    with connection.cursor() as cursor:

        def run(statement, **more):
            cursor.execute(statement, said | more)
            return cursor.fetchone()[0] if "RETURNING" in statement else None

        said["till"] = run(OPENED)
        for number in (1, 2):
            with_line(run, number)
        run(COUNTED)
        run(CLOSED)
        [digest] = column("SELECT hash FROM recharges_seal WHERE number = 2")
        receipts = [{"series": "A2016", "first": 1, "last": 2, "hash": digest}]
        sums = {"totals": json.dumps(TOTALS), "receipts": json.dumps(receipts)}
        run(Z, kind="session", session=said["till"], **sums)
        run(Z, kind="day", session=None, **sums)
        run("UPDATE recharges_product SET category = 'phone', name = 'Téléphone'")
    return column("SELECT hash FROM recharges_seal ORDER BY number")


def with_line(run, number) -> None:
    with transaction.atomic():
        run(LINE, sale=run(SALE, number=number))


def bring_up_to_date() -> None:
    call_command("migrate", verbosity=0)


def test_old_receipts_are_verified_by_their_old_seals(before):
    bring_up_to_date()
    verified = verify()
    assert (verified.receipts, verified.sessions, verified.closings) == (2, 1, 2)
    assert list(Seal.objects.order_by("number").values_list("hash", flat=True)) == before
    assert set(Seal.objects.values_list("version", flat=True)) == {1}
    assert set(Closing.objects.values_list("version", flat=True)) == {1}
    assert Anchor.objects.get().blocks["seals"]["covers"] != "{}"


def test_what_comes_next_is_sealed_in_the_new_way_in_the_same_chain(before):
    bring_up_to_date()
    awa = factories.enrolment()
    sale = factories.sale(awa, on=factories.DAY.replace(day=16))
    seal = Seal.objects.get(sale=sale)
    assert (seal.number, seal.version, seal.previous) == (3, 2, before[1])
    z = factories.till_counted(sale.till_session, ends_the_day=True)
    assert (z.number, z.version) == (3, 2)
    assert verify().closings == 4


def test_an_old_receipt_that_was_altered_is_found(before):
    bring_up_to_date()
    said = altered("UPDATE recharges_sale SET seller_name = 'X' WHERE number = 1")
    assert [each.partition(f"{NARROW}:")[0] for each in said] == [
        "Le reçu A2016-000001 a été modifié"
    ]


def test_an_old_z_that_was_altered_is_found(before):
    bring_up_to_date()
    said = altered(
        "UPDATE recharges_closing SET totals = jsonb_set(totals, '{by_category,sim_card}', '\"9\"')"
        " WHERE number = 2"
    )
    assert [each.partition(f"{NARROW}:")[0] for each in said] == [
        f"Le Z n°{NO_BREAK}2 (jour du 15/03/2016) a été modifié",
        f"Le Z n°{NO_BREAK}2 (jour du 15/03/2016) ne correspond plus à ses ventes",
    ]


def test_what_old_lines_say_since_is_held_by_the_first_anchor(before):
    bring_up_to_date()
    said = list(SaleLine.objects.values_list("name", "category", "solidarity_price"))
    assert said == [("Téléphone", "phone", Decimal("5.00"))] * 2
    [found] = altered("UPDATE recharges_saleline SET category = 'sim_card'")
    assert found.startswith("Parmi les lignes de vente n°")


def test_a_backup_of_the_state_of_before_is_restored_and_brought_up_to_date(
    before, tmp_path, settings
):
    file, name = tmp_path / "avant.dump", "test_from_before"
    settings.MEDIA_ROOT = tmp_path / "media"
    with programs.running("pg_dump", "--format=custom", f"--file={file}") as dump:
        dump.end()
    connection.close()
    databases.copy("template1", name)
    with databases.working_on(name):
        call_command("restore", file, verbosity=0)
        assert faults() == []
        assert list(Seal.objects.order_by("number").values_list("hash", flat=True)) == before
        call_command("migrate", check_unapplied=True, verbosity=0)
        connection.close()
    databases.drop(name)
