"""What is only ever added is missed when it goes: the journal, the shelves, the end of a chain."""

from datetime import date

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from accounts import journal
from accounts.models import Entry
from pimms.kernel.templatetags.french import NARROW, NO_BREAK
from recharges import services, witness
from recharges.models import Anchor, Closing, Sale, StockMovement, TillSession
from recharges.services.anchors import set_anchor
from recharges.tasks import anchor_what_is_new
from recharges.verification import verify
from tests.support import factories, shelves
from tests.support.altering import altered, column, faults, starting, triggers_off
from tests.support.ledger import refused_by

DAY, NEXT = factories.DAY, date(2016, 3, 16)


def a_day_and_a_morning() -> Sale:
    """Three sales of a counted day, two of the next morning: the last of them."""
    awa, charger = factories.enrolment(), shelves.tracked()
    shelves.delivery(charger)
    for _ in range(3):
        factories.sale(awa, quantities={charger: 1})
    factories.till_counted(TillSession.objects.get(), ends_the_day=True)
    for _ in range(2):
        sale = factories.sale(awa, quantities={charger: 1}, on=NEXT)
    return sale


def without(sale: Sale) -> list[str]:
    """What takes a receipt of the end away with its seal and its counter."""
    return [
        f"DELETE FROM recharges_seal WHERE sale_id = {sale.pk}",
        f"DELETE FROM recharges_saleline WHERE sale_id = {sale.pk}",
        f"DELETE FROM recharges_sale WHERE id = {sale.pk}",
        "UPDATE kernel_series SET last = last - 1 WHERE name = 'A2016'",
    ]


def without_traces(sale: Sale) -> list[str]:
    """The same, with its line of the journal and what left the shelf."""
    line = sale.lines.get()
    return [
        "UPDATE recharges_stocklevel SET quantity = quantity + 1",
        f"DELETE FROM recharges_stockmovement WHERE sale_line_id = {line.pk}",
        f"DELETE FROM accounts_entry WHERE thing = 'recharges.sale:{sale.pk}'",
        *without(sale),
    ]


def test_an_empty_ledger_is_said_to_be_empty(db, capsys):
    call_command("verify_ledger")
    assert capsys.readouterr().out.startswith(
        f"Le registre est vide{NARROW}: aucun reçu, aucune caisse, aucune clôture n’y est encore."
    )


# What the journal and the shelves remember


def test_the_last_receipt_taken_away_with_its_seal_and_counter_is_missed(db):
    sale = a_day_and_a_morning()
    assert faults() == []
    said = altered(*without(sale))
    assert starting(said, f"La ligne n°{NO_BREAK}")[0].endswith(
        f"du journal parle d’une vente qui n’est plus là{NARROW}: sale.made,"
        f" recharges.sale:{sale.pk}, le {said[0][-19:]}"
    )
    assert starting(said, "Le mouvement de stock n°")


def test_a_level_turned_by_hand_is_named(db):
    a_day_and_a_morning()
    assert altered("UPDATE recharges_stocklevel SET quantity = quantity + 3") == [
        f"Le stock de «{NARROW}Chargeur{NARROW}» (Antony) a été modifié{NARROW}: il dit 18, les"
        " mouvements font 15."
    ]


# Anchors


def test_each_z_has_an_anchor_whose_hash_is_sealed_in_it(db):
    a_day_and_a_morning()
    till, day = Closing.objects.order_by("number")
    anchors = Anchor.objects.exclude(closing=None).order_by("number")
    assert [(each.site_id, each.closing, each.hash) for each in anchors] == [
        (till.site_id, 1, till.anchor), (day.site_id, 2, day.anchor),
    ]  # fmt: skip
    assert {till.version, day.version} == {2}


def test_an_anchor_takes_in_what_is_new_and_only_that(db):
    a_day_and_a_morning()
    connection.check_constraints()
    before = Anchor.objects.order_by("number").last()
    number = set_anchor()
    assert number == before.number + 1
    assert set_anchor() is None, "nothing is new"
    blocks = Anchor.objects.get(number=number).blocks
    assert blocks["closings"]["covers"] != "{}", "the Z that the one before was set for"
    sales = list(Sale.objects.filter(sold_on=NEXT).order_by("pk").values_list("pk", flat=True))
    assert blocks["seals"]["covers"] == f"{{[{sales[0]},{sales[1] + 1})}}"
    assert verify().anchors == number


def test_the_worker_sets_anchors(db):
    a_day_and_a_morning()
    connection.check_constraints()
    before = Anchor.objects.count()
    anchor_what_is_new(0)
    assert Anchor.objects.count() == before + 1


TAKEN = [
    ("accounts_entry", "La ligne du journal"),
    ("recharges_stockmovement", "Le mouvement de stock"),
    ("recharges_receiptprint", "L’impression de reçu"),
]


