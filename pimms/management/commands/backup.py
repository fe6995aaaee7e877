"""`backup FILE`: the whole house in one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from pimms import backup
from pimms.kernel.templatetags.french import number


class Command(BaseCommand):
    help = (
        "Sauvegarde toute la base et les fichiers déposés dans un fichier, lisible par son seul"
        " propriétaire."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FICHIER", type=Path)

    def handle(self, *, file, **options):
        try:
            written = backup.write(file, at=now().isoformat(timespec="seconds"))
        except backup.Impossible as error:
            raise CommandError(str(error)) from error
        files = f"{number(written.files)} fichier{'s' if written.files > 1 else ''}"
        self.stdout.write(
            f"{file} est écrit ({number(-(-written.size // 1024))}\u202fKo, dont {files})."
        )
