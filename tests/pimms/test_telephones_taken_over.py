"""What a database of before kept as a telephone and is none."""

from django.core.management import call_command
from django.db import connection

BEFORE = {
    "kernel": "0006_sending_while_it_lasts",
    "beneficiaries": "0006_what_may_be_told",
    "partners": "0004_offer_and_clocks",
    "workshops": "0004_workshop_commune",
    "funding": "0002_triggers",
}
WRONG, RIGHT = "+3361234567", "+33612345678"


def fill(table: str, **values) -> int:
    """A row with these values and, where there must be one, the emptiest of its kind."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = %s"
            " AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'"
            " AND is_generated = 'NEVER'",
            [table],
        )
        empty = {"varchar": "", "text": "", "bool": False, "_varchar": [], "int4": 0, "jsonb": "{}"}
        empty |= {"date": "2016-01-04", "timestamptz": "2016-01-04T09:00Z"}
        row = {name: empty[kind] for name, kind in cursor if name not in values} | values
        columns = ", ".join(row)
        marks = ", ".join(["%s"] * len(row))
        cursor.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks}) RETURNING id", [*row.values()]
        )
        return cursor.fetchone()[0]


def told(table: str, *columns: str):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT phone, {', '.join(columns)} FROM {table} ORDER BY id")
        return cursor.fetchall()


def test_what_is_no_number_stands_beside_it_in_words(empty_db):
    for app, name in BEFORE.items():
        call_command("migrate", app, name, verbosity=0)
    site = fill("accounts_site", code="A", name="Antony")
    for phone, commune in ((WRONG, "92002"), (RIGHT, "75056")):
        fill("beneficiaries_beneficiary", last_name=f"Ba {phone}", born_on="1980-01-01",
             site_id=site,
            commune_id=commune, phone=phone, notes="Vient le mardi.", gender="non_communique",
             social_status="non_communique")  # fmt: skip
        fill("partners_organisation", name=f"CCAS {phone}", phone=phone, contact="Mme Petit",
             status="accepted")  # fmt: skip
        fill("workshops_guest", last_name="Lopez", phone=phone)
    funder = fill("funding_funder", name="Région")
    fill("funding_contact", funder_id=funder, name="M. Roux", phone=WRONG, role="Chargé")
    fill("funding_contact", funder_id=funder, name="M. Blin", phone=WRONG, email="a@example.org")

    call_command("migrate", verbosity=0)

    assert told("beneficiaries_beneficiary", "postal_code") == [("", "92160"), (RIGHT, "")]
    note = f"Vient le mardi.\nTéléphone à vérifier\u202f: {WRONG}"
    assert told("beneficiaries_beneficiary", "notes") == [("", note), (RIGHT, "Vient le mardi.")]
    assert told("partners_organisation", "contact") == [
        ("", f"Mme Petit ({WRONG}\u202f?)"), (RIGHT, "Mme Petit"),
    ]  # fmt: skip
    assert told("workshops_guest", "last_name") == [
        ("", f"Lopez ({WRONG}\u202f?)"),
        (RIGHT, "Lopez"),
    ]
    assert told("funding_contact", "role", "ended_on IS NULL") == [
        ("", f"Chargé ({WRONG}\u202f?)", False), ("", f"({WRONG}\u202f?)", True),
    ]  # fmt: skip
