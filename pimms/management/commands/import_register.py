"""Bring a desk register in from a spreadsheet."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from pimms.register.bringing_in import bring_in
from pimms.register.reading import UnreadableRegister


class Command(BaseCommand):
    help = "Importe un registre de guichet (.xlsx), en une fois : tout ce qui est juste, ou rien."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FICHIER.xlsx", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="dire ce qui se passerait, sans rien changer"
        )
        parser.add_argument(
            "--rejects", metavar="REJETS.xlsx", type=Path, help="où écrire les lignes refusées"
        )
        parser.add_argument(
            "--summary", metavar="RESUME.json", type=Path, help="où écrire les comptes par feuille"
        )

        parser.add_argument(
            "--on-sale",
            action="store_true",
            help="mettre en vente dès aujourd’hui les articles d’un registre des années passées",
        )

    def handle(self, *, file, dry_run, on_sale, rejects, summary, verbosity, **options):
        for output in (rejects, summary):
            if output and not output.resolve().parent.is_dir():
                raise CommandError(f"Le dossier {output.resolve().parent} n’existe pas.")
        try:
            outcome = bring_in(
                file,
                name=file.name,
                by="import_register",
                today=localdate(),
                dry_run=dry_run,
                puts_on_sale=on_sale,
                rejects_to=rejects,
                progress=_bar if sys.stderr.isatty() and verbosity else lambda done, total: None,
            )
        except UnreadableRegister as error:
            raise CommandError(str(error)) from error
        if summary:
            summary.write_text(
                json.dumps(outcome.summary, ensure_ascii=False, indent=1), encoding="utf-8"
            )
        if verbosity:
            self._tell(outcome, dry_run=dry_run, rejects=rejects)

    def _tell(self, outcome, *, dry_run, rejects):
        for sentence in outcome.warnings:
            self.stdout.write(f"  {sentence}")
        self.stdout.write(f"{'Feuille':<16}{'lignes':>9}{'importées':>12}{'refusées':>11}")
        for sheet, counts in outcome.sheets.items():
            known = f"  dont {counts['known']} déjà là" if counts["known"] else ""
            self.stdout.write(
                f"{sheet:<16}{counts['rows']:>9}{counts['imported']:>12}"
                f"{counts['rejected']:>11}{known}"
            )
        if outcome.withheld:
            self.stdout.write(
                f"Articles des années passées, retirés de la vente : {outcome.withheld}."
                " Pour les vendre aujourd’hui : --on-sale."
            )
        if rejects:
            self.stdout.write(f"Les lignes refusées, avec leur motif, sont dans {rejects}.")
        if dry_run:
            self.stdout.write("Essai seulement : rien n’a été écrit dans la base.")


def _bar(done: int, total: int) -> None:
    """A progress bar on the terminal."""
    if done == 0:
        sys.stderr.write(f"\r{total} lignes lues…")
    else:
        filled = 40 * done // max(total, 1)
        sys.stderr.write(f"\r[{'█' * filled}{' ' * (40 - filled)}] {done} sur {total}")
    if done == total:
        sys.stderr.write("\n")
    sys.stderr.flush()
