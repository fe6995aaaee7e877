"""`archive_ledger 2016 DIR`: a year of the ledger in an open format."""

import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from recharges import archive


class Command(BaseCommand):
    help = "Écrit l’archive d’une année du registre des ventes : CSV, empreintes, mode d’emploi."

    def add_arguments(self, parser):
        parser.add_argument("year", metavar="ANNÉE", help="l’année civile : 2016")
        parser.add_argument("folder", metavar="DOSSIER", type=Path)

    def handle(self, *, year, folder, **options):
        if not re.fullmatch(r"[12]\d{3}", str(year)):
            raise CommandError(f"« {year} » n’est pas une année : écrivez-la en quatre chiffres.")
        if not folder.is_dir():
            raise CommandError(f"Le dossier {folder} n’existe pas.")
        path = folder / archive.file_name(int(year))
        draft = path.with_name(f".{path.name}.part")
        try:
            with draft.open("wb") as file:
                archive.write(int(year), file)
            draft.replace(path)
        except OSError as error:
            raise CommandError(f"Impossible d’écrire {path} : {error.strerror}.") from error
        finally:
            draft.unlink(missing_ok=True)
        self.stdout.write(f"{path} est écrit.")
