"""Fill an empty database with the demonstration year."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

import demonstration
from pimms.management.progress import Steps
from pimms.preparation import full_disk_named


class Command(BaseCommand):
    help = "Remplit une base vide avec l’année de démonstration (personnes fictives)."

    def add_arguments(self, parser):
        parser.add_argument(
            "--reset", action="store_true", help="vide d’abord une base de démonstration"
        )
        parser.add_argument(
            "--yes", action="store_true", help="accepte une base qui n’est pas de démonstration"
        )

    def handle(self, *, reset, yes, verbosity, **options):
        if not settings.DEMONSTRATION and not yes:
            raise CommandError(
                "Cette installation n’est pas une démonstration : rien n’est changé."
                " Ajoutez --yes pour y mettre tout de même des personnes fictives."
            )
        if not demonstration.is_empty():
            if not reset:
                self.stdout.write("La base contient déjà des données : rien n’est changé.")
                return
            self._empty_out(verbosity)
        steps = Steps(self.stdout, 1)
        with steps.step("Année de démonstration") as reached, full_disk_named():
            demonstration.fill(localdate(), reached=reached)
        if verbosity:
            for role, email, password in demonstration.SIGN_INS:
                self.stdout.write(f"  {role}\u202f: {email} / {password}")

    def _empty_out(self, verbosity):
        if not demonstration.is_demonstration():
            raise CommandError(
                "Cette base n’a pas été faite par la démonstration : rien n’est effacé."
            )
        if strangers := demonstration.strangers():
            raise CommandError(
                "La base contient ce que la démonstration n’a pas fait : "
                + ", ".join(strangers)
                + ". Rien n’est effacé."
            )
        demonstration.empty_out(verbosity=max(verbosity - 1, 0))