@pytest.mark.parametrize(("table", "named"), TAKEN)
def test_what_was_taken_away_is_named_one_by_one(db, table, named):
    services.print_receipt(
        a_day_and_a_morning(), paper="feuille", by=factories.counsellor(), at=factories.at(DAY)
    )
    connection.check_constraints()
    set_anchor()
    last = column(f"SELECT max(id) FROM {table}")[0]
    said = altered(f"DELETE FROM {table} WHERE id = {last}")
    assert starting(said, f"{named} n°{NO_BREAK}{last} a disparu depuis le repère n°{NO_BREAK}")


def test_several_that_follow_one_another_are_one_sentence(db):
    a_day_and_a_morning()
    connection.check_constraints()
    set_anchor()
    first, last = column("SELECT min(id) FROM accounts_entry WHERE verb = 'sale.made'")[0], None
    last = first + 1
    said = altered(f"DELETE FROM accounts_entry WHERE id IN ({first}, {last})")
    assert starting(said, f"Les lignes du journal n°{NO_BREAK}{first} à {last} ont disparu")


CHANGED = [
    "UPDATE accounts_entry SET by = 'x' WHERE verb = 'sale.made'",
    "UPDATE accounts_entry SET details = '{\"x\": 1}' WHERE verb = 'sale.made'",
    "UPDATE recharges_stockmovement SET reference = 'BL 12' WHERE kind = 'receipt'",
    "UPDATE recharges_stockmovement SET moved_on = moved_on - 1 WHERE kind = 'receipt'",
]


@pytest.mark.parametrize("statement", CHANGED)
def test_what_was_changed_is_found(db, statement):
    a_day_and_a_morning()
    connection.check_constraints()
    set_anchor()
    said = altered(statement)
    assert said
    assert all(" depuis le repère n°" in each for each in said)


def test_the_last_receipts_with_all_that_was_written_of_them_are_missed_by_an_anchor(db):
    sale = a_day_and_a_morning()
    connection.check_constraints()
    number = set_anchor()
    said = altered(*without_traces(sale))
    since = f" a disparu depuis le repère n°{NO_BREAK}{number} "
    assert len(said) == 4
    assert all(since in each for each in said)


def test_the_last_z_taken_away_is_missed_by_its_anchor(db):
    a_day_and_a_morning()
    said = altered("DELETE FROM recharges_closing WHERE number = 2")
    anchor = Anchor.objects.get(closing=2)
    assert said == [
        f"Le Z n°{NO_BREAK}2 (Antony) manque{NARROW}: il a été supprimé, le repère"
        f" n°{NO_BREAK}{anchor.number} avait été posé pour lui."
    ]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM recharges_anchor WHERE number = 2", "Le repère du Z n°"),
        ("DELETE FROM recharges_anchor WHERE number = 2", f"Le repère n°{NO_BREAK}2 manque"),
        ("DELETE FROM recharges_anchor", "Tous les repères manquent"),
        ("UPDATE recharges_anchor SET blocks = '{}' WHERE number = 2", "Le repère n°"),
        ("UPDATE recharges_anchor SET blocks = jsonb_set(blocks, '{journal,covers}', '\"x\"')"
         " WHERE number = 2", "Le repère n°"),
    ],
)  # fmt: skip
def test_anchors_that_were_altered_are_named(db, statement, said):
    a_day_and_a_morning()
    assert starting(altered(statement), said)


@pytest.mark.parametrize("what", ["UPDATE", "DELETE", "TRUNCATE"])
def test_anchors_are_never_changed(db, what):
    statement = {
        "UPDATE": "UPDATE recharges_anchor SET closing = 9",
        "DELETE": "DELETE FROM recharges_anchor",
        "TRUNCATE": "TRUNCATE recharges_anchor",
    }[what]
    assert refused_by(statement)


def test_nobody_chooses_what_an_anchor_says(db):
    forged = Anchor(number=99, made_at=factories.at(DAY), blocks={"x": 1}, previous="x", hash="x")
    journal.record("x.y", factories.site(), by="test")
    forged.save(force_insert=True)
    made = Anchor.objects.order_by("number").last()
    assert made.number != 99
    assert len(made.hash) == 64
    assert set(made.blocks) > {"journal", "movements"}


# Transactions end in another order than their keys


@pytest.fixture
def another_desk(committed_db):
    """A connection beside ours, whose transaction is open."""
    given = connection.get_connection_params()
    keys = ("dbname", "host", "port", "user", "password")
    with psycopg.connect(**{key: given[key] for key in keys if given.get(key)}) as other:
        yield other
    connection.close()


WRITE = (
    "INSERT INTO accounts_entry (at, verb, thing, by, details)"
    " VALUES (now(), 'x.y', 'z:1', 'test', '{}') RETURNING id"
)


