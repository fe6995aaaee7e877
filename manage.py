#!/usr/bin/env python3
"""The commands of the house: `python manage.py help`."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

VENV = Path(__file__).resolve().parent / ".venv"
# These read a database that is there: none is made for them.
OF_WHAT_IS_THERE = {"archive_ledger", "backup", "verify_ledger"}
MAKES_ITS_OWN_TABLES = {
    "backup",
    "check",
    "makemigrations",
    "migrate",
    "restore",
    "serve",
    "work",
}
WITHOUT_DATABASE = {"help", "version", "collectstatic", "makemessages", "compilemessages"}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimms.settings")
    command = next((word for word in sys.argv[1:] if not word.startswith("-")), "help")
    own = "DATABASE_URL" not in os.environ
    if own and command in OF_WHAT_IS_THERE and not postgres.is_made():
        sys.exit(
            "DATABASE_URL n’est pas donnée, et cette copie n’a pas de base à elle : rien n’est"
            " fait. Cron n’a pas l’environnement du service : donnez-le-lui (docs/deployment.md)."
        )
    if own and command not in WITHOUT_DATABASE:
        with ThreadPoolExecutor(1) as beside:  # the database starts while the rooms are imported
            held = beside.submit(postgres.hold)
            django.setup()
        held.result()
    else:
        django.setup()
    if command not in WITHOUT_DATABASE | MAKES_ITS_OWN_TABLES:
        migrate_a_new_database()
    execute_from_command_line(sys.argv)


def migrate_a_new_database():
    """So that `manage.py import_register FILE` works as the first thing ever typed."""
    if "django_migrations" not in connection.introspection.table_names():
        call_command("migrate", verbosity=0)


if __name__ == "__main__":
    try:
        import django
        from django.core.management import call_command, execute_from_command_line
        from django.db import connection

        from pimms import postgres
    except ModuleNotFoundError as missing:
        # Not in the virtual environment: go there, when `make run` or `make test` has made it.
        python = VENV / "bin" / "python"
        if sys.prefix == str(VENV) or not python.exists():
            sys.exit(f"{missing}: run `bin/setup` first.")
        os.execv(python, [str(python), *sys.argv])
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
