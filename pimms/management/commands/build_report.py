"""`build_report ccas 2016`: the yearly report as a PDF, its figures as JSON."""

import errno
import os
import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from reports import exports, figures


class Command(BaseCommand):
    help = "Établit le bilan d’une année : un PDF, et ses chiffres en JSON."

    def add_arguments(self, parser):
        parser.add_argument("report", metavar="BILAN", help="le nom du bilan : ccas")
        parser.add_argument("year", metavar="ANNÉE", help="l’année civile : 2016")
        parser.add_argument("--output", metavar="BILAN.pdf")
        parser.add_argument("--data", metavar="CHIFFRES.json")

    def handle(self, *, report, year, output, data, **options):
        if report not in exports.REPORTS:
            known = ", ".join(exports.REPORTS)
            raise CommandError(f"Le bilan « {report} » n’existe pas. Bilans connus : {known}.")
        if not re.fullmatch(r"[12]\d{3}", str(year)):
            raise CommandError(f"« {year} » n’est pas une année : écrivez-la en quatre chiffres.")
        if not output and not data:
            output = exports.file_name(report, year, "pdf")
        output, data = (Path(name) if name else None for name in (output, data))
        if output and data and output.resolve() == data.resolve():
            raise CommandError("Le PDF et les chiffres vont dans deux fichiers différents.")
        counted = figures.of_year(int(year))
        if counted.is_empty:
            raise CommandError(
                f"Rien n’est enregistré pour {year} : il n’y a pas de bilan à faire."
            )
        files = {}
        if output:
            files[output] = exports.REPORTS[report].document(counted, on=localdate())
        if data:
            files[data] = exports.data(counted)
        _write(files)
        for path in files:
            self.stdout.write(f"{path} est écrit.")


def _write(files: dict[Path, bytes]) -> None:
    """All the files are there whole, or none of them has changed."""
    drafts = {}
    try:
        for path, content in files.items():
            target = path.resolve()
            if target.exists() and not target.is_file():
                raise CommandError(f"Impossible d’écrire {path} : ce n’est pas un fichier.")
            draft = target.with_name(f".{target.name}.{os.getpid()}.part")
            drafts[draft] = target
            draft.write_bytes(content)
        for draft, target in drafts.items():
            draft.replace(target)
    except OSError as error:
        raise CommandError(f"Impossible d’écrire {path} : {_reason(error)}.") from error
    finally:
        for draft in drafts:
            _remove(draft)


def _remove(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:
        return  # its folder is no folder, or is not ours: there was no draft


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno, f"le système répond « {error.strerror} »")


_REASONS = {
    errno.ENOENT: "ce dossier n’existe pas",
    errno.ENOTDIR: "ce dossier n’existe pas",
    errno.EACCES: "l’accès est refusé",
    errno.EPERM: "l’accès est refusé",
    errno.EROFS: "ce disque ne s’écrit pas",
    errno.ENOSPC: "le disque est plein",
    errno.ENAMETOOLONG: "ce nom est trop long",
}
