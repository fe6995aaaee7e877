#!/usr/bin/env python3
"""The commands of the house: `python manage.py help`."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
WITHOUT_DATABASE = {"help", "collectstatic", "makemessages", "compilemessages", "startapp"}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimms.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if "DATABASE_URL" not in os.environ and command not in WITHOUT_DATABASE:
        postgres.hold()
    django.setup()
    if command not in WITHOUT_DATABASE | {"migrate", "makemigrations", "check", "serve"}:
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
    except ModuleNotFoundError:
        # Not in the virtual environment: go there, when `make run` or `make test` has made it.
        python = HERE / ".venv" / "bin" / "python"
        if not python.exists() or sys.prefix == str(HERE / ".venv"):
            raise
        os.execv(python, [str(python), *sys.argv])
    main()
