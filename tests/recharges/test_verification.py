"""What somebody alters by SQL, with the triggers off, is named: all of it, and nothing else."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from pimms.kernel.templatetags.french import NARROW, NO_BREAK
from recharges import services
from recharges.models import Closing, Sale, TillSession
from recharges.triggers_till import SEAL_ALL
from recharges.verification import verify
from tests.support import factories
from tests.support.altering import altered, faults, starting, triggers_off
from tests.support.ledger import bare_sale
from tests.support.standing import standing

DAY = factories.DAY
THE_Z = [f"Le Z n°{NO_BREAK}1 (caisse du 15/03/2016)", f"Le Z n°{NO_BREAK}2 (jour du 15/03/2016)"]
SOLD = f"ne correspond plus à ses ventes{NARROW}: il dit"


@standing
def two_days():
    """Five receipts of two days, one of them reversed; the first day is closed."""
    awa = factories.enrolment()
    product = factories.product("5.00", "22.00")
    for _ in range(3):
        factories.sale(awa, quantities={product: 2})
    factories.till_counted(TillSession.objects.get(), ends_the_day=True)
    sold = factories.sale(awa, quantities={product: 1}, on=date(2016, 3, 16))
    services.reverse(sold, reason="Erreur", by=factories.counsellor(), on=date(2016, 3, 16))


@pytest.fixture
def ledger(db):
    return list(Sale.objects.order_by("number"))


def test_a_ledger_that_nobody_touched_is_whole(ledger, capsys):
    call_command("verify_ledger")
    assert capsys.readouterr().out.splitlines()[0] == (
        f"Le registre est entier{NARROW}: 5 reçus, 1 caisse, 2 clôtures, 3 repères."
    )


def test_the_command_ends_with_a_failure_and_every_sentence(ledger):
    with triggers_off() as cursor:
        cursor.execute("UPDATE recharges_sale SET payment = 'card' WHERE number IN (2, 4)")
    with pytest.raises(CommandError) as failure:
        call_command("verify_ledger")
    assert failure.value.returncode == 1
    assert str(failure.value).splitlines() == [f"5 défauts{NARROW}:", *faults()]
    assert [said.split(f"{NARROW}:")[0] for said in faults()] == [
        "Le reçu A2016-000002 a été modifié",
        "Le reçu A2016-000004 a été modifié",
        "La caisse du 15/03/2016 (Antony) a été modifiée",
        f"{THE_Z[0]} ne correspond plus à ses ventes",
        f"{THE_Z[1]} ne correspond plus à ses ventes",
    ]


@pytest.mark.parametrize(
    "change",
    ["payment = 'free'", "sold_on = sold_on - 1", "seller_name = 'X'",
     "recorded_at = recorded_at - interval '1 second'", "till_session_id = NULL"],
)  # fmt: skip
def test_an_altered_sale_is_named(ledger, change):
    said = altered(f"UPDATE recharges_sale SET {change} WHERE number = 2")
    assert said[0].startswith(
        f"Le reçu A2016-000002 a été modifié{NARROW}: il dit aujourd’hui 2 × "
    )


def test_an_altered_line_is_named_with_what_it_says_now(ledger):
    line = ledger[4].lines.get()
    said = altered(f"UPDATE recharges_saleline SET paid = -4 WHERE id = {line.pk}")
    assert said == [
        f"Le reçu A2016-000005 a été modifié{NARROW}: il dit aujourd’hui -1 × {line.name}"
        f" (−4,00{NARROW}€), le 16/03/2016, «{NARROW}Espèces{NARROW}», et ce n’est pas ce qui a été"
        " scellé."
    ]


@pytest.mark.parametrize(
    "change", ["name = 'Autre chose'", "category = 'phone'", "solidarity_price = 1"]
)
def test_what_a_line_says_of_its_article_is_sealed(ledger, change):
    line = ledger[4].lines.get()
    [said] = altered(f"UPDATE recharges_saleline SET {change} WHERE id = {line.pk}")
    assert said.startswith("Le reçu A2016-000005 a été modifié")


def test_a_removed_line_is_named(ledger):
    line = ledger[0].lines.get()
    said = altered(f"DELETE FROM recharges_saleline WHERE id = {line.pk}")
    assert said[0].startswith("Le reçu A2016-000001 a été modifié")
    assert "aucun article" in said[0]
    assert said[-1].startswith(
        f"La ligne de vente n°{NO_BREAK}{line.pk} a disparu depuis le repère n°{NO_BREAK}2 ("
    )


def test_an_added_line_is_named(ledger):
    said = altered(
        "INSERT INTO recharges_saleline"
        " (sale_id, product_id, name, category, quantity, paid, public_price)"
        f" SELECT sale_id, product_id, name, category, 1, 5, 22 FROM recharges_saleline"
        f" WHERE sale_id = {ledger[1].pk}"
    )
    assert said[0].startswith("Le reçu A2016-000002 a été modifié")


def test_a_deleted_sale_leaves_its_seal(ledger):
    said = altered(
        f"DELETE FROM recharges_saleline WHERE sale_id = {ledger[2].pk}",
        f"DELETE FROM recharges_sale WHERE id = {ledger[2].pk}",
    )
    assert said[0] == f"Le reçu A2016-000003 a été supprimé{NARROW}: il n’en reste que l’empreinte."


def test_sales_deleted_with_their_seals_leave_a_gap_and_no_other_receipt_is_blamed(ledger):
    said = altered(
        f"DELETE FROM recharges_seal WHERE sale_id IN ({ledger[1].pk}, {ledger[2].pk})",
        f"DELETE FROM recharges_sale WHERE id IN ({ledger[1].pk}, {ledger[2].pk})",
    )
    assert starting(said, "Le")[0] == (
        f"Les reçus A2016-000002 à A2016-000003 manquent{NARROW}: ils ont été supprimés (le suivant"
        " est A2016-000004)."
    )
    assert not [each for each in said if each.startswith("Le reçu")]


def test_the_last_sale_deleted_with_its_seal_is_missed_by_the_counter(ledger):
    said = altered(
        f"DELETE FROM recharges_seal WHERE sale_id = {ledger[4].pk}",
        f"DELETE FROM recharges_sale WHERE id = {ledger[4].pk}",
    )
    assert said[0] == (
        f"Le reçu A2016-000005 manque{NARROW}: il a été supprimé (le compteur est à 5)."
    )


def test_all_sales_deleted_are_missed(ledger):
    said = altered("DELETE FROM recharges_seal", "DELETE FROM recharges_sale")
    assert said[0].startswith(f"Les reçus A2016-000001 à A2016-000005 manquent{NARROW}: ")


def test_an_inserted_sale_has_no_seal(ledger):
    with triggers_off():
        bare_sale(ledger[0].enrolment, number=6)
    assert "Le reçu A2016-000006 a été ajouté hors du logiciel" in faults()[0]
    with triggers_off() as cursor:
        cursor.execute("DELETE FROM recharges_sale WHERE number = 6")
    assert verify().receipts == 5


def test_a_sale_inserted_far_ahead_is_not_sealed_with_the_next_ones(ledger):
    with triggers_off():
        bare_sale(ledger[0].enrolment, number=900, sold_on=date(2016, 3, 16))
    factories.sale(ledger[0].enrolment, on=date(2016, 3, 16))
    connection.check_constraints()
    assert faults() == [
        f"Le reçu A2016-000900 a été ajouté hors du logiciel{NARROW}: il n’a pas d’empreinte."
    ]


def test_a_sale_whose_seal_was_taken_away_is_named(ledger):
    said = altered(f"DELETE FROM recharges_seal WHERE sale_id = {ledger[4].pk}")
    assert said == [
        f"Le reçu A2016-000005 a été ajouté hors du logiciel{NARROW}: il n’a pas d’empreinte."
    ]


def test_a_rewritten_seal_breaks_the_next_one(ledger):
    said = altered(
        "UPDATE recharges_sale SET seller_name = 'X' WHERE number = 4",
        "UPDATE recharges_seal SET hash = repeat('a', 64) WHERE number = 4",
    )
    assert [each.partition(f"{NARROW}:")[0] for each in said] == [
        "Le reçu A2016-000004 a été modifié",
        "L’empreinte du reçu A2016-000005 a été modifiée",
    ]


def test_a_chain_made_again_from_the_altered_sale_on_is_known_by_the_closings(ledger):
    """The whole chain is forged anew; the Z of the day remembers the hash that it had."""
    said = altered(
        "UPDATE recharges_sale SET seller_name = 'X' WHERE number = 3",
        "DELETE FROM recharges_seal",
        "UPDATE kernel_series SET last = 5 WHERE name = 'A2016'",
        SEAL_ALL,
    )
    assert [each.partition(f"{NARROW}:")[0] for each in said[:2]] == [
        f"{z} ne correspond plus à ses ventes" for z in THE_Z
    ]


def test_a_counter_that_was_turned_is_named(ledger):
    assert altered("UPDATE kernel_series SET last = 3 WHERE name = 'A2016'") == [
        f"Le compteur de la série A2016 a été modifié{NARROW}: il dit 3, le dernier reçu est"
        " A2016-000005."
    ]


def test_a_counter_that_was_taken_away_is_named(ledger):
    assert altered("DELETE FROM kernel_series WHERE name = 'A2016'") == [
        f"Le compteur de la série A2016 a été modifié{NARROW}: il dit 0, le dernier reçu est"
        " A2016-000005."
    ]


@pytest.mark.parametrize("change", ["expected = expected + 1, discrepancy_motive = 'x'",
                                    "opening_float = opening_float + 1"])  # fmt: skip
def test_an_altered_till_is_named(ledger, change):
    said = altered(f"UPDATE recharges_tillsession SET {change} WHERE day = '2016-03-15'")
    [till] = starting(said, "La caisse du 15/03/2016 (Antony) a été modifiée")
    assert "attendu" in till
    assert starting(said, f"{THE_Z[0]} a été modifié")


def test_altered_notes_and_coins_are_named(ledger):
    said = altered("UPDATE recharges_cashcount SET pieces = pieces + 1")
    assert "les billets et pièces font" in starting(said, "La caisse du 15/03/2016 (Antony)")[0]


@pytest.mark.parametrize(
    "change",
    ["opening_float = opening_float + 1, expected = expected + 1, counted = counted + 1,"
     " carried = carried + 1", "opened_by_id = opened_by_id + 1", "opening_motive = 'x'"],
)  # fmt: skip
def test_a_till_altered_so_that_its_sums_agree_is_known_by_its_z(ledger, change):
    said = altered(
        f"UPDATE recharges_tillsession SET {change} WHERE day = '2016-03-15'",
        "INSERT INTO recharges_cashcount (session_id, denomination, pieces)"
        " SELECT id, 100, 1 FROM recharges_tillsession WHERE day = '2016-03-15' AND carried > 80",
    )
    assert said == [f"{THE_Z[0]} a été modifié{NARROW}: il ne correspond plus à son empreinte."]


def test_an_altered_closing_is_named_with_all_that_it_no_longer_says(ledger):
    said = altered("UPDATE recharges_closing SET total = total - 1 WHERE number = 2")
    assert said == [
        f"{THE_Z[1]} a été modifié{NARROW}: il ne correspond plus à son empreinte.",
        f"{THE_Z[1]} {SOLD} 29,00{NARROW}€, elles font 30,00{NARROW}€.",
        f"{THE_Z[1]} ne suit plus celui d’avant{NARROW}: son total perpétuel est de 30,00{NARROW}€,"
        f" il serait de 29,00{NARROW}€.",
    ]


def test_a_deleted_closing_is_missed_and_no_other_is_blamed(ledger):
    z = Closing.objects.get(number=1)
    said = altered("DELETE FROM recharges_closing WHERE number = 1")
    assert [each.partition(" depuis ")[0] for each in said] == [
        f"Le Z n°{NO_BREAK}1 manque{NARROW}: il a été supprimé.",
        f"Le Z de la caisse du 15/03/2016 (Antony) manque{NARROW}: il a été supprimé.",
        f"La clôture n°{NO_BREAK}{z.pk} a disparu",
    ]


def test_a_till_whose_closing_was_deleted_is_named(ledger):
    said = altered("DELETE FROM recharges_closing")
    assert f"Le Z de la caisse du 15/03/2016 (Antony) manque{NARROW}: il a été supprimé." in said
