"""The worker: messages, imports, exports, nightly work."""

from django.core.management.base import BaseCommand

from pimms import worker


class Command(BaseCommand):
    help = "Fait le travail de fond jusqu’à ce qu’on l’arrête."
    requires_system_checks = []

    def handle(self, **options):
        worker.work()
