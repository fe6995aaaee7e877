"""Read the whole ledger again and name all that was altered."""

from django.core.management.base import BaseCommand, CommandError

from pimms.kernel.templatetags.french import number
from recharges.verification import Altered, verify


class Command(BaseCommand):
    help = (
        "Vérifie tout le registre des ventes : numéros, empreintes, caisses, clôtures, stock,"
        " journal, et le fichier témoin à côté de la base."
    )

    def handle(self, **options):
        try:
            verified = verify()
        except Altered as altered:
            raise CommandError(said_of(altered)) from altered
        self.stdout.write(str(verified))
        self.stdout.write(verified.beside)


def said_of(altered: Altered) -> str:
    """All that was found, one a line, and how much it is."""
    count = len(altered.faults)
    if count == 1:
        return str(altered)
    return f"{number(count)} défauts\u202f:\n{altered}"
