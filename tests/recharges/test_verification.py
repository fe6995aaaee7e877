"""What somebody alters by SQL, with the triggers off, is named."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from pimms.kernel.templatetags.french import NARROW, NO_BREAK
from recharges import services
from recharges.models import Sale, TillSession
from recharges.triggers_till import SEAL_ALL
from recharges.verification import Altered, verify
from tests.support import factories
from tests.support.ledger import bare_sale

DAY = factories.DAY


@contextmanager
def triggers_off():
    """As whoever owns the server may do it."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield cursor
        finally:
            cursor.execute("SET session_replication_role = origin")


def altered(*statements) -> str:
    """What verify_ledger says after these statements."""
    with triggers_off() as cursor:
        for statement in statements:
            cursor.execute(statement)
    with pytest.raises(Altered) as found:
        verify()
    return str(found.value)


@pytest.fixture
def ledger(db):
    """Five receipts of two days, one of them reversed; the first day is closed."""
    awa = factories.enrolment()
    product = factories.product("5.00", "22.00")
    for _ in range(3):
        factories.sale(awa, quantities={product: 2})
    factories.till_counted(TillSession.objects.get(), ends_the_day=True)
    sold = factories.sale(awa, quantities={product: 1}, on=date(2016, 3, 16))
    services.reverse(sold, reason="Erreur", by=factories.counsellor(), on=date(2016, 3, 16))
    return list(Sale.objects.order_by("number"))


def test_a_ledger_that_nobody_touched_is_whole(ledger, capsys):
    call_command("verify_ledger")
    assert capsys.readouterr().out.strip() == (
        f"Le registre est entier{NARROW}: 5 reçus, 1 caisses, 2 clôtures."
    )


def test_an_empty_ledger_is_whole(db):
    assert verify().receipts == 0


def test_the_command_ends_with_a_failure_and_the_sentence(ledger):
    with triggers_off() as cursor:
        cursor.execute("UPDATE recharges_sale SET payment = 'card' WHERE number = 2")
    with pytest.raises(CommandError, match="Le reçu A2016-000002 a été modifié") as failure:
        call_command("verify_ledger")
    assert failure.value.returncode == 1


@pytest.mark.parametrize(
    "change",
    ["payment = 'free'", "sold_on = sold_on - 1", "seller_name = 'X'",
     "recorded_at = recorded_at - interval '1 second'", "till_session_id = NULL"],
)  # fmt: skip
def test_an_altered_sale_is_named(ledger, change):
    said = altered(f"UPDATE recharges_sale SET {change} WHERE number = 2")
    assert said.startswith(f"Le reçu A2016-000002 a été modifié{NARROW}: il dit aujourd’hui 2 × ")


def test_an_altered_line_is_named_with_what_it_says_now(ledger):
    line = ledger[2].lines.get()
    said = altered(f"UPDATE recharges_saleline SET paid = 4 WHERE id = {line.pk}")
    assert said == (
        f"Le reçu A2016-000003 a été modifié{NARROW}: il dit aujourd’hui 2 × {line.product}"
        f" (4,00{NARROW}€), le 15/03/2016, «{NARROW}Espèces{NARROW}», et ce n’est pas ce qui a été"
        " scellé."
    )


def test_a_removed_line_is_named(ledger):
    said = altered(f"DELETE FROM recharges_saleline WHERE sale_id = {ledger[0].pk}")
    assert said.startswith("Le reçu A2016-000001 a été modifié")
    assert "aucun article" in said


def test_an_added_line_is_named(ledger):
    said = altered(
        "INSERT INTO recharges_saleline (sale_id, product_id, quantity, paid, public_price)"
        f" SELECT sale_id, product_id, 1, 5, 22 FROM recharges_saleline"
        f" WHERE sale_id = {ledger[1].pk}"
    )
    assert said.startswith("Le reçu A2016-000002 a été modifié")


def test_a_deleted_sale_leaves_its_seal(ledger):
    said = altered(
        f"DELETE FROM recharges_saleline WHERE sale_id = {ledger[2].pk}",
        f"DELETE FROM recharges_sale WHERE id = {ledger[2].pk}",
    )
    assert said == (f"Le reçu A2016-000003 a été supprimé{NARROW}: il n’en reste que l’empreinte.")


def test_a_sale_deleted_with_its_seal_leaves_a_gap(ledger):
    said = altered(
        f"DELETE FROM recharges_seal WHERE sale_id = {ledger[1].pk}",
        f"DELETE FROM recharges_sale WHERE id = {ledger[1].pk}",
    )
    assert said == (
        f"Le reçu A2016-000002 manque{NARROW}: il a été supprimé (le suivant est A2016-000003)."
    )


