"""`backup FILE`: the whole database in one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pimms import backup
from pimms.kernel.templatetags.french import number


class Command(BaseCommand):
    help = "Sauvegarde toute la base dans un fichier, lisible par son seul propriétaire."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FICHIER", type=Path)

    def handle(self, *, file, **options):
        try:
            size = backup.write(file)
        except backup.Impossible as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file} est écrit ({number(-(-size // 1024))}\u202fKo).")
