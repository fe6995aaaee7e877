"""Django's `migrate`, which first recognises a database that stands on the old migrations."""

from django.core.management.commands import migrate

from pimms import schema


class Command(migrate.Command):
    def handle(self, *arguments, **options):
        if schema.take_over():
            self.stdout.write(
                "La base tenait sur les anciennes migrations, depuis réunies : elle est reprise"
                " telle quelle, aucune donnée n’a changé."
            )
        super().handle(*arguments, **options)
