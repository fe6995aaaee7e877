"""How a database says that it is a demonstration, and how a demonstration is emptied out.

The mark is the comment of the schema: it needs no table, follows a backup, and leaves with the
schema. Emptying drops the schema, since the ledger lets nobody empty it.
"""

from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import Entry, Site, User
from beneficiaries.models import Beneficiary
from partners.models import Organisation
from pimms.kernel.templatetags.french import number
from pimms.models import RegisterRow
from recharges.models import Product

from .accounts import EMAILS

MARK = "demonstration"


def mark() -> None:
    """The database says that it is a demonstration."""
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON SCHEMA public IS '{MARK}'")


def is_demonstration() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('public'::regnamespace, 'pg_namespace')")
        return cursor.fetchone()[0] == MARK


def is_empty() -> bool:
    """Nobody and nothing has been recorded yet; the communes do not count."""
    return not any(
        model.objects.exists() for model in (Site, User, Organisation, Beneficiary, Product, Entry)
    )


def strangers() -> list[str]:
    """What the database holds that the demonstration did not make, in words."""
    found = []
    if rows := RegisterRow.objects.count():
        found.append(f"{number(rows)} lignes d’un registre importé")
    users = User.objects.exclude(email__in=EMAILS).order_by("email")
    if emails := list(users.values_list("email", flat=True)[:3]):
        found.append(f"des comptes qui ne sont pas les siens ({', '.join(emails)})")
    entries = Entry.objects.exclude(by__in=EMAILS).order_by("by")
    if names := list(entries.values_list("by", flat=True).distinct()[:3]):
        found.append(f"des écritures faites par {', '.join(names)}")
    return found


def empty_out(*, verbosity: int = 0) -> None:
    """The database is as new: its schema made again by the migrations, without the mark."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
        cursor.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")
    call_command("migrate", verbosity=verbosity, interactive=False)