def test_a_line_whose_transaction_ends_later_is_taken_in_later_and_missed_as_well(another_desk):
    late = another_desk.execute(WRITE).fetchone()[0]
    journal.record("x.y", factories.site(), by="test")
    assert Entry.objects.order_by("pk").last().pk > late
    first = set_anchor()
    assert faults() == []
    another_desk.commit()
    assert faults() == [], "no anchor has seen it yet"

    second = set_anchor()
    assert second == first + 1
    assert faults() == []
    said = altered(f"DELETE FROM accounts_entry WHERE id = {late}")
    assert len(said) == 1
    assert said[0].startswith(
        f"La ligne du journal n°{NO_BREAK}{late} a disparu depuis le repère n°{NO_BREAK}{second} "
    )


def test_a_key_that_nobody_used_is_no_fault(another_desk):
    another_desk.execute(WRITE)
    journal.record("x.y", factories.site(), by="test")
    set_anchor()
    another_desk.rollback()
    journal.record("x.y", factories.site(), by="test")
    set_anchor()
    assert faults() == []


# The file beside the database


def lines() -> list[str]:
    return witness.path().read_text().splitlines()


def test_the_file_knows_each_receipt_and_each_z(committed_db):
    a_day_and_a_morning()
    said = [line.split() for line in lines()]
    assert [(chain, number) for _, chain, _, number, _ in said if chain == "receipts"] == [
        ("receipts", str(n)) for n in range(1, 6)
    ]
    site = str(factories.site().pk)
    assert ["closings", site, "2", Closing.objects.get(number=2).hash] in [x[1:] for x in said]
    assert witness.path().stat().st_mode & 0o777 == 0o600
    assert verify().seen == len(said)
    assert "Diallo" not in witness.path().read_text()


def test_the_last_receipts_gone_without_a_trace_in_the_database_are_missed_by_the_file(
    committed_db,
):
    sales = [a_day_and_a_morning()]
    sales.insert(0, Sale.objects.get(number=4))
    for sale in reversed(sales):
        statements = without_traces(sale)
        with triggers_off() as cursor:
            for statement in statements:
                cursor.execute(statement)
    [said] = faults()
    assert said.startswith(
        "Les reçus A2016-000004 à A2016-000005 manquent\u202f: ils ont été supprimés (le fichier"
        " témoin l’a vu le "
    )
    with pytest.raises(CommandError, match="A2016-000004 à A2016-000005 manquent"):
        call_command("verify_ledger")


def test_receipts_sold_again_under_the_numbers_of_others_are_known_by_the_file(committed_db):
    sale = a_day_and_a_morning()
    with triggers_off() as cursor:
        for statement in without_traces(sale):
            cursor.execute(statement)
    factories.sale(sale.enrolment, on=NEXT)
    [said] = faults()
    assert said.startswith("Le reçu A2016-000005 n’a plus l’empreinte que le fichier témoin a vue")


def test_the_last_z_gone_without_a_trace_in_the_database_is_missed_by_the_file(committed_db):
    a_day_and_a_morning()
    z = services.close_month(
        factories.site(), month=date(2016, 2, 1), by=factories.director(), on=DAY,
        at=factories.at(DAY),
    )  # fmt: skip
    said = altered(
        f"DELETE FROM recharges_closing WHERE id = {z.pk}",
        f"DELETE FROM recharges_anchor WHERE closing = {z.number}",
        "DELETE FROM accounts_entry WHERE verb = 'period.closed'",
    )
    assert [each.partition(" manque")[0] for each in said] == [
        f"Le repère n°{NO_BREAK}{z.number + 1}",
        f"Le Z n°{NO_BREAK}{z.number} (Antony)",
    ]


def test_without_a_file_the_ledger_is_whole_and_the_want_is_said(db, capsys):
    factories.sale()
    call_command("verify_ledger")
    assert "Aucun fichier témoin" in capsys.readouterr().out


def test_a_file_of_another_ledger_under_the_same_name_is_said(committed_db, capsys):
    """A whole ledger forged from its first anchor on has no file; the one before has."""
    a_day_and_a_morning()
    file = witness.path()
    other = file.with_name(f"{file.stem[:-12]}{'0' * 12}.log")
    file.rename(other)
    call_command("verify_ledger")
    assert f"ont porté le nom de cette base{NARROW}: {other.name}." in capsys.readouterr().out


def test_a_line_that_was_cut_short_says_nothing(committed_db):
    a_day_and_a_morning()
    count = len(lines())
    with witness.path().open("ab") as file:
        file.write(b"2016-03-16T10:00:00Z receipts A2016 9 abc\n\0\0\0\xff2016-\n")
        file.write(b"2016-03-16T10:00:00Z receipts A\x002016 9 " + b"a" * 64 + b"\n2016-")
    assert verify().seen == count
    factories.sale(on=NEXT)
    assert verify().seen == count + 1, "behind what was cut short"


def test_a_file_that_cannot_be_written_stops_no_sale(committed_db, tmp_path, monkeypatch, caplog):
    (tmp_path / "full").write_text("")
    monkeypatch.setattr(settings, "WITNESS_DIR", tmp_path / "full" / "witness")
    assert a_day_and_a_morning().pk
    assert "Error calling" in caplog.text
    assert StockMovement.objects.filter(kind="sale").count() == 5
