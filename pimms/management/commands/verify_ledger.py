"""Read the whole ledger again and name the first thing that was altered."""

from django.core.management.base import BaseCommand, CommandError

from recharges.verification import Altered, verify


class Command(BaseCommand):
    help = "Vérifie tout le registre des ventes : numéros, empreintes, caisses, clôtures."

    def handle(self, **options):
        try:
            verified = verify()
        except Altered as altered:
            raise CommandError(str(altered)) from altered
        self.stdout.write(str(verified))
