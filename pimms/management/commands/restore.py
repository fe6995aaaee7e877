"""`restore FILE`: an empty database becomes what was saved; its ledger is read again."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.timezone import localdate

from pimms import backup
from pimms.kernel.templatetags.french import number
from recharges import verification, witness

from .verify_ledger import said_of


class Command(BaseCommand):
    help = (
        "Restaure une sauvegarde dans une base vide, la met à jour et vérifie le registre des"
        " ventes."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FICHIER", type=Path)

    def handle(self, *, file, **options):
        try:
            files = backup.read(file)
        except backup.Impossible as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0, interactive=False, stdout=self.stdout)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # a dump brings rows, and no figures for the planner
        try:
            verified = verification.verify(beside=False)
        except verification.Altered as altered:
            raise CommandError(
                f"{file} est restauré, et son registre a été modifié\u202f: {said_of(altered)}"
            ) from altered
        came = f"{number(files)} fichier{'s' if files > 1 else ''}"
        self.stdout.write(f"{file} est restauré, avec {came}. {verified}")
        self._compare_with_the_witness(verified)

    def _compare_with_the_witness(self, verified):
        """What the file beside the database has seen after the backup is said once: it is gone."""
        if lost := verification.missed_beside(verified):
            aside = witness.retire(verified.witness, on=f"{localdate():%Y-%m-%d}")
            self.stdout.write(
                "Depuis la sauvegarde, le fichier témoin a vu ce que la base n’a plus"
                f" (il est mis de côté\u202f: {aside})."
            )
            for sentence in lost:
                self.stdout.write(sentence)
