from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name, verbose_name = "reports", "Bilans"

    def ready(self):
        """Says which figures a convention may promise."""
        from funding import promises  # noqa: PLC0415
        from reports.figures import INDICATORS  # noqa: PLC0415

        promises.FIGURES.update({each.code: each.promised for each in INDICATORS if each.promised})