def test_the_last_sale_deleted_with_its_seal_is_missed_by_the_counter(ledger):
    said = altered(
        f"DELETE FROM recharges_seal WHERE sale_id = {ledger[4].pk}",
        f"DELETE FROM recharges_sale WHERE id = {ledger[4].pk}",
    )
    assert said == (
        f"Le reçu A2016-000005 manque{NARROW}: il a été supprimé (le compteur est à 5)."
    )


def test_all_sales_deleted_are_missed(ledger):
    said = altered("DELETE FROM recharges_seal", "DELETE FROM recharges_sale")
    assert "A2016-000001 manque" in said


def test_an_inserted_sale_has_no_seal(ledger):
    with triggers_off():
        bare_sale(ledger[0].enrolment, number=6)
    with pytest.raises(Altered, match="A2016-000006 a été ajouté hors du logiciel"):
        verify()
    with triggers_off() as cursor:
        cursor.execute("DELETE FROM recharges_sale WHERE number = 6")
    assert verify().receipts == 5


def test_a_sale_inserted_far_ahead_is_not_sealed_with_the_next_ones(ledger):
    with triggers_off():
        bare_sale(ledger[0].enrolment, number=900)
    factories.sale(ledger[0].enrolment, on=date(2016, 3, 16))
    connection.check_constraints()
    with pytest.raises(Altered, match="A2016-000007 manque"):
        verify()


def test_a_rewritten_seal_breaks_the_next_one(ledger):
    said = altered(
        "UPDATE recharges_sale SET payment = 'card' WHERE number = 2",
        "UPDATE recharges_seal SET hash = repeat('a', 64) WHERE number = 2",
    )
    assert said.startswith("Le reçu A2016-000002 a été modifié")
    said = altered("UPDATE recharges_seal SET previous = repeat('b', 64) WHERE number = 4")
    assert "A2016-000002" in said


def test_a_chain_made_again_from_the_altered_sale_on_is_known_by_the_closings(ledger):
    """The whole chain is forged anew; the Z of the day remembers the hash that it had."""
    with triggers_off() as cursor:
        cursor.execute("UPDATE recharges_sale SET seller_name = 'X' WHERE number = 3")
        cursor.execute("DELETE FROM recharges_seal")
        cursor.execute("UPDATE kernel_series SET last = 5 WHERE name = 'A2016'")

    with triggers_off() as cursor:
        cursor.execute(SEAL_ALL)
    with pytest.raises(Altered, match=f"Le Z n°{NO_BREAK}1 .* ne correspond plus à ses ventes"):
        verify()


def test_a_counter_that_was_turned_is_named(ledger):
    assert altered("UPDATE kernel_series SET last = 3 WHERE name = 'A2016'") == (
        f"Le compteur de la série A2016 a été modifié{NARROW}: il dit 3, le dernier reçu est"
        " A2016-000005."
    )


@pytest.mark.parametrize("change", ["expected = expected + 1, discrepancy_motive = 'x'",
                                    "opening_float = opening_float + 1"])  # fmt: skip
def test_an_altered_till_is_named(ledger, change):
    said = altered(f"UPDATE recharges_tillsession SET {change} WHERE day = '2016-03-15'")
    assert said.startswith("La caisse du 15/03/2016 (Antony) a été modifiée")
    assert "attendu" in said


def test_altered_notes_and_coins_are_named(ledger):
    said = altered("UPDATE recharges_cashcount SET pieces = pieces + 1")
    assert "les billets et pièces font" in said


def test_an_altered_closing_is_named(ledger):
    said = altered("UPDATE recharges_closing SET total = total - 1 WHERE number = 2")
    assert said == (
        f"Le Z n°{NO_BREAK}2 (jour du 15/03/2016) a été modifié{NARROW}: il ne correspond plus à"
        " son empreinte."
    )


def test_a_deleted_closing_is_missed(ledger):
    assert altered("DELETE FROM recharges_closing WHERE number = 1") == (
        f"Le Z n°{NO_BREAK}1 manque{NARROW}: il a été supprimé."
    )


def test_a_till_whose_closing_was_deleted_is_named(ledger):
    assert altered("DELETE FROM recharges_closing") == (
        f"Le Z de la caisse du 15/03/2016 (Antony) manque{NARROW}: il a été supprimé."
    )
