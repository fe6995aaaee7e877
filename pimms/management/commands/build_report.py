"""`build_report ccas 2016`: the yearly report as a PDF, its figures as JSON.

`build_report funder 2016 --grant État`: the same of what a funder gave that year.
"""

import errno
import os
import re
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from funding.models import Grant
from pimms.kernel.text import fold
from reports import ccas
from reports.editions import life
from reports.editions.kinds import kind_of
from reports.models import Edition, GrantEdition

FUNDER = "funder"
REPORTS = (ccas.NAME, FUNDER)


class Command(BaseCommand):
    help = "Établit le bilan d’une année : un PDF, et ses chiffres en JSON."

    def add_arguments(self, parser):
        parser.add_argument("report", metavar="BILAN", help="le nom du bilan : ccas ou funder")
        parser.add_argument("year", metavar="ANNÉE", help="l’année civile : 2016")
        parser.add_argument("--grant", metavar="FINANCEUR", help="de qui, ou le numéro : État")
        parser.add_argument("--output", metavar="BILAN.pdf")
        parser.add_argument("--data", metavar="CHIFFRES.json")

    def handle(self, *, report, year, grant, output, data, **options):
        if report not in REPORTS:
            raise CommandError(
                f"Le bilan « {report} » n’existe pas. Bilans connus : {', '.join(REPORTS)}."
            )
        if not re.fullmatch(r"[12]\d{3}", str(year)):
            raise CommandError(f"« {year} » n’est pas une année : écrivez-la en quatre chiffres.")
        output, data = (Path(name) if name else None for name in (output, data))
        if output and data and output.resolve() == data.resolve():
            raise CommandError("Le PDF et les chiffres vont dans deux fichiers différents.")
        if report == FUNDER:
            edition = GrantEdition.objects.last_or_new(_grant(int(year), grant))
        else:
            edition = Edition(year=int(year))
        kind, (counted, said) = kind_of(edition), _drawn_up(edition)
        if not output and not data:
            output = Path(kind.file_name(counted, "pdf"))
        files = {}
        if output:
            files[output] = kind.document(counted, **said)
        if data:
            files[data] = kind.file(counted, "json")
        _write(files)
        for path in files:
            self.stdout.write(f"{path} est écrit.")


def _drawn_up(edition: Edition | GrantEdition) -> tuple[Any, dict[str, Any]]:
    """The figures of today, or as frozen, and what the document takes beside them."""
    try:
        counted, said = life.drawn_up(edition, on=localdate())
    except ValidationError as missing:  # an account of the till that nobody gave
        raise CommandError(" ".join(missing.messages)) from missing
    if isinstance(edition, Edition) and counted.is_empty:
        raise CommandError(
            f"Rien n’est enregistré pour {edition.year} : il n’y a pas de bilan à faire."
        )
    return counted, said


def _grant(year: int, wanted: str | None) -> Grant:
    """The grant of the year by its number, or by its funder's name when that is enough."""
    grants = list(Grant.objects.filter(year=year).select_related("funder").order_by("pk"))
    if not grants:
        raise CommandError(f"Aucune subvention n’est enregistrée pour {year}.")
    text = fold(wanted or "")
    found = [each for each in grants if text in (str(each.pk), fold(each.funder.name))]
    if len(found) != 1:
        known = " ; ".join(f"{each.pk} {each.funder}, {each.purpose}" for each in grants)
        raise CommandError(f"Dites laquelle avec --grant. Subventions de {year} : {known}.")
    return found[0]


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
