"""`restore FILE`: an empty database becomes what was saved; its ledger is read again."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pimms import backup
from recharges.verification import Altered, verify


class Command(BaseCommand):
    help = "Restaure une sauvegarde dans une base vide, et vérifie le registre des ventes."
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FICHIER", type=Path)

    def handle(self, *, file, **options):
        try:
            backup.read(file)
            verified = verify()
        except (backup.Impossible, Altered) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file} est restauré. {verified}")
